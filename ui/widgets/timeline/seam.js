/* How two shots join: the panel of one boundary, and what is said of it on the timeline. */

import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { stateOf } from "../page_state/item_words.js";
import { tr } from "../page_state/say.js";
import { changed, shotNumber, state } from "../page_state/state.js";

const MODES = [
  ["cut", tr("Cut"), tr("One shot ends, the next begins.")],
  ["crossfade", tr("Crossfade"), tr("The end of one dissolves into the start of the next.")],
  [
    "reset",
    tr("Reset"),
    tr(
      "The next shot starts from noise that remembers the last frames: same light, same colours. The clip is made again.",
    ),
  ],
  ["bridge", tr("Bridge"), tr("New frames are made between the two: camera, light and people move across.")],
];
export const SIGNS = { cut: "|", crossfade: "×", reset: "↺", bridge: "≈" };
/* Within one scene another join than a cut may be smoother: said at the seam, done only when it is asked for. */
export const JOINED = {
  bridge: tr("a bridge would be smooth"),
  crossfade: tr("a crossfade would be soft"),
  reset: tr("the next shot could begin from the last frames of this one"),
};
/** What taking a proposal does. */
const TAKEN = { crossfade: tr("Crossfade them"), bridge: tr("Bridge them"), reset: tr("Reset it") };
export const proposedAt = (id) => !!state.proposed?.after.includes(id);
export const joinOf = (i) => state.items[`join/${state.story.shots[i].id}-${state.story.shots[i + 1]?.id}`];

