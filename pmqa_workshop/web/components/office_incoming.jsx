// Sending a report: a file or pasted rows, and what is asked before anything is kept.
import { forwardRef, useId, useImperativeHandle, useRef, useState } from "react";
import { FileUp } from "lucide-react";
import { Differences } from "./office_again.jsx";
import { Columns } from "./office_columns.jsx";

const FIELD = "w-full min-h-11 px-3 py-2 rounded-card border border-edge bg-paper text-ink placeholder:text-muted";
const CARD = "bg-paper border border-line rounded-card p-4";
const MOST_MEGABYTES = 10;

export const Incoming = forwardRef(function Incoming(shared, ref) {
  const { w, looks, workshop, report, noted, open, onOpen, onTaken, language } = shared;
  const [state, setState] = useState("rest"); // rest | reading | refused
  const [told, setTold] = useState("");
  const [asked, setAsked] = useState(null); // the answer in which something must be chosen
  const [columns, setColumns] = useState(null); // of a file that made no sense
  const button = useRef(null);
  const sources = useRef(new Map()); // report → what it was read from: {file | pasted, title, mapping}
  const panel = useRef(null);

  async function send(source, form = {}) {
    if (state === "reading") return;
    if (source.file?.size > MOST_MEGABYTES * 1024 * 1024) {
      setState("refused");
      setTold(w("too_large", { name: source.file.name }));
      return;
    }
    setState("reading");
    setTold(w("reading", { name: source.file?.name || w("pasted") }));
    const answer = await post(workshop, source, form, language);
    setColumns(answer.data.columns && !answer.ok ? { found: answer.data.columns, source } : null);
    if (!answer.ok) {
      setState("refused");
      setTold(answer.data.message || w("failed"));
      return;
    }
    setState("rest");
    setTold(answer.data.updated ? w("updated", answer.data.updated) : "");
    setAsked(answer.data.report ? null : { ...answer.data, source });
    if (answer.data.report) {
      sources.current.set(answer.data.report, source);
      button.current?.focus(); // what was pressed goes away
      onTaken(answer.data);
    } else setTimeout(() => panel.current?.focus(), 50);
  }

  useImperativeHandle(ref, () => ({
    again(said) {
      const own = sources.current.get(report);
      if (own) send(mapped(own, said), { into: report, gently: 1 });
      return Boolean(own);
    },
  }));

  const begin = (source) => (noted ? send(mapped(source, noted), { into: report, gently: 1 }) : send(source));
  return (
    <section aria-label={w("bring_in")} className="space-y-3 no-print">
      {report > 0 && (
        <button ref={button} type="button" className={looks.quiet} aria-expanded={open} onClick={() => onOpen(!open)}>
          <FileUp size={20} aria-hidden="true" /> {w("bring_in")}
        </button>
      )}
      {open && <Sources {...shared} state={state} onSend={begin} waitsFor={noted && w("choose_again")} />}
      <p role="status" className={`upload-told ${state === "refused" ? "is-bad" : ""}`}>{told}</p>
      {columns?.found.length > 0 && (
        <Columns {...shared} found={columns.found} open onColumns={(said) => send(mapped(columns.source, said))} />
      )}
      {asked && (
        <div ref={panel} tabIndex={-1}>
          <Differences {...shared} key={asked.like.id} asked={asked} busy={state === "reading"}
                       onFollow={(choices) => send(asked.source, { into: asked.like.id, sure: 1, choices })}
                       onNew={() => send(asked.source, { into: "new" })}
                       onDrop={() => { setAsked(null); setTold(w("dropped")); button.current?.focus(); }} />
        </div>
      )}
    </section>
  );
});

const mapped = (source, said) => ({ ...source, mapping: { ...source.mapping, ...said } });

async function post(workshop, source, form, language) {
  const body = new FormData();
  if (source.file) body.append("file", source.file);
  else body.append("pasted", new Blob([source.pasted]), "pasted");
  if (source.title) body.append("title", source.title);
  body.append("mapping", JSON.stringify(source.mapping || {}));
  for (const [name, value] of Object.entries(form))
    body.append(name, typeof value === "object" ? JSON.stringify(value) : value);
  try {
    const answer = await fetch(`/files/findings?w=${workshop}`, {
      method: "POST", body, headers: { "Accept-Language": language },
    });
    return { ok: answer.ok, data: await answer.json() };
  } catch {
    return { ok: false, data: {} };
  }
}

function Sources({ w, looks, language, state, onSend, waitsFor }) {
  const isBusy = state === "reading";
  const [over, setOver] = useState(false);
  const input = useRef(null);
  const pasted = useRef(null);
  const title = useRef(null);
  const id = useId();
  const drop = (event) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer.files[0]) onSend({ file: event.dataTransfer.files[0] });
  };
  const paste = (event) => {
    event.preventDefault();
    onSend({ pasted: pasted.current.value, title: title.current.value });
  };
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <div className="space-y-2">
        {waitsFor && <p className="font-bold">{waitsFor}</p>}
        <div className={`upload border-2 border-dashed border-edge rounded-card p-5 text-center bg-paper flex flex-col items-center justify-center gap-3 ${over ? "is-over" : ""}`}
             onDrop={drop} onDragOver={(event) => { event.preventDefault(); setOver(true); }}
             onDragLeave={() => setOver(false)}>
          <p id={`${id}-file`}>{w("file")}</p>
          <button type="button" className={looks.quiet} aria-disabled={isBusy || undefined}
                  aria-describedby={`${id}-file`} onClick={() => isBusy || input.current?.click()}>
            {w("choose_file")}
          </button>
          <input ref={input} type="file" accept=".xlsx,.csv,.tsv,.txt,.docx,.pdf" hidden aria-label={w("file")}
                 onChange={(event) => { const [file] = event.target.files; event.target.value = ""; if (file) onSend({ file }); }} />
        </div>
        <a className={looks.plain} href="/files/template/findings" download>{w("template")}</a>
      </div>
      <form onSubmit={paste} className={`${CARD} space-y-3`}>
        <label className="block"><span className="block font-bold mb-1">{w("paste_title")}</span>
          <input ref={title} name="title" maxLength={300} className={FIELD} /></label>
        <label className="block"><span className="block font-bold mb-1">{w("paste")}</span>
          <textarea ref={pasted} name="pasted" rows={4} required className={FIELD} />
          <span className="block text-base text-muted mt-1">{w("paste_hint")}</span></label>
        <button type="submit" className={looks.quiet} aria-disabled={isBusy || undefined}>{w("read_pasted")}</button>
      </form>
    </div>
  );
}
