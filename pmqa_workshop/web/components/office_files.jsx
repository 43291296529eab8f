// Fetching a file, with its state in sight.
import { useState } from "react";

async function refusal(answer, words) {
  try {
    return (await answer.json()).message || words.failed;
  } catch {
    return words.failed;
  }
}

export function Download({ href, label, words, notes = {}, language, look }) {
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState([]);
  const [bad, setBad] = useState(false);

  async function fetchIt() {
    setBusy(true);
    setBad(false);
    setTold([words.making]);
    try {
      const answer = await fetch(href, { headers: { "Accept-Language": language } });
      if (!answer.ok) throw new Error(await refusal(answer, words));
      const codes = (answer.headers.get("x-pmqa-notes") || "").split(",").filter(Boolean);
      save(await answer.blob(), answer.headers.get("content-disposition") || "");
      setTold([words.done, ...codes.map((code) => notes[code] || code)]);
    } catch (error) {
      setBad(true);
      setTold([error instanceof TypeError ? words.failed : error.message]);
    }
    setBusy(false);
  }

  return (
    <div>
      <button type="button" className={look} disabled={busy} onClick={fetchIt}>{label}</button>
      <div role="status" className={`upload-told mt-2 ${bad ? "is-bad" : ""}`}>
        {told.map((text) => <p key={text}>{text}</p>)}
      </div>
    </div>
  );
}

function save(blob, disposition) {
  const thai = disposition.match(/filename\*=UTF-8''([^;]+)/);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = thai ? decodeURIComponent(thai[1]) : "plan.docx";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
