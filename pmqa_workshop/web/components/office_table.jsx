// The check table: every row beside its source, worked with the keyboard from top to bottom.
import { useLayoutEffect, useMemo, useRef } from "react";
import { Undo2 } from "lucide-react";
import { Columns } from "./office_columns.jsx";
import { Keys, useKeys } from "./office_keys.jsx";
import { Row } from "./office_row.jsx";
import { belongs, STEP, useFocus, useRows, VIEWS } from "./office_rows.js";
import { useSteps } from "./office_steps.js";

export function CheckTable({ workshop, report, arrived, onAccepted, onColumns, ...shared }) {
  const { w, looks, language } = shared;
  const rows = useRows(report, language);
  const { place, focusRow, watch } = useFocus(rows);
  const steps = useSteps({ report, language, w, rows, focusRow, onAccepted });
  const key = useKeys(rows, steps, focusRow);
  const { table, shown, most, may, columns } = rows;
  const counts = useMemo(() => countsOf(table), [table]);
  const title = useRef(null);
  useLayoutEffect(() => { // a report just sent: go on with its table
    if (table && arrived.current) title.current?.focus({ preventScroll: true });
    if (table) arrived.current = false;
  }, [table, arrived]);

  if (rows.lost && !table) return <Lost w={w} looks={looks} onAgain={rows.load} />;
  if (!table) return <p className="text-muted" role="status">{w("loading")}</p>;
  const sight = shown.slice(0, most).map((id) => table.get(id)).filter(Boolean);
  const waiting = counts.doubtful + counts.sure;
  return (
    <section ref={place} aria-labelledby="check-title" className="space-y-2" {...watch}>
      <div className="flex flex-wrap items-center gap-x-6">
        <h2 id="check-title" ref={title} tabIndex={-1} className="text-xl font-bold leading-snug">{w("check")}</h2>
        {columns.length > 0 && (
          <Columns {...shared} found={columns} readOnly={!may} open={may && waiting > 0 && isUnread(columns)} onColumns={onColumns} />
        )}
        {may && waiting > 0 && <Keys w={w} />}
      </div>
      {may && counts.guessed > 0 && <WhichCriteria {...shared} rows={counts.guessed} steps={steps} />}
      <Bar {...shared} rows={rows} steps={steps} counts={counts} waiting={waiting} />
      {sight.length ? (
        <ul className="check-rows border border-line rounded-card bg-paper divide-y divide-line">
          {sight.map((row) => (
            <Row key={row.id} {...shared} row={row} may={may} isOpen={rows.active === row.id} isChosen={rows.chosen.has(row.id)}
                 answer={steps.answers[row.id]} onKey={key} onOpen={rows.setActive} onChoose={rows.choose} onMend={steps.mend}
                 onSplit={steps.split} onJoinBelow={steps.joinBelow} onAccept={steps.accept} onDismiss={steps.dismiss}
                 onRestore={steps.restore} onTold={steps.setTold} />
          ))}
        </ul>
      ) : (
        <div className="border-2 border-dashed border-line rounded-card p-6 text-center text-muted bg-paper">
          <p>{w(waiting ? "view_empty" : "all_done")}</p>
          {!waiting && counts.accepted > 0 && <a className={`${looks.quiet} mt-3`} href={`${w("room_address")}?w=${workshop}`}>{w("to_the_room")}</a>}
        </div>
      )}
      {shown.length > most && (
        <button type="button" className={looks.quiet} onClick={() => rows.setMost(most + STEP)}>
          {w("more", { rows: shown.length - most })}
        </button>
      )}
    </section>
  );
}

// Columns have names, and none of them was known: it is for a person to say what they hold.
const isUnread = (columns) => columns.some((one) => one.label) && !columns.some((one) => one.taken_as);

function countsOf(table) {
  const rows = table ? [...table.values()] : [];
  const counts = Object.fromEntries(VIEWS.map((one) => [one, rows.filter((row) => belongs(row, one)).length]));
  counts.guessed = rows.filter((row) => row.state === "waiting" && row.doubts.includes("set_guessed")).length;
  return counts;
}

// A button that stays where the focus is while it may not be pressed.
function Act({ look, off, onClick, children }) {
  return (
    <button type="button" aria-disabled={off || undefined} className={look} onClick={() => off || onClick()}>
      {children}
    </button>
  );
}

function WhichCriteria({ w, looks, rows, steps }) {
  return (
    <div className="border-l-[6px] border-warning bg-warning-soft rounded-card px-4 py-2 flex flex-wrap items-center gap-2">
      <p className="grow">{w("set_guessed", { rows })}</p>
      {["pmqa4", "pmqa"].map((set) => (
        <Act key={set} look={looks.quiet} off={steps.busy} onClick={() => steps.settle(set)}>{w(`set_${set}`)}</Act>
      ))}
    </div>
  );
}

function Bar({ w, looks, rows, steps, counts, waiting }) {
  const { told } = steps;
  return (
    <div className="check-bar sticky top-0 z-20 bg-ground py-2 flex flex-wrap gap-x-4 gap-y-1 no-print">
      <div role="group" aria-label={w("views")} className="flex flex-wrap gap-1">
        {VIEWS.map((one) => (
          <button key={one} type="button" aria-pressed={rows.view === one} onClick={() => rows.show(rows.table, one)}
                  className={`${looks.plain} !px-3 border-2 ${rows.view === one ? "border-primary !bg-primary-soft" : "border-transparent"}`}>
            {w(`view_${one}`)} {counts[one]}
          </button>
        ))}
      </div>
      {rows.may && <Deeds w={w} looks={looks} rows={rows} steps={steps} sure={counts.sure} waiting={waiting} />}
      <p role={told?.bad ? "alert" : "status"} className={`text-base basis-full ${told?.bad ? "text-danger" : "text-positive"}`}>
        {told?.text}
      </p>
    </div>
  );
}

// What may be done with many rows: with those chosen, else with all.
function Deeds({ w, looks, rows, steps, sure, waiting }) {
  const { chosen, undo } = rows;
  const { busy } = steps;
  const ids = [...chosen];
  return (
    <div className="flex flex-wrap gap-1">
      {ids.length > 0 ? (
        <>
          <Act look={looks.primary} off={busy} onClick={() => steps.accept(ids)}>{w("accept_chosen", { rows: ids.length })}</Act>
          <Act look={looks.quiet} off={busy || ids.length < 2} onClick={() => steps.join(ids)}>{w("join_chosen", { rows: ids.length })}</Act>
          <Act look={looks.plain} off={busy} onClick={() => steps.dismiss(ids)}>{w("dismiss_chosen", { rows: ids.length })}</Act>
        </>
      ) : (
        <>
          <Act look={looks.primary} off={busy || !sure} onClick={() => steps.accept(null)}>{w("accept_sure", { rows: sure })}</Act>
          {waiting > 0 && <Act look={looks.plain} off={busy} onClick={() => steps.dismiss(null)}>{w("dismiss_report")}</Act>}
        </>
      )}
      <Act look={looks.plain} off={busy || !undo} onClick={steps.takeBack}>
        <Undo2 size={20} aria-hidden="true" />
        {undo ? w("undo", { did: w(`did_${undo.action}`) }) : w("undo_nothing")}
      </Act>
    </div>
  );
}

function Lost({ w, looks, onAgain }) {
  return (
    <div role="alert" className="border-l-[6px] border-danger bg-danger-soft rounded-card px-4 py-3 space-y-2">
      <p>{w("not_loaded")}</p>
      <button type="button" className={looks.quiet} onClick={() => onAgain()}>{w("load_again")}</button>
    </div>
  );
}
