// A report that came before: what the new file would change, and who decides where people worked.
import { useId, useState } from "react";
import { X } from "lucide-react";
import { changes } from "./office_changes.js";

const ORDER = ["changed", "new", "gone"];

export function Differences(shared) {
  const { w, looks, asked, busy, onFollow, onNew, onDrop } = shared;
  const [chosen, setChosen] = useState({}); // draft id → true: the file's words
  const asks = asked.differences.filter((one) => one.asks);
  const rest = asked.differences.filter((one) => !one.asks);
  const follow = () => onFollow(Object.fromEntries(
    asks.map((one) => [one.id, { seen: one.seen, file: Boolean(chosen[one.id]) }])));
  const count = (kind) => asked.differences.filter((one) => one.change === kind).length;
  const sure = asked.like.likeness === "same";
  return (
    <section aria-label={w("again_title")} className="rounded-card border-2 border-primary bg-paper p-4 space-y-4">
      <div className="space-y-1">
        <h2 className="text-xl font-bold">{w(sure ? "again_same" : "again_perhaps", { title: asked.like.title })}</h2>
        <p>{asked.differences.length
          ? w("again_counts", { new: count("new"), changed: count("changed"), gone: count("gone"), unchanged: asked.unchanged })
          : w("again_nothing", { unchanged: asked.unchanged })}</p>
        <p className="text-base text-muted">{w("again_safe")}</p>
      </div>
      {asks.length > 0 && (
        <div className="space-y-2">
          <div className="flex flex-wrap items-center gap-2">
            <h3 className="font-bold text-lg grow">{w("again_asks", { count: asks.length })}</h3>
            <button type="button" className={looks.plain} onClick={() => setChosen({})}>{w("again_all_ours")}</button>
            <button type="button" className={looks.plain}
                    onClick={() => setChosen(Object.fromEntries(asks.filter((one) => !kept(one)).map((one) => [one.id, true])))}>
              {w("again_all_file")}
            </button>
          </div>
          <ul className="space-y-2">
            {asks.map((one) => (
              <Asked key={one.id} {...shared} one={one} file={Boolean(chosen[one.id])}
                     onChoose={(file) => setChosen((now) => ({ ...now, [one.id]: file }))} />
            ))}
          </ul>
        </div>
      )}
      {ORDER.map((kind) => {
        const rows = rest.filter((one) => one.change === kind);
        return rows.length > 0 && (
          <details key={kind} open={rows.length <= 12}>
            <summary className="cursor-pointer min-h-11 flex items-center gap-2 font-bold">
              {w(`again_${kind}`, { count: rows.length })}
            </summary>
            <ul className="divide-y divide-line border-y border-line">
              {rows.map((one, at) => <li key={one.id ?? `new-${at}`} className="py-2"><Text {...shared} one={one} /></li>)}
            </ul>
          </details>
        );
      })}
      <div className="flex flex-wrap gap-2">
        <button type="button" className={sure ? looks.primary : looks.quiet} aria-disabled={busy || !asked.differences.length || undefined}
                onClick={() => busy || !asked.differences.length || follow()}>
          {w("again_follow")}
        </button>
        <button type="button" className={looks.quiet} aria-disabled={busy || undefined} onClick={() => busy || onNew()}>{w("again_new_report")}</button>
        <button type="button" className={looks.plain} aria-disabled={busy || undefined} onClick={() => busy || onDrop()}>
          <X size={20} aria-hidden="true" /> {w("again_drop")}
        </button>
      </div>
    </section>
  );
}

const kept = (one) => one.change === "gone" && one.answered;

function Asked(shared) {
  const { w, one, file, onChoose } = shared;
  const name = useId();
  const options = one.change === "gone" ? ["gone_ours", "gone_file"] : ["choose_ours", "choose_file_words"];
  return (
    <li className="rounded-card border border-line border-l-[6px] border-l-warning px-3 py-2 space-y-1">
      <Text {...shared} />
      {kept(one) ? <p className="text-base">{w("gone_answered")}</p> : (
        <fieldset className="flex flex-wrap gap-x-5">
          <legend className="visually-hidden">{w("again_choose", { place: one.code || one.place })}</legend>
          {options.map((key, at) => (
            <label key={key} className="inline-flex items-center gap-2 min-h-11">
              <input type="radio" name={name} className="w-5 h-5 accent-primary" checked={file === Boolean(at)}
                     onChange={() => onChoose(Boolean(at))} />
              {w(key)}
            </label>
          ))}
        </fieldset>
      )}
    </li>
  );
}

// A difference in words: old and new marked, where both are there.
function Text({ w, one, language, categories, kinds }) {
  const names = { category: Object.fromEntries(categories), kind: Object.fromEntries(kinds),
                  criteria_set: { pmqa: w("set_pmqa"), pmqa4: w("set_pmqa4") } };
  const small = one.fields.filter((field) => !["text", "evidence", "impact"].includes(field));
  const long = one.fields.filter((field) => ["text", "evidence", "impact"].includes(field));
  const said = (field, value) => names[field]?.[value] ?? (value || w("blank"));
  return (
    <div className="space-y-1">
      <p className="text-base text-muted flex flex-wrap gap-x-3">
        {one.code && <span className="font-bold text-ink">{one.code}</span>}
        <span>{one.place}</span>
        {one.state && one.state !== "waiting" && <span>{w(`state_${one.state}`)}</span>}
        {one.change === "gone" && <span className="font-bold text-warning">{w("again_is_gone")}</span>}
        {one.change === "new" && <span>{[said("category", one.new.category), one.new.item, said("kind", one.new.kind)].filter(Boolean).join(" · ")}</span>}
        {one.answered && <span>{w("again_answered")}</span>}
      </p>
      {small.map((field) => (
        <p key={field} className="text-base">
          {w(`field_${field}`)}: <del>{said(field, one.old?.[field])}</del> → <ins>{said(field, one.new?.[field])}</ins>
        </p>
      ))}
      {one.old && one.new
        ? long.map((field) => (
          <p key={field} className="whitespace-pre-wrap">
            {field !== "text" && <span className="text-base text-muted">{w(`field_${field}`)}: </span>}
            {changes(one.old[field] || "", one.new[field] || "", language).map((part, at) =>
              part.kind === "old" ? <del key={at}>{part.text}</del>
                : part.kind === "new" ? <ins key={at}>{part.text}</ins> : <span key={at}>{part.text}</span>)}
          </p>
        ))
        : <p className="whitespace-pre-wrap">{(one.new || one.old).text}</p>}
      {one.old && one.new && !long.includes("text") && <p className="whitespace-pre-wrap">{one.old.text}</p>}
    </div>
  );
}
