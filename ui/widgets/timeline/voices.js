/* Who speaks, what is said in the selected shot, and the music under it. */

import { call } from "../page_state/asking.js";
import { button, el, keyed, set } from "../page_state/dom.js";
import { leaving, shotNumber, shotOf, state } from "../page_state/state.js";
import { unsavedMark } from "../wordbox/wordbox.js";
import { spokenLines, spokenText } from "./spoken.js";

export const soundPanel = (line, lanes) => {
  const VOICES = [
    ["none", "Nobody: lines are only read"],
    ["scratch", "A scratch voice (placeholder)"],
    ["model", "A speech model on this machine"],
  ];
  /* Voices of the scratch speaker: variants of one English voice. */
  const SCRATCH = [
    ["", "chosen from the look"],
    ["en-gb+f1", "woman 1"],
    ["en-gb+f2", "woman 2"],
    ["en-gb+f3", "woman 3"],
    ["en-gb+f4", "woman 4"],
    ["en-gb+m1", "man 1"],
    ["en-gb+m3", "man 2"],
    ["en-gb+m5", "man 3"],
    ["en-gb+m7", "man 4"],
    ["en-gb+croak", "croaky"],
    ["en-gb+whisper", "whispering"],
  ];
  const select = (options, onchange) => {
    const s = el(
      "select",
      { class: "vg-input" },
      options.map(([v, t]) => el("option", { value: v, text: t })),
    );
    s.addEventListener("change", () => onchange(s.value));
    return s;
  };
  const who = select(VOICES, (v) => call("sound_setting", { field: "voices", value: v }));
  who.id = "voices";
  const duck = el("input", { type: "range", min: -30, max: 0, step: 1 }),
    duckSays = el("small", { class: "vg-num" });
  duck.addEventListener("input", () => set(duckSays, `${duck.value} dB`));
  duck.addEventListener("change", () => call("sound_setting", { field: "duck_db", value: Number(duck.value) }));
  const cast = el("div", { class: "vg-castvoices" }),
    note = el("p", { class: "vg-note", hidden: true });
  const said = el("textarea", {
      rows: 3,
      id: "shot-lines",
      maxlength: 4000,
      placeholder: "Mary: I waited for you.\nA line without a name is the narrator's.",
    }),
    saidLabel = el("b", { text: "Said in this shot" });
  const fit = button(
    "As long as its lines",
    async () => {
      const r = await call("fit_lines", { shot: state.shot });
      if (r.ok) line.say(`Shot ${shotNumber(state.shot)} takes its length from its lines.`);
    },
    { class: "vg-small", id: "fit-lines", title: "The shot takes its length from its lines" },
  );
  const text = (s) => spokenText(s.lines, state.story.cast);
  const read = (value) => spokenLines(value, state.story.cast);
  let of = null,
    seen = 0,
    base = [];
  said.addEventListener("focus", () => {
    of = state.shot;
    seen = state.revision;
    base = shotOf(of)?.lines || [];
  });
  const keep = async () => {
    const id = of,
      s = id && shotOf(id);
    if (!s || said.value === text(s)) return;
    const r = await call("lines", { shot: id, lines: read(said.value), seen }, { base });
    if (r.ok) {
      seen = state.revision;
      base = shotOf(id)?.lines || [];
      line.say("Lines kept.");
    }
  };
  said.addEventListener("change", keep);
  leaving.add(() => {
    if (document.activeElement === said) {
      keep();
      said.blur();
    }
  });
  const bring = el(
    "div",
    { class: "vg-row" },
    ...[
      ["music", "Music"],
      ["effects", "Effect"],
      ["voice", "Voice-over"],
    ].map(([k, l]) =>
      button(l, () => lanes.pick(k), {
        icon: "upload",
        class: "vg-small",
        id: `add-${k}`,
        title: `Import a WAV, MP3, OGG or FLAC file as ${l.toLowerCase()}`,
      }),
    ),
  );
  const panel = el(
    "div",
    { class: "vg-sidetab" },
    bring,
    el("p", { class: "vg-muted", text: "WAV, MP3, OGG or FLAC, up to 64 MB; or drop files on the timeline." }),
    el("label", { class: "vg-field" }, el("span", {}, saidLabel, el("small", { text: "one line a row" })), said),
    el("div", { class: "vg-row" }, fit),
    el("label", { class: "vg-field" }, el("span", {}, el("b", { text: "Spoken by" })), who),
    cast,
    el("label", { class: "vg-field" }, el("span", {}, el("b", { text: "Music under voices" }), duckSays), duck),
    note,
  );
  const draw = (words) => {
    const s = state.story.sound;
    if (document.activeElement !== who) who.value = s.voices;
    if (document.activeElement !== duck) {
      duck.value = s.duck_db;
      set(duckSays, `${s.duck_db} dB`);
    }
    const shot = shotOf(state.shot);
    if (shot) unsavedMark(said, `shots/${shot.id}/lines`);
    said.disabled = !shot;
    fit.disabled = !shot?.lines.length;
    if (shot && document.activeElement !== said) {
      const now = text(shot);
      if (said.value !== now) said.value = now;
      set(saidLabel, `Said in shot ${shotNumber(shot.id)}`);
    }
    const speaking = new Set(state.story.shots.flatMap((x) => x.lines.map((l) => l.character || "")));
    const people =
      s.voices === "scratch"
        ? [
            ...state.story.cast
              .filter((c) => speaking.has(c.id))
              .map((c) => ({ id: c.id, name: c.name, voice: c.voice })),
            ...(speaking.has("") ? [{ id: "", name: "Narrator", voice: s.narrator }] : []),
          ]
        : [];
    keyed(
      cast,
      people,
      (p) => p.id || "narrator",
      (p) => {
        const v = select(SCRATCH, (value) => call("voice", { character: p.id, variant: value }));
        return el("label", { class: "vg-voice" }, el("span"), v);
      },
      (node, p) => {
        set(node.children[0], p.name);
        const v = node.children[1];
        if (document.activeElement !== v) {
          if (![...v.options].some((o) => o.value === p.voice.variant))
            v.append(el("option", { value: p.voice.variant, text: p.voice.variant }));
          v.value = p.voice.variant;
        }
      },
    );
    note.hidden = !words;
    set(note, words || "");
  };
  return { panel, draw };
};
