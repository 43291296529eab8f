// A phone's outbox without a browser: what the server answers is written down beforehand.
const stored = {};
globalThis.localStorage = {
  getItem: (key) => stored[key] ?? null,
  setItem: (key, value) => (stored[key] = value),
  removeItem: (key) => delete stored[key],
};
globalThis.document = { addEventListener() {}, visibilityState: "visible" };
globalThis.addEventListener = () => {};
globalThis.BroadcastChannel = undefined;
Math.random = () => 0; // no pause between two tries

const answers = []; // [status, body] or null for silence; afterwards all is well
const keys = []; // under which calls were sent
globalThis.fetch = async (_, { headers }) => {
  keys.push(headers["idempotency-key"]);
  const [status, body] = answers.length ? (answers.shift() ?? [0]) : [200, { idea_id: 1 }];
  if (!status) throw new TypeError("no network");
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, ok: status < 300, headers: { get: () => null }, text: async () => text };
};

const { outbox } = await import(process.env.OUTBOX);
await outbox.start("th");
outbox.sitAt({ workshop_id: 1, participant_id: 1 });

const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const raise = (text) =>
  outbox.add({ id: `idea-${text}`, kind: "idea", method: "PUT", path: `/api/ideas/idea-${text}`, body: { text } });
const idsOf = (entries) => entries.map((entry) => entry.body.text);
const told = () => {
  const { waiting, refused, savedOnce } = outbox.look();
  const kept = JSON.parse(stored["pmqa.outbox"] || "[]");
  console.log(JSON.stringify({ waiting: idsOf(waiting), refused: idsOf(refused), kept: idsOf(kept).sort(), savedOnce, keys: [...new Set(keys)] }));
  process.exit(0);
};
