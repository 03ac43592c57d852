/* What several shots have in common: a value where all of them agree, and how many there are where they do not. Pure. */

/** @typedef {{ same: boolean, value: any, many: number }} Shared */

/** @template T @param {T[]} all @param {(one: T) => any} read @returns {Shared} */
export const shared = (all, read) => {
  const values = new Set(all.map((one) => read(one) ?? ""));
  return { same: values.size < 2, value: values.size === 1 ? [...values][0] : "", many: values.size };
};

/** Whether all of them, some or none are so, as aria-pressed and aria-checked say it.
    @template T @param {T[]} all @param {(one: T) => boolean} is @returns {"true" | "false" | "mixed"} */
export const threeWays = (all, is) => {
  const n = all.filter(is).length;
  return n === 0 ? "false" : n === all.length ? "true" : "mixed";
};

/** Numbers as people list them: 1, 3 to 5 becomes `1, 3–5`. @param {number[]} numbers rising */
export const ranges = (numbers) => {
  /** @type {number[][]} */
  const runs = [];
  for (const n of numbers) {
    const last = runs.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : b === a + 1 ? `${a}, ${b}` : `${a}–${b}`)).join(", ");
};
