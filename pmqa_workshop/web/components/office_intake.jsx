// A report on its way in: sent, recognised, looked at beside what is there, and its check table.
import { useCallback, useRef, useState } from "react";
import { Incoming } from "./office_incoming.jsx";
import { CheckTable } from "./office_table.jsx";
import { wordsOf } from "./phone_calls.js";

export function Intake({ workshop, report, words, categories, kinds, columns, doubts, looks,
                         language, changed, mayPrepare, onTaken, onAccepted }) {
  const w = useRef(wordsOf(words)).current;
  const [version, setVersion] = useState(0); // of the table, after a file was followed
  const [open, setOpen] = useState(null); // the person's own choice; else while there is no report
  const [noted, setNoted] = useState(null); // {report, said}: columns said of a file not at hand
  const incoming = useRef(null);
  const arrived = useRef(false); // a report was just sent: its table takes the focus
  const shared = { w, looks, language, categories, kinds, columns, doubts };

  const taken = useCallback((answer) => {
    setOpen(null);
    setNoted(null);
    arrived.current = true;
    setVersion((now) => now + 1);
    onTaken?.(answer.report);
  }, [onTaken]);

  // Columns were said to hold something else: read again what is still at hand, else remember it.
  const correct = useCallback((said) => {
    if (incoming.current?.again(said)) return;
    setNoted({ report, said });
    setOpen(true);
  }, [report]);

  return (
    <div className="space-y-4">
      {mayPrepare && (
        <Incoming {...shared} ref={incoming} workshop={workshop} report={report}
                  noted={noted?.report === report ? noted.said : null} open={open || !report} onOpen={setOpen} onTaken={taken} />
      )}
      {report > 0 && (
        <CheckTable key={`${report}:${version}:${changed}`} {...shared} workshop={workshop} report={report}
                    arrived={arrived} onAccepted={onAccepted} onColumns={correct} />
      )}
    </div>
  );
}
