// One field that saves when it is left. What was typed stays until the server has it.
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";

const WAIT = 8000; // ms without an answer: the save did not get through

export function Cell({ value, kind = "area", label, cell, answer, choices, words, look = "",
                       blank = false, readOnly = false, onSave, ...rest }) {
  const stored = value ?? "";
  const [typed, setTyped] = useState(stored);
  const [state, setState] = useState("rest"); // rest | dirty | sending | kept | refused | changed | lost
  const [why, setWhy] = useState("");
  const box = useRef(null);
  const shown = useRef(stored); // what the field showed when typing began
  const sent = useRef(stored); // the same, of the save under way
  const id = useId();

  useEffect(() => {
    if (state === "rest" || state === "kept") setTyped(stored);
  }, [stored]);

  useEffect(() => {
    if (!answer || answer.cell !== cell) return;
    if (answer.ok) {
      setState((now) => (now === "dirty" ? now : "kept"));
      if (state !== "dirty") setTyped(stored);
      shown.current = stored;
    } else { // changed: somebody else wrote here, and `stored` is theirs by now
      setState(answer.changed ? "changed" : "refused");
      shown.current = answer.changed ? stored : sent.current;
    }
    setWhy(answer.why || "");
  }, [answer]);

  useEffect(() => {
    const wait = state === "sending" ? WAIT : state === "kept" ? 2500 : 0;
    if (!wait) return;
    const timer = setTimeout(() => {
      if (state === "sending") shown.current = sent.current;
      setState(state === "sending" ? "lost" : "rest");
    }, wait);
    return () => clearTimeout(timer);
  }, [state]);

  useEffect(() => {
    if (!["dirty", "sending", "refused", "changed", "lost"].includes(state)) return;
    const warn = (event) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [state]);

  useLayoutEffect(() => {
    if (kind !== "area" || !box.current) return;
    box.current.style.height = "auto";
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  }, [typed, kind]);

  function send(text) {
    if (text === stored && state !== "refused" && state !== "lost") {
      setState("rest");
      return;
    }
    setState("sending");
    sent.current = shown.current;
    shown.current = text; // a save that follows before the answer comes after this one
    onSave?.(text, sent.current);
  }

  function change(event) {
    if (state === "rest" || state === "kept") shown.current = stored;
    setTyped(event.target.value);
    if (kind === "select") send(event.target.value);
    else setState("dirty");
  }

  function key(event) {
    if (event.key === "Escape") {
      setTyped(stored);
      setState("rest");
    } else if (event.key === "Enter" && (kind !== "area" || event.ctrlKey || event.metaKey)) {
      if (state === "changed") send(typed);
      event.currentTarget.blur();
    }
  }

  const troubled = ["refused", "changed", "lost"].includes(state);
  const told = { sending: words.sending, kept: words.kept, lost: words.lost,
                 refused: why || words.refused, changed: why }[state];
  const shared = {
    id, ref: box, value: typed, onChange: change, "aria-label": label,
    "aria-invalid": troubled || undefined, "aria-describedby": told ? `${id}-told` : undefined,
    className: `${look} ${blank && !typed ? "cell-blank" : ""} ${troubled ? "cell-refused" : ""}`,
    onBlur: () => kind !== "select" && !["rest", "kept", "changed"].includes(state) && send(typed),
    onKeyDown: kind === "select" ? undefined : key,
    ...rest,
  };
  return (
    <div className="cell">
      {kind === "select" ? (
        <select {...shared} disabled={readOnly}>
          {choices.map(([code, text]) => <option key={code} value={code}>{text}</option>)}
        </select>
      ) : kind === "area" ? (
        <textarea {...shared} rows={1} readOnly={readOnly} />
      ) : (
        <input {...shared} type="text" readOnly={readOnly} />
      )}
      <span id={`${id}-told`} role="status" className={`cell-told ${troubled ? "is-bad" : ""}`}>
        {told}
        {(state === "lost" || state === "changed") && (
          <button type="button" onClick={() => send(typed)}>
            {state === "lost" ? words.again : words.save_again}
          </button>
        )}
      </span>
    </div>
  );
}
