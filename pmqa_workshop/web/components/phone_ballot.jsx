// The ballot: dots under the finger, the whole of it sent after the last tap, saved only when
// the server says so.
import { useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Minus, Plus } from "lucide-react";
import { call, memory, newId } from "./phone_calls.js";
import { outbox } from "./phone_outbox.js";
import { Receipt } from "./phone_results.jsx";
import { bar, Button, CARD, Category, CategoryFilter, Panel } from "./phone_parts.jsx";

const QUIET_MS = 600;
const MANY = 8; // choices; from here on they can be filtered

export function useBallot(language, round) {
  const [ballot, setBallot] = useState(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(async () => {
    const answer = await call("GET", "/api/ballot", undefined, language).catch(() => null);
    setFailed(!answer?.ok);
    if (answer?.ok) setBallot(answer.data);
  }, [language]);
  useEffect(() => {
    load();
  }, [load, round?.id, round?.open, round?.published]);
  useEffect(() => {
    // Another tab of this seat may have voted meanwhile.
    const look = () => {
      const { waiting, typing } = outbox.look();
      if (document.visibilityState === "visible" && !waiting.length && !typing) load();
    };
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    const deaf = outbox.onSentElsewhere(look);
    return () => {
      deaf();
      removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [load]);
  return [ballot, failed && !ballot, load];
}

// Points under the finger; what is on its way to the server wins over what it had. Each tap is
// noted at once, for a page that is left within the pause has no time for the outbox.
function usePoints(ballot, box, seat, onConflict, w) {
  const [points, setPoints] = useState(null);
  const timer = useRef(null);
  const latest = useRef({});
  const sequence = useRef(0);
  const taken = useRef(null); // of mine by the server, perhaps after it gave out `ballot`
  const key = ballot ? `ballot-${ballot.round.id}` : "";
  const note = `${key}.${seat.participant_id}`;
  const unsent = box.waiting.filter((entry) => entry.key === key).at(-1);
  const show = (found) => setPoints((latest.current = found || {}));

  const hand = useCallback(() => {
    clearTimeout(timer.current);
    if (!timer.current) return;
    timer.current = null;
    const id = newId("ballot");
    const given = Object.fromEntries(Object.entries(latest.current).filter(([, count]) => count > 0));
    const body = { round_id: ballot.round.id, points: given, sequence: ++sequence.current };
    outbox
      .add({ id, kind: "ballot", key, method: "PUT", path: `/api/ballots/${id}`, body, said: inWords(ballot, given, w) })
      .then(() => memory.get(note)?.sequence <= body.sequence && memory.set(note, null));
    outbox.setTyping(false);
  }, [ballot, key, note]);

  useEffect(() => {
    if (!ballot || timer.current) return;
    const isStale = taken.current?.round_id === ballot.round.id && taken.current.sequence > ballot.sequence;
    const newest = unsent?.body ?? (isStale ? taken.current : ballot);
    sequence.current = Math.max(sequence.current, ballot.sequence, newest.sequence);
    show(newest.points);
    const noted = memory.get(note);
    if (!ballot.round.open || !(noted?.sequence > sequence.current)) return;
    show(noted.points);
    timer.current = setTimeout(hand, 0);
  }, [ballot, unsent?.id]);

  useEffect(() => {
    const hide = () => document.visibilityState === "hidden" && hand();
    addEventListener("pagehide", hand);
    document.addEventListener("visibilitychange", hide);
    return () => {
      removeEventListener("pagehide", hand);
      document.removeEventListener("visibilitychange", hide);
      hand(); // leaving the screen counts as done tapping
    };
  }, [hand]);

  useEffect(
    () =>
      outbox.onAnswer((entry, answer) => {
        if (entry.kind !== "ballot") return;
        if (answer) taken.current = entry.body;
        else if (entry.key === key) onConflict();
      }),
    [key, onConflict],
  );

  const give = (choice, by) => {
    show({ ...latest.current, [choice]: (latest.current[choice] || 0) + by });
    memory.set(note, { points: latest.current, sequence: sequence.current + 1 });
    outbox.setTyping(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(hand, QUIET_MS);
  };
  return [points, give];
}

// What a ballot says, for whoever must read it after it was refused.
function inWords(ballot, given, w) {
  return ballot.choices
    .filter((choice) => given[choice.id])
    .map((choice) => `${choice.name}: ${w("ballot.given", { points: given[choice.id] })}`)
    .join("\n");
}

export function Ballot(shared) {
  const { w, room, language, box, names, seat } = shared;
  const [ballot, failed, load] = useBallot(language, room.round);
  const [points, give] = usePoints(ballot, box, seat, load, w);
  const [chosen, setChosen] = useState(null);
  if (failed)
    return (
      <Panel tone="warn">
        <p>{w("ballot.failed")}</p>
        <Button look="quiet" onClick={load}>{w("room.retry")}</Button>
      </Panel>
    );
  if (!ballot?.round || !points) return <p role="status" className="text-center text-muted py-16">{w("room.loading")}</p>;
  if (!room.round.open)
    return (
      <div className="space-y-4">
        <h1 className="text-2xl font-bold">{w("ballot.title")}</h1>
        <Panel title={w("ballot.closed_title")}>
          <p>{w("ballot.closed")}</p>
        </Panel>
        <Receipt ballot={ballot} names={names} w={w} />
      </div>
    );
  const { points: all, most } = ballot.round;
  const left = all - Object.values(points).reduce((sum, count) => sum + count, 0);
  const numbers = [...new Set(ballot.choices.map((choice) => choice.category))].sort();
  const visible = ballot.choices.filter((choice) => !chosen || choice.category === chosen);
  return (
    <div className="space-y-4">
      <h1 className="text-2xl font-bold leading-snug">{w("ballot.title")}</h1>
      <p className="text-muted">{w("ballot.lead", { most })}</p>
      {createPortal(<Left left={left} all={all} room={room} w={w} />, document.getElementById("phone-strip"))}
      {ballot.choices.length > MANY && numbers.length > 1 && (
        <CategoryFilter numbers={numbers} own={seat.category} chosen={chosen} onChoose={setChosen} names={names} w={w} />
      )}
      <ul className="space-y-3">
        {visible.map((choice) => (
          <li key={choice.id}>
            <Choice choice={choice} points={points[choice.id] || 0} left={left} most={most} names={names} w={w} onGive={(by) => give(choice.id, by)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

// Stands in the strip, so that it stays in sight however many lines that has.
function Left({ left, all, room, w }) {
  return (
    <div className="bg-primary text-paper shadow-float">
      <div className="max-w-phone mx-auto px-4 py-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <p role="status" className="text-xl font-bold">{w("ballot.left", { left, all })}</p>
        <p className="text-base">{w("ballot.done", { ballots: room.round.ballots, eligible: room.round.eligible })}</p>
      </div>
    </div>
  );
}

function Choice({ choice, points, left, most, onGive, names, w }) {
  const why = points >= most ? w("ballot.most_here", { most }) : left <= 0 ? w("ballot.none_left") : "";
  const told = `told-${choice.id}`;
  return (
    <article aria-label={choice.name} className={`${CARD} ${bar(choice.category)} space-y-1 !py-3 ${points ? "!bg-primary-soft" : ""}`}>
      <p className="font-bold leading-snug">{choice.name}</p>
      <Inside choice={choice} names={names} w={w} />
      <div className="flex items-center gap-3">
        <Step label={w("ballot.less", { name: choice.name })} disabled={points <= 0} onClick={() => onGive(-1)}>
          <Minus size={24} aria-hidden="true" />
        </Step>
        <div className="grow text-center leading-snug">
          <Dots points={points} most={most} />
          <p className="text-base font-bold">{w("ballot.given", { points })}</p>
          {why && <p id={told} className="text-base text-muted">{why}</p>}
        </div>
        <Step label={w("ballot.more", { name: choice.name })} disabled={Boolean(why)} describedBy={why ? told : undefined} onClick={() => onGive(1)}>
          <Plus size={24} aria-hidden="true" />
        </Step>
      </div>
    </article>
  );
}

// Kept focusable when off, so that a finger or a keyboard does not lose its place.
function Step({ label, disabled, describedBy, onClick, children }) {
  return (
    <button type="button" aria-label={label} aria-disabled={disabled} aria-describedby={describedBy}
      onClick={() => !disabled && onClick()}
      className={`w-14 h-14 shrink-0 inline-flex items-center justify-center rounded-card border ${disabled ? "border-line text-edge bg-ground cursor-not-allowed" : "border-primary text-primary bg-paper cursor-pointer active:bg-primary-soft"}`}>
      {children}
    </button>
  );
}

function Dots({ points, most }) {
  if (most > 6) return null; // the number alone is quicker to read
  return (
    <span aria-hidden="true" className="flex justify-center gap-2 pb-1">
      {Array.from({ length: most }, (_, at) => (
        <span key={at} className={`w-5 h-5 rounded-full border-2 ${at < points ? "bg-primary border-primary" : "bg-paper border-edge"}`} />
      ))}
    </span>
  );
}

function Inside({ choice, names, w }) {
  const label = w("ballot.ideas", { count: choice.ideas });
  const what = <Category number={choice.category} names={names} short />;
  if (!choice.texts.length)
    return (
      <p className="flex gap-x-4 text-base text-muted">
        {what} {label}
      </p>
    );
  return (
    <details className="text-base">
      <summary className="min-h-11 flex items-center gap-x-4 cursor-pointer">
        {what} <span className="text-primary underline">{label}</span>
      </summary>
      <ul className="list-disc pl-5 space-y-1 pb-2">
        {choice.texts.map((text, at) => <li key={at}>{text}</li>)}
      </ul>
    </details>
  );
}
