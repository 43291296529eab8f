// Small tools of the room's screens: keys, news, copying, pages that turn.
import { useEffect, useId, useRef, useState } from "react";

const isTyping = (element) =>
  element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

const toggleFullScreen = () =>
  document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen?.();

// A key presses the button that carries it as data-key: by position, so that it also works
// with the Thai layout on.
export function RoomKeys() {
  useEffect(() => {
    const press = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (isTyping(event.target)) return;
      const open = document.querySelector("dialog[open]");
      if (open) {
        if (open.dataset.key === event.code) open.close();
        return;
      }
      if (event.code === "KeyF") {
        event.preventDefault();
        toggleFullScreen();
        return;
      }
      const button = document.querySelector(`[data-key="${CSS.escape(event.code)}"]`);
      if (!button || button.disabled) return;
      event.preventDefault();
      button.click();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  return null;
}

// Tells once, soon after the room's version changed; a burst of changes is one telling.
export function RoomWatch({ version, onChange }) {
  const told = useRef(version);
  const timer = useRef(null);
  const tell = useRef(null);
  tell.current = () => {
    timer.current = null;
    told.current = version;
    onChange?.();
  };
  useEffect(() => {
    if (version !== told.current && !timer.current) {
      timer.current = setTimeout(() => tell.current(), 400);
    }
  }, [version]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return null;
}

const copyWithoutClipboard = (text) => {
  // navigator.clipboard is missing where the page is opened by address without https
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
};

export function CopyText({ text, label, done, className }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      copyWithoutClipboard(text);
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 3000);
  };
  return (
    <button type="button" className={className} onClick={copy}>
      <span aria-live="polite">{copied ? done : label}</span>
    </button>
  );
}

// Shows `size` of its rows at a time and turns the page by itself; what comes up for the first
// time carries "revealing" around it.
export function TurningPages({ count, size, seconds, label, className, children }) {
  const id = useId();
  const pages = Math.max(1, Math.ceil(count / size));
  const [turned, setTurned] = useState(0);
  useEffect(() => {
    if (pages === 1) return undefined;
    const timer = setInterval(() => setTurned((n) => n + 1), seconds * 1000);
    return () => clearInterval(timer);
  }, [pages, seconds]);
  const page = turned % pages;
  const first = page * size + 1;
  const others = `:not(:nth-child(n + ${first}):nth-child(-n + ${first + size - 1}))`;
  return (
    <div className="flex flex-col min-h-0 grow">
      <style>{`[id="${id}"] > ${others} { display: none; }`}</style>
      <ol id={id} className={`${className} ${turned < pages ? "revealing" : ""}`}>
        {children}
      </ol>
      {pages > 1 && (
        <p className="text-[max(28px,3.2vh)] text-muted text-right mt-auto">
          {label} {page + 1}/{pages}
        </p>
      )}
    </div>
  );
}
