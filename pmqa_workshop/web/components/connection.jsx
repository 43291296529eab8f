import { useCallback, useEffect, useRef, useState } from "react";

// Says that the connection is lost, once it has been for a moment; a blip says nothing.
export function ConnectionWord({ lost, text, className }) {
  const [offline, setOffline] = useState(false);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    look();
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  useEffect(() => {
    if (!lost && !offline) {
      setShown(false);
      return undefined;
    }
    const timer = setTimeout(() => setShown(true), 800);
    return () => clearTimeout(timer);
  }, [lost, offline]);
  return (
    <div role="status" aria-live="polite">
      {shown && <p className={className}>{text}</p>}
    </div>
  );
}

const SILENCE_MS = 15000;
const SETTLED_MS = 400; // what follows a reconnect by itself has come by then

const processOf = (entry) => entry.split("-")[0];

// Some packets were missed, or an older snapshot came after a newer packet (see web/live.py).
const isGap = (before, now) =>
  now.entry === before.entry
    ? now.version !== before.version && now.version !== before.version + 1
    : processOf(now.entry) === processOf(before.entry) && now.version < before.version;

// Asks for a snapshot after a gap, after silence, and whenever somebody looks again.
export function RoomAsk({ version, entry, onAsk }) {
  const heard = useRef({ version, entry });
  const soon = useRef(null);
  const ask = useRef(null);
  ask.current = () => {
    soon.current = null;
    onAsk?.();
  };
  const askSoon = useCallback(() => {
    if (!soon.current) soon.current = setTimeout(() => ask.current(), SETTLED_MS);
  }, []);
  useEffect(() => {
    const now = { version, entry };
    if (entry && isGap(heard.current, now)) askSoon();
    heard.current = now;
    const silence = setInterval(askSoon, SILENCE_MS);
    return () => clearInterval(silence);
  }, [version, entry, askSoon]);
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && askSoon();
    const over = new AbortController();
    const until = { signal: over.signal };
    addEventListener("focus", look, until);
    addEventListener("online", look, until);
    addEventListener("pageshow", (event) => event.persisted && look(), until);
    document.addEventListener("visibilitychange", look, until);
    return () => {
      over.abort();
      clearTimeout(soon.current);
      soon.current = null;
    };
  }, [askSoon]);
  return null;
}
