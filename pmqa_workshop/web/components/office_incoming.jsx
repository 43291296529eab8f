// Sending a report, saying what its columns hold, and choosing what becomes of its differences.
import { forwardRef, useId, useImperativeHandle, useRef, useState } from "react";
import { FileUp, X } from "lucide-react";
import { changes } from "./office_changes.js";

const FIELD = "w-full min-h-11 px-3 py-2 rounded-card border border-edge bg-paper text-ink placeholder:text-muted";
const CARD = "bg-paper border border-line rounded-card p-4";

export const Incoming = forwardRef(function Incoming(shared, ref) {
  const { w, looks, workshop, report, mapped, open, onOpen, onTaken, language } = shared;
  const [state, setState] = useState("rest"); // rest | reading | refused
  const [told, setTold] = useState("");
  const [asked, setAsked] = useState(null); // the answer in which something must be chosen
  const [columns, setColumns] = useState(null); // of a file that made no sense
  const held = useRef(null); // what was sent last: {file | pasted, title, mapping}
  const panel = useRef(null);

  async function send(source, form = {}) {
    if (state === "reading") return;
    held.current = source;
    setState("reading");
    setTold(w("reading", { name: source.file?.name || w("pasted") }));
    const answer = await post(workshop, source, form, language);
    if (answer.data.columns && !answer.ok) setColumns(answer.data.columns);
    else setColumns(null);
    if (!answer.ok) {
      setState("refused");
      setTold(answer.data.message || w("failed"));
      return;
    }
    setState("rest");
    setTold(answer.data.updated ? w("updated", answer.data.updated) : "");
    setAsked(answer.data.report ? null : answer.data);
    if (answer.data.report) onTaken(answer.data);
    else setTimeout(() => panel.current?.focus(), 50);
  }

  useImperativeHandle(ref, () => ({
    again(said) {
      if (!held.current) return false;
      const mapping = { ...held.current.mapping, ...said };
      send({ ...held.current, mapping }, { into: report || "", gently: 1 });
      return true;
    },
  }));

  const begin = (source) => send({ ...source, mapping: mapped || {} },
                                 mapped && report ? { into: report, gently: 1 } : {});
  return (
    <section aria-label={w("bring_in")} className="space-y-3 no-print">
      <button type="button" className={looks.quiet} aria-expanded={open} onClick={() => onOpen(!open)}>
        <FileUp size={20} aria-hidden="true" /> {w("bring_in")}
      </button>
      {open && <Sources {...shared} state={state} onSend={begin} waitsFor={mapped && w("choose_again")} />}
      <p role="status" className={`upload-told ${state === "refused" ? "is-bad" : ""}`}>{told}</p>
      {columns?.length > 0 && (
        <Columns {...shared} found={columns} open
                 onColumn={(said) => send({ ...held.current, mapping: { ...held.current.mapping, ...said } })} />
      )}
      {asked && (
        <div ref={panel} tabIndex={-1}>
          <Differences {...shared} key={asked.like.id} asked={asked} busy={state === "reading"}
                       onFollow={(choices) => send(held.current, { into: asked.like.id, sure: 1, choices })}
                       onNew={() => send(held.current, { into: "new" })}
                       onDrop={() => { setAsked(null); setTold(w("dropped")); }} />
        </div>
      )}
    </section>
  );
});

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
          <button type="button" className={looks.quiet} disabled={state === "reading"}
                  aria-describedby={`${id}-file`} onClick={() => input.current?.click()}>
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
        <button type="submit" className={looks.quiet} disabled={state === "reading"}>{w("read_pasted")}</button>
      </form>
    </div>
  );
}

// --- what each column was taken for ---------------------------------------------------------

