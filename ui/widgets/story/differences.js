/* What changed between two texts, word by word. Pure. */

/** A piece of text that stayed (``), that went (`del`) or that came (`ins`).
    @typedef {["" | "del" | "ins", string]} Piece */

/** @param {string} before @param {string} after @returns {Piece[]} */
export const differences = (before, after) => {
  const a = before.split(/(\s+)/),
    b = after.split(/(\s+)/),
    n = a.length,
    m = b.length;
  if (n * m > 4e6) return instead(before, after);
  const at = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      at[i][j] = a[i] === b[j] ? at[i + 1][j + 1] + 1 : Math.max(at[i + 1][j], at[i][j + 1]);
  /** @type {Piece[]} */
  const parts = [];
  const put = (/** @type {Piece[0]} */ kind, /** @type {string} */ text) => {
    const last = parts.at(-1);
    if (last && last[0] === kind) last[1] += text;
    else parts.push([kind, text]);
  };
  let i = 0,
    j = 0;
  while (i < n || j < m) {
    if (i < n && j < m && a[i] === b[j]) {
      put("", a[i]);
      i++;
      j++;
    } else if (i < n && (j >= m || at[i + 1][j] >= at[i][j + 1])) put("del", a[i++]);
    else put("ins", b[j++]);
  }
  /* Texts that share only small words by chance are shown as one for the other. */
  const size = (/** @type {Piece[0]} */ kind) =>
    parts.reduce((sum, [k, text]) => sum + (k === kind ? text.replace(/\s+/g, "").length : 0), 0);
  const same = size("");
  if (same < 0.35 * Math.max(same + size("del"), same + size("ins"))) return instead(before, after);
  /* Spaces alone between two changes belong to them, so that a new sentence reads as one. */
  /** @type {Piece[]} */
  const whole = [];
  let del = "",
    ins = "";
  const flush = () => {
    if (del) whole.push(["del", del]);
    if (del && ins) whole.push(["", " "]);
    if (ins) whole.push(["ins", ins]);
    del = ins = "";
  };
  for (const [kind, text] of parts) {
    if (kind === "del") del += text;
    else if (kind === "ins") ins += text;
    else if (!text.trim() && (del || ins)) {
      if (del) del += text;
      if (ins) ins += text;
    } else {
      flush();
      whole.push(["", text]);
    }
  }
  flush();
  return whole;
};

/** One text for the other. @param {string} before @param {string} after @returns {Piece[]} */
const instead = (before, after) => {
  /** @type {Piece[]} */
  const both = [
    ["del", before],
    ["", before && after ? " " : ""],
    ["ins", after],
  ];
  return both.filter(([, text]) => text);
};
