// One row of the check table: a line to walk over, and when it is open its source and its fields.
import { memo, useEffect, useRef, useState } from "react";
import { MessageSquare, ThumbsUp, TrendingUp, TriangleAlert } from "lucide-react";
import { Cell } from "./office_cell.jsx";

const DOTS = ["", "bg-cat1", "bg-cat2", "bg-cat3", "bg-cat4", "bg-cat5", "bg-cat6", "bg-cat7"];
const ICONS = { strength: ThumbsUp, ofi: TrendingUp, comment: MessageSquare };
const LOOK = "w-full min-h-11 px-2 py-1.5 rounded-card border border-line bg-paper text-ink text-base leading-normal hover:border-edge focus:border-primary placeholder:text-muted";

export const Row = memo(function Row(props) {
  const { w, row, isOpen, isChosen, onKey, onOpen, onChoose, doubts, kinds } = props;
  const names = Object.fromEntries(kinds);
  const Icon = ICONS[row.kind];
  return (
    <li data-row={row.id} className={`check-row ${isOpen ? "is-open" : ""} ${row.doubts.length && row.state === "waiting" ? "is-doubted" : ""}`}>
      <div className="flex items-stretch">
        {row.state === "waiting" && props.may ? (
          <label className="grid place-items-center w-11 shrink-0 cursor-pointer">
            <input type="checkbox" checked={isChosen} onChange={() => onChoose(row.id)} className="w-5 h-5 accent-primary" />
            <span className="visually-hidden">{w("choose", { place: row.place })}</span>
          </label>
        ) : <span className="w-11 shrink-0" />}
        <button type="button" data-head aria-expanded={isOpen} onKeyDown={(event) => onKey(event, row)}
                onClick={() => onOpen(isOpen ? 0 : row.id)} className="check-head">
          <span className="check-facts">
            <span className="inline-flex items-center gap-1.5">
              <span aria-hidden="true" className={`inline-block w-3 h-3 shrink-0 rounded-full ${DOTS[row.category] || "border border-edge"}`} />
              {row.category ? w("category_short", { number: row.category }) : <b className="text-danger">{w("category_none")}</b>}
              {row.item && <span className="text-muted">{row.item}</span>}
            </span>
            <span className="inline-flex items-center gap-1.5">
              {Icon && <Icon size={16} aria-hidden="true" className="shrink-0" />}
              {names[row.kind] || <span className="text-warning">{w("kind_none")}</span>}
            </span>
          </span>
          <span className="check-text">
            <span className={isOpen ? "visually-hidden" : "check-words"}>{row.text || w("blank")}</span>
          </span>
          <span className="check-side">
            <span className="text-muted">{row.place}</span>
            {row.doubts.length > 0 && row.state === "waiting" && !isOpen && (
              <span className="check-doubts text-warning">
                {row.doubts.map((code) => (
                  <span key={code} className="inline-flex items-start gap-1">
                    <TriangleAlert size={16} aria-hidden="true" className="shrink-0 mt-1" />{doubts[code]?.[0]}
                  </span>
                ))}
              </span>
            )}
            {row.state !== "waiting" && <span className="text-muted">{w(`state_${row.state}`)}</span>}
          </span>
        </button>
      </div>
      {isOpen && <Open {...props} />}
    </li>
  );
});