export function Columns({ w, columns, found, open = false, readOnly = false, onColumn }) {
  const names = Object.fromEntries(columns);
  const often = (label) => found.filter((one) => one.label === label).length > 1;
  const keyOf = (one) => (one.label && !often(one.label) ? one.label : one.position);
  const used = found.filter((one) => one.taken_as).length;
  return (
    <details open={open} className="columns">
      <summary className="cursor-pointer min-h-11 inline-flex items-center gap-2 text-primary font-bold">
        {w("columns", { used, all: found.length })}
      </summary>
      <p className="text-base text-muted mb-2">{w("columns_hint")}</p>
      <ul className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
        {found.map((one) => (
          <li key={one.position} className="bg-paper border border-line rounded-card px-3 py-2 min-w-0">
            <label className="block">
              <span className="flex items-baseline gap-2">
                <span className="font-bold">{one.label || w("column_unnamed")}</span>
                <span className="text-base text-muted">{one.position}</span>
              </span>
              <select value={one.taken_as} disabled={readOnly}
                      onChange={(event) => onColumn({ [keyOf(one)]: event.target.value })}
                      className="w-full min-h-11 px-2 rounded-card border border-edge bg-paper text-base">
                <option value="">{w("column_unused")}</option>
                {columns.map(([code, name]) => <option key={code} value={code}>{name}</option>)}
                <option value="auto">{w("column_auto")}</option>
              </select>
            </label>
            <p className="text-base text-muted truncate" title={one.examples.join(" · ")}>
              {one.examples.join(" · ") || "–"}
            </p>
            <span className="visually-hidden">{names[one.taken_as] || w("column_unused")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

// --- the same report again ------------------------------------------------------------------

const ORDER = ["changed", "new", "gone"];

function Differences(shared) {
  const { w, looks, asked, busy, onFollow, onNew, onDrop } = shared;
  const [chosen, setChosen] = useState({}); // draft id → true: the file's words
  const asks = asked.differences.filter((one) => one.asks);
  const rest = asked.differences.filter((one) => !one.asks);
  const follow = () => onFollow(Object.fromEntries(
    asks.map((one) => [one.id, { seen: one.seen, file: Boolean(chosen[one.id]) }])));
  const count = (kind) => asked.differences.filter((one) => one.change === kind).length;
  const sure = asked.like.likeness === "same";
  return (
    <section aria-label={w("again_title")} className="rounded-card border-2 border-primary bg-paper p-4 space-y-4">
      <div className="space-y-1">
        <h2 className="text-xl font-bold">{w(sure ? "again_same" : "again_perhaps", { title: asked.like.title })}</h2>
        <p>{asked.differences.length
          ? w("again_counts", { new: count("new"), changed: count("changed"), gone: count("gone"), unchanged: asked.unchanged })
          : w("again_nothing", { unchanged: asked.unchanged })}</p>
        <p className="text-base text-muted">{w("again_safe")}</p>
      </div>
      {asks.length > 0 && (
        <div className="space-y-2">
          <div className="flex flex-wrap items-center gap-2">
            <h3 className="font-bold text-lg grow">{w("again_asks", { count: asks.length })}</h3>
            <button type="button" className={looks.plain} onClick={() => setChosen({})}>{w("again_all_ours")}</button>
            <button type="button" className={looks.plain}
                    onClick={() => setChosen(Object.fromEntries(asks.filter((one) => !kept(one)).map((one) => [one.id, true])))}>
              {w("again_all_file")}
            </button>
          </div>
          <ul className="space-y-2">
            {asks.map((one) => (
              <Asked key={one.id} {...shared} one={one} file={Boolean(chosen[one.id])}
                     onChoose={(file) => setChosen((now) => ({ ...now, [one.id]: file }))} />
            ))}
          </ul>
        </div>
      )}
      {ORDER.map((kind) => {
        const rows = rest.filter((one) => one.change === kind);
        return rows.length > 0 && (
          <details key={kind} open={rows.length <= 12}>
            <summary className="cursor-pointer min-h-11 flex items-center gap-2 font-bold">
              {w(`again_${kind}`, { count: rows.length })}
            </summary>
            <ul className="divide-y divide-line border-y border-line">
              {rows.map((one, at) => <li key={one.id ?? `new-${at}`} className="py-2"><Text {...shared} one={one} /></li>)}
            </ul>
          </details>
        );
      })}
      <div className="flex flex-wrap gap-2">
        <button type="button" className={sure ? looks.primary : looks.quiet} disabled={busy || !asked.differences.length} onClick={follow}>
          {w("again_follow")}
        </button>
        <button type="button" className={looks.quiet} disabled={busy} onClick={onNew}>{w("again_new_report")}</button>
        <button type="button" className={looks.plain} disabled={busy} onClick={onDrop}>
          <X size={20} aria-hidden="true" /> {w("again_drop")}
        </button>
      </div>
    </section>
  );
}

const kept = (one) => one.change === "gone" && one.answered;

function Asked(shared) {
  const { w, one, file, onChoose } = shared;
  const name = useId();
  const options = one.change === "gone" ? ["gone_ours", "gone_file"] : ["choose_ours", "choose_file_words"];
  return (
    <li className="rounded-card border border-line border-l-[6px] border-l-warning px-3 py-2 space-y-1">
      <Text {...shared} />
      {kept(one) ? <p className="text-base">{w("gone_answered")}</p> : (
        <fieldset className="flex flex-wrap gap-x-5">
          <legend className="visually-hidden">{w("again_choose", { place: one.code || one.place })}</legend>
          {options.map((key, at) => (
            <label key={key} className="inline-flex items-center gap-2 min-h-11">
              <input type="radio" name={name} className="w-5 h-5 accent-primary" checked={file === Boolean(at)}
                     onChange={() => onChoose(Boolean(at))} />
              {w(key)}
            </label>
          ))}
        </fieldset>
      )}
    </li>
  );
}

// A difference in words: old and new marked, where both are there.
function Text({ w, one, language, categories, kinds }) {
  const names = { category: Object.fromEntries(categories), kind: Object.fromEntries(kinds),
                  criteria_set: { pmqa: w("set_pmqa"), pmqa4: w("set_pmqa4") } };
  const small = one.fields.filter((field) => !["text", "evidence", "impact"].includes(field));
  const long = one.fields.filter((field) => ["text", "evidence", "impact"].includes(field));
  const said = (field, value) => names[field]?.[value] ?? (value || w("blank"));
  return (
    <div className="space-y-1">
      <p className="text-base text-muted flex flex-wrap gap-x-3">
        {one.code && <span className="font-bold text-ink">{one.code}</span>}
        <span>{one.place}</span>
        {one.state && one.state !== "waiting" && <span>{w(`state_${one.state}`)}</span>}
        {one.answered && <span>{w("again_answered")}</span>}
      </p>
      {small.map((field) => (
        <p key={field} className="text-base">
          {w(`field_${field}`)}: <del>{said(field, one.old?.[field])}</del> → <ins>{said(field, one.new?.[field])}</ins>
        </p>
      ))}
      {one.old && one.new
        ? long.map((field) => (
          <p key={field} className="whitespace-pre-wrap">
            {field !== "text" && <span className="text-base text-muted">{w(`field_${field}`)}: </span>}
            {changes(one.old[field] || "", one.new[field] || "", language).map((part, at) =>
              part.kind === "old" ? <del key={at}>{part.text}</del>
                : part.kind === "new" ? <ins key={at}>{part.text}</ins> : <span key={at}>{part.text}</span>)}
          </p>
        ))
        : <p className="whitespace-pre-wrap">{(one.new || one.old).text}</p>}
      {one.old && one.new && !long.includes("text") && <p className="whitespace-pre-wrap">{one.old.text}</p>}
    </div>
  );
}
