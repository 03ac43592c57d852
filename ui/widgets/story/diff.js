/* What changed between two texts, word by word: nodes of text, <del> and <ins>. */

import { el } from "../page_state/dom.js";

export const wordDiff = (before, after) => {
  const a = before.split(/(\s+)/),
    b = after.split(/(\s+)/),
    n = a.length,
    m = b.length;
  if (n * m > 4e6) return [el("del", { text: before }), " ", el("ins", { text: after })];
  const at = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      at[i][j] = a[i] === b[j] ? at[i + 1][j + 1] + 1 : Math.max(at[i + 1][j], at[i][j + 1]);
  const parts = [];
  const put = (kind, text) => {
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
  const size = (kind) => parts.reduce((sum, [k, text]) => sum + (k === kind ? text.replace(/\s+/g, "").length : 0), 0);
  const same = size("");
  if (same < 0.35 * Math.max(same + size("del"), same + size("ins")))
    return [
      before ? el("del", { text: before }) : "",
      before && after ? " " : "",
      after ? el("ins", { text: after }) : "",
    ].filter(Boolean);
  /* Spaces alone between two changes belong to them, so that a new sentence reads as one. */
  const whole = [];
  let del = "",
    ins = "";
  const flush = () => {
    if (del) whole.push(el("del", { text: del }));
    if (del && ins) whole.push(" ");
    if (ins) whole.push(el("ins", { text: ins }));
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
      whole.push(document.createTextNode(text));
    }
  }
  flush();
  return whole;
};
