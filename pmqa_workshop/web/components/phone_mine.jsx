// My ideas with their state: what is still on this phone and what the server has, each once.
import { useCallback, useEffect, useState } from "react";
import { CircleCheck, Clock, LoaderCircle, Undo2 } from "lucide-react";
import { call, newId } from "./phone_calls.js";
import { outbox } from "./phone_outbox.js";
import { bar, Button, CARD, Category, Empty, FIELD } from "./phone_parts.jsx";

export const LONGEST = 500;

// Everything on the list once: the phone's own id tells a waiting idea from its saved self.
export function useIdeas({ room, language, box }) {
  const [saved, setSaved] = useState({ mine: [], others: [] });
  const load = useCallback(async () => {
    const answer = await call("GET", "/api/ideas", undefined, language).catch(() => null);
    if (answer?.ok) setSaved(answer.data);
  }, [language]);

  useEffect(() => {
    load();
  }, [load, room.revealed, room.stage]);

  useEffect(() => {
    if (!room.revealed) return undefined;
    const timer = setTimeout(load, 1000 + Math.random() * 3000); // 500 phones need not ask at once
    return () => clearTimeout(timer);
  }, [load, room.ideas, room.revealed]);

  useEffect(
    () =>
      outbox.onAnswer((entry, answer) => {
        if (entry.kind === "ballot") return;
        if (answer) setSaved((now) => ({ ...now, mine: withAnswer(now.mine, entry, answer) }));
        load();
      }),
    [load],
  );

  const known = new Set(saved.mine.map((idea) => idea.client_id));
  const waiting = box.waiting.filter((entry) => entry.kind === "idea" && !known.has(entry.id));
  const changes = (kind) => new Map(box.waiting.filter((e) => e.kind === kind).map((e) => [e.path, e]));
  const rewords = changes("reword");
  const withdraws = changes("withdraw");
  const kept = saved.mine.map((idea) => {
    const reword = rewords.get(`/api/ideas/${idea.id}/text`);
    const leaving = withdraws.has(`/api/ideas/${idea.id}`);
    return {
      ...idea,
      text: reword?.body.text ?? idea.text,
      state: reword || leaving ? "waiting" : idea.withdrawn ? "withdrawn" : "saved",
    };
  });
  return {
    mine: [...waiting.map(asIdea).reverse(), ...kept.reverse()], // newest first,
    others: saved.others,
  };
}

function asIdea(entry) {
  return { ...entry.body, id: null, client_id: entry.id, code: "", state: "waiting" };
}

function withAnswer(mine, entry, answer) {
  if (entry.kind === "idea" && !mine.some((idea) => idea.client_id === entry.id))
    return [...mine, { ...entry.body, id: answer.idea_id, client_id: entry.id, code: "", withdrawn: false }];
  if (entry.kind === "reword")
    return mine.map((idea) => (idea.id === answer.idea_id ? { ...idea, text: entry.body.text } : idea));
  if (entry.kind === "withdraw")
    return mine.map((idea) => (idea.id === answer.idea_id ? { ...idea, withdrawn: true } : idea));
  return mine;
}

