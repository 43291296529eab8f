// Waiting: what is happening, who I am here, what I have sent.
import { useEffect, useState } from "react";
import { LogOut, Users } from "lucide-react";
import { call, memory } from "./phone_calls.js";
import { MyIdeas, useIdeas } from "./phone_mine.jsx";
import { Button, CARD, Category, Group, Panel } from "./phone_parts.jsx";

export function Waiting(shared) {
  const { w, room } = shared;
  const ideas = useIdeas(shared);
  return (
    <div className="space-y-4">
      <h1 className="text-2xl font-bold leading-snug">{w("wait.title")}</h1>
      <Panel title={`${w("room.now")}: ${w(`stage.${room.stage}`)}`}>
        <p>{w(`wait.${room.stage}`)}</p>
        <p className="text-base">{w("wait.keep")}</p>
      </Panel>
      <p className="flex items-center gap-2 text-muted">
        <Users size={20} aria-hidden="true" />
        {w("room.joined", { count: room.joined })}
      </p>
      <Group room={room} w={w} />
      <Seat {...shared} />
      {(room.stage !== "registration" || ideas.mine.length > 0) && <MyIdeas {...shared} ideas={ideas} />}
    </div>
  );
}

function Seat({ w, seat, names, box, joinAddress, language }) {
  const [own, setOwn] = useState("");
  const [asking, setAsking] = useState(false);
  useEffect(() => {
    const kept = memory.get("reentry");
    if (kept?.code === seat.code) setOwn(kept.own);
  }, [seat.code]);
  const leave = async () => {
    const answer = await call("POST", "/api/leave", {}, language).catch(() => null);
    if (answer?.ok) location.assign(joinAddress);
  };
  return (
    <section className={`${CARD} space-y-3`}>
      <p>
        <span className="block text-muted text-base">{w("room.you")}</span>
        <span className="font-bold">{seat.name || w("room.anonymous", { number: seat.number })}</span>
        {seat.unit && <span> · {seat.unit}</span>}
      </p>
      {seat.category && <Category number={seat.category} names={names} />}
      {own && (
        <div>
          <p className="text-muted text-base">{w("room.reentry")}</p>
          <p className="code-letters text-2xl font-bold">{own}</p>
          <p className="text-base text-muted">{w("room.reentry_hint")}</p>
        </div>
      )}
      {asking ? (
        <div className="space-y-2 border-t border-line pt-3">
          <p>{w(box.waiting.length ? "room.leave_unsent" : "room.leave_sure")}</p>
          <div className="flex gap-2">
            {!box.waiting.length && <Button look="danger" onClick={leave}>{w("room.leave")}</Button>}
            <Button look="quiet" onClick={() => setAsking(false)}>{w("ideas.cancel")}</Button>
          </div>
        </div>
      ) : (
        <Button look="plain" className="!px-2 -ml-2" onClick={() => setAsking(true)}>
          <LogOut size={18} aria-hidden="true" />
          {w("room.leave")}
        </Button>
      )}
    </section>
  );
}
