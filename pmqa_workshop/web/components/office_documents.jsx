// Parts of the Documents page.
import { useEffect } from "react";

const PACE = 1000; // ms from one answer to the next question
const PATIENCE = 10000; // ms after which an unanswered question is asked again

// Asks while `active`: never before the last question was answered (`beat` has changed), and not
// while nobody looks.
export function Pulse({ active, beat, onBeat }) {
  useEffect(() => {
    if (!active) return undefined;
    let timer;
    const ask = () => {
      if (document.hidden) return; // looked at again, the page asks by itself
      onBeat?.();
      timer = setTimeout(ask, PATIENCE);
    };
    timer = setTimeout(ask, PACE);
    const wake = () => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(ask, 100);
    };
    document.addEventListener("visibilitychange", wake);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
    };
  }, [active, beat]);
  return null;
}
