// Proposing: a finding pinned on top, one box, and my ideas beneath.
import { useEffect, useRef, useState } from "react";
import { ArrowLeft, Lightbulb, Send } from "lucide-react";
import { memory, newId } from "./phone_calls.js";
import { outbox } from "./phone_outbox.js";
import { Counter, LONGEST, MyIdeas, useIdeas } from "./phone_mine.jsx";
import { Details, Findings, Kind, useFindings } from "./phone_findings.jsx";
import { bar, Button, CARD, Category, Empty, FIELD, Group } from "./phone_parts.jsx";

const ALONE = "alone"; // an idea that answers no finding

export function Ideas(shared) {
  const { w, room, seat, language } = shared;
  const [found, failed, reload] = useFindings(language, room.stage);
  const ideas = useIdeas(shared);
  const [picked, setPicked] = useState(null); // a finding's id, or ALONE
  const [tab, setTab] = useState("findings");
  const chosen = `pick.${seat.workshop_id}`;
  useEffect(() => setPicked(memory.get(chosen)), [chosen]); // where I was before the reload

  const pick = (what) => {
    setPicked(what);
    memory.set(chosen, what);
    scrollTo({ top: 0 });
  };
  useEffect(() => {
    const asked = memory.get("asked"); // by a QR on paper
    const one = asked?.code === seat.code && found?.findings.find(({ code }) => code === asked.finding);
    if (!one) return;
    memory.set("asked", null);
    pick(one.id);
  }, [found, seat.code]);
  const finding = found?.findings.find((one) => one.id === picked);
  if (picked === ALONE || finding)
    return (
      <div className="space-y-5">
        <Composer key={picked} finding={finding} item={found?.items[finding?.item]} onBack={() => pick(null)} {...shared} />
        <MyIdeas ideas={ideas} {...shared} />
      </div>
    );

  return (
    <div className="space-y-4">
      <div>
        <h1 className="text-2xl font-bold leading-snug">{w(`stage.${room.stage}`)}</h1>
        <p className="text-muted">{w("findings.lead")}</p>
        <Group room={room} w={w} />
      </div>
      <Tabs tab={tab} onTab={setTab} ideas={ideas} room={room} w={w} />
      {tab === "mine" && <MyIdeas ideas={ideas} {...shared} />}
      {tab === "others" && room.revealed && <Others ideas={ideas.others} {...shared} />}
      {(tab === "findings" || (tab === "others" && !room.revealed)) && (
        <>
          <Findings {...shared} found={found} failed={failed} onReload={reload} onPick={(one) => pick(one.id)} />
          <Button look="quiet" className="w-full" onClick={() => pick(ALONE)}>
            <Lightbulb size={18} aria-hidden="true" />
            {w("ideas.alone")}
          </Button>
        </>
      )}
    </div>
  );
}

function Tabs({ tab, onTab, ideas, room, w }) {
  const one = (name, count) => (
    <button key={name} type="button" aria-pressed={tab === name} onClick={() => onTab(name)}
      className={`grow min-h-11 px-2 cursor-pointer rounded-card ${tab === name ? "bg-primary text-paper font-bold" : "text-ink"}`}>
      {w(`ideas.tab_${name}`)} {count !== undefined && count}
    </button>
  );
  return (
    <div role="group" aria-label={w("ideas.tabs")} className="flex bg-paper border border-line rounded-card p-1">
      {one("findings")}
      {one("mine", ideas.mine.length)}
      {room.revealed && one("others", ideas.others.length)}
    </div>
  );
}

