// One field that saves when it is left. What was typed stays until the server has it.
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";

const WAIT = 8000; // ms without an answer: the save did not get through

export function Cell({ value, kind = "area", label, cell, answer, choices, words, look = "",
                       blank = false, readOnly = false, onSave, ...rest }) {
  const stored = value ?? "";
  const [typed, setTyped] = useState(stored);
  const [state, setState] = useState("rest"); // rest | dirty | sending | kept | refused | lost
  const [why, setWhy] = useState("");
  const box = useRef(null);
  const id = useId();

  useEffect(() => {
    if (state === "rest" || state === "kept") setTyped(stored);
  }, [stored]);

  useEffect(() => {
    if (!answer || answer.cell !== cell) return;
    if (answer.ok) {
      setState((now) => (now === "dirty" ? now : "kept"));
      if (state !== "dirty") setTyped(stored);
    } else {
      setState("refused");
    }
    setWhy(answer.why || "");
  }, [answer]);

  useEffect(() => {
    const wait = state === "sending" ? WAIT : state === "kept" ? 2500 : 0;
    if (!wait) return;
    const timer = setTimeout(() => setState(state === "sending" ? "lost" : "rest"), wait);
    return () => clearTimeout(timer);
  }, [state]);

  useEffect(() => {
    if (!["dirty", "sending", "refused", "lost"].includes(state)) return;
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
    onSave?.(text);
  }

  function change(event) {
    setTyped(event.target.value);
    if (kind === "select") send(event.target.value);
    else setState("dirty");
  }

  function key(event) {
    if (event.key === "Escape") {
      setTyped(stored);
      setState("rest");
    } else if (event.key === "Enter" && (kind !== "area" || event.ctrlKey || event.metaKey)) {
      event.currentTarget.blur();
    }
  }

  const troubled = state === "refused" || state === "lost";
  const told = { sending: words.sending, kept: words.kept, lost: words.lost,
                 refused: why || words.refused }[state];
  const shared = {
    id, ref: box, value: typed, onChange: change, "aria-label": label,
    "aria-invalid": troubled || undefined, "aria-describedby": told ? `${id}-told` : undefined,
    className: `${look} ${blank && !typed ? "cell-blank" : ""} ${troubled ? "cell-refused" : ""}`,
    onBlur: () => kind !== "select" && state !== "rest" && state !== "kept" && send(typed),
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
        {state === "lost" && (
          <button type="button" onClick={() => send(typed)}>{words.again}</button>
        )}
      </span>
    </div>
  );
}