function Open(props) {
  const { w, looks, row, may, answer, categories, kinds, doubts, onMend, onSplit, onJoinBelow, onAccept,
          onDismiss, onRestore, onTold } = props;
  const locked = !may || row.state !== "waiting";
  const panel = useRef(null);
  const [cuts, setCuts] = useState(0); // the text's field begins anew once the row was cut
  const words = { sending: w("cell_sending"), kept: w("cell_kept"), lost: w("cell_lost"),
                  refused: w("cell_refused"), again: w("cell_again"), save_again: w("cell_save_again") };
  const cell = (field, more) => (
    <Cell key={`${field}:${cuts}`} value={row[field]} cell={`${row.id}:${field}`} answer={answer?.cell === `${row.id}:${field}` ? answer : undefined}
          label={w(`field_${field}`)} words={words} look={LOOK} readOnly={locked}
          onSave={(typed, expected) => onMend(row.id, field, typed, expected)} {...more} />
  );

  // At the cursor; a selection becomes the finding of its own; else at the first line break.
  const cut = () => {
    const box = panel.current?.querySelector("textarea[data-whole]");
    const { value, selectionStart: from, selectionEnd: to } = box;
    let [first, second] = [value.slice(0, from), value.slice(from)];
    if (from !== to) [first, second] = [`${value.slice(0, from).trim()} ${value.slice(to).trim()}`, value.slice(from, to)];
    if (!first.trim() || !second.trim()) {
      const line = value.trim().indexOf("\n");
      [first, second] = line < 0 ? ["", ""] : [value.trim().slice(0, line), value.trim().slice(line)];
    }
    if (!first.trim() || !second.trim()) {
      onTold({ text: w("split_where"), bad: true });
      box.focus();
      return;
    }
    onSplit(row.id, first.trim(), second.trim(), row.text);
  };
  const before = useRef(row.text);
  useEffect(() => { // cut, joined or undone from outside: show what stands now
    if (before.current !== row.text && document.activeElement?.dataset.whole === undefined) setCuts((now) => now + 1);
    before.current = row.text;
  }, [row.text]);

  const back = (event) => { // from a field back to its row
    if (event.key === "Escape") panel.current?.parentElement.querySelector("[data-head]")?.focus();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.dataset.whole !== undefined && !locked) {
      event.preventDefault();
      event.stopPropagation();
      cut();
    }
  };
  return (
    <div ref={panel} onKeyDownCapture={back} className="check-open">
      <div className="check-source">
        <p className="text-base text-muted">{w("source")} <span className="font-bold text-ink">{row.place}</span></p>
        <Source w={w} row={row} />
        {row.state === "waiting" && row.doubts.length > 0 && (
          <ul className="mt-2 space-y-1 text-base">
            {row.doubts.map((code) => (
              <li key={code} className="flex gap-2">
                <TriangleAlert size={18} aria-hidden="true" className="shrink-0 mt-1 text-warning" />
                <span><b>{doubts[code]?.[0]}</b> {doubts[code]?.[1]}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="space-y-2 min-w-0">
        <div className="grid gap-2 sm:grid-cols-[minmax(0,2fr)_minmax(5rem,1fr)_minmax(0,2fr)]">
          <Labelled text={w("field_category")}>{cell("category", { kind: "select", choices: [["", w("category_choose")], ...categories], blank: true })}</Labelled>
          <Labelled text={w("field_item")}>{cell("item", { kind: "text", placeholder: w("item_hint") })}</Labelled>
          <Labelled text={w("field_kind")}>{cell("kind", { kind: "select", choices: [["", w("kind_choose")], ...kinds] })}</Labelled>
        </div>
        <Labelled text={w("field_text")}>{cell("text", { blank: true, "data-whole": "" })}</Labelled>
        <Labelled text={w("field_evidence")}>{cell("evidence")}</Labelled>
        {may && (
          <div className="flex flex-wrap gap-2">
            {row.state === "waiting" && (
              <>
                <button type="button" className={looks.quiet} disabled={row.is_blocked} onClick={() => onAccept([row.id])}>{w("accept")}</button>
                <button type="button" className={looks.plain} onMouseDown={(event) => event.preventDefault()} onClick={cut}>{w("split")}</button>
                <button type="button" className={looks.plain} onClick={() => onJoinBelow(row.id)}>{w("join")}</button>
                <button type="button" className={looks.plain} onClick={() => onDismiss([row.id])}>{w("dismiss")}</button>
              </>
            )}
            {["dismissed", "joined"].includes(row.state) && (
              <button type="button" className={looks.quiet} onClick={() => onRestore(row.id)}>{w("restore")}</button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

function Labelled({ text, children }) {
  return (
    <div className="min-w-0">
      <span aria-hidden="true" className="block text-base text-muted">{text}</span>
      {children}
    </div>
  );
}

// The text as it stands in the file, what was taken from it marked.
function Source({ w, row }) {
  if (!row.source) return <p className="text-muted">{w("source_none")}</p>;
  const at = row.text ? row.source.indexOf(row.text) : -1;
  if (at < 0 || row.source.trim() === row.text) return <p className="whitespace-pre-wrap">{row.source}</p>;
  return (
    <p className="whitespace-pre-wrap">
      {row.source.slice(0, at)}<mark>{row.text}</mark>{row.source.slice(at + row.text.length)}
    </p>
  );
}
