// The door: the room's code, then a name. Two taps and a name.
import { useEffect, useRef, useState } from "react";
import { call, memory, newId, wordsOf } from "./phone_calls.js";
import { openStorage } from "./phone_storage.js";
import { Button, FIELD, Panel } from "./phone_parts.jsx";

const LENGTH = 6;

function tidy(typed) {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

// Joining counts once: a phone joins a room under the same id until it has its answer.
const unanswered = {}; // by room, where storage is switched off

function pendingId(code) {
  return memory.get(`join.${code}`) || unanswered[code];
}

function joiningId(code) {
  unanswered[code] = pendingId(code) || newId("join");
  memory.set(`join.${code}`, unanswered[code]);
  return unanswered[code];
}

function forgetJoining(code) {
  delete unanswered[code];
  memory.set(`join.${code}`, null);
}

const LATER = [429, 503]; // the server asks for patience; 202 is a place in the line
const MOST_ASKED = 30; // times, by itself; then whoever holds the phone decides

const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Asking at the door, and asking again as the server says: answers null after saying what was
// wrong. `line` is what to say meanwhile: a place, or 0 for a while without one.
function useAsking(language, w) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const [line, setLine] = useState(null);
  const ask = async (method, path, body) => {
    setBusy(true);
    setProblem("");
    try {
      return await askUntilAnswered(method, path, body);
    } catch {
      setProblem(w("join.unreached"));
      return null;
    } finally {
      setBusy(false);
      setLine(null);
    }
  };
  const askUntilAnswered = async (method, path, body) => {
    for (let asked = 1; ; asked++) {
      const answer = await call(method, path, body, language);
      if (answer.ok && answer.status !== 202) return answer.data;
      if (answer.data.error === "seat_moved") forgetJoining(body.code);
      const isLater = LATER.includes(answer.status) && asked < MOST_ASKED;
      if (answer.status !== 202 && !isLater) {
        setProblem(answer.data.message || w("join.unreached"));
        return null;
      }
      setLine({ place: answer.data.place || 0 });
      await after((answer.retryAfter || 2) * 1000 * (1 + Math.random() / 4));
    }
  };
  return { problem, setProblem, busy, line, ask };
}

// What this phone brings along: a seat, and what was never sent.
function useBrought(language) {
  const [seat, setSeat] = useState(null);
  const [unsent, setUnsent] = useState(0);
  useEffect(() => {
    call("GET", "/api/seat", undefined, language)
      .then((answer) => setSeat(answer.data.seat || null))
      .catch(() => {});
    openStorage()
      .then((storage) => storage.all())
      .then((entries) => setUnsent(entries.length))
      .catch(() => {});
  }, [language]);
  return [seat, unsent];
}

