/* The guide: the drawn shot in motion that leads a clip. What of it (depth, edges, poses, masks, or none) and how closely, for the film and
   for a shot that is to be otherwise. */

import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { state } from "../page_state/state.js";
import { uploadTo } from "../takes/own.js";

const KINDS = [
  ["none", tr("none")],
  ["depth", tr("depth: near and far")],
  ["edges", tr("edges: outlines")],
  ["pose", tr("poses: how people move")],
  ["masks", tr("masks: where people are")],
];
const SHORT = {
  none: tr("none"),
  depth: tr("depth"),
  edges: tr("edges"),
  pose: tr("poses"),
  masks: tr("masks"),
};
const percent = (n) => `${Math.round(n * 100)} %`;

/** Kind and strength of one guide, the film's or a shot's. `whose`: what is asked for ({} for the film); `inFull`: the name of the slider. */
const row = (id, label, whose, inFull) => {
  const kind = el("select", { class: "vg-input", id: `${id}-kind` }),
    far = el("input", {
      type: "range",
      class: "vg-range",
      id: `${id}-strength`,
      min: 5,
      max: 100,
      step: 5,
      "aria-label": inFull,
    }),
    said = el("output", { class: "vg-num", for: `${id}-strength` });
  const strength = el(
    "label",
    { class: "vg-field vg-howfar" },
    el("span", {}, el("b", { text: tr("How closely") }), said),
    far,
  );
  let drawn = () => {};
  const send = async (asking) => {
    const r = await call("set_guide", { ...whose(), ...asking });
    if (!r.ok) drawn();
  };
  kind.addEventListener("change", () => send({ kind: kind.value }));
  far.addEventListener("input", () => {
    set(said, percent(Number(far.value) / 100));
    attr(far, "aria-valuetext", said.textContent);
  });
  far.addEventListener("change", () => send({ strength: Number(far.value) / 100 }));
  return {
    nodes: [el("label", { class: "vg-field" }, el("span", {}, el("b", { text: label })), kind), strength],
    /** `chosen`: what the list shows; `value`: 0 to 1; `first`: a further choice at the head of the list, with its words. */
    show: (chosen, value, first = null) => {
      drawn = () => {
        const choices = first ? [first, ...KINDS] : KINDS,
          ids = JSON.stringify(choices);
        if (kind.dataset.ids !== ids) {
          kind.dataset.ids = ids;
          kind.replaceChildren(...choices.map(([v, text]) => el("option", { value: v, text })));
        }
        if (kind.value !== chosen) kind.value = chosen;
        strength.hidden = !value || chosen === "";
        if (document.activeElement === far && Number(far.value) === Math.round(value * 100)) return;
        far.value = String(Math.round(value * 100));
        set(said, percent(value));
        attr(far, "aria-valuetext", percent(value));
      };
      drawn();
    },
  };
};

/** @returns {{ node: HTMLElement, show: (shot: any) => void }} */
export const guidePanel = () => {
  const film = row("guide-film", tr("In the whole film"), () => ({}), tr("How closely, in the film")),
    mine = row("guide-shot", tr("In this shot"), () => ({ shot: state.shot }), tr("How closely, in this shot")),
    note = el("p", { class: "vg-muted", id: "guide-note", role: "status" });
  const key = () => `guide/${state.shot}`,
    filmOfMine = button(tr("A film of mine leads"), () => uploadTo(key()), {
      icon: "upload",
      class: "vg-small vg-quiet",
      id: "guide-own",
      title: tr(
        "Let a film of your own lead this shot's motion: depth, edges, poses or masks that you have, or any film",
      ),
    }),
    back = button(tr("Follow the drawing again"), () => call("regenerate", { key: key() }), {
      class: "vg-small vg-quiet",
      id: "guide-drawn",
    });
  const node = el(
    "section",
    { class: "vg-camera vg-guide", id: "guide", "aria-label": tr("Guide") },
    el("div", { class: "vg-label" }, el("b", { text: tr("Guide") })),
    el("div", { class: "vg-camctl" }, film.nodes, mine.nodes),
    el("div", { class: "vg-row" }, filmOfMine, back),
    note,
  );
  const others = () => {
    const takers = state.presets.filter((p) => p.guided).map((p) => p.title);
    return takers.length ? takers.join(", ") : tr("no preset here");
  };
  const say = (set_) => {
    const preset = state.presets.find((p) => p.name === state.preset);
    if (!preset) return "";
    if (preset.guided)
      return set_
        ? tr("The clip follows the drawn shot in motion; the words still say how it looks.")
        : tr("A guide lets the clip follow the drawn shot in motion: camera, places and poses.");
    const told = { preset: preset.title, others: others() };
    return preset.drawn
      ? tr("{preset} is the drawn shot itself and follows no guide. What is set here is for: {others}.", told)
      : tr("{preset} takes no guide. What is set here is for: {others}.", told);
  };
  return {
    node,
    show: (shot) => {
      const all = state.story.film,
        ofFilm = all.guide ? all.guide_kind : "none",
        own = shot.guide !== null || shot.guide_kind !== null,
        strength = shot.guide ?? all.guide,
        chosen = !own ? "" : strength ? shot.guide_kind || all.guide_kind : "none";
      film.show(ofFilm, all.guide);
      mine.show(chosen, strength, [
        "",
        all.guide
          ? tr("as the film: {kind}, {strength}", { kind: SHORT[ofFilm], strength: percent(all.guide) })
          : tr("as the film: {kind}", { kind: SHORT.none }),
      ]);
      const led = state.items[key()]; // only where this preset's video model follows one
      const mineLeads = led?.preset === "upload" && led.state !== "stale";
      filmOfMine.hidden = !led;
      back.hidden = !mineLeads;
      const preset = state.presets.find((p) => p.name === state.preset);
      const idle = !!strength && !preset?.guided;
      attr(note, "class", idle ? "vg-note" : "vg-muted");
      set(
        note,
        mineLeads
          ? tr("A film of yours leads this shot in place of its drawing; the words still say how it looks.")
          : say(!!strength),
      );
    },
  };
};
