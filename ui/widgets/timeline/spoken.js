/* What is said in a shot, as one writes it: a line a row, `Name: words`; a row without a name of the cast is the narrator's. Pure. */

/** @typedef {{ id: string, name: string }} Person */
/** @typedef {{ character?: string | null, text: string }} Line */

/** @param {Line[]} lines @param {Person[]} cast */
export const spokenText = (lines, cast) =>
  lines
    .map((l) => (l.character ? `${cast.find((c) => c.id === l.character)?.name || l.character}: ${l.text}` : l.text))
    .join("\n");

/** @param {string} value @param {Person[]} cast @returns {{ character: string, text: string }[]} */
export const spokenLines = (value, cast) =>
  value
    .split("\n")
    .map((row) => row.trim())
    .filter(Boolean)
    .map((row) => {
      const named = /^([^:]{1,120}):\s*(.+)$/.exec(row),
        name = named?.[1].trim().toLowerCase(),
        who = name && cast.find((p) => [p.name, p.id].some((n) => n.toLowerCase() === name));
      return named && who ? { character: who.id, text: named[2] } : { character: "", text: row };
    });
