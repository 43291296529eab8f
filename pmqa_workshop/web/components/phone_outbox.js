// What a person sends is kept on the phone until the server has it: in order, one at a time,
// across reloads, never twice, never silently dropped.
//
// An entry: {id, kind, key, workshop, participant, at, method, path, body, state, message, tries}
// `key` names what it is about: a later entry with the same key takes an unsent one's place.

import { call, memory } from "./phone_calls.js";
import { openStorage } from "./phone_storage.js";

const LONGEST_WAIT_MS = 10000;
const FAILURES_BEFORE_SET_ASIDE = 6; // of our own server saying 500, not of silence
const LEASE_MS = 15000;
const TOO_OLD_MS = 30 * 24 * 3600 * 1000; // the life of a seat: no room takes it any more
const ME = Math.random().toString(36).slice(2);

let entries = [];
let seat = null;
let language = "th";
let phase = "idle"; // idle | sending | waiting | locked
let savedOnce = false;
let reached = null; // what the last call of any kind told about the connection
let running = false;
let wakeSleeper = null;
let typing = false; // something not yet even handed to us
let note = ""; // why my last ballot was not taken; the saved one stands
let view = snapshot();
const watchers = new Set();
const listeners = new Set();
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

async function reload() {
  entries = (await (await openStorage()).all()).sort((a, b) => a.at - b.at);
  tell();
}

async function keep(entry) {
  entries = [...entries.filter((kept) => kept.id !== entry.id), entry].sort((a, b) => a.at - b.at);
  tell();
  await (await openStorage()).put(entry);
}

async function forget(id) {
  entries = entries.filter((kept) => kept.id !== id);
  tell();
  await (await openStorage()).remove(id);
}

function sleep(ms) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    wakeSleeper = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

// Two tabs of one phone take turns. Web Locks exist on https only; a lease is good enough
// elsewhere, since sending twice changes nothing.
async function alone(work) {
  if (navigator.locks) return navigator.locks.request("pmqa-outbox", work);
  const isTaken = (held) => held && held.by !== ME && held.until > Date.now();
  while (isTaken(memory.get("outbox.lease"))) await sleep(3000);
  memory.set("outbox.lease", { by: ME, until: Date.now() + LEASE_MS });
  try {
    return await work();
  } finally {
    memory.set("outbox.lease", null);
  }
}

async function run() {
  if (running) {
    wakeSleeper?.();
    return;
  }
  running = true;
  try {
    await alone(async () => {
      await reload();
      for (let next; (next = view.waiting[0]) && (await send(next)); );
    });
  } finally {
    running = false;
    if (phase === "sending" || phase === "waiting") phase = "idle";
    tell();
  }
  if (phase === "idle" && view.waiting.length) run(); // came in while the door was closing
}

// Answers false when there is no point in going on.
async function send(entry) {
  memory.set("outbox.lease", { by: ME, until: Date.now() + LEASE_MS });
  phase = "sending";
  tell();
  let answer = null;
  try {
    answer = await call(entry.method, entry.path, entry.body, language);
  } catch {
    /* not reached, or no answer within ten seconds */
  }
  reached = answer !== null && answer.status < 502;
  const kept = entries.find((one) => one.id === entry.id);
  if (answer?.ok) {
    savedOnce = true;
    if (entry.kind === "ballot") note = "";
    listeners.forEach((listen) => listen(entry, answer.data));
    await forget(entry.id);
    others?.postMessage("changed");
    return true;
  }
  if (!kept) return true; // replaced by a later one meanwhile
  if (answer?.status === 401) {
    phase = "locked";
    tell();
    return false;
  }
  // Another tab of this seat voted since: what it saved stands, and is shown instead.
  if (answer?.data?.error === "write_conflict" && entry.kind === "ballot") {
    note = answer.data.message || "";
    await forget(entry.id);
    listeners.forEach((listen) => listen(entry, null));
    return true;
  }
  const tries = (kept.tries || 0) + 1;
  if (isRefusal(answer) || (answer?.status === 500 && tries >= FAILURES_BEFORE_SET_ASIDE)) {
    await keep({ ...kept, tries, state: "refused", message: answer.data.message || "" });
    listeners.forEach((listen) => listen(entry, null));
    return true;
  }
  await keep({ ...kept, tries });
  phase = "waiting";
  tell();
  await sleep((answer?.retryAfter || 0) * 1000 + Math.random() * Math.min(LONGEST_WAIT_MS, 500 * 2 ** tries));
  return true;
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
    others?.addEventListener("message", reload);
    await reload();
    for (const old of entries.filter((entry) => entry.at < Date.now() - TOO_OLD_MS)) await forget(old.id);
  },
  // Nothing is sent before the server has said whose phone this is.
  sitAt(found) {
    seat = found;
    tell();
    run();
  },
  async add({ id, kind, key, method, path, body }) {
    const replaced = key ? entries.filter((kept) => kept.key === key && isMine(kept)) : [];
    const at = Math.max(Date.now(), ...entries.map((kept) => kept.at + 1));
    const entry = { id, kind, key, method, path, body, at, state: "waiting", tries: 0 };
    await keep({ ...entry, workshop: seat.workshop_id, participant: seat.participant_id });
    for (const old of replaced) await forget(old.id);
    run();
  },
  async retry(id) {
    const entry = entries.find((kept) => kept.id === id);
    if (entry) await keep({ ...entry, state: "waiting", message: "", tries: 0 });
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
  setReached(value) {
    if (reached !== value) {
      reached = value;
      tell();
    }
  },
  onAnswer(listen) {
    listeners.add(listen);
    return () => listeners.delete(listen);
  },
  watch(watcher) {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
  look: () => view,
};
