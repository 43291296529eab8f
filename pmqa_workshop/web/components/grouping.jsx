// The grouping board: ideas by category, themes as boxes. Every move can be made by dragging,
// and by a native select or a button; nothing is changed here, the server answers with the board.
import { memo, useEffect, useMemo, useRef, useState } from "react";

const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");

export function GroupingBoard(props) {
  const { ideas = [], themes = [], categories, words, looks, locked } = props;
  const { onMove, onGroup, onRename, onDissolve, onPark } = props;
  const [chosen, setChosen] = useState(() => new Set());
  const [only, setOnly] = useState(0);
  const [said, setSaid] = useState("");
  const [waiting, setWaiting] = useState(() => new Set());
  const focus = useRef(null);
  const board = useRef(null);
  const dragged = useRef([]);

  useEffect(() => {
    setWaiting(new Set());
    setChosen((old) => new Set([...old].filter((id) => ideas.some((idea) => idea.id === id))));
    if (focus.current) {
      const moved = ideas.find((idea) => idea.id === focus.current);
      const card = board.current?.querySelector(`[data-move="${moved?.id}"]`);
      const at = moved ? `[data-theme="${moved.theme}"]` : "[data-undo]"; // parked: not here any more
      (card ?? board.current?.querySelector(at))?.focus({ preventScroll: !moved });
      focus.current = null;
    }
  }, [ideas, themes]);

  const act = useRef({});
  act.current = {
    move: (ids, theme) => {
      const moving = ids.filter((id) => ideas.find((idea) => idea.id === id)?.theme !== theme);
      if (locked || !moving.length) return;
      setWaiting(new Set(moving));
      setTimeout(() => setWaiting(new Set()), 4000);
      onMove(moving, theme);
      setChosen(new Set());
      setSaid(fill(words.moved, { count: moving.length }));
    },
    group: (ids, name) => {
      if (locked || !ids.length) return;
      setWaiting(new Set(ids));
      setTimeout(() => setWaiting(new Set()), 4000);
      onGroup(ids, name);
      setChosen(new Set());
      setSaid(fill(words.grouped, { count: ids.length }));
    },
    choose: (id) =>
      setChosen((old) => {
        const next = new Set(old);
        next.has(id) ? next.delete(id) : next.add(id);
        return next;
      }),
    to: (id, value) => {
      focus.current = id;
      if (value === "new") act.current.group([id], "");
      else act.current.move([id], Number(value));
    },
    drag: (id) => {
      dragged.current = chosen.has(id) ? [...chosen] : [id];
    },
    drop: (theme) => act.current.move(dragged.current, theme),
    join: (id) => {
      const others = dragged.current.filter((one) => one !== id);
      if (others.length) act.current.group([id, ...others], "");
    },
    rename: (id, name) => onRename(id, name),
    dissolve: (id) => onDissolve(id),
    park: (id) => {
      focus.current = id;
      setWaiting(new Set([id]));
      setTimeout(() => setWaiting(new Set()), 4000);
      onPark(id);
      setSaid(words.parked);
    },
  };
  const acts = useMemo(() => {
    const stable = {};
    for (const name of Object.keys(act.current)) {
      stable[name] = (...given) => act.current[name](...given);
    }
    return stable;
  }, []);

  const options = useMemo(
    () => (
      <>
        <option value="">{words.move}</option>
        <option value="0">{words.none}</option>
        <option value="new">{words.fresh}</option>
        {categories
          .filter((c) => themes.some((theme) => theme.category === c.number))
          .map((c) => (
            <optgroup key={c.number} label={`${c.number} ${c.name}`}>
              {themes
                .filter((theme) => theme.category === c.number)
                .map((theme) => (
                  <option key={theme.id} value={theme.id}>
                    {theme.code} {theme.name}
                  </option>
                ))}
            </optgroup>
          ))}
      </>
    ),
    [themes, words, categories],
  );

  const shared = { acts, options, words, looks, locked };
  const shown = categories.filter((c) => !only || c.number === only);
  return (
    <div ref={board} className="space-y-3">
      <Bar
        {...{ ...props, ...shared, chosen, setChosen, only, setOnly }}
        alone={ideas.filter((idea) => !idea.theme).length}
      />
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <div
        className="flex gap-3 overflow-x-auto pb-3 items-start"
        tabIndex={0}
        role="group"
        aria-label={words.board}
      >
        {shown.map((c) => (
          <Column
            key={c.number}
            category={c}
            wide={Boolean(only)}
            ideas={ideas.filter((idea) => idea.category === c.number && !idea.theme)}
            themes={themes.filter((theme) => theme.category === c.number)}
            all={ideas}
            {...{ ...shared, chosen, waiting }}
          />
        ))}
      </div>
    </div>
  );
}

