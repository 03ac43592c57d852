/* What was read of a script, before a film is made of it: its account, who is in it, where it is, its scenes, shots and lines; each may
   be set right here. Nothing is made before that is accepted. */

import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { readFile } from "../page_state/files.js";
import { tr } from "../page_state/say.js";
import { toast } from "../page_state/toasts.js";
import { numberOf, problemWords } from "../page_state/words.js";
import { corrections } from "./set_right.js";

/** Scripts by their names; the rest of what comes in is a project, a cut or pictures. */
export const SCRIPTS = ".fountain,.spmd,.fdx,.txt,.md,.csv,.tsv";
export const isScript = (name) => !/\.(zip|json)$/i.test(name);

const READ_AS = {
  table: tr("table"),
  list: tr("list"),
  "numbered list": tr("numbered list"),
  prose: tr("chapter of prose"),
  screenplay: tr("screenplay"),
  "Final Draft screenplay": tr("Final Draft screenplay"),
};

/** @param {() => void} then when a film was made */
export const scriptSheet = (then) => {
  const says = el("p", { role: "status" }),
    problem = el("p", { class: "vg-note vg-wrong", hidden: true, role: "alert" }),
    body = el("div", { class: "vg-sheet" });
  /** @type {{ name: string, data: string, scenes: number[] }} */
  let file = { name: "", data: "", scenes: [] };
  let right = corrections();
  const wrong = (p) => {
    set(says, "");
    problem.hidden = false;
    set(problem, problemWords(p));
  };
  const make = button(
    tr("Make this film"),
    async () => {
      make.disabled = true;
      problem.hidden = true;
      set(says, tr("Making…"));
      const r = await call("begin_script", { ...file, corrections: right.asked() }, { quiet: true });
      make.disabled = false;
      if (!r.ok) return wrong(r.problem);
      box.close();
      then();
      toast(tr("“{name}” is a new film.", { name: file.name }));
    },
    { class: "vg-primary", id: "script-make" },
  );
  const fold = (id, title, many, nodes, open = false) =>
    el(
      "details",
      { class: "vg-fold", id, open },
      el("summary", {}, el("b", { text: title }), el("span", { class: "vg-muted", text: many })),
      ...nodes,
    );
  const field = (label, value, to, more = {}) => {
    const input = el("input", { class: "vg-input", value, "aria-label": label, maxlength: 900, ...more });
    input.addEventListener("input", () => to(input.value));
    return input;
  };
  /* A person or a place: its name, and whether it is one at all. */
  const named = (one, kind, told, nobody) => {
    const input = field(told, one.name, (v) => right.name(kind, one, v));
    const no = button(
      nobody,
      () => {
        const gone = input.disabled;
        input.disabled = !gone;
        no.setAttribute("aria-pressed", String(!gone));
        right.name(kind, one, gone ? input.value : "");
      },
      { class: "vg-small vg-quiet" },
    );
    no.setAttribute("aria-pressed", "false");
    return el("li", { class: "vg-row" }, input, no);
  };
  const choice = (label, entries, value, to) => {
    const made = el(
      "select",
      { class: "vg-input", "aria-label": label },
      entries.map(([id, name]) => el("option", { value: id, text: name, selected: id === value })),
    );
    made.addEventListener("change", () => to(made.value));
    return made;
  };
  const shotRow = (shot, n, script) => {
    const words = el("textarea", { class: "vg-input", rows: 2, maxlength: 900, "aria-label": tr("Shot {n}", { n }) });
    words.value = shot.text;
    words.addEventListener("input", () => right.shot(shot, words.value));
    const filmed = el("input", { type: "checkbox", checked: true, "aria-label": tr("Film shot {n}", { n }) });
    filmed.addEventListener("change", () => right.leave(shot, !filmed.checked));
    const people = [["", tr("a voice")], ...script.people.map((p) => [p.id, p.name])];
    return el(
      "li",
      {},
      el("div", { class: "vg-row" }, filmed, el("b", { class: "vg-num", text: String(n) }), words),
      el(
        "div",
        { class: "vg-row" },
        choice(
          tr("Place of shot {n}", { n }),
          [["", tr("no place")], ...script.places.map((p) => [p.id, p.name])],
          shot.place,
          (v) => right.stands(shot, v),
        ),
      ),
      ...shot.lines.map((line, i) =>
        el(
          "div",
          { class: "vg-row vg-said" },
          choice(tr("Who says line {i} of shot {n}", { i: i + 1, n }), people, line.who, (v) =>
            right.speaker(shot, i + 1, line, v),
          ),
          field(tr("Line {i} of shot {n}", { i: i + 1, n }), line.text, (v) => right.line(shot, i + 1, line, v), {
            maxlength: 500,
          }),
        ),
      ),
    );
  };
  const scenesOf = (scenes) => {
    const boxes = scenes.map((scene) => {
      const tick = el("input", { type: "checkbox", checked: scene.filmed, value: String(scene.number) });
      return el(
        "label",
        { class: "vg-row" },
        tick,
        el("span", { class: "vg-num", text: String(scene.number) }),
        el("span", { text: scene.heading || tr("before the first heading") }),
        el("span", { class: "vg-muted", text: numberOf(scene.shots, "shot") }),
      );
    });
    const ticks = boxes.map((b) => b.firstChild);
    const all = (on) => () => ticks.forEach((t) => (t.checked = on));
    return [
      el("div", { class: "vg-sheet-list", id: "script-scenes-list" }, boxes),
      el(
        "div",
        { class: "vg-row" },
        button(tr("All"), all(true), { class: "vg-small vg-quiet" }),
        button(tr("None"), all(false), { class: "vg-small vg-quiet" }),
        button(
          tr("Read these scenes"),
          () => read({ ...file, scenes: ticks.filter((t) => t.checked).map((t) => Number(t.value)) }),
          { class: "vg-small", id: "script-scenes-read" },
        ),
      ),
    ];
  };
  const shown = (script) => {
    const { account } = script,
      scenes = account.scenes || [];
    set(
      says,
      tr(
        "Read as a {kind}: {shots}. {used} words stand in their fields, {notes} in notes, {dropped} things are left out.",
        {
          kind: READ_AS[account.read_as] || account.read_as,
          shots: numberOf(script.shots.length, "shot"),
          used: account.used,
          notes: account.notes,
          dropped: account.dropped.length,
        },
      ),
    );
    const left = account.dropped.map((d) =>
      el("li", {}, el("b", { text: d.what }), el("span", { class: "vg-muted", text: `${d.where}. ${d.why}` })),
    );
    body.replaceChildren(
      el("label", { class: "vg-row" }, el("b", { text: tr("Title") }), field(tr("Title"), script.title, right.title)),
      ...[
        left.length &&
          fold(
            "script-left",
            tr("Left out"),
            String(left.length),
            [el("ul", { class: "vg-sheet-list" }, left)],
            left.length < 6,
          ),
        scenes.length &&
          fold("script-scenes", tr("Scenes"), String(scenes.length), scenesOf(scenes), scenes.length > 12),
        script.people.length &&
          fold(
            "script-people",
            tr("Cast"),
            script.people.map((p) => p.name).join(", "),
            [
              el("p", { class: "vg-muted", text: tr("The same name for two makes them one.") }),
              el(
                "ul",
                { class: "vg-sheet-list" },
                script.people.map((p) =>
                  named(p, "people", tr("Name of {name}", { name: p.name }), tr("This is nobody")),
                ),
              ),
            ],
            script.people.length <= 12,
          ),
        script.places.length &&
          fold("script-places", tr("Places"), script.places.map((p) => p.name).join(", "), [
            el(
              "ul",
              { class: "vg-sheet-list" },
              script.places.map((p) =>
                named(p, "places", tr("Name of {name}", { name: p.name }), tr("This is no place")),
              ),
            ),
          ]),
        fold("script-shots", tr("Shots and lines"), String(script.shots.length), [
          el(
            "ol",
            { class: "vg-sheet-list" },
            script.shots.map((s, i) => shotRow(s, i + 1, script)),
          ),
        ]),
      ].filter((node) => node instanceof Node),
    );
  };
  const read = async (asked) => {
    file = asked;
    right = corrections();
    problem.hidden = true;
    body.replaceChildren();
    make.disabled = true;
    set(says, tr("Reading…"));
    const r = await call("read_script", file, { quiet: true });
    if (!r.ok) return wrong(r.problem);
    shown(r.script);
    make.disabled = false;
  };
  const box = el(
    "dialog",
    { class: "vg-dialog vg-cutback vg-script", "aria-labelledby": "script-title" },
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", id: "script-title", text: tr("What was read") }),
      button("", () => box.close(), { icon: "close", class: "vg-quiet", label: tr("Close") }),
    ),
    says,
    problem,
    body,
    el(
      "div",
      { class: "vg-row vg-right" },
      button(tr("Close"), () => box.close()),
      make,
    ),
  );
  return {
    box,
    /** @param {File} chosen */
    open: async (chosen) => {
      make.disabled = true; // nothing is read yet
      if (!box.open) box.showModal();
      await read({ name: chosen.name, data: await readFile(chosen), scenes: [] });
    },
  };
};