function Composer({ finding, item, onBack, w, names, seat }) {
  const draft = `draft.${seat.workshop_id}.${finding?.id ?? ALONE}`;
  const [text, setText] = useState("");
  const [category, setCategory] = useState(finding?.category || seat.category || 1);
  const [empty, setEmpty] = useState(false);
  const field = useRef(null);
  const sending = useRef(false);
  const sent = useRef({});
  useEffect(() => {
    setText(memory.get(draft) || "");
    field.current?.focus();
  }, [draft]);

  const type = (value) => {
    setText(value);
    setEmpty(false);
    memory.set(draft, value);
  };
  const send = async () => {
    const said = text.trim();
    const isSecondTap = Date.now() - sent.current.at < 1000 && (!said || said === sent.current.said);
    if (sending.current || isSecondTap) return;
    if (!said) {
      setEmpty(true);
      field.current?.focus();
      return;
    }
    if (said.length > LONGEST) return;
    const id = newId("idea");
    const body = { text: said, category, finding_ids: finding ? [finding.id] : [], stands_alone: !finding };
    sending.current = true;
    try {
      await outbox.add({ id, kind: "idea", method: "PUT", path: `/api/ideas/${id}`, body });
    } finally {
      sending.current = false;
    }
    sent.current = { said, at: Date.now() };
    type(""); // only once the phone itself has it
    field.current?.focus();
  };
  const keys = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
  };
  return (
    <section className="space-y-4" aria-label={w("findings.propose")}>
      <Button look="plain" className="!px-2 -ml-2" onClick={onBack}>
        <ArrowLeft size={20} aria-hidden="true" />
        {w("ideas.change")}
      </Button>
      {finding ? (
        <Pinned finding={finding} item={item} names={names} w={w} />
      ) : (
        <Alone category={category} onCategory={setCategory} names={names} w={w} />
      )}
      <div className="space-y-2">
        <label className="block">
          <span className="block font-bold mb-1">{w("ideas.box")}</span>
          <textarea ref={field} rows={4} value={text} onChange={(event) => type(event.target.value)} onKeyDown={keys}
            placeholder={w("ideas.placeholder")} aria-invalid={empty || text.trim().length > LONGEST} className={FIELD} />
        </label>
        <div role="status">
          <Counter text={text} w={w} />
          {empty && <p className="text-danger text-base font-bold">{w("ideas.box_empty")}</p>}
        </div>
        <Button onClick={send} disabled={text.trim().length > LONGEST} className="w-full !min-h-14 text-xl">
          <Send size={20} aria-hidden="true" />
          {w("ideas.send")}
        </Button>
        <p className="hidden sm:block text-base text-muted">{w("ideas.send_keys")}</p>
      </div>
    </section>
  );
}

function Pinned({ finding, item, names, w }) {
  const [open, setOpen] = useState(false);
  return (
    <article className={`${CARD} ${bar(finding.category)} space-y-1 !py-3`}>
      <h1 className="flex flex-wrap items-center gap-x-3">
        <Kind kind={finding.kind} w={w} />
        <Category number={finding.category} names={names} short />
      </h1>
      <p className={open ? "" : "line-clamp-2 leading-[1.8]"}>{finding.text}</p>
      {open && <Details finding={finding} item={item} w={w} />}
      <Button look="plain" className="!px-2 -ml-2" aria-expanded={open} onClick={() => setOpen(!open)}>
        {w(open ? "ideas.less" : "ideas.more")}
      </Button>
    </article>
  );
}

function Alone({ category, onCategory, names, w }) {
  return (
    <div className={`${CARD} ${bar(category)} space-y-3`}>
      <h1 className="font-bold text-lg">{w("ideas.alone")}</h1>
      <p className="text-base text-muted">{w("ideas.alone_hint")}</p>
      <label className="block">
        <span className="block font-bold mb-1">{w("ideas.category")}</span>
        <select value={category} onChange={(event) => onCategory(Number(event.target.value))} className={FIELD}>
          {names.map((one) => <option key={one.number} value={one.number}>{one.number} {one.name}</option>)}
        </select>
      </label>
    </div>
  );
}

function Others({ ideas, names, w }) {
  return (
    <section className="space-y-3" aria-label={w("ideas.others")}>
      <p className="text-base text-muted">{w("ideas.others_hint")}</p>
      {ideas.length === 0 && <Empty>{w("ideas.others_empty")}</Empty>}
      <ul className="space-y-2">
        {[...ideas].reverse().map((idea) => (
          <li key={idea.id} className={`${CARD} ${bar(idea.category)} !py-3`}>
            <p>{idea.text}</p>
            <Category number={idea.category} names={names} short />
          </li>
        ))}
      </ul>
    </section>
  );
}
