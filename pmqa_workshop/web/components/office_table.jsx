// The check table: every row beside its source, worked with the keyboard from top to bottom.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ArrowDown, ArrowUp, Keyboard, Undo2 } from "lucide-react";
import { Columns } from "./office_incoming.jsx";
import { Row } from "./office_row.jsx";
import { call } from "./phone_calls.js";

const VIEWS = ["doubtful", "sure", "accepted", "dismissed", "all"];
const STEP = 300; // rows drawn at a time; those out of sight are not laid out

const belongs = (row, view) =>
  view === "all" ? row.state !== "joined"
    : view === "dismissed" ? ["dismissed", "joined"].includes(row.state)
    : row.state !== "waiting" ? row.state === view
    : view === (row.doubts.length ? "doubtful" : "sure");
const inOrder = (rows) => [...rows].sort((a, b) => a.position - b.position || a.part - b.part || a.id - b.id);

export function CheckTable({ report, onAccepted, onColumn, ...shared }) {
  const { w, looks, language } = shared;
  const [table, setTable] = useState(null); // id → row
  const [columns, setColumns] = useState([]);
  const [may, setMay] = useState(false);
  const [undo, setUndo] = useState(null);
  const [view, setView] = useState(null);
  const [shown, setShown] = useState([]); // ids of the view, in order; a mended row stays in sight
  const [most, setMost] = useState(STEP);
  const [active, setActive] = useState(0);
  const [chosen, setChosen] = useState(new Set());
  const [answers, setAnswers] = useState({}); // id → what became of its field saved last
  const [told, setTold] = useState(null); // {text, bad}
  const [busy, setBusy] = useState(false);
  const [lost, setLost] = useState(false);
  const list = useRef(null);
  const wanted = useRef(null); // the row that is to have the focus: {id, into}
  const [, draw] = useState(0);
  const now = useRef({});
  now.current = { table, shown, view, active, busy, undo, chosen };

  const show = useCallback((rows, wanted) => {
    const found = inOrder(rows.values());
    const first = VIEWS.find((one) => found.some((row) => belongs(row, one))) || "all";
    const next = wanted || first;
    setView(next);
    setShown(found.filter((row) => belongs(row, next)).map((row) => row.id));
    setMost(STEP);
  }, []);

  const load = useCallback(async (wanted) => {
    let answer;
    try {
      answer = await call("GET", `/api/check/${report}`, undefined, language);
    } catch {
      answer = { ok: false, data: {} };
    }
    setLost(!answer.ok);
    if (!answer.ok) return;
    const rows = new Map(answer.data.rows.map((row) => [row.id, row]));
    setTable(rows);
    setColumns(answer.data.columns);
    setMay(answer.data.may);
    setUndo(answer.data.undo);
    if (wanted || !now.current.view) show(rows, wanted);
  }, [report, language, show]);
  useEffect(() => { load(); }, [load]);

  // Another clerk may have been here: look again when the window is come back to.
  useEffect(() => {
    const back = () => document.visibilityState === "visible" && load();
    document.addEventListener("visibilitychange", back);
    return () => document.removeEventListener("visibilitychange", back);
  }, [load]);

  // Who walks with a row open goes on with the next one open; who walks over lines sees lines.
  const focusRow = useCallback((id, into = "head") => {
    setActive(into === "head" && !now.current.active ? 0 : id);
    wanted.current = { id, into };
    draw((times) => times + 1);
  }, []);

  // The row may be drawn only later than it is asked for, so whoever draws looks.
  useEffect(() => {
    const row = wanted.current && list.current?.querySelector(`[data-row="${wanted.current.id}"]`);
    const target = row?.querySelector(wanted.current.into === "head" ? "[data-head]" : "textarea");
    if (!target) return;
    wanted.current = null;
    target.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  });

  // Put an answer's rows in place; what left the view goes, what came back stands where it belongs.
  const take = useCallback((answer, isMended = false) => {
    const { table: rows, shown: ids, view: at } = now.current;
    const next = new Map(rows);
    for (const row of answer.rows) next.set(row.id, row);
    for (const id of answer.gone || []) next.delete(id);
    const touched = new Set(answer.rows.map((row) => row.id));
    const sight = new Set(ids);
    const stays = (row) => (sight.has(row.id) || touched.has(row.id)) && (at === "all" ? row.state !== "joined"
      : ["doubtful", "sure"].includes(at) ? row.state === "waiting" && (sight.has(row.id) || !isMended)
      : belongs(row, at));
    setTable(next);
    setUndo(answer.undo);
    setShown(inOrder(next.values()).filter(stays).map((row) => row.id));
    setChosen((before) => new Set([...before].filter((id) => next.get(id)?.state === "waiting")));
  }, []);

  const act = useCallback(async (action, given, words) => {
    if (now.current.busy) return null;
    setBusy(true);
    let answer;
    try {
      answer = await call("POST", `/api/check/${report}/${action}`, given, language);
    } catch {
      answer = { ok: false, data: {} };
    }
    setBusy(false);
    if (!answer.ok) {
      setTold({ text: answer.data.message || w("lost"), bad: true });
      return null;
    }
    take(answer.data);
    if (words) setTold({ text: words(answer.data), bad: false });
    return answer.data;
  }, [report, language, take, w]);

  const after = (id) => { // the row to go to once this one leaves the view
    const { shown: ids } = now.current;
    const at = ids.indexOf(id);
    return ids[at + 1] ?? ids[at - 1] ?? 0;
  };

  const mend = useCallback(async (id, field, value, expected) => {
    let answer;
    try {
      answer = await call("POST", `/api/check/${report}/mend`, { draft: id, field, value, expected }, language);
    } catch {
      return; // the field itself says that it is not there yet, and sends again
    }
    const changed = answer.data.error === "cell_changed";
    if (answer.ok) take(answer.data, true);
    if (changed) await load();
    setAnswers((before) => ({
      ...before,
      [id]: { cell: `${id}:${field}`, ok: answer.ok, changed, why: answer.data.message, n: Date.now() },
    }));
    if (!answer.ok) setTold({ text: answer.data.message || w("lost"), bad: true });
  }, [report, language, take, load, w]);

  const accept = useCallback(async (drafts) => {
    const next = drafts?.length === 1 ? after(drafts[0]) : 0;
    const found = await act("accept", { drafts }, (answer) => answer.accepted < (drafts?.length || 0)
      ? w("accepted_some", { accepted: answer.accepted, left: drafts.length - answer.accepted })
      : w("accepted_all", { accepted: answer.accepted }));
    if (found?.accepted) {
      onAccepted?.();
      if (next) focusRow(next);
    }
  }, [act, w, onAccepted, focusRow]);

  const dismiss = useCallback(async (drafts) => {
    const next = drafts?.length === 1 ? after(drafts[0]) : 0;
    const found = await act("dismiss", { drafts }, (answer) => w("dismissed", { rows: answer.rows.length }));
    if (found && next) focusRow(next);
  }, [act, w, focusRow]);

  const restore = useCallback((id) => act("restore", { drafts: [id] }, () => w("restored")), [act, w]);

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
  }, [join, w]);

  const takeBack = useCallback(async () => {
    if (!now.current.undo) return;
    const found = await act("undo", {}, (answer) => w("undone", { did: w(`did_${answer.undone}`) }));
    if (!found) return;
    if (found.undone === "accept") onAccepted?.();
    if (found.rows.length) focusRow(found.rows[0].id);
  }, [act, w, onAccepted, focusRow]);

  const choose = useCallback((id) => setChosen((before) => {
    const next = new Set(before);
    if (!next.delete(id)) next.add(id);
    return next;
  }), []);

  const key = useCallback((event, row) => {
    if (event.altKey || event.shiftKey) return;
    const { shown: ids } = now.current;
    const at = ids.indexOf(row.id);
    const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    const done = () => { event.preventDefault(); event.stopPropagation(); };
    if (event.ctrlKey || event.metaKey) return;
    if (go !== undefined) {
      done();
      if (ids[go]) focusRow(ids[go]);
      return;
    }
    if (!may) return;
    const digit = /^(?:Digit|Numpad)([1-7])$/.exec(event.code)?.[1];
    const kind = { KeyS: "strength", KeyO: "ofi", KeyC: "comment" }[event.code];
    const waits = row.state === "waiting";
    if (waits && digit) { done(); mend(row.id, "category", digit, row.category); }
    else if (waits && kind) { done(); mend(row.id, "kind", kind, row.kind); }
    else if (waits && event.code === "KeyA") { done(); accept([row.id]); }
    else if (waits && event.code === "KeyJ") { done(); joinBelow(row.id); }
    else if (waits && event.code === "KeyX") { done(); dismiss([row.id]); }
    else if (waits && event.code === "KeyE") { done(); focusRow(row.id, "text"); }
    else if (waits && event.code === "KeyT") { done(); choose(row.id); }
    else if (event.code === "KeyR" && ["dismissed", "joined"].includes(row.state)) { done(); restore(row.id); }
    else if (event.code === "KeyZ") { done(); takeBack(); }
  }, [may, focusRow, mend, accept, joinBelow, dismiss, restore, choose, takeBack]);

  // Ctrl+Z undoes the last step, wherever no field has the focus: there it undoes typing.
  useEffect(() => {
    const press = (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.code !== "KeyZ") return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
      event.preventDefault();
      takeBack();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [takeBack]);

  const counts = useMemo(() => {
    const rows = table ? [...table.values()] : [];
    return Object.fromEntries(VIEWS.map((one) => [one, rows.filter((row) => belongs(row, one)).length]));
  }, [table]);
  const guessed = useMemo(() => table ? [...table.values()].filter(
    (row) => row.state === "waiting" && row.doubts.includes("set_guessed")).length : 0, [table]);

  if (lost && !table) return <Lost w={w} looks={looks} onAgain={() => load()} />;
  if (!table) return <p className="text-muted" role="status">{w("loading")}</p>;
  const sight = shown.slice(0, most).map((id) => table.get(id)).filter(Boolean);
  const waiting = counts.doubtful + counts.sure;
  return (
    <section aria-labelledby="check-title" className="space-y-3">
      <h2 id="check-title" className="text-xl font-bold leading-snug">{w("check")}</h2>
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        {columns.length > 0 && <Columns {...shared} found={columns} readOnly={!may} onColumn={onColumn} />}
        {may && waiting > 0 && <Keys w={w} />}
      </div>
      {may && guessed > 0 && (
        <div className="border-l-[6px] border-warning bg-warning-soft rounded-card px-4 py-2 flex flex-wrap items-center gap-2">
          <p className="grow">{w("set_guessed", { rows: guessed })}</p>
          {["pmqa4", "pmqa"].map((set) => (
            <button key={set} type="button" className={looks.quiet} disabled={busy}
                    onClick={() => act("settle", { set }, (answer) => w("set_settled", { rows: answer.settled }))}>
              {w(`set_${set}`)}
            </button>
          ))}
        </div>
      )}
      <div className="check-bar sticky top-0 z-20 bg-ground py-2 flex flex-wrap gap-x-4 gap-y-1 no-print">
        <div role="group" aria-label={w("views")} className="flex flex-wrap gap-1">
          {VIEWS.map((one) => (
            <button key={one} type="button" aria-pressed={view === one} onClick={() => { show(table, one); setChosen(new Set()); }}
                    className={`${looks.plain} !px-3 border-2 ${view === one ? "border-primary !bg-primary-soft" : "border-transparent"}`}>
              {w(`view_${one}`)} {counts[one]}
            </button>
          ))}
        </div>
        {may && (
          <div className="flex flex-wrap gap-1">
            <button type="button" className={looks.primary} disabled={busy || !counts.sure} onClick={() => accept(null)}>
              {w("accept_sure", { rows: counts.sure })}
            </button>
            {chosen.size > 0 && (
              <>
                <button type="button" className={looks.quiet} disabled={busy} onClick={() => accept([...chosen])}>
                  {w("accept_chosen", { rows: chosen.size })}
                </button>
                <button type="button" className={looks.quiet} disabled={busy || chosen.size < 2} onClick={() => join([...chosen])}>
                  {w("join_chosen", { rows: chosen.size })}
                </button>
                <button type="button" className={looks.plain} disabled={busy} onClick={() => dismiss([...chosen])}>
                  {w("dismiss_chosen", { rows: chosen.size })}
                </button>
              </>
            )}
            <button type="button" className={looks.plain} disabled={busy || !undo} onClick={takeBack}>
              <Undo2 size={20} aria-hidden="true" />
              {undo ? w("undo", { did: w(`did_${undo.action}`) }) : w("undo_nothing")}
            </button>
            {chosen.size === 0 && waiting > 0 && (
              <button type="button" className={looks.plain} disabled={busy} onClick={() => dismiss(null)}>
                {w("dismiss_report")}
              </button>
            )}
          </div>
        )}
        <p role={told?.bad ? "alert" : "status"} className={`text-base basis-full ${told?.bad ? "text-danger" : "text-positive"}`}>{told?.text}</p>
      </div>
      {sight.length ? (
        <ul ref={list} className="check-rows border border-line rounded-card bg-paper divide-y divide-line">
          {sight.map((row) => (
            <Row key={row.id} {...shared} row={row} may={may} isOpen={active === row.id} isChosen={chosen.has(row.id)}
                 answer={answers[row.id]} onKey={key} onOpen={setActive} onChoose={choose} onMend={mend}
                 onSplit={split} onJoinBelow={joinBelow} onAccept={accept} onDismiss={dismiss} onRestore={restore}
                 onTold={setTold} />
          ))}
        </ul>
      ) : (
        <div className="border-2 border-dashed border-line rounded-card p-6 text-center text-muted bg-paper">
          {w(waiting ? "view_empty" : "all_done")}
        </div>
      )}
      {shown.length > most && (
        <button type="button" className={looks.quiet} onClick={() => setMost(most + STEP)}>
          {w("more", { rows: shown.length - most })}
        </button>
      )}
    </section>
  );
}

