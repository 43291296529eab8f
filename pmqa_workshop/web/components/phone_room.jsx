// The room on a phone: what the stage asks for.
import { useCallback, useEffect, useState } from "react";
import { call, memory, wordsOf } from "./phone_calls.js";
import { useRoom } from "./phone_live.js";
import { outbox } from "./phone_outbox.js";
import { Button, Panel, useOutbox } from "./phone_parts.jsx";
import { Bars, Refused } from "./phone_sent.jsx";
import { Ideas } from "./phone_ideas.jsx";
import { Ballot } from "./phone_ballot.jsx";
import { Results } from "./phone_results.jsx";
import { Waiting } from "./phone_waiting.jsx";

const AFTER_VOTE = ["decision", "planning", "closed"];

// The seat, asked for until the server has answered: nothing is sent for nobody.
function useSeat(language) {
  const [seat, setSeat] = useState(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    outbox.start(language);
  }, [language]);
  useEffect(() => {
    if (seat) return;
    call("GET", "/api/seat", undefined, language)
      .then((answer) => {
        if (!answer.data.seat) return;
        setSeat(answer.data.seat);
        outbox.sitAt(answer.data.seat);
      })
      .catch(() => {});
  }, [asked, seat, language]);
  return [seat, useCallback(() => setAsked((times) => times + 1), [])];
}

export function PhoneRoom({ words, language, categories, joinAddress, live }) {
  const w = wordsOf(words);
  const [seat, askSeat] = useSeat(language);
  const [room, face, refresh] = useRoom(live, language, seat);
  const box = useOutbox();
  const isLost = face === "lost" || box.phase === "locked";

  useEffect(() => {
    if (face === "here" && !seat) askSeat(); // the room answered where the seat had not
  }, [face, room, seat, askSeat]);

  const rejoin = `${joinAddress}${room ? `?code=${room.code}` : ""}`;
  const shared = { w, language, names: categories, room, seat, box };
  return (
    <div className="space-y-4 -mt-3">
      <Bars {...shared} isLost={isLost} joinAddress={rejoin} />
      {isLost && (
        <Panel tone="problem" title={w("seat.lost_title")}>
          <p>{w("seat.lost")}</p>
          <a href={rejoin} className="inline-flex items-center justify-center min-h-11 px-5 rounded-card font-bold bg-primary text-paper w-full">
            {w("seat.rejoin")}
          </a>
        </Panel>
      )}
      <Refused {...shared} />
      {room && seat ? (
        <>
          <Unfinished {...shared} />
          <Stage {...shared} joinAddress={joinAddress} />
        </>
      ) : face === "unreached" ? (
        <Panel tone="warn" title={w("room.unreached_title")}>
          <p>{w("room.unreached")}</p>
          <Button look="quiet" onClick={() => refresh()}>{w("room.retry")}</Button>
        </Panel>
      ) : (
        !isLost && <p role="status" className="text-center text-muted py-16">{w("room.loading")}</p>
      )}
      {seat && <OwnCode seat={seat} w={w} />}
      <TextSize w={w} />
    </div>
  );
}

function Stage(shared) {
  const { room, w } = shared;
  if (room.stage === "findings" || room.stage === "ideas") return <Ideas {...shared} />;
  if (room.stage === "voting") {
    if (!room.round.id) return <Waiting {...shared} />;
    if (room.round.published) return <Results {...shared} />;
    return <Ballot key={room.round.id} {...shared} />;
  }
  if (AFTER_VOTE.includes(room.stage)) return <Results {...shared} />;
  return <Waiting {...shared} />;
}

// The room may move on in the middle of a sentence.
function Unfinished({ room, seat, w }) {
  if (!["grouping", "voting"].includes(room.stage) || !memory.has(`draft.${seat.workshop_id}.`)) return null;
  return <p className="text-base text-muted">{w("room.draft_kept")}</p>;
}

function OwnCode({ seat, w }) {
  const kept = memory.get("reentry");
  if (kept?.code !== seat.code) return null;
  return (
    <details className="text-base text-center pt-6">
      <summary className="py-3 text-primary cursor-pointer">{w("room.my_reentry")}</summary>
      <p className="code-letters text-2xl font-bold">{kept.own}</p>
      <p className="text-muted">{w("room.reentry_hint")}</p>
    </details>
  );
}

function TextSize({ w }) {
  const set = (size) => {
    document.documentElement.dataset.text = size;
    try {
      localStorage.setItem("pmqa.text", size);
    } catch {
      /* not remembered */
    }
  };
  return (
    <div role="group" aria-label={w("room.text_size")} className="flex sm:hidden items-center justify-center gap-1 pt-6 text-muted text-base">
      <span aria-hidden="true">{w("room.text_size")}</span>
      {[["small", "A–"], ["normal", "A"], ["large", "A+"]].map(([size, letter]) => (
        <Button key={size} look="plain" className="!px-2 min-w-11" aria-label={`${letter} ${w(`text.${size}`)}`} onClick={() => set(size)}>
          {letter}
        </Button>
      ))}
    </div>
  );
}
