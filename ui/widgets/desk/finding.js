/* Which of many things a few typed letters mean. Pure. */

/** @typedef {{ id: string, says: string, kind?: string, more?: string, keys?: string, run?: () => unknown }} Thing */

const plain = (/** @type {string} */ text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The things that hold every typed word, the ones that begin with it first; all of them where nothing is typed.
    @template {Thing} T @param {string} typed @param {T[]} things @param {number} [most] @returns {T[]} */
export const found = (typed, things, most = 60) => {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (!words.length) return things.slice(0, most);
  /** @type {[number, T][]} */
  const hits = [];
  for (const one of things) {
    const says = plain(one.says),
      all = `${says} ${plain(one.kind || "")} ${plain(one.more || "")}`;
    if (!words.every((w) => all.includes(w))) continue;
    const begins = says.startsWith(words[0])
      ? 0
      : says.split(/[^\p{L}\p{N}]+/u).some((w) => w.startsWith(words[0]))
        ? 1
        : 2;
    hits.push([begins, one]);
  }
  return hits
    .sort((a, b) => a[0] - b[0])
    .slice(0, most)
    .map(([, one]) => one);
};
