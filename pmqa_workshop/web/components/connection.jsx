import { useEffect, useState } from "react";

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