function Keys({ w }) {
  const keys = ["move", "category", "kind", "edit", "accept", "dismiss", "join", "split", "choose", "undo"];
  return (
    <details className="keys no-print">
      <summary className="cursor-pointer min-h-11 inline-flex items-center gap-2 text-primary font-bold">
        <Keyboard size={20} aria-hidden="true" /> {w("keys")}
      </summary>
      <p className="text-base text-muted mb-1">{w("keys_hint")}</p>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3 text-base">
        {keys.map((key) => (
          <div key={key} className="flex items-baseline gap-2">
            <dt className="shrink-0">{w(`key_${key}`).split(" ").map((cap) => <Cap key={cap} w={w} cap={cap} />)}</dt>
            <dd>{w(`key_${key}_does`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const ARROWS = { "↑": ["key_up", ArrowUp], "↓": ["key_down", ArrowDown] };

function Cap({ w, cap }) {
  if (!ARROWS[cap]) return <kbd>{cap}</kbd>;
  const [name, Arrow] = ARROWS[cap];
  return (
    <kbd>
      <Arrow size={18} aria-hidden="true" className="inline-block" />
      <span className="visually-hidden">{w(name)}</span>
    </kbd>
  );
}

function Lost({ w, looks, onAgain }) {
  return (
    <div role="alert" className="border-l-[6px] border-danger bg-danger-soft rounded-card px-4 py-3 space-y-2">
      <p>{w("not_loaded")}</p>
      <button type="button" className={looks.quiet} onClick={onAgain}>{w("load_again")}</button>
    </div>
  );
}
