/* Which shots a grid shows: those whose words, people, place, state or findings hold what is typed. */

import { found } from "../desk/finding.js";
import { el, set } from "../page_state/dom.js";
import { word } from "../page_state/item_words.js";
import { tr } from "../page_state/say.js";
import { changed, state } from "../page_state/state.js";
import { findingsOf } from "./drift.js";

/** @param {string} step the item of a shot whose state counts: keyframe or clip */
export const shotFilter = (step) => {
  const input = el("input", {
      class: "vg-input",
      type: "search",
      "aria-label": tr("Find shots by words, people, place or state"),
      placeholder: tr("Find shots"),
    }),
    none = el("p", { class: "vg-muted vg-nofound", hidden: true, "aria-live": "polite" });
  let film = "";
  const about = (shot) => {
    const item = state.items[`${step}/${shot.id}`],
      people = shot.who.map((w) => state.story.cast.find((c) => c.id === w.character)?.name),
      place = state.story.places.find((p) => p.id === shot.place)?.name;
    const facts = [word(item), item?.approved && tr("Approved"), ...findingsOf(shot.id).map((f) => f.words)];
    return [
      ...people,
      place,
      ...Object.values(shot.domains),
      shot.notes,
      shot.scene,
      shot.assignee,
      shot.status,
      ...shot.comments.map((c) => c.text),
      ...facts,
    ]
      .filter(Boolean)
      .join(" ");
  };
  input.addEventListener("input", () => changed(true));
  input.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !input.value) return;
    e.stopPropagation();
    input.value = "";
    changed(true);
  });
  return {
    node: el("span", { class: "vg-filter" }, input),
    none,
    /** The shots to show, in the film's order. @template {import("../contract.js").Shot} T @param {T[]} shots @returns {T[]} */
    of: (shots) => {
      if (film !== state.project) {
        film = state.project;
        input.value = "";
      }
      if (!input.value.trim()) {
        none.hidden = true;
        return shots;
      }
      const things = shots.map((s) => ({ id: s.id, says: s.summary, more: about(s) })),
        hits = new Set(found(input.value, things, shots.length).map((t) => t.id));
      none.hidden = hits.size > 0;
      set(none, tr("No shot has “{typed}”.", { typed: input.value.trim() }));
      return shots.filter((s) => hits.has(s.id));
    },
  };
};
