// Answers that the server has not acknowledged yet, kept in the browser under the
// signed-in person's mark. On one's own device they survive closing the browser; on a
// shared one they end with the tab. One entry per question: `sending` is what may have
// reached the server already and never changes, `next` is the newest answer after it.

const PREFIX = "choudo-answers:";
const frame = document.querySelector("[data-answers-owner]");
export const owner = frame?.dataset.answersOwner ?? "";
export const isShared = frame?.dataset.answersKeep === "tab";

const kept = new Map();
const memory = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, text) => kept.set(key, text),
  removeItem: (key) => kept.delete(key),
  keys: () => [...kept.keys()],
};

function storage(name) {
  try {
    const found = window[name];
    if (!found) return memory;
    return {
      getItem: (key) => found.getItem(key),
      setItem: (key, text) => found.setItem(key, text),
      removeItem: (key) => found.removeItem(key),
      keys: () => Object.keys(found),
    };
  } catch {
    return memory; // switched off in this browser
  }
}

const device = storage("localStorage");
const tab = storage("sessionStorage");
const STORES = [...new Set(isShared ? [tab, device, memory] : [device, tab, memory])];

const keyOf = (path) => `${PREFIX}${owner}:${path}`;

function read(path) {
  for (const store of STORES) {
    try {
      const entry = JSON.parse(store.getItem(keyOf(path)));
      if (entry) return entry;
    } catch {
      store.removeItem(keyOf(path)); // not written by us
    }
  }
  return null;
}

function write(path, entry) {
  const text = JSON.stringify(entry);
  for (const store of [isShared ? tab : device, memory]) {
    try {
      store.setItem(keyOf(path), text);
      return;
    } catch {
      store.removeItem(keyOf(path)); // full: what is older must not win
    }
  }
}

export function drop(path) {
  for (const store of STORES) store.removeItem(keyOf(path));
}

/** Addresses of all that is unsaved, the oldest first. */
export function paths() {
  const mine = keyOf("");
  const keys = new Set(STORES.flatMap((store) => store.keys()));
  const found = [...keys].filter((key) => key.startsWith(mine));
  const order = (path) => read(path)?.order ?? 0;
  return found.map((key) => key.slice(mine.length)).sort((a, b) => order(a) - order(b));
}

export const numberOf = (path) => Number(path.split("/").at(-3));
export const attemptOf = (path) => path.split("/").slice(0, -3).join("/");
export const numbers = () => paths().map(numberOf).sort((a, b) => a - b);

/** The newest unsaved answer to a question: [[name, value], …], or null. */
export function unsaved(path) {
  const entry = read(path);
  return (entry?.next ?? entry?.sending)?.fields ?? null;
}

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Keep an answer; `base` is the sequence that the page last saw. */
export function put(path, fields, base) {
  const orders = paths().map((each) => read(each)?.order ?? 0);
  const entry = read(path) ?? { order: Math.max(0, ...orders) + 1, base, sending: null };
  write(path, { ...entry, next: { fields, save_id: newId() } });
}

/** The save to send for a question: one that may have arrived comes first again. */
export function begin(path) {
  const entry = read(path);
  if (!entry) return null;
  if (!entry.sending) {
    entry.sending = { ...entry.next, base: entry.base };
    entry.next = null;
    write(path, entry);
  }
  return entry.sending;
}

/** Acknowledged: what came after it goes on from the new sequence. */
export function settle(path, saveId, sequence) {
  const entry = read(path);
  if (entry?.sending?.save_id !== saveId) return;
  if (entry.next) write(path, { ...entry, base: sequence, sending: null });
  else drop(path);
}

function forget(matches) {
  for (const store of STORES) store.keys().filter(matches).forEach(store.removeItem);
}

export const forgetAll = () => forget((key) => key.startsWith(PREFIX));
export const forgetOthers = () =>
  forget((key) => key.startsWith(PREFIX) && !key.startsWith(keyOf("")));
