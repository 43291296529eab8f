// A list of units or goals: sent or pasted, looked at beside what is there, mended, then kept.
import { useId, useRef, useState } from "react";
import { wordsOf } from "./phone_calls.js";

const FIELD = "w-full min-h-11 px-2 py-1.5 rounded-card border border-edge bg-paper text-ink text-base";
const CARD = "bg-paper border border-line rounded-card p-4";
const TONES = {
  new: "bg-positive-soft border-positive text-ink",
  changed: "bg-warning-soft border-warning text-warning",
  unchanged: "bg-paper border-line text-muted",
};

export function ListIntake({ kind, workshop, fields, words, looks, language, fileLabel, pasteLabel, pasteHint, onKept }) {
  const w = useRef(wordsOf(words)).current;
  const [rows, setRows] = useState(null); // looked at, not yet kept
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState({ text: "", bad: false });
  const panel = useRef(null);
  const said = useRef(null);

  async function ask(path, init) {
    setBusy(true);
    try {
      const answer = await fetch(path, { method: "POST", ...init, headers: { "Accept-Language": language, ...init.headers } });
      const data = await answer.json();
      if (!answer.ok) throw new Error(data.message || w("failed"));
      return data;
    } catch (error) {
      setTold({ text: error instanceof TypeError ? w("failed") : error.message, bad: true });
      return null;
    } finally {
      setBusy(false);
    }
  }

  async function look(name, part) {
    if (busy) return;
    setTold({ text: w("reading", { name }), bad: false });
    const form = new FormData();
    form.append(...part);
    const data = await ask(`/files/${kind}?w=${workshop}`, { body: form });
    if (!data) return;
    setRows(data.rows.map((row, at) => ({ ...row, at, taken: row.change !== "unchanged" })));
    setTold({ text: "", bad: false });
    setTimeout(() => panel.current?.focus(), 50);
  }

  async function keep() {
    const taken = rows.filter((row) => row.taken);
    const given = taken.map((row) => ({ ...row.new, known_id: row.known_id }));
    const data = await ask(`/files/${kind}/keep?w=${workshop}`, {
      body: JSON.stringify({ rows: given }), headers: { "content-type": "application/json" },
    });
    if (!data) return;
    if (data.refused.length) stay(data.rows, data.refused.map((one) => ({ ...taken[one.at], refused: one.message })));
    else leave(w("kept", { rows: data.rows }));
    if (data.rows) onKept?.();
  }

  function stay(kept, left) { // what could not be kept is still here, each with its reason
    setRows(left);
    setTold({ text: w("kept_some", { rows: kept, left: left.length }), bad: true });
    setTimeout(() => panel.current?.querySelector("[aria-invalid]")?.focus(), 50);
  }

  const drop = () => leave(w("dropped"));

  function leave(text) { // what had the focus goes away: what became of it is read instead
    said.current?.focus();
    setRows(null);
    setTold({ text, bad: false });
  }

  const sources = { fileLabel, pasteLabel, pasteHint, w, looks, busy, onSend: look };
  return (
    <div className="space-y-3">
      <ListSources {...sources} />
      <p ref={said} tabIndex={-1} role="status" className={`upload-told ${told.bad ? "is-bad" : ""}`}>{told.text}</p>
      {rows && (
        <section ref={panel} tabIndex={-1} aria-label={w("list_title")} className="rounded-card border-2 border-primary bg-paper p-4 space-y-3">
          <LookedAt w={w} looks={looks} fields={fields} rows={rows} busy={busy} onRows={setRows} onKeep={keep} onDrop={drop} />
        </section>
      )}
    </div>
  );
}

