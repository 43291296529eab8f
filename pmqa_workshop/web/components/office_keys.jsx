// The keys of the check table: what each does, and the list that says so.
import { useCallback, useEffect } from "react";
import { ArrowDown, ArrowUp, Keyboard } from "lucide-react";

const KINDS = { KeyS: "strength", KeyO: "ofi", KeyC: "comment" };

// By place of the key, so that a Thai keyboard does the same.
function deedOf(event, row, { choose }, steps, focusRow) {
  const digit = /^(?:Digit|Numpad)([1-7])$/.exec(event.code)?.[1];
  const deeds = { KeyZ: steps.takeBack };
  if (["dismissed", "joined"].includes(row.state)) deeds.KeyR = () => steps.restore(row.id);
  if (row.state !== "waiting") return deeds[event.code];
  if (digit) return () => steps.mend(row.id, "category", digit, row.category);
  if (KINDS[event.code]) return () => steps.mend(row.id, "kind", KINDS[event.code], row.kind);
  return {
    ...deeds,
    KeyA: () => steps.accept([row.id]),
    KeyJ: () => steps.joinBelow(row.id),
    KeyX: () => steps.dismiss([row.id]),
    KeyE: () => focusRow(row.id, "text"),
    KeyT: () => choose(row.id),
  }[event.code];
}

export function useKeys(rows, steps, focusRow) {
  const { now, may, choose } = rows;
  const { takeBack, mend, accept, dismiss, restore, joinBelow } = steps;

  const key = useCallback((event, row) => {
    if (event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const { shown: ids } = now.current;
    const at = ids.indexOf(row.id);
    const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key];
    const deed = go !== undefined ? () => ids[go] && focusRow(ids[go])
      : may ? deedOf(event, row, { choose }, { takeBack, mend, accept, dismiss, restore, joinBelow }, focusRow)
      : undefined;
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  }, [now, may, choose, focusRow, takeBack, mend, accept, dismiss, restore, joinBelow]);

  // Ctrl+Z undoes the last step, wherever no field has the focus: there it undoes typing.
  useEffect(() => {
    const press = (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.code !== "KeyZ") return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
      event.preventDefault();
      takeBack();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [takeBack]);
  return key;
}

const LISTED = ["move", "category", "kind", "edit", "accept", "dismiss", "join", "split", "choose", "undo"];

export function Keys({ w }) {
  return (
    <details className="keys no-print">
      <summary className="cursor-pointer min-h-11 inline-flex items-center gap-2 text-primary font-bold">
        <Keyboard size={20} aria-hidden="true" /> {w("keys")}
      </summary>
      <p className="text-base text-muted mb-1">{w("keys_hint")}</p>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3 text-base">
        {LISTED.map((key) => (
          <div key={key} className="flex items-baseline gap-2">
            <dt className="shrink-0">{w(`key_${key}`).split(" ").map((cap) => <Cap key={cap} w={w} cap={cap} />)}</dt>
            <dd>{w(`key_${key}_does`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

const ARROWS = { "↑": ["key_up", ArrowUp], "↓": ["key_down", ArrowDown] };

function Cap({ w, cap }) {
  if (!ARROWS[cap]) return <kbd>{cap}</kbd>;
  const [name, Arrow] = ARROWS[cap];
  return (
    <kbd>
      <Arrow size={18} aria-hidden="true" className="inline-block" />
      <span className="visually-hidden">{w(name)}</span>
    </kbd>
  );
}
