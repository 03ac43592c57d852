/* Waveforms: fetched once, drawn as the outline of what is heard. */

import { state } from "../page_state/state.js";

const waves = new Map();
const columnsOf = (whole) => (whole < 6 ? 320 : whole < 40 ? 640 : 1280);
export const wave = (digest, whole) => {
  const n = columnsOf(whole),
    key = `${digest}-${n}`;
  if (!waves.has(key))
    waves.set(
      key,
      fetch(`media/${encodeURIComponent(state.project)}/${key}.wave`)
        .then((r) => (r.ok ? r.arrayBuffer() : new ArrayBuffer(0)))
        .then((b) => new Int8Array(b))
        .catch(() => {
          waves.delete(key);
          return new Int8Array(0);
        }),
    );
  return waves.get(key);
};
/* The outline of what is heard: loudest and lowest of each column, quiet sounds lifted so that they can be read. */
export const outline = (data, s) => {
  const n = data.length / 2,
    per = n / s.whole,
    gain = 10 ** (s.gain / 20),
    top = [],
    low = [];
  const first = Math.floor(s.in * per),
    many = Math.max(1, Math.round(s.once * per)),
    turns = Math.min(24, Math.max(1, Math.ceil(s.long / s.once)));
  const lift = (v) => {
    const x = Math.min(1, (Math.abs(v) / 127) * gain);
    return Math.max(0.02, x ** 0.62) * 48;
  };
  for (let k = 0; k < turns; k++)
    for (let i = 0; i < many; i++) {
      const c = Math.min(n - 1, first + i),
        x = ((k * s.once + (i / many) * s.once) / s.long) * 1000;
      if (x > 1000) break;
      top.push(`${x.toFixed(1)},${(50 - lift(data[2 * c + 1])).toFixed(1)}`);
      low.push(`${x.toFixed(1)},${(50 + lift(data[2 * c])).toFixed(1)}`);
    }
  return top.length ? `M${top.join("L")}L${low.reverse().join("L")}Z` : "";
};
export const fades = (s) => {
  const i = s.item;
  if (!i) return "";
  const a = Math.min(1, i.fade_in_s / s.long) * 1000,
    b = 1000 - Math.min(1, i.fade_out_s / s.long) * 1000;
  return `${a ? `M0,0L${a},0L0,100Z` : ""}${b < 1000 ? `M${b},0L1000,0L1000,100Z` : ""}`;
};
