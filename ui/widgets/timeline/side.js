/* The side of the timeline: the cut and its keys, sound, markers; or the panel of what is chosen. */

import { attr, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed, shotNumber, shotOf, state } from "../page_state/state.js";

/* `setTrim(shot, end, seconds)`: what the cut leaves out of a shot. */
export const sidePanel = ({ seams, lanes, markers, sounds }, line, setTrim) => {
  let side = "cut";
  const TABS = [
    ["cut", tr("The cut")],
    ["sound", tr("Sound")],
    ["marks", tr("Markers")],
  ];
  const tabs = el(
    "div",
    { class: "vg-sidetabs", role: "group", "aria-label": tr("What the panel shows") },
    TABS.map(([k, t]) =>
      el("button", {
        type: "button",
        class: "vg-sidebtn",
        "data-side": k,
        text: t,
        onclick: () => {
          side = k;
          line.showPanel(k === "marks" ? "marks" : k === "sound" ? "sound" : "cut");
          side = k;
          changed(true);
        },
      }),
    ),
  );
  const trimIn = el("input", { class: "vg-input vg-num", type: "number", min: 0, max: 12, step: 0.05 }),
    trimOut = el("input", { class: "vg-input vg-num", type: "number", min: 0, max: 12, step: 0.05 }),
    trimTitle = el("b", { class: "vg-trimtitle" });
  for (const [input, end] of [
    [trimIn, "in"],
    [trimOut, "out"],
  ])
    input.addEventListener(
      "change",
      () => state.shot && input.value !== "" && setTrim(state.shot, end, Number(input.value)),
    );
  const help = el(
    "div",
    { class: "vg-sidetab vg-help" },
    el("p", {
      text: tr(
        "Drag a shot to another place; drag its right edge to make it longer or shorter, its left edge to leave its beginning out. Press the sign between two shots to choose how they join.",
      ),
    }),
    el(
      "div",
      { class: "vg-trims" },
      trimTitle,
      el(
        "label",
        {},
        el("span", { class: "vg-muted", text: tr("beginning") }),
        trimIn,
        el("span", { class: "vg-muted", text: "s" }),
      ),
      el(
        "label",
        {},
        el("span", { class: "vg-muted", text: tr("end") }),
        trimOut,
        el("span", { class: "vg-muted", text: "s" }),
      ),
    ),
    el(
      "dl",
      { class: "vg-keys" },
      [
        [tr("space"), tr("play or pause")],
        ["J K L", tr("backwards, stop, forwards")],
        ["← →", tr("one frame; with Shift, one second")],
        ["M", tr("marker at the playhead")],
        [tr("Alt ← →"), tr("move the shot in focus")],
        ["F", tr("full screen")],
      ].flatMap(([k, t]) => [el("dt", {}, el("kbd", { class: "vg-kbd", text: k })), el("dd", { text: t })]),
    ),
  );
  const sideBox = el("div", { class: "vg-seampanel vg-sidebox" }, tabs, help, sounds.panel, markers.listPanel);
  const draw = (words, many) => {
    const { panel } = seams;
    seams.draw();
    lanes.panel.hidden = !lanes.chosen || !panel.hidden;
    markers.panel.hidden = !markers.chosen || !panel.hidden || !lanes.panel.hidden;
    sideBox.hidden = many || !panel.hidden || !lanes.panel.hidden || !markers.panel.hidden;
    help.hidden = side !== "cut";
    sounds.panel.hidden = side !== "sound";
    markers.listPanel.hidden = side !== "marks";
    for (const b of tabs.children) attr(b, "aria-pressed", b.dataset.side === side ? "true" : "false");
    const s = shotOf(state.shot);
    trimIn.disabled = trimOut.disabled = !s;
    set(trimTitle, s ? tr("Left out of shot {shot}", { shot: shotNumber(s.id) }) : tr("Left out"));
    if (s) {
      if (document.activeElement !== trimIn) trimIn.value = +s.trim_in_s.toFixed(3);
      if (document.activeElement !== trimOut) trimOut.value = +s.trim_out_s.toFixed(3);
    }
    sounds.draw(words);
  };
  return {
    box: sideBox,
    draw,
    turn: (to) => {
      side = to;
    },
  };
};
