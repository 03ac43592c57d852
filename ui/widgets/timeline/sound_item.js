/* The panel of one sound: volume, fades, where it stands and what it stays with. */

import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { shotNumber } from "../page_state/state.js";

/** The tracks, in the order in which they stand. */
export const KINDS = [
  ["music", "Music"],
  ["effects", "Effects"],
  ["voice", "Voice-over"],
  ["lines", "Lines"],
];

/* `one`: the chosen sound (`id`), and what the lanes know of sounds. */
export const soundItem = (line, one) => {
  const { find, offset, until, anchored, change, remove, spans } = one;
  const title = el("h2", { class: "vg-title vg-cropped" }),
    sub = el("p", { class: "vg-muted vg-num" });
  const fields = {};
  const number = (field, label, min, max, step, unit, send) => {
    const input = el("input", { type: "number", class: "vg-input vg-num", min, max, step, inputmode: "decimal" });
    input.addEventListener("change", () => {
      const v = Number(input.value);
      if (one.id && input.value !== "" && Number.isFinite(v)) send ? send(v) : change(one.id, { [field]: v });
    });
    fields[field] = input;
    return el(
      "label",
      { class: "vg-field" },
      el("span", {}, el("b", { text: label }), el("small", { text: unit })),
      input,
    );
  };
  const slide = (field, label, min, max, step, unit) => {
    const input = el("input", { type: "range", min, max, step }),
      says = el("small", { class: "vg-num" });
    input.addEventListener("input", () => set(says, `${Number(input.value).toFixed(step < 1 ? 1 : 0)} ${unit}`));
    input.addEventListener("change", () => one.id && change(one.id, { [field]: Number(input.value) }));
    fields[field] = { input, says, unit, step };
    return el("label", { class: "vg-field" }, el("span", {}, el("b", { text: label }), says), input);
  };
  const lane = el(
    "select",
    { class: "vg-input" },
    KINDS.slice(0, 3).map(([k, l]) => el("option", { value: k, text: l })),
  );
  lane.addEventListener("change", () => {
    const f = find(one.id);
    if (f) call("sound", { item: one.id, kind: lane.value });
  });
  const stay = el(
    "select",
    { class: "vg-input" },
    el("option", { value: "", text: "its time in the film" }),
    el("option", { value: "shot", text: "its shot" }),
  );
  stay.addEventListener("change", () => {
    const f = find(one.id);
    if (!f) return;
    const at = offset(f.item) + f.item.at_s;
    change(one.id, stay.value ? anchored({ fresh: true }, "", at) : { at_s: +at.toFixed(4), shot: "" });
  });
  const loop = el("input", { type: "checkbox" });
  loop.addEventListener("change", () => one.id && change(one.id, { loop: loop.checked }));
  const panel = el(
    "div",
    { class: "vg-seampanel vg-soundpanel", hidden: true },
    el(
      "div",
      { class: "vg-spread" },
      title,
      button(
        "",
        () => {
          one.clear();
          line.showPanel("sound");
        },
        { icon: "close", class: "vg-quiet vg-small", label: "Close" },
      ),
    ),
    sub,
    el(
      "div",
      { class: "vg-ranges" },
      slide("gain_db", "Volume", -40, 12, 0.5, "dB"),
      number("at", "Begins at", -60, 21600, 0.05, "s of the film", (v) => {
        const f = find(one.id);
        if (f) change(one.id, anchored(f.item, f.track.kind, v));
      }),
      slide("fade_in_s", "Fade in", 0, 10, 0.1, "s"),
      slide("fade_out_s", "Fade out", 0, 10, 0.1, "s"),
      el("label", { class: "vg-field" }, el("span", {}, el("b", { text: "Track" })), lane),
      el("label", { class: "vg-field" }, el("span", {}, el("b", { text: "Stays with" })), stay),
    ),
    el("label", { class: "vg-check" }, loop, el("span", { text: "Again and again, to the end of the film" })),
    el(
      "div",
      { class: "vg-row" },
      button(
        "Play from here",
        () => {
          const s = spans().find((x) => x.id === one.id);
          if (s) {
            line.cut.seek(Math.max(0, s.at));
            line.cut.play();
          }
        },
        { icon: "play", class: "vg-small" },
      ),
      button("Remove", () => one.id && remove(one.id), {
        icon: "trash",
        class: "vg-small vg-danger",
        id: "remove-sound",
      }),
    ),
  );
  const drawPanel = () => {
    const found = one.id && find(one.id);
    if (one.id && !found) one.clear();
    if (!found) return;
    const i = found.item,
      at = offset(i);
    set(title, i.name);
    set(
      sub,
      `${(until(i) - i.in_s).toFixed(2)} of ${i.length_s.toFixed(2)} s heard${i.shot ? ` · stays with shot ${shotNumber(i.shot)}` : ""}`,
    );
    for (const f of ["gain_db", "fade_in_s", "fade_out_s"]) {
      const r = fields[f];
      if (document.activeElement !== r.input) {
        r.input.value = i[f];
        set(r.says, `${i[f].toFixed(r.step < 1 ? 1 : 0)} ${r.unit}`);
      }
    }
    if (document.activeElement !== fields.at && at !== null) fields.at.value = +(at + i.at_s).toFixed(3);
    lane.value = found.track.kind;
    stay.value = i.shot ? "shot" : "";
    loop.checked = i.loop;
  };
  return { panel, draw: drawPanel };
};
