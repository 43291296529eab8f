// Bringing a template: sent, looked at, and what was found stays on the screen.
import { useId, useRef, useState } from "react";

const fill = (text, name) => text.replace("{name}", name);

async function send(action, file, language) {
  const form = new FormData();
  form.append("file", file);
  try {
    const answer = await fetch(action, {
      method: "POST", body: form, headers: { "Accept-Language": language },
    });
    const said = await answer.json();
    return answer.ok ? said : { failed: said.message || "" };
  } catch {
    return { failed: "" };
  }
}

export function TemplateUpload({ action, words, looks, language, inUse = 0, onTaken, onUse }) {
  const [name, setName] = useState("");
  const [found, setFound] = useState(null); // null while nothing was sent, or it is looked at
  const [over, setOver] = useState(false);
  const input = useRef(null);
  const id = useId();
  const isBusy = name !== "" && found === null;

  async function take(file) {
    if (!file || isBusy) return;
    setName(file.name);
    setFound(null);
    const said = await send(action, file, language);
    setFound(said);
    if (said.template) onTaken?.();
    if (input.current) input.current.value = "";
  }

  return (
    <div>
      <div className={`upload ${looks.drop} ${over ? "is-over" : ""}`}
           onDrop={(event) => { event.preventDefault(); setOver(false); take(event.dataTransfer.files[0]); }}
           onDragOver={(event) => { event.preventDefault(); setOver(true); }}
           onDragLeave={() => setOver(false)}>
        <p id={`${id}-label`}>{words.label}</p>
        <button type="button" className={looks.quiet} disabled={isBusy}
                aria-describedby={`${id}-label`} onClick={() => input.current?.click()}>
          {words.choose}
        </button>
        <input ref={input} type="file" accept=".docx" hidden aria-label={words.label}
               onChange={(event) => take(event.target.files[0])} />
      </div>
      <div role="status" className={name ? looks.told : ""}>
        {isBusy && <p>{fill(words.checking, name)}</p>}
        {found && <Found {...{ found, name, words, looks, inUse, onUse }} />}
      </div>
    </div>
  );
}

function Found({ found, name, words, looks, inUse, onUse }) {
  if (found.failed !== undefined) {
    return <Told title={fill(words.failed, name)} lines={[found.failed || words.noAnswer]} look={looks.bad} />;
  }
  const isUsed = inUse === found.template;
  return (
    <>
      {found.problems.length > 0 ? (
        <Told title={fill(words.problems, name)} lines={found.problems} look={looks.bad} after={words.stays} />
      ) : (
        <Told title={fill(words.good, name)} lines={[]} look={looks.good} />
      )}
      {found.warnings.length > 0 && <Told title={words.warnings} lines={found.warnings} look={looks.doubt} />}
      {found.template && (isUsed ? <p>{words.inUse}</p> : (
        <button type="button" className={looks.primary} onClick={() => onUse?.(found.template)}>
          {words.use}
        </button>
      ))}
    </>
  );
}

function Told({ title, lines, look, after }) {
  return (
    <div className={look}>
      <p className="font-bold">{title}</p>
      {lines.length > 0 && (
        <ul className="list-disc pl-6 text-base">
          {lines.map((line, at) => <li key={at}>{line}</li>)}
        </ul>
      )}
      {after && <p className="text-base">{after}</p>}
    </div>
  );
}
