// Where unsent entries live: IndexedDB, else localStorage, else this page only.

const NAME = "pmqa-phone";
const TABLE = "outbox";
const SPARE = "pmqa.outbox";

function open() {
  return new Promise((resolve) => {
    try {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE, { keyPath: "id" });
      asked.onsuccess = () => {
        asked.result.onclose = () => (storage = null); // some browsers drop it while asleep
        resolve(asked.result);
      };
      asked.onerror = asked.onblocked = () => resolve(null);
      setTimeout(() => resolve(null), 3000); // some private modes never answer
    } catch {
      resolve(null);
    }
  });
}

function inDatabase(db) {
  const run = (mode, act) =>
    new Promise((resolve, reject) => {
      // Strict: a phone whose battery dies keeps what it said it kept.
      const work = db.transaction(TABLE, mode, { durability: "strict" });
      const asked = act(work.objectStore(TABLE));
      work.oncomplete = () => resolve(asked.result);
      work.onerror = work.onabort = () => reject(work.error);
    });
  return {
    all: () => run("readonly", (table) => table.getAll()),
    put: (entry) => run("readwrite", (table) => table.put(entry)),
    remove: (id) => run("readwrite", (table) => table.delete(id)),
  };
}

// Read and written in one go: two entries at once must not write over each other.
function inLocalStorage() {
  const read = () => JSON.parse(localStorage.getItem(SPARE) || "[]");
  const keep = (entries) => localStorage.setItem(SPARE, JSON.stringify(entries));
  const without = (id) => read().filter((kept) => kept.id !== id);
  return {
    all: async () => read(),
    put: async (entry) => keep([...without(entry.id), entry]),
    remove: async (id) => keep(without(id)),
  };
}

// What storage does not take, full or broken, is kept as long as the page lives.
const page = new Map();

function orInThisPage(stored) {
  return {
    async all() {
      const kept = await stored.all().catch(() => []);
      return [...kept.filter((entry) => !page.has(entry.id)), ...page.values()];
    },
    async put(entry) {
      page.set(entry.id, entry);
      await stored.put(entry).then(() => page.delete(entry.id), () => {});
    },
    async remove(id) {
      page.delete(id);
      await stored.remove(id).catch(() => {}); // sent once more then, which changes nothing
    },
  };
}

let storage = null;

export function openStorage() {
  storage ??= open().then((db) => orInThisPage(db ? inDatabase(db) : inLocalStorage()));
  return storage;
}
