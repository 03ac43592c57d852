/* What the models of the selected shot are told: seen, written by hand, or following the shot's words again. */

import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { state } from "../page_state/state.js";

/** One prompt of the two: its text, and what may be done with it.
 * @param {"keyframe" | "clip"} kind
 * @param {string} name
 * @param {() => void} anew */
const onePrompt = (kind, name, anew) => {
  const says = el("small", { class: "vg-muted" });
  const box = el("textarea", { rows: 4, maxlength: 2000, readonly: true, "aria-label": name });
  const write = async (/** @type {string} */ text) => {
    const r = await call("write_prompt", { shot: state.shot, kind, text });
    if (r.ok) anew();
  };
  const hand = button(
    tr("Edit by hand"),
    () => {
      box.readOnly = false;
      box.focus();
      show();
    },
    { class: "vg-small vg-quiet" },
  );
  const keep = button(tr("Keep this prompt"), () => write(box.value), { class: "vg-small vg-primary" });
  const follow = button(
    tr("Follow again"),
    () => {
      box.readOnly = true;
      told?.pinned ? write("") : anew();
    },
    { class: "vg-small vg-quiet" },
  );
  /** @type {{text: string, composed: string, pinned: boolean, read: boolean, shortened: boolean} | null} */
  let told = null;
  const show = () => {
    if (!told) return;
    if (box.readOnly) box.value = told.text;
    hand.hidden = !box.readOnly || !told.read;
    keep.hidden = box.readOnly;
    follow.hidden = box.readOnly && !told.pinned;
    const how = told.pinned ? tr("written by hand") : tr("follows the shot's words");
    set(
      says,
      [
        how,
        told.shortened && tr("longer than the model reads: its end is left out"),
        !told.read && tr("the model of this preset reads no prompt"),
      ]
        .filter(Boolean)
        .join("; "),
    );
  };
  return {
    node: el(
      "div",
      { class: "vg-field vg-prompt", "data-kind": kind },
      el("span", {}, el("b", { text: name }), says),
      box,
      el("div", { class: "vg-row" }, hand, keep, follow),
    ),
    tell: (/** @type {any} */ now, /** @type {boolean} */ another) => {
      if (another) box.readOnly = true;
      if (box.readOnly || !now.read) box.readOnly = true;
      told = now;
      show();
    },
    done: () => {
      box.readOnly = true;
    },
  };
};

export const promptFold = () => {
  let asked = "",
    shot = "";
  const anew = () => {
    asked = "";
    for (const one of both) one.done();
    look();
  };
  const still = onePrompt("keyframe", tr("For the still"), anew),
    clip = onePrompt("clip", tr("For the clip"), anew),
    both = [still, clip];
  const fold = el(
    "details",
    { class: "vg-prompts", id: "shot-prompt", hidden: true },
    el("summary", { text: tr("Prompt") }),
    el("p", {
      class: "vg-muted vg-small-text",
      text: tr("What the models are told of this shot, composed of its words."),
    }),
    still.node,
    clip.node,
  );
  const look = async () => {
    if (!fold.open || !state.shot || state.drawn) return;
    const of = state.shot,
      key = [state.project, of, state.revision, state.preset].join();
    if (key === asked) return;
    asked = key;
    const r = await call("prompts", { shot: of }, { quiet: true });
    if (asked !== key) return;
    if (!r.ok) {
      asked = "";
      return;
    }
    still.tell(r.prompts.keyframe, of !== shot);
    clip.tell(r.prompts.clip, of !== shot);
    shot = of;
  };
  fold.addEventListener("toggle", look);
  return {
    node: fold,
    show: () => {
      fold.hidden = !state.shot || state.drawn;
      look();
    },
  };
};
