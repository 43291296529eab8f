// Findings by category: strength and opportunity told apart by icon and word.
import { useEffect, useState } from "react";
import { CircleCheck, Lightbulb, MessageSquare, Search, TrendingUp } from "lucide-react";
import { call } from "./phone_calls.js";
import { bar, Button, CARD, Category, CategoryFilter, Empty, FIELD, Panel } from "./phone_parts.jsx";

const AT_ONCE = 20;
const KINDS = { strength: CircleCheck, ofi: TrendingUp, comment: MessageSquare };
const TONES = { strength: "text-positive", ofi: "text-warning", comment: "text-muted" };
const FIRST_TO_ANSWER = { ofi: 0, comment: 1, strength: 2 };
const LEVELS = ["basic", "advance", "significance"];

export function useFindings(language, stage) {
  const [found, setFound] = useState(null);
  const [failed, setFailed] = useState(false);
  const load = async () => {
    setFailed(false);
    const answer = await call("GET", "/api/findings", undefined, language).catch(() => null);
    if (answer?.ok) setFound(answer.data);
    else setFailed(true);
  };
  useEffect(() => {
    const timer = setTimeout(load, found ? Math.random() * 3000 : 0); // counts may come late
    return () => clearTimeout(timer);
  }, [language, stage]);
  return [found, failed && !found, load];
}

export function Kind({ kind, w }) {
  const Icon = KINDS[kind];
  return (
    <span className={`inline-flex items-center gap-1.5 text-base font-bold ${TONES[kind]}`}>
      <Icon size={18} aria-hidden="true" className="shrink-0" />
      {w(`kind.${kind}`)}
    </span>
  );
}

export function Findings({ found, room, failed, onReload, onPick, names, seat, w }) {
  const [chosen, setChosen] = useState(seat.category || null);
  const [sought, setSought] = useState("");
  const [shown, setShown] = useState(AT_ONCE);
  useEffect(() => setShown(AT_ONCE), [chosen, sought]);
  if (failed)
    return (
      <Panel tone="warn">
        <p>{w("findings.failed")}</p>
        <Button look="quiet" onClick={onReload}>{w("room.retry")}</Button>
      </Panel>
    );
  if (!found) return <p role="status" className="text-center text-muted py-16">{w("room.loading")}</p>;
  // While ideas are raised, what wants improving stands first.
  const all =
    room.stage === "ideas"
      ? [...found.findings].sort((a, b) => FIRST_TO_ANSWER[a.kind] - FIRST_TO_ANSWER[b.kind])
      : found.findings;
  const numbers = [...new Set(all.map((one) => one.category))];
  const within = numbers.includes(chosen) ? chosen : null;
  const word = sought.trim().toLowerCase();
  const matching = all.filter(
    (one) =>
      (!within || one.category === within) &&
      (!word || `${one.code} ${one.item} ${one.text}`.toLowerCase().includes(word)),
  );
  const inCategory = (number) => all.filter((one) => one.category === number).length;
  return (
    <section className="space-y-3" aria-label={w("findings.title")}>
      {all.length > 0 && (
        <>
          <CategoryFilter numbers={numbers} own={seat.category} chosen={within} onChoose={setChosen} names={names} w={w}
            counts={Object.fromEntries(numbers.map((number) => [number, inCategory(number)]))} />
          <label className="relative block">
            <span className="visually-hidden">{w("findings.search")}</span>
            <Search size={20} aria-hidden="true" className="absolute left-3 top-3 text-muted" />
            <input type="search" value={sought} onChange={(event) => setSought(event.target.value)} placeholder={w("findings.search")} autoComplete="off" className={`${FIELD} !pl-10`} />
          </label>
        </>
      )}
      {matching.length === 0 && <Empty>{w(all.length ? "findings.none_match" : "findings.empty")}</Empty>}
      <ul className="space-y-3">
        {matching.slice(0, shown).map((finding) => (
          <li key={finding.id}>
            <Finding finding={finding} item={found.items[finding.item]} onPick={onPick} names={names} w={w} />
          </li>
        ))}
      </ul>
      {matching.length > shown && (
        <Button look="quiet" className="w-full" onClick={() => setShown(shown + AT_ONCE)}>
          {w("findings.show", { count: Math.min(AT_ONCE, matching.length - shown) })}
        </Button>
      )}
    </section>
  );
}

function Finding({ finding, item, onPick, names, w }) {
  const [open, setOpen] = useState(false);
  const body = `finding-${finding.id}`;
  return (
    <article className={`${CARD} ${bar(finding.category)} !p-0`}>
      <button type="button" aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)} className="block w-full text-left px-4 pt-3 pb-2 cursor-pointer space-y-1 rounded-card">
        <span className="flex flex-wrap items-center gap-x-3">
          <Kind kind={finding.kind} w={w} />
          <Category number={finding.category} names={names} short />
        </span>
        <span className={open ? "block" : "line-clamp-3 leading-[1.8]"}>{finding.text}</span>
      </button>
      <div id={body} hidden={!open} className="px-4 pb-2">
        {open && <Details finding={finding} item={item} w={w} />}
      </div>
      <div className="flex items-center justify-between gap-2 px-4 pb-2">
        <span className="text-base text-muted">
          {finding.code} · {w("findings.ideas", { count: finding.ideas })}
        </span>
        <Button look="plain" className="!px-3 -mr-3 whitespace-nowrap shrink-0" aria-label={`${w("findings.propose")} ${finding.code}`} onClick={() => onPick(finding)}>
          <Lightbulb size={18} aria-hidden="true" />
          {w("findings.propose")}
        </Button>
      </div>
    </article>
  );
}

// Evidence, impact, and what the item asks at each level (PMQA 4.0 only; Thai is the original).
export function Details({ finding, item, w }) {
  const isNew = finding.set === "pmqa4" && item;
  return (
    <dl className="space-y-2 text-base border-t border-line pt-2">
      {finding.item && (
        <div>
          <dt className="font-bold">{w("findings.item", { item: finding.item })}</dt>
          {isNew && <dd>{item.name}</dd>}
        </div>
      )}
      {["evidence", "impact"].map(
        (part) =>
          finding[part] && (
            <div key={part}>
              <dt className="font-bold">{w(`findings.${part}`)}</dt>
              <dd className="whitespace-pre-wrap">{finding[part]}</dd>
            </div>
          ),
      )}
      {isNew && item.levels.some(Boolean) && (
        <div>
          <dt className="font-bold">{w("findings.levels")}</dt>
          <dd>
            <ol className="space-y-1">
              {item.levels.map((asked, at) => asked && (
                <li key={LEVELS[at]} className="pl-3 border-l-2 border-line">
                  <span className="font-bold text-primary">{w(`level.${LEVELS[at]}`)}</span> <span lang="th">{asked}</span>
                </li>
              ))}
            </ol>
          </dd>
        </div>
      )}
    </dl>
  );
}