function Bar({ words, looks, locked, chosen, setChosen, only, setOnly, categories, options, acts,
               steps, alone, onUndo, onSingle }) {
  const [name, setName] = useState("");
  const group = (event) => {
    event.preventDefault();
    acts.group([...chosen], name);
    setName("");
  };
  return (
    <div className="sticky top-0 z-20 bg-ground py-2 space-y-2">
      <div className="flex flex-wrap items-center gap-3">
        <select
          className={`${looks.field} !w-64`}
          aria-label={words.show}
          value={only}
          onChange={(event) => setOnly(Number(event.target.value))}
        >
          <option value={0}>{words.all}</option>
          {categories.map((c) => (
            <option key={c.number} value={c.number}>
              {c.number} {c.name}
            </option>
          ))}
        </select>
        <button type="button" className={looks.quiet} disabled={locked || !alone}
                onClick={() => onSingle()}>
          {fill(words.singly, { count: alone })}
        </button>
        <button type="button" className={looks.plain} disabled={locked || !steps} data-undo=""
                onClick={() => onUndo()}>
          {words.undo}
        </button>
      </div>
      {chosen.size > 0 && (
        <form
          onSubmit={group}
          className="flex flex-wrap items-center gap-3 p-3 rounded-card bg-primary-soft"
        >
          <b role="status">{fill(words.chosen, { count: chosen.size })}</b>
          <input
            className={`${looks.field} !w-72`}
            aria-label={words.name}
            placeholder={words.name}
            maxLength={240}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className={looks.primary} disabled={locked}>
            {words.group}
          </button>
          <select
            className={`${looks.field} !w-56`}
            aria-label={words.moveChosen}
            value=""
            disabled={locked}
            onChange={(event) =>
              event.target.value === "new"
                ? acts.group([...chosen], name)
                : acts.move([...chosen], Number(event.target.value))
            }
          >
            {options}
          </select>
          <button type="button" className={looks.plain} onClick={() => setChosen(new Set())}>
            {words.clear}
          </button>
        </form>
      )}
    </div>
  );
}

function Column({ category, wide, ideas, themes, all, chosen, waiting, ...shared }) {
  const { words } = shared;
  const inThemes = all.filter((idea) => themes.some((theme) => theme.id === idea.theme)).length;
  const card = (idea) => (
    <Card
      key={idea.id}
      idea={idea}
      isChosen={chosen.has(idea.id)}
      isWaiting={waiting.has(idea.id)}
      {...shared}
    />
  );
  return (
    <section
      aria-label={`${category.number} ${category.name}`}
      className={`shrink-0 space-y-3 ${wide ? "w-full" : "w-72 2xl:w-80"}`}
    >
      <header
        className={`bg-paper border border-line rounded-card px-3 py-2 border-t-[6px] ${wide ? "" : "min-h-24"}`}
        style={{ borderTopColor: `var(--cat${category.number})` }}
      >
        <h2 className="font-bold leading-snug">
          {category.number} {category.name}
        </h2>
        <p className="text-base text-muted">
          {fill(words.counts, { themes: themes.length, grouped: inThemes, alone: ideas.length })}
        </p>
      </header>
      <div className={wide ? "grid gap-3 md:grid-cols-2 items-start" : "space-y-3"}>
        {themes.map((theme) => (
          <Theme key={theme.id} theme={theme} {...shared}>
            {all.filter((idea) => idea.theme === theme.id).map(card)}
          </Theme>
        ))}
      </div>
      {!(shared.locked && !ideas.length) && (
      <Landing onLand={() => shared.acts.drop(0)} className="space-y-2 rounded-card min-h-24 p-1 bg-ground">
        {ideas.length > 0 && (
          <h3 className="text-base text-muted px-2">
            {fill(words.alone, { count: ideas.length })}
          </h3>
        )}
        <ul className={wide ? "grid gap-2 md:grid-cols-3 items-start" : "space-y-2"}>
          {ideas.map(card)}
        </ul>
      </Landing>
      )}
    </section>
  );
}

