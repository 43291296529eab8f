// What changed between two texts, word by word, for people to see at a glance.
const LONGEST = 700; // words compared in full; beyond that only what both ends share is left plain

function wordsOf(text, language) {
  if (typeof Intl.Segmenter !== "function") return Array.from(text);
  const cut = new Intl.Segmenter(language, { granularity: "word" });
  return Array.from(cut.segment(text), (one) => one.segment);
}

// → [{text, kind: "same" | "old" | "new"}]
export function changes(before, after, language = "th") {
  const old = wordsOf(before, language);
  const now = wordsOf(after, language);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (
    tail < Math.min(old.length, now.length) - head &&
    old[old.length - 1 - tail] === now[now.length - 1 - tail]
  ) tail += 1;
  const middle = between(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  return joined([
    ...old.slice(0, head).map((text) => ({ text, kind: "same" })),
    ...middle,
    ...old.slice(old.length - tail).map((text) => ({ text, kind: "same" })),
  ]);
}

function between(old, now) {
  if (old.length > LONGEST || now.length > LONGEST) {
    return [...old.map((text) => ({ text, kind: "old" })), ...now.map((text) => ({ text, kind: "new" }))];
  }
  const long = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1)
    for (let j = now.length - 1; j >= 0; j -= 1)
      long[i][j] = old[i] === now[j] ? long[i + 1][j + 1] + 1 : Math.max(long[i + 1][j], long[i][j + 1]);
  const found = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      found.push({ text: old[i], kind: "same" });
      i += 1;
      j += 1;
    } else if (j >= now.length || (i < old.length && long[i + 1][j] >= long[i][j + 1])) {
      found.push({ text: old[i], kind: "old" });
      i += 1;
    } else {
      found.push({ text: now[j], kind: "new" });
      j += 1;
    }
  }
  return found;
}

function joined(parts) {
  const found = [];
  for (const part of parts) {
    if (found.length && found[found.length - 1].kind === part.kind) found[found.length - 1].text += part.text;
    else found.push({ ...part });
  }
  return found;
}
