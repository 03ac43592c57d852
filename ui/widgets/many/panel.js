/* The inspector of several shots: what all of them share stands in its field, what differs is said to differ, and what is changed is
   changed in all of them as one edit. */

import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { offers, picture, several, shotNumber, state } from "../page_state/state.js";
import { numberOf } from "../page_state/words.js";
import { DOMAINS } from "../wordbox/wordbox.js";
import { deleteMarked, editMarked, itemsOf, lockMarked, pinMarked, regenerateMarked, unmark } from "./acts.js";
import { ranges, shared, threeWays } from "./shared.js";

const SEEN = 8;

/** A field for one value of all marked shots; it is saved for those that were marked when it was gone into. */
const field = (input, read, send) => {
  let mine = [],
    shown = "";
  input.addEventListener("focus", () => (mine = several().map((s) => s.id)));
  input.addEventListener("change", () => {
    if (input.value !== shown && mine.length > 1) send(input.value, mine);
  });
  input.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || input.value === shown) return;
    e.stopPropagation();
    input.value = shown;
  });
  return (shots) => {
    const now = shared(shots, read);
    if (document.activeElement !== input || input.value === shown) {
      shown = now.same ? String(now.value) : "";
      if (input.value !== shown) input.value = shown;
    }
    attr(
      input,
      "placeholder",
      now.same ? "" : input.type === "number" ? tr("mixed") : tr("mixed: {n} different", { n: now.many }),
    );
    attr(input, "data-mixed", now.same ? null : "1");
  };
};

/** @param {"keyframe" | "clip"} step what is pinned: stills or clips */
export const manyPanel = (step = "keyframe") => {
  const title = el("h2", { class: "vg-title" }),
    which = el("p", { class: "vg-muted vg-num" }),
    seen = el("ul", { class: "vg-manyseen", "aria-hidden": "true" });
  const stills = button(tr("New stills"), () => regenerateMarked("keyframe"), { icon: "again", class: "vg-small" }),
    clips = button(tr("New clips"), () => regenerateMarked("clip"), { icon: "film", class: "vg-small" });
  const pin = button("", () => pinMarked(step, pin.getAttribute("aria-pressed") !== "true"), {
    icon: "pin",
    class: "vg-small vg-manypin",
  });
  const lock = button("", () => lockMarked("shot", lock.getAttribute("aria-pressed") !== "true"), {
    class: "vg-small vg-manylock",
  });
  const words = button(tr("Replace words"), () => offers.openReplace(several().map((s) => s.id)), {
    class: "vg-small",
  });
  const del = button(tr("Delete"), deleteMarked, { icon: "trash", class: "vg-small" });
  const secs = el("input", { type: "number", min: 0.25, max: 12, step: 0.25, class: "vg-manysecs" }),
    place = el("select", { class: "vg-input vg-manyplace" });
  const drawn = [
    field(
      secs,
      (s) => s.duration_s,
      (v, shots) => v && editMarked("duration_s", Number(v), shots),
    ),
  ];
  let placed = [];
  place.addEventListener("focus", () => (placed = several().map((s) => s.id)));
  place.addEventListener("change", () => place.value !== "\u0000" && editMarked("place", place.value, placed));
  const boxes = DOMAINS.map(([name, label]) => {
    const box = el("textarea", { rows: 2, maxlength: 2000, class: `vg-many-${name}` });
    drawn.push(
      field(
        box,
        (s) => s.domains[name],
        (v, shots) => editMarked(name, v, shots),
      ),
    );
    return el("label", { class: "vg-field" }, el("span", {}, el("b", { text: label })), box);
  });
  const node = el(
    "section",
    { class: "vg-inspector vg-many", "aria-label": tr("The marked shots"), hidden: true },
    el(
      "div",
      { class: "vg-spread" },
      title,
      button(tr("Unmark"), unmark, { class: "vg-small vg-quiet", title: tr("Unmark all (Escape)") }),
    ),
    which,
    seen,
    el("div", { class: "vg-row" }, stills, clips, pin, lock, words, del),
    el(
      "div",
      { class: "vg-two" },
      el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Seconds") })), secs),
      el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Place") })), place),
    ),
    boxes,
  );
  node.addEventListener("keydown", (e) => {
    if (e.key === "Escape") unmark();
  });
  const options = (mixed) => {
    const print = JSON.stringify([mixed, state.story.places.map((p) => [p.id, p.name])]);
    if (place.dataset.print === print) return;
    place.dataset.print = print;
    place.replaceChildren(
      ...(mixed ? [el("option", { value: "\u0000", text: tr("mixed") })] : []),
      el("option", { value: "", text: tr("no place") }),
      ...state.story.places.map((p) => el("option", { value: p.id, text: p.name })),
    );
  };
  return {
    node,
    /** Whether several shots are marked, and so this stands in the place of the one shot's inspector. */
    show: () => {
      const shots = several();
      node.hidden = !shots.length;
      if (!shots.length) return false;
      set(title, numberOf(shots.length, "shot"));
      set(which, ranges(shots.map((s) => shotNumber(s.id))));
      keyed(
        seen,
        shots.slice(0, SEEN),
        (s) => s.id,
        () => el("li", { class: "vg-frame" }, el("img", { alt: "", hidden: true })),
        (li, s) => picture(li.firstChild, state.items[`keyframe/${s.id}`]?.digest, 160),
      );
      const pinned = threeWays(itemsOf(step), (k) => !!state.items[k]?.pinned),
        locked = threeWays(shots, (s) => s.locked.includes("shot"));
      attr(pin, "aria-pressed", pinned);
      const all = pinned === "true";
      set(
        pin.lastChild,
        step === "clip" ? (all ? tr("Unpin clips") : tr("Pin clips")) : all ? tr("Unpin stills") : tr("Pin stills"),
      );
      attr(lock, "aria-pressed", locked);
      set(lock.lastChild, locked === "true" ? tr("Unlock") : tr("Lock"));
      clips.hidden = state.drawn;
      del.disabled = shots.length >= state.story.shots.length;
      del.title = del.disabled ? tr("A film keeps one shot at least") : tr("Delete the marked shots (can be undone)");
      const at = shared(shots, (s) => s.place || "");
      options(!at.same);
      const now = at.same ? at.value : "\u0000";
      if (place.value !== now && document.activeElement !== place) place.value = now;
      for (const one of drawn) one(shots);
      return true;
    },
  };
};