// A place to drop on; it lights up while something is held above it.
function Landing({ onLand, className, children, as: Tag = "div", ...rest }) {
  const [over, setOver] = useState(false);
  return (
    <Tag
      {...rest}
      className={`${className} ${over ? "outline-3 outline-dashed outline-primary" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        onLand();
      }}
    >
      {children}
    </Tag>
  );
}

function Theme({ theme, children, acts, words, looks, locked }) {
  const [renaming, setRenaming] = useState(false);
  const [open, setOpen] = useState(false);
  const rename = (event) => {
    event.preventDefault();
    const name = event.target.elements.name.value.trim();
    setRenaming(false);
    if (name && name !== theme.name) acts.rename(theme.id, name);
  };
  return (
    <Landing
      onLand={() => acts.drop(theme.id)}
      className="bg-primary-soft border-2 border-primary rounded-card p-2 space-y-2"
    >
      {renaming ? (
        <form onSubmit={rename} className="space-y-2">
          <input
            name="name"
            autoFocus
            defaultValue={theme.name}
            maxLength={240}
            aria-label={words.rename}
            className={looks.field}
            onKeyDown={(event) => event.key === "Escape" && setRenaming(false)}
          />
          <button type="submit" className={looks.primary}>
            {words.save}
          </button>
          <button type="button" className={looks.plain} onClick={() => setRenaming(false)}>
            {words.cancel}
          </button>
        </form>
      ) : (
        <h3 className="font-bold leading-snug px-1 pt-1">
          <span className="text-base font-normal text-muted mr-2">{theme.code}</span>
          {theme.name}
        </h3>
      )}
      {!renaming && (
        <div className="flex flex-wrap gap-x-1">
          <button type="button" className={looks.small} aria-expanded={open} data-theme={theme.id}
                  aria-label={`${fill(open ? words.fold : words.unfold, { count: children.length })} ${theme.name}`}
                  onClick={() => setOpen(!open)}>
            {fill(open ? words.fold : words.unfold, { count: children.length })}
          </button>
          <button type="button" className={looks.small} disabled={locked}
                  aria-label={`${words.rename} ${theme.name}`} onClick={() => setRenaming(true)}>
            {words.rename}
          </button>
          <button type="button" className={looks.small} disabled={locked}
                  aria-label={`${words.dissolve} ${theme.name}`}
                  onClick={() => acts.dissolve(theme.id)}>
            {words.dissolve}
          </button>
        </div>
      )}
      {open && <ul className="space-y-2">{children}</ul>}
    </Landing>
  );
}

const Card = memo(function Card({ idea, isChosen, isWaiting, acts, options, words, looks, locked }) {
  const alone = !idea.theme; // one in a theme lets the drop fall through to its theme
  const Tag = alone ? Landing : "li";
  const landing = alone ? { as: "li", onLand: () => acts.join(idea.id) } : {};
  return (
    <Tag
      draggable={!locked}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", idea.code);
        event.dataTransfer.effectAllowed = "move";
        acts.drag(idea.id);
      }}
      {...landing}
      className={`bg-paper border rounded-card px-2 pb-2 ${locked ? "" : "cursor-grab"} ${
        isChosen ? "border-primary outline-2 outline-primary" : "border-line"
      } ${isWaiting ? "opacity-50" : ""}`}
    >
      <div className="flex items-center gap-2">
        <label className="flex items-center gap-2 min-h-11 grow min-w-0 cursor-pointer text-base">
          <input
            type="checkbox"
            className="w-5 h-5 shrink-0"
            checked={isChosen}
            disabled={locked}
            onChange={() => acts.choose(idea.id)}
          />
          <b>{idea.code}</b>
          <span className="text-muted truncate">{idea.unit}</span>
        </label>
        <select
          value=""
          disabled={locked}
          data-move={idea.id}
          aria-label={`${words.move} ${idea.code}`}
          onChange={(event) => acts.to(idea.id, event.target.value)}
          className="w-24 min-h-11 text-base bg-paper text-primary rounded-card cursor-pointer"
        >
          {options}
        </select>
      </div>
      <p className="px-1 leading-snug text-[1.0625rem]">{idea.text}</p>
      <div className="flex items-center justify-between gap-2 pl-1">
        <p className="text-base text-muted">{idea.findings.join(" · ") || words.noFinding}</p>
        <button type="button" className={`${looks.small} shrink-0`} disabled={locked || isWaiting}
                aria-label={`${words.park} ${idea.code}`} onClick={() => acts.park(idea.id)}>
          {words.park}
        </button>
      </div>
    </Tag>
  );
});
