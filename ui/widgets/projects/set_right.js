/* What a person set right in a script that was read; only what differs from the reading is asked for. Pure. */

/** @returns an account of what was set right: `asked()` is what the program reads */
export const corrections = () => {
  /** @type {{ title: string, people: Record<string, string>, places: Record<string, string>, shots: Record<string, string>,
      stands: Record<string, string>, speakers: Record<string, string>, lines: Record<string, string>, left: string[] }} */
  const now = { title: "", people: {}, places: {}, shots: {}, stands: {}, speakers: {}, lines: {}, left: [] };
  /** @param {Record<string, string>} table @param {string} key @param {string} value @param {string} was */
  const differs = (table, key, value, was) => {
    if (value.trim() === was.trim()) delete table[key];
    else table[key] = value.trim();
  };
  return {
    asked: () => now,
    /** @param {string} value */
    title: (value) => {
      now.title = value.trim();
    },
    /** A new name; "" for nobody, or no place.
        @param {"people" | "places"} kind @param {{ id: string, name: string }} one @param {string} value */
    name: (kind, one, value) => differs(now[kind], one.id, value, one.name),
    /** A sentence cannot be emptied: a shot without one is left out.
        @param {{ id: string, text: string }} shot @param {string} value */
    shot: (shot, value) => differs(now.shots, shot.id, value.trim() || shot.text, shot.text),
    /** @param {{ id: string, place: string }} shot @param {string} value */
    stands: (shot, value) => differs(now.stands, shot.id, value, shot.place),
    /** @param {{ id: string }} shot @param {number} n @param {{ who: string }} line @param {string} value */
    speaker: (shot, n, line, value) => differs(now.speakers, `${shot.id}/${n}`, value, line.who),
    /** @param {{ id: string }} shot @param {number} n @param {{ text: string }} line @param {string} value */
    line: (shot, n, line, value) => differs(now.lines, `${shot.id}/${n}`, value.trim() || line.text, line.text),
    /** @param {{ id: string }} shot @param {boolean} left */
    leave: (shot, left) => {
      now.left = now.left.filter((id) => id !== shot.id);
      if (left) now.left.push(shot.id);
    },
  };
};