export function PhoneJoin({ words, language, roomAddress, staffAddress }) {
  const w = wordsOf(words);
  const [code, setCode] = useState("");
  const proof = useRef(""); // from the QR's link: spares the queue of typed codes
  const asked = useRef("");
  const [room, setRoom] = useState(null);
  const [seat, unsent] = useBrought(language);
  const { problem, setProblem, busy, line, ask } = useAsking(language, w);

  const knock = async (typed) => {
    const found = tidy(typed).slice(0, LENGTH);
    setCode(found);
    if (found.length < LENGTH) {
      setProblem(w("join.code_short", { count: found.length }));
      return;
    }
    const brought = proof.current && `?proof=${encodeURIComponent(proof.current)}`;
    const opened = await ask("GET", `/api/rooms/${found}${brought}`);
    if (opened) setRoom(opened);
  };
  const enter = async (path, body) => {
    const taken = await ask("POST", path, body);
    if (!taken) return;
    if (body.client_id) forgetJoining(body.code);
    if (taken.reentry_code) memory.set("reentry", { code: taken.code, own: taken.reentry_code });
    location.assign(roomAddress); // a whole page: the websocket's cookie is fixed when it opens
  };
  useEffect(() => {
    const link = new URLSearchParams(location.search);
    proof.current = link.get("proof") || "";
    asked.current = link.get("finding") || ""; // from a sheet of paper: what to answer inside
    if (asked.current) memory.set("asked", { code: tidy(link.get("code") || ""), finding: asked.current });
    if (link.get("code")) knock(link.get("code"));
  }, []);

  useEffect(() => {
    // Who scans finding after finding has a seat already, and is let through.
    if (asked.current && seat && memory.get("asked")?.code === seat.code) location.replace(roomAddress);
  }, [seat]);

  return (
    <div className="space-y-6">
      <h1 className="text-2xl font-bold leading-snug">{w("join.title")}</h1>
      {unsent > 0 && <Panel tone="warn">{w("join.unsent", { count: unsent })}</Panel>}
      {seat && <Back seat={seat} roomAddress={roomAddress} w={w} />}
      <div role="alert">{problem && <Panel tone="problem">{problem}</Panel>}</div>
      <div role="status" aria-live="polite">{line && <InLine place={line.place} w={w} />}</div>
      {room ? (
        <Name room={room} busy={busy} w={w} onProblem={setProblem}
          onJoin={(who) => enter("/api/join", { code: room.code, proof: room.proof, client_id: joiningId(room.code), ...who })}
          onOther={() => { setRoom(null); setProblem(""); }} />
      ) : (
        <Code code={code} busy={busy} w={w} isWrong={Boolean(problem)} onType={setCode} onSubmit={knock} />
      )}
      <OtherPhone code={room?.code || code} busy={busy} w={w}
        onReenter={(body) => enter("/api/rejoin", body)} />
      <p className="text-center">
        <a href={staffAddress} className="inline-flex items-center min-h-11 text-primary underline">
          {w("join.staff")}
        </a>
      </p>
    </div>
  );
}

// Calm: nothing to do, nothing lost, it goes on by itself.
function InLine({ place, w }) {
  const panel = useRef(null);
  useEffect(() => {
    panel.current.scrollIntoView({ block: "nearest" }); // the button is far below
  }, []);
  return (
    <div ref={panel} className="scroll-mt-4">
      <Panel title={place ? w("join.line_place", { place }) : w("join.line_title")}>
        <p>{w("join.line")}</p>
      </Panel>
    </div>
  );
}

function Back({ seat, roomAddress, w }) {
  return (
    <Panel tone="good">
      <p className="font-bold">{seat.title}</p>
      <a href={roomAddress} className="inline-flex items-center justify-center min-h-11 px-5 py-2 w-full rounded-card font-bold bg-primary text-paper">
        {w("join.back")}
      </a>
    </Panel>
  );
}

function Code({ code, busy, isWrong, onType, onSubmit, w }) {
  const submit = (event) => {
    event.preventDefault();
    onSubmit(code);
  };
  const change = (event) => {
    const typed = tidy(event.target.value).slice(0, LENGTH);
    onType(typed);
    if (typed.length === LENGTH && !busy) onSubmit(typed);
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <label className="block">
        <span className="block font-bold mb-1">{w("join.code")}</span>
        <input
          value={code}
          onChange={change}
          autoFocus
          aria-invalid={isWrong}
          aria-describedby="code-hint"
          inputMode="text"
          autoComplete="off"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck="false"
          enterKeyHint="next"
          className={`${FIELD} code-letters text-center !text-[2.75rem] font-bold !py-3 !pl-[.35em]`}
        />
        <span id="code-hint" className="block text-base text-muted mt-1">{w("join.code_hint")}</span>
      </label>
      <Button type="submit" disabled={busy} className="w-full !min-h-14 text-xl">
        {busy ? w("join.checking") : w("join.next")}
      </Button>
    </form>
  );
}

