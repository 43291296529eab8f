// Where unsent entries live: IndexedDB, else localStorage, else this page only.

const NAME = "pmqa-phone";
const TABLE = "outbox";
const SPARE = "pmqa.outbox";

function open() {
  return new Promise((resolve) => {
    try {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE, { keyPath: "id" });
      asked.onsuccess = () => resolve(asked.result);
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

function inLocalStorage() {
  let page = null; // used once even localStorage refuses
  const all = () => {
    if (page) return page;
    try {
      return JSON.parse(localStorage.getItem(SPARE) || "[]");
    } catch {
      return (page = []);
    }
  };
  const keep = (entries) => {
    try {
      if (!page) localStorage.setItem(SPARE, JSON.stringify(entries));
    } catch {
      page = entries;
    }
    if (page) page = entries;
  };
  return {
    all: async () => all(),
    put: async (entry) => keep([...all().filter((kept) => kept.id !== entry.id), entry]),
    remove: async (id) => keep(all().filter((kept) => kept.id !== id)),
  };
}

let storage = null;

export function openStorage() {
  storage ??= open().then((db) => (db ? inDatabase(db) : inLocalStorage()));
  return storage;
}
