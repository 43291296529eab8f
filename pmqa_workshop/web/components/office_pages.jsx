// Pages of a document to look at, in a dialog of the browser: it keeps the focus and closes by Esc.
import { useId, useRef, useState } from "react";

async function count(href, language, words) {
  try {
    const answer = await fetch(href, { headers: { "Accept-Language": language } });
    const said = await answer.json();
    return answer.ok ? { pages: said.pages } : { failed: said.message || words.failed };
  } catch {
    return { failed: words.failed };
  }
}

export function Pages({ href, label, name, words, looks, language, hasPdf }) {
  const [found, setFound] = useState(null); // null while the pages are made
  const dialog = useRef(null);
  const title = useId();

  async function open() {
    dialog.current.showModal();
    if (found?.pages) return;
    setFound(null);
    setFound(await count(`${href}/pages`, language, words));
  }

  const about = (key, facts) => words[key].replace(/\{(\w+)\}/g, (_, fact) => facts[fact]);
  return (
    <>
      <button type="button" className={looks.open} onClick={open}>
        {label}<span className="visually-hidden"> {name}</span>
      </button>
      <dialog ref={dialog} className="pages" aria-labelledby={title}
              onClick={(event) => event.target === dialog.current && dialog.current.close()}>
        <div className="pages-head">
          <h2 id={title} className="font-bold">{name}</h2>
          {hasPdf && found?.pages && (
            <a href={`${href}/pdf`} download className={looks.quiet}>{words.pdf}</a>
          )}
          <button type="button" className={looks.quiet} onClick={() => dialog.current.close()}>
            {words.close}
          </button>
        </div>
        <p role="status" className={found?.failed ? looks.bad : "pages-told"}>
          {!found ? words.making : found.failed || about("count", { pages: found.pages })}
        </p>
        {found?.pages && (
          <ol className="pages-list" tabIndex={0} aria-label={name}>
            {Array.from({ length: found.pages }, (_, at) => at + 1).map((number) => (
              <li key={number}>
                <Page src={`${href}/pages/${number}`} name={about("page", { number })}
                      words={words} looks={looks} />
              </li>
            ))}
          </ol>
        )}
      </dialog>
    </>
  );
}

function Page({ src, name, words, looks }) {
  const [isLost, setLost] = useState(false);
  if (!isLost) {
    return <img src={src} loading="lazy" width="800" height="1132" alt={name} onError={() => setLost(true)} />;
  }
  return (
    <div className={`${looks.bad} space-y-2`} role="alert">
      <p>{name}: {words.lost}</p>
      <button type="button" className={looks.quiet} onClick={() => setLost(false)}>
        {words.again}<span className="visually-hidden"> {name}</span>
      </button>
    </div>
  );
}
