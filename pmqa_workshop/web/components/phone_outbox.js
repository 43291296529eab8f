// What a person sends is kept on the phone until the server has it: in order, one at a time,
// across reloads, never twice, never silently dropped.
//
// An entry: {id, kind, key, workshop, participant, at, method, path, body, said, state, message,
// tries, failures}. `key` names what it is about: a later entry with the same key takes an unsent one's
// place. `said` is for people: what a refused entry held.

import { call, memory } from "./phone_calls.js";
import { openStorage } from "./phone_storage.js";

const LONGEST_WAIT_MS = 10000;
const FAILURES_BEFORE_SET_ASIDE = 6; // of our own server saying 500, not of silence
const LONGEST_ASKED_MS = 120000; // a server may ask for a pause, not for the day
const UNHEARD_MS = 4000; // no answer for so long: not at the server, as far as anybody knows
const DEAD_MS = 3000; // more than it takes to wake up
const LEASE_MS = 3000; // as short as that: a page that was killed gives nothing back
const BEAT_MS = 1000;
const TOO_OLD_MS = 30 * 24 * 3600 * 1000; // the life of a seat: no room takes it any more
const ME = Math.random().toString(36).slice(2);

let entries = [];
let seat = null;
let language = "th";
let phase = "idle"; // idle | sending | waiting | locked
let savedOnce = false;
let reached = null; // what the last call of any kind told about the connection
let running = false;
let hurry = null; // ends the pause between two tries
let flight = null; // {at, stop} of the call under way
let typing = false; // something not yet even handed to us
let note = ""; // why my last ballot was not taken; the saved one stands
let view = snapshot();
const watchers = new Set();
const listeners = new Set();
const elsewhere = new Set();
const others = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("pmqa-phone");

function snapshot() {
  const mine = entries.filter(isMine);
  return {
    waiting: mine.filter((entry) => entry.state === "waiting"),
    refused: mine.filter((entry) => entry.state === "refused"),
    elsewhere: entries.length - mine.length,
    all: entries,
    phase,
    savedOnce,
    reached,
    typing,
    note,
  };
}

function tell() {
  view = snapshot();
  watchers.forEach((watch) => watch());
}

// An idea belongs to a room, a ballot to a person: somebody else's is never cast.
function isMine(entry) {
  if (!seat || entry.workshop !== seat.workshop_id) return false;
  return entry.kind === "idea" || entry.participant === seat.participant_id;
}

// What is being written counts as written, for everybody who reads meanwhile.
const writing = new Map();
let written = 0;

async function reload() {
  let kept, before;
  do {
    before = written;
    kept = await (await openStorage()).all();
  } while (before !== written); // what was read may be from before it
  const now = [...kept.filter((entry) => !writing.has(entry.id)), ...writing.values()];
  entries = now.filter(Boolean).sort((a, b) => a.at - b.at);
  tell();
}

async function keep(entry) {
  entries = [...entries.filter((kept) => kept.id !== entry.id), entry].sort((a, b) => a.at - b.at);
  await writeDown(entry.id, entry, async () => (await openStorage()).put(entry));
}

async function forget(id) {
  entries = entries.filter((kept) => kept.id !== id);
  await writeDown(id, null, async () => (await openStorage()).remove(id));
}

async function writeDown(id, entry, write) {
  writing.set(id, entry);
  tell();
  try {
    await write();
  } finally {
    written += 1;
    if (writing.get(id) === entry) writing.delete(id);
  }
}

const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The server's own pause is kept to; what is random on top may be cut short by `hurry`.
async function rest(asked, random) {
  const soonest = Date.now() + asked;
  let timer;
  await new Promise((resolve) => {
    timer = setTimeout(resolve, asked + random);
    hurry = () => {
      clearTimeout(timer);
      timer = setTimeout(resolve, Math.max(0, soonest - Date.now()));
    };
  });
  hurry = null;
}

// Two tabs of one phone take turns. Web Locks exist on https only; a lease is good enough
// elsewhere, since sending twice changes nothing.
async function alone(work) {
  if (navigator.locks) return navigator.locks.request("pmqa-outbox", work);
  const isTaken = (held) => held && held.by !== ME && held.until > Date.now();
  while (isTaken(memory.get("outbox.lease"))) await after(BEAT_MS / 4);
  const beat = () => memory.set("outbox.lease", { by: ME, until: Date.now() + LEASE_MS });
  beat();
  const beating = setInterval(beat, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beating);
    yieldTurn();
  }
}

async function run() {
  if (running) {
    hurry?.();
    return;
  }
  running = true;
  try {
    for (let goesOn = true; goesOn; ) {
      const pause = await alone(sendNext);
      goesOn = pause !== null;
      if (pause) await rest(...pause);
    }
  } finally {
    running = false;
    if (phase === "sending" || phase === "waiting") phase = "idle";
    tell();
  }
  if (phase === "idle" && view.waiting.length) run(); // came in while the door was closing
}

// Answers the pause before the next, undefined for none, null when there is nothing to go on with.
async function sendNext() {
  await reload();
  return view.waiting.length && phase !== "locked" ? send(view.waiting[0]) : null;
}

