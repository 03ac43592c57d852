/* The pictures that a shot arrives at: the one that it ends on (another shot's still, the next one's, one of one's own, or none), and those that
   it passes through on the way, each at a moment of its own. */

import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { chooseFile, readFile } from "../page_state/files.js";
import { tr } from "../page_state/say.js";
import { shotNumber, state } from "../page_state/state.js";

/** What is chosen, as the value of a list's row. */
const rowValue = (one) => (one.of === "shot" ? JSON.stringify({ of: "shot", shot: one.shot }) : one.of);
/** Every still that the shot can arrive at, and the picture of one's own that it has, as [value, words]. */
const stills = (shot, one) => {
  const here = state.story.shots.filter((s) => s.id !== shot.id),
    gone = one?.of === "shot" && !here.some((s) => s.id === one.shot);
  return [
    ["next", tr("the next shot's still")],
    ...here.map((s) => [
      JSON.stringify({ of: "shot", shot: s.id }),
      tr("the still of shot {n}", { n: shotNumber(s.id) }),
    ]),
    ...(gone ? [[rowValue(one), tr("a shot that was deleted")]] : []),
    ...(one?.of === "file" ? [["file", one.name || tr("a picture of yours")]] : []),
  ];
};
const fill = (select, choices, chosen) => {
  const ids = JSON.stringify(choices);
  if (select.dataset.ids !== ids) {
    select.dataset.ids = ids;
    select.replaceChildren(...choices.map(([value, text]) => el("option", { value, text })));
  }
  if (select.value !== chosen) select.value = chosen;
};
const own = (id, then) =>
  button(tr("A picture of mine"), () => chooseFile("image/*", then), {
    icon: "upload",
    class: "vg-small vg-quiet",
    id,
  });

/** The pictures on the way: one row each, and two ways to add one. */
const onTheWay = () => {
  const list = el("ul", { class: "vg-moments", id: "shot-moments" });
  const now = () => state.story.shots.find((s) => s.id === state.shot);
  const send = (moments) => call("set_moments", { shot: state.shot, moments });
  /* Where there is most room: in the middle of the longest stretch without a picture. */
  const free = (shot) => {
    const marks = [0, ...shot.moments.map((m) => m.at_s).filter((s) => s < shot.duration_s), shot.duration_s];
    let at = 1;
    for (let i = 1; i < marks.length; i++) if (marks[i] - marks[i - 1] > marks[at] - marks[at - 1] + 1e-6) at = i;
    return Math.round(((marks[at] + marks[at - 1]) / 2) * 100) / 100;
  };
  const add = button(
    tr("Pass through a picture"),
    () => {
      const shot = now(),
        other = state.story.shots.find((s) => s.id !== shot.id),
        last = state.story.shots.at(-1).id === shot.id;
      if (other)
        send([...shot.moments, { at_s: free(shot), ...(last ? { of: "shot", shot: other.id } : { of: "next" }) }]);
    },
    { icon: "plus", class: "vg-small vg-quiet", id: "add-moment" },
  );
  const mine = own("shot-moment-own", async (file) =>
    call("moment_picture", {
      shot: state.shot,
      at_s: free(now()),
      data: await readFile(file),
      name: file.name.slice(-120),
    }),
  );
  const row = (shot, moment) => {
    const at = el("input", {
        type: "number",
        class: "vg-input",
        min: 0.25,
        max: 12,
        step: 0.25,
        value: moment.at_s,
        "aria-label": tr("When, in seconds"),
      }),
      which = el("select", { class: "vg-input", "aria-label": tr("Which picture") });
    /* What was set here, though its answer is still on the way: the next change goes on from it. */
    let mine = { ...moment };
    const others = () => now().moments.filter((m) => m.at_s !== moment.at_s);
    at.addEventListener("change", async () => {
      const before = mine;
      mine = { ...mine, at_s: Number(at.value) };
      const r = await send([...others(), mine]);
      if (r.ok) return;
      mine = before;
      at.value = before.at_s;
    });
    fill(which, stills(shot, moment), rowValue(moment));
    which.addEventListener("change", () => {
      if (which.value === "file") return;
      const what = which.value === "next" ? { of: "next" } : JSON.parse(which.value);
      mine = { at_s: mine.at_s, ...what };
      send([...others(), mine]);
    });
    const gone = button("", () => send(others()), {
      icon: "close",
      class: "vg-quiet",
      label: tr("Without this picture"),
    });
    return el("li", {}, at, el("span", { class: "vg-muted", text: "s" }), which, gone);
  };
  return {
    nodes: [
      el("span", { class: "vg-waythere" }, el("b", { text: tr("Passes through") })),
      list,
      el("div", { class: "vg-row" }, add, mine),
    ],
    show: (shot) => {
      add.hidden = mine.hidden = shot.moments.length >= 8;
      if (state.story.shots.length < 2) add.hidden = true;
      const said = JSON.stringify([shot.id, shot.moments, state.story.shots.map((s) => s.id)]);
      if (list.dataset.said === said) return;
      list.dataset.said = said;
      list.replaceChildren(...shot.moments.map((moment) => row(shot, moment)));
      list.hidden = !shot.moments.length;
    },
  };
};

/** @returns {{ node: HTMLElement, show: (shot: any) => void }} */
export const endPanel = () => {
  const select = el("select", { class: "vg-input", id: "shot-end", "aria-label": tr("What this shot ends on") });
  const note = el("p", { class: "vg-note", id: "shot-end-note", role: "status" });
  const mine = own("shot-end-own", async (file) =>
    call("end_picture", { shot: state.shot, data: await readFile(file), name: file.name.slice(-120) }),
  );
  const way = onTheWay();
  select.addEventListener("change", () => {
    if (select.value !== "file") call("edit", { shot: state.shot, field: "end", value: select.value });
  });
  return {
    node: el(
      "div",
      { class: "vg-field" },
      el("span", {}, el("b", { text: tr("Ends on") })),
      el("div", { class: "vg-endon" }, select, mine),
      ...way.nodes,
      note,
    ),
    show: (shot) => {
      fill(select, [["", tr("as it comes")], ...stills(shot, shot.end)], shot.end ? rowValue(shot.end) : "");
      way.show(shot);
      const why = (state.not_taken || []).filter((one) => one.shot === shot.id).map((one) => one.why);
      set(note, why.join(" "));
      note.hidden = !why.length;
    },
  };
};