export function MyIdeas({ ideas, level = 2, ...shared }) {
  const { w, room } = shared;
  const Title = `h${level}`;
  const mayChange = room.stage === "findings" || room.stage === "ideas";
  return (
    <section className="space-y-3" aria-label={w("ideas.mine")}>
      <Title className="text-xl font-bold">
        {w("ideas.mine")} <span className="text-muted font-normal">{ideas.mine.length}</span>
      </Title>
      {ideas.mine.length === 0 && <Empty>{w("ideas.mine_empty")}</Empty>}
      <ul className="space-y-3">
        {ideas.mine.map((idea) => (
          <li key={idea.client_id || idea.id}>
            <Mine idea={idea} mayChange={mayChange && idea.state === "saved"} {...shared} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const STATES = {
  saved: [CircleCheck, "text-positive"],
  waiting: [Clock, "text-warning"],
  sending: [LoaderCircle, "text-primary"],
  withdrawn: [Undo2, "text-muted"],
};

function Mine({ idea, mayChange, names, w, box }) {
  const [doing, setDoing] = useState(""); // edit | withdraw
  const isFirst = box.waiting[0]?.id === idea.client_id;
  const state = idea.state === "waiting" && isFirst && box.phase === "sending" ? "sending" : idea.state;
  const [Icon, tone] = STATES[state];
  return (
    <article className={`${CARD} ${bar(idea.category)} space-y-2`}>
      {doing === "edit" ? (
        <Reword idea={idea} w={w} onDone={() => setDoing("")} />
      ) : (
        <p className={`whitespace-pre-wrap ${state === "withdrawn" ? "text-muted line-through" : ""}`}>{idea.text}</p>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Category number={idea.category} names={names} short />
        {idea.code && <span className="text-base text-muted">{idea.code}</span>}
        <span className={`inline-flex items-center gap-1.5 text-base font-bold ${tone}`}>
          <Icon size={18} aria-hidden="true" />
          {w(`ideas.state_${state}`)}
        </span>
        {mayChange && !doing && (
          <span className="flex ml-auto -mr-2 -mb-2">
            <Button look="plain" className="!px-3" aria-label={`${w("ideas.edit")} ${idea.code}`} onClick={() => setDoing("edit")}>{w("ideas.edit")}</Button>
            <Button look="plain" className="!px-3" aria-label={`${w("ideas.withdraw")} ${idea.code}`} onClick={() => setDoing("withdraw")}>{w("ideas.withdraw")}</Button>
          </span>
        )}
      </div>
      {doing === "withdraw" && (
        <div className="border-t border-line pt-3 space-y-2" role="group" aria-label={w("ideas.withdraw_sure")}>
          <p className="font-bold">{w("ideas.withdraw_sure")}</p>
          <div className="flex gap-2">
            <Button look="danger" autoFocus onClick={() => { withdraw(idea); setDoing(""); }}>{w("ideas.withdraw_yes")}</Button>
            <Button look="quiet" onClick={() => setDoing("")}>{w("ideas.keep")}</Button>
          </div>
        </div>
      )}
    </article>
  );
}

function withdraw(idea) {
  outbox.add({
    id: newId("withdraw"),
    kind: "withdraw",
    key: `withdraw-${idea.id}`,
    method: "DELETE",
    path: `/api/ideas/${idea.id}`,
    said: idea.text,
  });
}

function Reword({ idea, onDone, w }) {
  const [text, setText] = useState(idea.text);
  const bad = !text.trim() || text.length > LONGEST;
  const save = () => {
    if (bad) return;
    if (text.trim() !== idea.text)
      outbox.add({
        id: newId("reword"),
        kind: "reword",
        key: `reword-${idea.id}`,
        method: "PUT",
        path: `/api/ideas/${idea.id}/text`,
        body: { text: text.trim() },
      });
    onDone();
  };
  return (
    <div className="space-y-2">
      <textarea autoFocus aria-label={w("ideas.box")} rows={4} value={text} onChange={(event) => setText(event.target.value)} className={FIELD} />
      <Counter text={text} w={w} />
      <div className="flex gap-2">
        <Button onClick={save} disabled={bad}>{w("ideas.save")}</Button>
        <Button look="quiet" onClick={onDone}>{w("ideas.cancel")}</Button>
      </div>
    </div>
  );
}

// Speaks from 80 % on; says how much is over.
export function Counter({ text, w }) {
  if (text.length < LONGEST * 0.8) return null;
  const over = text.length - LONGEST;
  return (
    <p className={`text-base ${over > 0 ? "text-danger font-bold" : "text-muted"}`}>
      {over > 0 ? w("ideas.too_long", { over }) : w("ideas.counter", { count: text.length, most: LONGEST })}
    </p>
  );
}
