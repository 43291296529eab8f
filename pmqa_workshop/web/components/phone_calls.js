// Small calls to our own server, ids made on the phone, and what a phone remembers.

export const TIMEOUT_MS = 10000;

// crypto.randomUUID exists on https only; a room's laptop serves plain http.
export function newId(kind) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `${kind}-${Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("")}`;
}

// Answers {status, ok, data, retryAfter}; throws only when the server was not reached.
export async function call(method, path, body, language, { timeout = TIMEOUT_MS, signal, id } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeout);
  signal?.addEventListener("abort", () => stop.abort(), { once: true });
  try {
    const answer = await fetch(path, {
      method,
      signal: stop.signal,
      credentials: "same-origin",
      headers: {
        "accept-language": language,
        ...(id && { "idempotency-key": id }), // so that a late copy changes nothing
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const data = parsed(await answer.text());
    // A hotel's sign-in page says 200 to everything: only our server's word counts.
    if (data === null && answer.status < 500) throw new TypeError("not our server");
    return {
      status: answer.status,
      ok: answer.ok,
      data: data ?? {},
      retryAfter: Number(answer.headers.get("retry-after")) || 0,
    };
  } finally {
    clearTimeout(timer);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// localStorage throws where storage is switched off; then nothing is remembered.
export const memory = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(`pmqa.${key}`));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null || value === "") localStorage.removeItem(`pmqa.${key}`);
      else localStorage.setItem(`pmqa.${key}`, JSON.stringify(value));
    } catch {
      /* full or switched off */
    }
  },
  has(start) {
    try {
      return Object.keys(localStorage).some((key) => key.startsWith(`pmqa.${start}`));
    } catch {
      return false;
    }
  },
};

// words("ideas.counter", {count: 3}) from the catalogue the page was built with.
export function wordsOf(catalogue) {
  return (key, facts) =>
    String(catalogue[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => facts?.[name] ?? "–");
}