async function send(entry) {
  const answer = await answerTo(entry);
  setReached(answer !== null && (answer.status < 502 || Boolean(answer.data.error)));
  const kept = entries.find((one) => one.id === entry.id);
  if (answer?.ok) {
    savedOnce = true;
    if (entry.kind === "ballot") note = "";
    listeners.forEach((listen) => listen(entry, answer.data));
    await forget(entry.id);
    others?.postMessage("changed");
    return undefined;
  }
  if (!kept) return undefined; // replaced by a later one meanwhile
  if (answer?.status === 401) {
    phase = "locked";
    tell();
    return null;
  }
  // Another tab of this seat voted since: what it saved stands, and is shown instead.
  if (answer?.data.error === "write_conflict" && entry.kind === "ballot") {
    note = answer.data.message || "";
    await forget(entry.id);
    listeners.forEach((listen) => listen(entry, null));
    return undefined;
  }
  const tries = (kept.tries || 0) + 1;
  const failures = (kept.failures || 0) + (answer?.status === 500 && answer.data.error ? 1 : 0);
  if (isRefusal(answer) || failures >= FAILURES_BEFORE_SET_ASIDE) {
    await keep({ ...kept, tries, failures, state: "refused", message: answer.data.message || "" });
    listeners.forEach((listen) => listen(entry, null));
    return undefined;
  }
  await keep({ ...kept, tries, failures });
  setPhase("waiting");
  const asked = Math.min((answer?.retryAfter || 0) * 1000, LONGEST_ASKED_MS);
  return [asked, Math.random() * Math.min(LONGEST_WAIT_MS, 500 * 2 ** tries)];
}

async function answerTo(entry) {
  setPhase("sending");
  const unheard = setTimeout(() => setPhase("waiting"), UNHEARD_MS);
  const stop = new AbortController();
  flight = { at: Date.now(), stop };
  try {
    const { id, method, path, body } = entry;
    return await call(method, path, body, language, { signal: stop.signal, id });
  } catch {
    return null; // not reached, or no answer within ten seconds
  } finally {
    flight = null;
    clearTimeout(unheard);
  }
}

function setPhase(now) {
  phase = now;
  tell();
}

function setReached(value) {
  if (reached === value) return;
  reached = value;
  tell();
}

function isRefusal(answer) {
  return answer && answer.status >= 400 && answer.status < 500 && ![408, 425, 429].includes(answer.status);
}

// A page that goes away leaves its turn to the next; one that is killed has it run out.
function yieldTurn() {
  if (memory.get("outbox.lease")?.by === ME) memory.set("outbox.lease", null);
}

function wake() {
  if (phase === "locked") phase = "idle";
  run();
}

// The server answered somebody on this phone. After a sleep, what has been under way since before
// it hangs on a connection that nobody listens to any more.
function answered(hasSlept = false) {
  const wasAway = reached !== true;
  setReached(true);
  if (hasSlept && flight && Date.now() - flight.at > DEAD_MS) flight.stop.abort();
  if (wasAway && view.waiting.length) wake();
}

let started = false;

export const outbox = {
  async start(pageLanguage) {
    language = pageLanguage;
    if (started) return;
    started = true;
    addEventListener("online", wake);
    addEventListener("pageshow", wake);
    addEventListener("pagehide", yieldTurn);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
    addEventListener("beforeunload", (event) => {
      if (view.waiting.length || typing) event.preventDefault();
    });
    others?.addEventListener("message", () => {
      reload();
      elsewhere.forEach((listen) => listen());
    });
    await reload();
    for (const old of entries.filter((entry) => entry.at < Date.now() - TOO_OLD_MS)) await forget(old.id);
  },
  // Nothing is sent before the server has said whose phone this is.
  sitAt(found) {
    seat = found;
    tell();
    run();
  },
  async add({ id, kind, key, method, path, body, said }) {
    const replaced = key ? entries.filter((kept) => kept.key === key && isMine(kept)) : [];
    const at = Math.max(Date.now(), ...entries.map((kept) => kept.at + 1));
    const entry = { id, kind, key, method, path, body, said, at, state: "waiting", tries: 0 };
    await keep({ ...entry, workshop: seat.workshop_id, participant: seat.participant_id });
    for (const old of replaced) await forget(old.id);
    run();
  },
  async retry(id) {
    const entry = entries.find((kept) => kept.id === id);
    if (entry) await keep({ ...entry, state: "waiting", message: "", tries: 0, failures: 0 });
    run();
  },
  drop: forget,
  wake,
  setTyping(value) {
    if (typing !== value) {
      typing = value;
      tell();
    }
  },
  answered,
  unreached: () => setReached(false),
  onAnswer(listen) {
    listeners.add(listen);
    return () => listeners.delete(listen);
  },
  // Another tab of this phone has sent something.
  onSentElsewhere(listen) {
    elsewhere.add(listen);
    return () => elsewhere.delete(listen);
  },
  watch(watcher) {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
  look: () => view,
};