function Name({ room, busy, w, onJoin, onOther, onProblem }) {
  const [anonymous, setAnonymous] = useState(false);
  const [isMissing, setIsMissing] = useState(false);
  const field = useRef(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const name = anonymous ? "" : String(given.get("name") || "").trim();
    if (!name && !anonymous) {
      onProblem("");
      setIsMissing(true);
      field.current?.focus();
      return;
    }
    onJoin({
      name,
      unit_id: Number(given.get("unit")) || null,
      category: Number(given.get("category")) || null,
    });
  };
  return (
    <section aria-label={w("join.title")} className="space-y-5">
      <div className="bg-paper border border-line rounded-card p-4">
        <p className="text-base text-muted">{room.agency}</p>
        <h2 className="font-bold text-lg leading-snug">{room.title}</h2>
        <div className="flex items-center justify-between gap-2">
          <span className="text-muted text-base tracking-widest">{room.code}</span>
          <Button look="plain" className="!px-3 -mr-3" disabled={busy} onClick={onOther}>{w("join.other_code")}</Button>
        </div>
      </div>
      {room.closed && !pendingId(room.code) ? (
        <Panel tone="warn">{w("join.closed")}</Panel>
      ) : (
        <form onSubmit={submit} className="space-y-5">
          <div className="space-y-2">
            <label htmlFor="own-name" className="block font-bold">{w("join.name")}</label>
            <p id="privacy" className="text-base">{w("join.privacy")}</p>
            <input id="own-name" ref={field} name="name" disabled={anonymous} aria-describedby="privacy name-needed"
              aria-invalid={(isMissing && !anonymous) || undefined} onChange={() => setIsMissing(false)}
              maxLength={120} autoComplete="name" enterKeyHint="done"
              className={`${FIELD} disabled:bg-ground`} />
            <p id="name-needed" role="alert" className="font-bold text-danger empty:hidden">
              {isMissing && !anonymous ? w("join.name_needed") : ""}
            </p>
            <label className="flex items-center gap-3 min-h-11 cursor-pointer">
              <input type="checkbox" checked={anonymous} onChange={(event) => setAnonymous(event.target.checked)} className="w-6 h-6 accent-primary" />
              {w("join.anonymous")}
            </label>
          </div>
          <Choice name="unit" label={w("join.unit")} none={w("join.unit_none")}
            options={room.units.map((unit) => [unit.id, unit.name])} />
          <Choice name="category" label={w("join.category")} none={w("join.category_none")}
            options={room.categories.map((one) => [one.number, `${one.number} ${one.name}`])} />
          <Button type="submit" disabled={busy} className="w-full !min-h-14 text-xl">
            {busy ? w("join.joining") : w("join.submit")}
          </Button>
        </form>
      )}
    </section>
  );
}

function Choice({ name, label, none, options }) {
  return (
    <label className="block">
      <span className="block font-bold mb-1">{label}</span>
      <select name={name} defaultValue="" className={FIELD}>
        <option value="">{none}</option>
        {options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
      </select>
    </label>
  );
}

function OtherPhone({ code, busy, w, onReenter }) {
  const submit = (event) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    onReenter({ code: tidy(String(given.get("code"))).slice(0, 20), reentry_code: tidy(String(given.get("own"))).slice(0, 40) });
  };
  return (
    <details className="border border-line rounded-card bg-paper px-4">
      <summary className="min-h-11 py-2.5 cursor-pointer font-bold text-primary">{w("join.other_phone")}</summary>
      <form onSubmit={submit} className="space-y-4 pb-4">
        <p className="text-base text-muted">{w("join.reentry_hint")}</p>
        <label className="block">
          <span className="block font-bold mb-1">{w("join.code")}</span>
          <input key={code} name="code" defaultValue={code} required autoComplete="off" autoCapitalize="characters" spellCheck="false" className={`${FIELD} code-letters`} />
        </label>
        <label className="block">
          <span className="block font-bold mb-1">{w("join.reentry")}</span>
          <input name="own" required autoComplete="off" autoCapitalize="characters" spellCheck="false" className={`${FIELD} code-letters`} />
        </label>
        <Button type="submit" look="quiet" disabled={busy} className="w-full">{w("join.reenter")}</Button>
      </form>
    </details>
  );
}
