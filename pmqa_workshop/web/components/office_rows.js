// What a check table holds: its rows, which of them are in sight, and where the focus goes.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { call } from "./phone_calls.js";

export const VIEWS = ["doubtful", "sure", "accepted", "dismissed", "all"];
export const STEP = 300; // rows drawn at a time; those out of sight are not laid out

export const belongs = (row, view) =>
  view === "all" ? row.state !== "joined"
    : view === "dismissed" ? ["dismissed", "joined"].includes(row.state)
    : row.state !== "waiting" ? row.state === view
    : view === (row.doubts.length ? "doubtful" : "sure");
export const inOrder = (rows) => [...rows].sort((a, b) => a.position - b.position || a.part - b.part || a.id - b.id);

export function useRows(report, language) {
  const [table, setTable] = useState(null); // id → row
  const [columns, setColumns] = useState([]);
  const [may, setMay] = useState(false);
  const [undo, setUndo] = useState(null);
  const [lost, setLost] = useState(false);
  const [view, setView] = useState(null);
  const [shown, setShown] = useState([]); // ids of the view, in order; a mended row stays in sight
  const [most, setMost] = useState(STEP);
  const [active, setActive] = useState(0); // the row that is open
  const [chosen, setChosen] = useState(new Set());
  const now = useRef({});
  now.current = { table, shown, view, active, undo, chosen };

  const show = useCallback((rows, wanted) => {
    const found = inOrder(rows.values());
    const first = VIEWS.find((one) => found.some((row) => belongs(row, one))) || "all";
    const next = wanted || first;
    setView(next);
    setShown(found.filter((row) => belongs(row, next)).map((row) => row.id));
    setMost(STEP);
    setChosen(new Set());
  }, []);

  const load = useCallback(async () => {
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
    if (!now.current.view) show(rows);
  }, [report, language, show]);
  useEffect(() => { load(); }, [load]);

  // Another clerk may have been here: look again when the window is come back to.
  useEffect(() => {
    const back = () => document.visibilityState === "visible" && load();
    document.addEventListener("visibilitychange", back);
    return () => document.removeEventListener("visibilitychange", back);
  }, [load]);

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

  const choose = useCallback((id) => setChosen((before) => {
    const next = new Set(before);
    if (!next.delete(id)) next.add(id);
    return next;
  }), []);

  const after = useCallback((id) => { // the row to go to once this one leaves the view
    const { shown: ids } = now.current;
    const at = ids.indexOf(id);
    return ids[at + 1] ?? ids[at - 1] ?? 0;
  }, []);

  return { table, columns, may, undo, lost, view, shown, most, setMost, active, setActive, chosen, now,
           show, load, take, choose, after };
}

// Where the focus goes: to a row that is asked for, and never to nowhere.
export function useFocus({ now, setActive }) {
  const place = useRef(null); // of the whole table
  const wanted = useRef(null); // {id, into}
  const isHere = useRef(false);
  const [, draw] = useState(0);

  // Who walks with a row open goes on with the next one open; who walks over lines sees lines.
  const focusRow = useCallback((id, into = "head") => {
    setActive(into === "head" && !now.current.active ? 0 : id);
    wanted.current = { id, into };
    draw((times) => times + 1);
  }, [now, setActive]);

  // The row may be drawn only later than it is asked for, so whoever draws looks; before the next
  // key can come.
  useLayoutEffect(() => {
    const row = wanted.current && place.current?.querySelector(`[data-row="${wanted.current.id}"]`);
    const target = row?.querySelector(wanted.current.into === "head" ? "[data-head]" : "textarea");
    if (target) {
      wanted.current = null;
      target.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    } else if (isHere.current && document.activeElement === document.body) {
      // what had the focus is gone: its row was accepted, or it was a button for chosen rows
      place.current?.querySelector('[aria-pressed="true"]')?.focus();
    }
  });

  const watch = {
    onFocus: () => { isHere.current = true; },
    onBlur: (event) => { if (event.target.isConnected) isHere.current = false; },
  };
  return { place, focusRow, watch };
}
