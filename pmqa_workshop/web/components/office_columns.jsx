// What each column of a file was taken for; corrected by hand, it is read anew and remembered.
import { useState } from "react";

export function Columns({ w, looks, columns, found, open = false, readOnly = false, onColumns }) {
  const [said, setSaid] = useState({}); // name or position → what the person says it holds
  const often = (label) => found.filter((one) => one.label === label).length > 1;
  const keyOf = (one) => (one.label && !often(one.label) ? one.label : one.position);
  const used = found.filter((one) => one.taken_as).length;
  const say = (one, use) => setSaid((before) => {
    const next = { ...before, [keyOf(one)]: use };
    if (use === one.taken_as) delete next[keyOf(one)];
    return next;
  });
  return (
    <details open={open} className="columns">
      <summary className="cursor-pointer min-h-11 inline-flex items-center gap-2 text-primary font-bold">
        {w("columns", { used, all: found.length })}
      </summary>
      {!used && !readOnly && <p className="font-bold">{w("columns_unread")}</p>}
      {!readOnly && <p className="text-base text-muted mb-2">{w("columns_hint")}</p>}
      <ul className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
        {found.map((one) => (
          <ColumnUse key={one.position} w={w} one={one} columns={columns} readOnly={readOnly}
                     use={said[keyOf(one)] ?? one.taken_as} onUse={(use) => say(one, use)} />
        ))}
      </ul>
      {Object.keys(said).length > 0 && (
        <button type="button" className={`${looks.primary} mt-2`} onClick={() => onColumns(said)}>
          {w("columns_apply")}
        </button>
      )}
    </details>
  );
}

function ColumnUse({ w, one, columns, use, readOnly, onUse }) {
  const isChanged = use !== one.taken_as;
  return (
    <li className={`bg-paper border rounded-card px-3 py-2 min-w-0 ${isChanged ? "border-2 border-primary" : "border-line"}`}>
      <label className="block">
        <span className="flex items-baseline gap-2">
          <span className="font-bold">{one.label || w("column_unnamed")}</span>
          <span className="text-base text-muted">{one.position}</span>
        </span>
        <select value={use} disabled={readOnly} onChange={(event) => onUse(event.target.value)}
                className="w-full min-h-11 px-2 rounded-card border border-edge bg-paper text-base">
          <option value="">{w("column_unused")}</option>
          {columns.map(([code, name]) => <option key={code} value={code}>{name}</option>)}
          <option value="auto">{w("column_auto")}</option>
        </select>
      </label>
      <p className="text-base text-muted truncate" title={one.examples.join(" · ")}>{one.examples.join(" · ") || "–"}</p>
    </li>
  );
}
