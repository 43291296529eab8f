// Parts of the phone's own components. Looks are those of web/theme.py.
import { useSyncExternalStore } from "react";
import { outbox } from "./phone_outbox.js";

const PRESS = "inline-flex items-center justify-center gap-2 min-h-11 px-5 py-2 rounded-card font-bold cursor-pointer disabled:cursor-not-allowed transition-opacity duration-150";
const LOOKS = {
  primary: `${PRESS} bg-primary text-paper hover:bg-primary-dark disabled:bg-edge`,
  quiet: `${PRESS} bg-paper text-primary border border-primary hover:bg-primary-soft disabled:text-muted disabled:border-line`,
  plain: `${PRESS} bg-transparent text-primary hover:bg-primary-soft disabled:text-muted`,
  danger: `${PRESS} bg-paper text-danger border border-danger hover:bg-danger-soft`,
};
export const FIELD = "w-full min-h-11 px-3 py-2 rounded-card border border-edge bg-paper text-ink placeholder:text-muted";
export const CARD = "bg-paper border border-line rounded-card p-4";
const DOTS = ["", "bg-cat1", "bg-cat2", "bg-cat3", "bg-cat4", "bg-cat5", "bg-cat6", "bg-cat7"];
const BARS = ["", "border-l-cat1", "border-l-cat2", "border-l-cat3", "border-l-cat4", "border-l-cat5", "border-l-cat6", "border-l-cat7"];

export function Button({ look = "primary", className = "", ...props }) {
  return <button type="button" {...props} className={`${LOOKS[look]} ${className}`} />;
}

// One hue per category: a dot beside number and name, never colour alone.
export function Category({ number, names, short = false }) {
  const found = names.find((one) => one.number === number);
  return (
    <span className="inline-flex items-baseline gap-1.5 text-base text-muted">
      <span aria-hidden="true" className={`inline-block w-3 h-3 shrink-0 rounded-full self-center ${DOTS[number] || ""}`} />
      <span>{short ? found?.short : `${found?.short} ${found?.name}`}</span>
    </span>
  );
}

export function bar(category) {
  return `border-l-[6px] ${BARS[category] || ""}`;
}

const TONES = {
  problem: "border-danger bg-danger-soft",
  calm: "border-primary bg-primary-soft",
  good: "border-positive bg-positive-soft",
  warn: "border-warning bg-warning-soft",
};

export function Panel({ tone = "calm", title, children, ...props }) {
  return (
    <section {...props} className={`border-l-[6px] rounded-card px-4 py-3 space-y-2 ${TONES[tone]}`}>
      {title && <h2 className="font-bold text-lg">{title}</h2>}
      {children}
    </section>
  );
}

export function Empty({ children }) {
  return (
    <div className="border-2 border-dashed border-line rounded-card p-6 text-center text-muted bg-paper">
      {children}
    </div>
  );
}

// How far my category's group is; nobody without a category sees it.
export function Group({ room, w }) {
  if (!room.group?.category) return null;
  return <p className="text-base text-muted">{w("room.group", room.group)}</p>;
}

export function useOutbox() {
  return useSyncExternalStore(outbox.watch, outbox.look, outbox.look);
}

// Chips that filter by category; the person's own stands first.
export function CategoryFilter({ numbers, own, chosen, onChoose, names, w, counts }) {
  const ordered = [...numbers].sort((a, b) => (b === own) - (a === own) || a - b);
  const chip = (value, content) => (
    <button
      key={value ?? "all"}
      type="button"
      aria-pressed={chosen === value}
      onClick={() => onChoose(value)}
      className={`inline-flex items-center gap-1.5 min-h-11 px-4 rounded-chip border whitespace-nowrap cursor-pointer text-base ${chosen === value ? "bg-primary-soft border-primary font-bold text-primary-dark" : "bg-paper border-line text-ink"}`}
    >
      {content}
    </button>
  );
  return (
    <div role="group" aria-label={w("findings.filter")} className="flex sm:flex-wrap gap-2 overflow-x-auto -mx-4 px-4 py-1">
      {chip(null, w("findings.all"))}
      {ordered.map((number) =>
        chip(
          number,
          <>
            <span aria-hidden="true" className={`inline-block w-3 h-3 rounded-full ${DOTS[number]}`} />
            {names.find((one) => one.number === number)?.short}
            {number === own && ` · ${w("findings.mine")}`}
            {counts && <span className="text-muted font-normal">{counts[number] || 0}</span>}
          </>,
        ),
      )}
    </div>
  );
}
