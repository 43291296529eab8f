// Sending a file and fetching one, each with its state in sight.
import { useId, useRef, useState } from "react";

async function refusal(answer, words) {
  try {
    return (await answer.json()).message || words.failed;
  } catch {
    return words.failed;
  }
}

export function Upload({ action, accept, label, words, language, look, buttonLook, onTaken }) {
  const [state, setState] = useState("rest"); // rest | reading | refused
  const [told, setTold] = useState("");
  const [over, setOver] = useState(false);
  const input = useRef(null);
  const id = useId();

  async function send(file) {
    if (!file || state === "reading") return;
    setState("reading");
    setTold(words.reading.replace("{name}", file.name));
    const form = new FormData();
    form.append("file", file);
    try {
      const answer = await fetch(action, {
        method: "POST", body: form, headers: { "Accept-Language": language },
      });
      if (!answer.ok) throw new Error(await refusal(answer, words));
      onTaken?.(await answer.json());
      setState("rest");
      setTold("");
    } catch (error) {
      setState("refused");
      setTold(error instanceof TypeError ? words.failed : error.message);
    }
    if (input.current) input.current.value = "";
  }

  function drop(event) {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  }

  return (
    <div className={`${look} ${over ? "is-over" : ""}`} onDrop={drop}
         onDragOver={(event) => { event.preventDefault(); setOver(true); }}
         onDragLeave={() => setOver(false)}>
      <p id={`${id}-label`}>{label}</p>
      <button type="button" className={buttonLook} disabled={state === "reading"}
              aria-describedby={`${id}-label`} onClick={() => input.current?.click()}>
        {words.choose}
      </button>
      <input ref={input} type="file" accept={accept} hidden aria-label={label}
             onChange={(event) => send(event.target.files[0])} />
      <p role="status" className={`upload-told ${state === "refused" ? "is-bad" : ""}`}>{told}</p>
    </div>
  );
}

export function Download({ href, label, words, notes = {}, language, look }) {
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState([]);
  const [bad, setBad] = useState(false);

  async function fetchIt() {
    setBusy(true);
    setBad(false);
    setTold([words.making]);
    try {
      const answer = await fetch(href, { headers: { "Accept-Language": language } });
      if (!answer.ok) throw new Error(await refusal(answer, words));
      const codes = (answer.headers.get("x-pmqa-notes") || "").split(",").filter(Boolean);
      save(await answer.blob(), answer.headers.get("content-disposition") || "");
      setTold([words.done, ...codes.map((code) => notes[code] || code)]);
    } catch (error) {
      setBad(true);
      setTold([error instanceof TypeError ? words.failed : error.message]);
    }
    setBusy(false);
  }

  return (
    <div>
      <button type="button" className={look} disabled={busy} onClick={fetchIt}>{label}</button>
      <div role="status" className={`upload-told mt-2 ${bad ? "is-bad" : ""}`}>
        {told.map((text) => <p key={text}>{text}</p>)}
      </div>
    </div>
  );
}

function save(blob, disposition) {
  const thai = disposition.match(/filename\*=UTF-8''([^;]+)/);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = thai ? decodeURIComponent(thai[1]) : "plan.docx";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
