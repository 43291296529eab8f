// The room as this phone knows it: broadcasts while the websocket lives, a snapshot whenever it
// may have missed one. What tells old from new is said at the top of web/live.py.
import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "./phone_calls.js";
import { outbox } from "./phone_outbox.js";

const SILENCE_MS = 15000;
const LOOK_MS = 1000;
const SLEPT_MS = 5000; // a clock that stood still for so long: the phone was asleep
const AWAKE_MS = [4000, 9000]; // after waking: the websocket may be dead and not know it
const BEHIND_MS = 2000;
const SPREAD_MS = 1000; // a packet lost on the way to everybody must not bring everybody at once
// A phone that slept holds connections that are dead and do not know it. One question that hangs
// gives up one of them, and a browser has six.
const QUESTIONS_MS = [0, 200, 400, 600, 800, 1000, 1200, 1600];
const HANGS_MS = 800;

const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const isSeen = () => document.visibilityState === "visible";

// Answers [room, face, refresh]: face is loading, here, unreached or lost (no seat).
export function useRoom(live, language, seat) {
  const [room, setRoom] = useState(null);
  const [face, setFace] = useState("loading");
  const known = useRef(null); // the room as last set
  const mirror = useRef(live); // what Reflex has of it, as last looked at
  const told = useRef(Date.now()); // when anything was last heard of the room
  const asking = useRef(null);

  const take = useCallback((found) => {
    known.current = found;
    setRoom(found);
    setFace("here");
  }, []);

  const refresh = useCallback(
    async (hasSlept = false) => {
      // Waking up is told in several ways at once.
      if (asking.current && (!hasSlept || asking.current.hasSlept)) return;
      asking.current?.abort();
      const stop = (asking.current = Object.assign(new AbortController(), { hasSlept }));
      const before = known.current?.revision;
      try {
        const answer = await (hasSlept ? askInSpiteOfSleep : ask)(language, stop.signal);
        if (stop.signal.aborted) return;
        told.current = Date.now();
        if (answer.status < 502) outbox.answered(hasSlept);
        else outbox.unreached();
        if (answer.status === 401) setFace("lost");
        if (!answer.ok) return;
        // Another tab of this phone sat down in another room.
        if (seat && answer.data.workshop_id !== seat.workshop_id) return location.reload();
        const now = known.current?.revision;
        // A broadcast overtook it; but a room older than when we asked was restored from a copy.
        if (now !== before && answer.data.revision < now) return;
        take(answer.data);
        renewIfBehind(mirror, answer.data);
      } catch {
        if (stop.signal.aborted) return;
        outbox.unreached();
        setFace((was) => (was === "loading" ? "unreached" : was));
      } finally {
        if (asking.current === stop) asking.current = null;
      }
    },
    [language, seat, take],
  );

  useEffect(() => {
    const before = mirror.current;
    mirror.current = live;
    if (!live.version || !seat) return;
    outbox.answered();
    // What Reflex remembers of this tab may be of a room left long ago, or of none.
    if (!live.entry || live.workshop_id !== seat.workshop_id) {
      after(Math.random() * SPREAD_MS).then(() => refresh());
      return;
    }
    told.current = Date.now();
    const isSnapshot = live.entry !== before.entry || !known.current;
    const isMissing = isSnapshot ? isOldCopy(before, live) : live.version > before.version + 1;
    const isNews = live.revision >= (known.current?.revision ?? 0);
    if (isNews) take(isSnapshot ? live : { ...known.current, ...changed(before, live) });
    if (isMissing || (isSnapshot && !isNews)) after(Math.random() * SPREAD_MS).then(() => refresh());
  }, [live.entry, live.version, seat]);

  useRegularLook(refresh, told);
  return [room, face, refresh];
}

// Reflex hands over all it has. Vars that no packet has touched may be older than our snapshot.
function changed(before, live) {
  return Object.fromEntries(Object.entries(live).filter(([name, value]) => value !== before[name]));
}

function isAlike(one, other) {
  if (typeof one !== "object" || !one || !other) return one === other;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isAlike(one[name], other[name]));
}

function isOldCopy(before, live) {
  const processOf = (found) => found.entry?.split("-")[0];
  return processOf(before) === processOf(live) && live.version < before.version;
}

const ask = (language, signal) => call("GET", "/api/room", undefined, language, { signal });

async function askInSpiteOfSleep(language, signal) {
  const enough = new AbortController();
  signal.addEventListener("abort", () => enough.abort(), { once: true });
  const last = QUESTIONS_MS.at(-1);
  const questions = QUESTIONS_MS.map(async (at) => {
    await after(at);
    if (enough.signal.aborted) throw new Error("answered meanwhile");
    const timeout = at === last ? undefined : HANGS_MS; // a slow network answers the last
    return call("GET", "/api/room", undefined, language, { signal: enough.signal, timeout });
  });
  try {
    return await Promise.any(questions);
  } finally {
    enough.abort();
  }
}

// A websocket that tells nothing of what the server knows is dead. Reflex lets go of its own when
// a page is hidden and takes a new one when it is seen again: so we say just that.
async function renewIfBehind(mirror, asked) {
  const isBehind = () => {
    const heard = mirror.current;
    if (!heard.version || heard.workshop_id !== asked.workshop_id || heard.revision >= asked.revision) return false;
    // What changes nothing that phones are shown is not sent to them.
    return Object.keys(heard).some((name) => name in asked && name !== "revision" && !isAlike(heard[name], asked[name]));
  };
  if (!isBehind()) return;
  await after(BEHIND_MS);
  if (!isBehind() || !isSeen()) return;
  dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
  document.dispatchEvent(new Event("visibilitychange"));
}

// When silence has lasted, and whenever somebody looks at the phone again.
function useRegularLook(refresh, told) {
  useEffect(() => {
    let ticked = Date.now();
    let hiddenAt = null;
    const later = [];
    const woke = () => {
      refresh(true);
      later.splice(0).forEach(clearTimeout);
      AWAKE_MS.forEach((ms) => later.push(setTimeout(() => isSeen() && refresh(), ms)));
    };
    const tick = () => {
      const passed = Date.now() - ticked;
      ticked = Date.now();
      if (!isSeen()) return;
      if (passed > SLEPT_MS) woke();
      else if (Date.now() - told.current > SILENCE_MS) refresh();
    };
    const look = () => {
      if (!isSeen()) {
        hiddenAt ??= Date.now();
        return;
      }
      const was = hiddenAt;
      hiddenAt = null;
      if (was && Date.now() - was > SLEPT_MS) woke();
      else refresh();
    };
    const timer = setInterval(tick, LOOK_MS);
    const over = new AbortController();
    const until = { signal: over.signal };
    addEventListener("online", woke, until);
    addEventListener("offline", outbox.unreached, until);
    addEventListener("pageshow", (event) => (event.persisted ? woke() : look()), until);
    addEventListener("focus", look, until);
    document.addEventListener("visibilitychange", look, until);
    refresh();
    return () => {
      clearInterval(timer);
      later.forEach(clearTimeout);
      over.abort();
    };
  }, [refresh, told]);
}
