// Results once published, ties marked as ties; my own receipt; what happens next.
import { useBallot } from "./phone_ballot.jsx";
import { bar, CARD, Category, Panel } from "./phone_parts.jsx";

export function Results(shared) {
  const { w, room, language, names } = shared;
  const [ballot] = useBallot(language, room.round);
  const isOut = Boolean(room.round.published);
  return (
    <div className="space-y-5">
      <h1 className="text-2xl font-bold leading-snug">{w(isOut ? "results.title" : `stage.${room.stage}`)}</h1>
      <Panel title={w("next.title")}>
        <p>{w(`next.${room.stage}`)}</p>
      </Panel>
      {!room.round.id && <p className="text-muted">{w("results.none")}</p>}
      {room.round.id && !isOut && (
        <Panel tone="warn" title={w("results.hidden_title")}>
          <p>{w("results.hidden")}</p>
        </Panel>
      )}
      {isOut && <Ranking rows={room.results} names={names} w={w} />}
      {ballot?.round && <Receipt ballot={ballot} names={names} w={w} />}
    </div>
  );
}

function Ranking({ rows, names, w }) {
  return (
    <section className="space-y-3" aria-label={w("results.title")}>
      {rows.some((row) => row.tied) && <p className="text-base text-muted">{w("results.ties_hint")}</p>}
      <ol className="space-y-3">
        {rows.map((row) => (
          <li key={row.id} className={`${CARD} ${bar(row.category)} space-y-1 !py-3`}>
            <p className="flex flex-wrap items-center gap-x-3 text-base">
              <span className="font-bold text-primary">{w("results.rank", { rank: row.rank })}</span>
              {row.tied && <span className="px-2 rounded-chip border border-warning text-warning bg-warning-soft">{w("results.tied")}</span>}
              <Category number={row.category} names={names} short />
            </p>
            <p className="font-bold leading-snug">{row.name}</p>
            <span aria-hidden="true" className="block h-2 rounded-chip bg-ground overflow-hidden">
              <span className="block h-full bg-primary reveal" style={{ width: `${row.share}%` }} />
            </span>
            <p className="text-base text-muted">{w("results.points", { points: row.points, voters: row.voters })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Receipt({ ballot, names, w }) {
  const given = ballot.choices.filter((choice) => ballot.points?.[choice.id]);
  return (
    <section className={`${CARD} space-y-2`} aria-label={w("receipt.title")}>
      <h2 className="text-lg font-bold">{w("receipt.title")}</h2>
      {given.length === 0 && <p className="text-muted">{w("receipt.none")}</p>}
      <ul className="divide-y divide-line">
        {given.map((choice) => (
          <li key={choice.id} className="flex items-baseline justify-between gap-4 py-2">
            <span className="min-w-0">
              {choice.name} <Category number={choice.category} names={names} short />
            </span>
            <span className="font-bold whitespace-nowrap">{w("ballot.given", { points: ballot.points[choice.id] })}</span>
          </li>
        ))}
      </ul>
      {given.length > 0 && <p className="text-base text-muted">{w("receipt.hint")}</p>}
    </section>
  );
}
