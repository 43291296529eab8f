// Each thing a person does with rows of the check table, and what is said of it.
import { useCallback, useRef, useState } from "react";
import { call } from "./phone_calls.js";
import { inOrder } from "./office_rows.js";

export function useSteps({ report, language, w, rows, focusRow, onAccepted }) {
  const { now, take, load, after } = rows;
  const [answers, setAnswers] = useState({}); // id → what became of its field saved last
  const [told, setTold] = useState(null); // {text, bad}
  const [busy, setBusy] = useState(false);
  const isBusy = useRef(false);

  const ask = useCallback(async (action, given) => {
    try {
      return await call("POST", `/api/check/${report}/${action}`, given, language);
    } catch {
      return null; // it did not get through
    }
  }, [report, language]);

  const act = useCallback(async (action, given, words) => {
    if (isBusy.current) return null;
    isBusy.current = true;
    setBusy(true);
    const answer = await ask(action, given);
    isBusy.current = false;
    setBusy(false);
    if (!answer?.ok) {
      setTold({ text: answer?.data.message || w("lost"), bad: true });
      return null;
    }
    take(answer.data);
    setTold({ text: words(answer.data), bad: false });
    return answer.data;
  }, [ask, take, w]);

  const mend = useCallback(async (id, field, value, expected) => {
    const answer = await ask("mend", { draft: id, field, value, expected });
    if (!answer) { // the field itself says that it is not there yet, and sends again
      setTold({ text: w("lost"), bad: true });
      return;
    }
    const changed = answer.data.error === "cell_changed";
    if (answer.ok) take(answer.data, true);
    if (changed) await load();
    setAnswers((before) => ({
      ...before,
      [id]: { cell: `${id}:${field}`, ok: answer.ok, changed, why: answer.data.message, n: Date.now() },
    }));
    setTold(answer.ok ? null : { text: answer.data.message || w("lost"), bad: true });
  }, [ask, take, load, w]);

  const accept = useCallback(async (drafts) => {
    const next = drafts?.length === 1 ? after(drafts[0]) : 0;
    const found = await act("accept", { drafts }, (answer) => answer.accepted < (drafts?.length || 0)
      ? w("accepted_some", { accepted: answer.accepted, left: drafts.length - answer.accepted })
      : w("accepted_all", { accepted: answer.accepted }));
    if (!found?.accepted) return;
    onAccepted?.();
    if (next) focusRow(next);
  }, [act, after, w, onAccepted, focusRow]);

  const dismiss = useCallback(async (drafts) => {
    const next = drafts?.length === 1 ? after(drafts[0]) : 0;
    const found = await act("dismiss", { drafts }, (answer) => w("dismissed", { rows: answer.rows.length }));
    if (found && next) focusRow(next);
  }, [act, after, w, focusRow]);

  const restore = useCallback(async (id) => {
    const next = after(id);
    const found = await act("restore", { drafts: [id] }, () => w("restored"));
    if (found && next) focusRow(next);
  }, [act, after, w, focusRow]);

  const split = useCallback(async (id, first, second, expected) => {
    const found = await act("split", { draft: id, first, second, expected }, () => w("was_split"));
    if (found) focusRow(found.new);
  }, [act, w, focusRow]);

  const join = useCallback(async (ids) => {
    const found = await act("join", { drafts: ids }, (answer) => w("was_joined", { rows: answer.rows.length }));
    if (found) focusRow(found.stays);
  }, [act, w, focusRow]);

  const joinBelow = useCallback((id) => {
    const waiting = inOrder(now.current.table.values()).filter((row) => row.state === "waiting");
    const below = waiting[waiting.findIndex((row) => row.id === id) + 1];
    if (below) join([id, below.id]);
    else setTold({ text: w("nothing_below"), bad: true });
  }, [now, join, w]);

  const settle = useCallback(
    (set) => act("settle", { set }, (answer) => w("set_settled", { rows: answer.settled })), [act, w]);

  const takeBack = useCallback(async () => {
    if (!now.current.undo) return;
    const found = await act("undo", {}, (answer) => w("undone", { did: w(`did_${answer.undone}`) }));
    if (!found) return;
    if (found.undone === "accept") onAccepted?.();
    if (found.rows.length) focusRow(found.rows[0].id);
  }, [now, act, w, onAccepted, focusRow]);

  return { answers, told, setTold, busy, mend, accept, dismiss, restore, split, join, joinBelow, settle, takeBack };
}