/* `line`: the timeline, with its clock and its player. */
export const seamPanel = (line) => {
  const { cut, time } = line;
  let chosen = null;
  const seamTitle = el("h2", { class: "vg-title" }),
    seamState = el("span", { class: "vg-state" }),
    modes = el("div", { class: "vg-modes", role: "radiogroup", "aria-label": tr("How the two shots join") });
  const ranges = {};
  const range = (field, label, min, max, step, unit) => {
    const input = el("input", { type: "range", min, max, step }),
      says = el("small", { class: "vg-num" });
    input.addEventListener("input", () => set(says, `${Number(input.value).toFixed(2)}${unit}`));
    input.addEventListener("change", () => call("boundary", { after: chosen, field, value: Number(input.value) }));
    ranges[field] = { input, says, unit };
    return (ranges[field].node = el(
      "label",
      { class: "vg-field" },
      el("span", {}, el("b", { text: label }), says),
      input,
    ));
  };
  /* Settings of a mode that the drawn world takes no notice of. */
  const UNREAD = { reset: ["gamma", "variant"], bridge: ["alpha", "gamma"] };
  const unread = el("p", { class: "vg-muted vg-small-text", id: "seam-unread", hidden: true });
  const variant = el(
    "select",
    { class: "vg-input" },
    [
      ["vp", tr("keeps the noise's strength")],
      ["vp_decay", tr("and lets go over time")],
      ["spectral", tr("only coarse structure")],
      ["paper", tr("as in the paper")],
    ].map(([v, t]) => el("option", { value: v, text: `${v}: ${t}` })),
  );
  variant.addEventListener("change", () => call("boundary", { after: chosen, field: "variant", value: variant.value }));
  const variantField = el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Noise") })), variant),
    seamNote = el("p", { class: "vg-note", hidden: true });
  const seamLoop = button(tr("Play this boundary in a loop"), () => playSeam(), {
    icon: "again",
    class: "vg-small",
    id: "loop-seam",
  });
  const seamMake = button(
    tr("Make it"),
    () => {
      const i = index();
      call("build", { keys: [`join/${state.story.shots[i].id}-${state.story.shots[i + 1].id}`] });
    },
    { icon: "film", class: "vg-small vg-primary" },
  );
  const panel = el(
    "div",
    { class: "vg-seampanel" },
    el("div", { class: "vg-spread" }, seamTitle, seamState),
    modes,
    el(
      "div",
      { class: "vg-ranges" },
      range("overlap_s", tr("Length"), 0.1, 4, 0.1, " s"),
      range("alpha", tr("Strength"), 0, 1, 0.05, ""),
      range("gamma", tr("Falling off"), 0, 4, 0.1, ""),
      range("weight", tr("Weight"), 0, 1, 0.05, ""),
      variantField,
    ),
    unread,
    seamNote,
    el(
      "div",
      { class: "vg-row" },
      seamLoop,
      seamMake,
      button(
        tr("Close"),
        () => {
          chosen = null;
          changed();
        },
        { class: "vg-small vg-quiet" },
      ),
    ),
  );
  const propose = button("", () => call("boundary", { after: chosen, field: "mode", value: state.proposed.mode }), {
      class: "vg-small",
      id: "take-proposal",
    }),
    proposal = el("div", { class: "vg-note vg-spread", hidden: true }, el("span"), propose);
  seamNote.before(proposal);
  const index = () => shotNumber(chosen) - 1;
  const playSeam = () => {
    const i = index(),
      t = time.starts()[i + 1];
    cut.loop([Math.max(0, t - 1.2), Math.min(cut.total, t + 1.2)]);
    changed();
  };
  modes.append(
    ...MODES.map(([m, label, about]) =>
      el(
        "button",
        {
          type: "button",
          role: "radio",
          class: "vg-mode",
          "data-mode": m,
          onclick: () => call("boundary", { after: chosen, field: "mode", value: m }),
        },
        el("b", {}, el("span", { class: "vg-sign", text: SIGNS[m] }), label),
        el("span", { text: about }),
      ),
    ),
  );
  const drawSeam = () => {
    const i = chosen ? index() : -1,
      b = i >= 0 && state.story.boundaries[i];
    panel.hidden = !b;
    if (!b) {
      chosen = null;
      return;
    }
    const j = joinOf(i);
    set(seamTitle, tr("Shot {a} to {b}", { a: i + 1, b: i + 2 }));
    stateOf(seamState, j);
    for (const m of modes.children) attr(m, "aria-checked", m.dataset.mode === b.mode ? "true" : "false");
    for (const [f, r] of Object.entries(ranges)) {
      if (document.activeElement !== r.input) {
        r.input.value = b[f];
        set(r.says, `${b[f].toFixed(2)}${r.unit}`);
      }
    }
    ranges.overlap_s.node.hidden = !["crossfade", "bridge"].includes(b.mode);
    ranges.alpha.node.hidden = ranges.gamma.node.hidden = !["reset", "bridge"].includes(b.mode);
    ranges.weight.node.hidden = variantField.hidden = b.mode !== "reset";
    variant.value = b.variant;
    const ignored = (state.drawn && UNREAD[b.mode]) || [];
    for (const [f, r] of Object.entries(ranges)) r.input.disabled = ignored.includes(f);
    variant.disabled = ignored.includes("variant");
    unread.hidden = !ignored.length;
    set(
      unread,
      b.mode === "reset"
        ? tr(
            "The drawn world carries the last camera and the last poses over by Strength times Weight, at most .4. It reads neither Falling off nor Noise: they are for presets with models.",
          )
        : tr(
            "The drawn world leads camera, light and people across by itself: it reads the length alone. Strength and Falling off are for presets with models.",
          ),
    );
    const as = state.items[`clip/${state.story.shots[i + 1].id}`],
      up = (k) => state.items[`clip/${state.story.shots[k].id}`]?.preset === "upload",
      over = (k) => state.items[`clip/${state.story.shots[k].id}`]?.painted;
    set(
      seamNote,
      b.mode === "bridge" && (up(i) || up(i + 1))
        ? tr(
            "One of these clips came from outside and has no drawn world or latents of its own: its bridge is a crossfade.",
          )
        : b.mode === "reset" && (up(i) || as?.preset === "upload")
          ? tr("One of these clips came from outside: nothing can be remembered across this boundary, so it is a cut.")
          : state.drawn && b.mode === "bridge" && (over(i) || over(i + 1))
            ? tr(
                "One of these shots is painted over its drawing, and between a painting and anything else the drawn world has no way across: this bridge is a crossfade.",
              )
            : state.drawn && b.mode === "reset" && (over(i) || over(i + 1))
              ? tr(
                  "One of these shots is painted over its drawing: nothing is remembered across this boundary, so it is a cut.",
                )
              : "",
    );
    seamNote.hidden = !seamNote.textContent;
    proposal.hidden = !proposedAt(chosen);
    if (!proposal.hidden) {
      set(
        proposal.firstChild,
        tr("These two shots share the place and its people: {a}.", { a: JOINED[state.proposed.mode] }),
      );
      set(propose.lastChild, TAKEN[state.proposed.mode]);
    }
    seamMake.hidden = !j || !["stale", "missing", "failed"].includes(j.state) || !!j.job;
  };
  return {
    panel,
    draw: drawSeam,
    get chosen() {
      return chosen;
    },
    choose: (id) => {
      chosen = id;
      changed();
    },
    clear: () => {
      chosen = null;
    },
  };
};