function ListSources({ fileLabel, pasteLabel, pasteHint, w, looks, busy, onSend }) {
  const [over, setOver] = useState(false);
  const input = useRef(null);
  const pasted = useRef(null);
  const id = useId();
  const send = (file) => file && onSend(file.name, ["file", file]);
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };
  const pick = (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    send(file);
  };
  const paste = (event) => {
    event.preventDefault();
    onSend(w("pasted"), ["pasted", new Blob([pasted.current.value]), "pasted"]);
  };
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <div className={`upload border-2 border-dashed border-edge rounded-card p-5 text-center bg-paper flex flex-col items-center justify-center gap-3 ${over ? "is-over" : ""}`}
           onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
        <p id={`${id}-file`}>{fileLabel}</p>
        <button type="button" className={looks.quiet} aria-disabled={busy || undefined} aria-describedby={`${id}-file`}
                onClick={() => busy || input.current?.click()}>
          {w("choose_file")}
        </button>
        <input ref={input} type="file" accept=".xlsx,.csv,.tsv,.txt" hidden aria-label={fileLabel} onChange={pick} />
      </div>
      <form className={`${CARD} space-y-3`} onSubmit={paste}>
        <label className="block"><span className="block font-bold mb-1">{pasteLabel}</span>
          <textarea ref={pasted} name="pasted" rows={4} required className={FIELD} />
          <span className="block text-base text-muted mt-1">{pasteHint}</span></label>
        <button type="submit" className={looks.quiet} aria-disabled={busy || undefined}>{w("read_pasted")}</button>
      </form>
    </div>
  );
}

function LookedAt({ w, looks, fields, rows, busy, onRows, onKeep, onDrop }) {
  const taken = rows.filter((row) => row.taken).length;
  const count = (change) => rows.filter((row) => row.change === change).length;
  const edit = (at, change) => onRows((now) => now.map((row) => (row.at === at ? { ...row, ...change } : row)));
  return (
    <>
      <h3 className="font-bold text-lg">{w("list_counts", { new: count("new"), changed: count("changed"), unchanged: count("unchanged") })}</h3>
      <p className="text-base text-muted">{w("list_safe")}</p>
      <ul className="divide-y divide-line border-y border-line max-h-[32rem] overflow-y-auto" tabIndex={0} aria-label={w("list_title")}>
        {rows.map((row) => <ListRow key={row.at} w={w} fields={fields} row={row} onEdit={(change) => edit(row.at, change)} />)}
      </ul>
      <div className="flex flex-wrap gap-2">
        <button type="button" className={looks.primary} aria-disabled={busy || !taken || undefined} onClick={() => busy || !taken || onKeep()}>
          {w("list_keep", { rows: taken })}
        </button>
        <button type="button" className={looks.plain} onClick={onDrop}>{w("again_drop")}</button>
      </div>
    </>
  );
}

function ListRow({ w, fields, row, onEdit }) {
  const why = useId();
  const type = (name) => (event) => onEdit({ new: { ...row.new, [name]: event.target.value }, taken: true });
  return (
    <li className="py-2 flex flex-wrap items-start gap-x-3 gap-y-1">
      <label className="grid place-items-center w-11 min-h-11 mt-6 shrink-0">
        <input type="checkbox" className="w-5 h-5 accent-primary" checked={row.taken} onChange={() => onEdit({ taken: !row.taken })} />
        <span className="visually-hidden">{w("list_take", { name: Object.values(row.new)[0] })}</span>
      </label>
      <div className="grow min-w-0 basis-52 grid gap-2 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        {fields.map(([name, label], place) => (
          <label key={name} className={place === 0 && fields.length > 2 ? "sm:col-span-2 min-w-0" : "min-w-0"}>
            <span className="block text-base text-muted">{label}</span>
            <input value={row.new[name]} className={`${FIELD} ${row.refused && !place ? "!border-danger" : ""}`} onChange={type(name)}
                   aria-invalid={(row.refused && !place) || undefined} aria-describedby={row.refused && !place ? why : undefined} />
            {row.refused && !place && <span id={why} className="block text-base text-danger">{row.refused}</span>}
            {row.old && row.old[name] !== row.new[name] && (
              <span className="block text-base">{w("list_was")} <del>{row.old[name] || w("blank")}</del></span>
            )}
          </label>
        ))}
      </div>
      <span className={`inline-flex items-center px-3 py-0.5 rounded-chip text-base border mt-8 ${TONES[row.change]}`}>{w(`list_${row.change}`)}</span>
    </li>
  );
}
