// What was sent, always in sight; and what was refused, kept with its words until dealt with.
import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { CircleCheck, CloudOff, LoaderCircle, TriangleAlert, Wifi, WifiOff } from "lucide-react";
import { newId } from "./phone_calls.js";
import { outbox } from "./phone_outbox.js";
import { Button, FIELD, Panel } from "./phone_parts.jsx";

function standing(box, isLost, seat) {
  if (isLost) return ["seat_lost", TriangleAlert, "text-danger"];
  const refused = box.refused.length + (box.note ? 1 : 0);
  if (refused) return ["refused", TriangleAlert, "text-danger", refused];
  const kept = box.all.filter((entry) => entry.state === "waiting").length;
  if (!seat && kept) return ["waiting", CloudOff, "text-warning", kept]; // whose, the server says
  if (box.waiting.length && (box.phase === "waiting" || box.reached === false))
    return ["waiting", CloudOff, "text-warning", box.waiting.length];
  if (box.waiting.length || box.typing) return ["sending", LoaderCircle, "text-primary"];
  if (box.savedOnce) return ["saved", CircleCheck, "text-positive"];
  return ["none", null, "text-muted"];
}

// Title and code above; connection and what was sent in the strip that stays in sight.
export function Bars({ room, ...shared }) {
  const [places, setPlaces] = useState(null);
  useEffect(() => {
    setPlaces(["phone-bar", "phone-strip"].map((id) => document.getElementById(id)));
  }, []);
  if (!places) return null;
  return (
    <>
      {createPortal(room && <Title room={room} w={shared.w} />, places[0])}
      {createPortal(<Strip {...shared} />, places[1])}
    </>
  );
}

function Title({ room, w }) {
  return (
    <div className="text-base">
      <p className="font-bold truncate">{room.title}</p>
      <p className="text-muted">
        {w("room.code")} <span className="font-bold tracking-widest text-ink">{room.code}</span>
      </p>
    </div>
  );
}

function Strip({ w, box, seat, isLost, joinAddress }) {
  const [key, Icon, tone, count] = standing(box, isLost, seat);
  const off = box.reached === false;
  const Link = off ? WifiOff : Wifi;
  return (
    <div className="bg-paper border-b border-line">
      <div className="max-w-phone mx-auto px-4 py-1.5 flex flex-wrap items-center justify-between gap-x-4 text-base">
        <span className={`inline-flex items-center gap-1.5 ${off ? "text-warning font-bold" : "text-muted"}`}>
          <Link size={18} aria-hidden="true" />
          {w(off ? "link.off" : "link.on")}
        </span>
        <span role="status" className={`inline-flex items-center gap-1.5 ${tone} ${key === "none" ? "" : "font-bold"}`}>
          {Icon && <Icon size={18} aria-hidden="true" />}
          <Told to={isLost ? joinAddress : key === "refused" ? "#refused" : null}>{w(`sent.${key}`, { count })}</Told>
        </span>
      </div>
    </div>
  );
}

// A word that something needs doing leads to where it is done.
function Told({ to, children }) {
  return to ? <a href={to} className="underline min-h-11 -my-2 inline-flex items-center">{children}</a> : children;
}

export function Refused({ w, box }) {
  if (!box.refused.length && !box.note) return null;
  return (
    <div id="refused" className="space-y-4 scroll-mt-32">
      {box.note && <Panel tone="warn" role="alert"><p>{box.note}</p></Panel>}
      {box.refused.map((entry) => <One key={entry.id} entry={entry} w={w} />)}
    </div>
  );
}

function One({ entry, w }) {
  const [editing, setEditing] = useState(false);
  const [text, setText] = useState(entry.body?.text || "");
  const isText = typeof entry.body?.text === "string";
  const resend = async () => {
    const { kind, key, method, path } = entry;
    const id = newId(kind);
    const body = { ...entry.body, text };
    await outbox.add({ id, kind, key, method, body, path: kind === "idea" ? `/api/ideas/${id}` : path });
    await outbox.drop(entry.id);
  };
  return (
    <Panel tone="problem" title={w("refused.title")} role="alert">
      <p>{entry.message || w("refused.plain")}</p>
      {editing ? (
        <textarea aria-label={w("ideas.box")} rows={4} value={text} onChange={(event) => setText(event.target.value)} className={FIELD} />
      ) : (
        <p className="bg-paper rounded-card p-3 whitespace-pre-wrap max-h-48 overflow-y-auto" tabIndex={0}>
          {!isText && <b className="block">{w(entry.kind === "ballot" ? "refused.ballot" : "refused.withdraw")}</b>}
          {isText ? entry.body.text : entry.said}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button className="!px-4" onClick={() => (editing ? resend() : outbox.retry(entry.id))}>{w("refused.retry")}</Button>
        {isText && !editing && <Button look="quiet" className="!px-4" onClick={() => setEditing(true)}>{w("refused.edit")}</Button>}
        <Button look="danger" className="!px-4" onClick={() => outbox.drop(entry.id)}>{w("refused.drop")}</Button>
      </div>
    </Panel>
  );
}
