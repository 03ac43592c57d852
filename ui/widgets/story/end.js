/* The picture that a shot ends on: another shot's still, the next one's, a picture of one's own, or none. */

import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { chooseFile, readFile } from "../page_state/files.js";
import { tr } from "../page_state/say.js";
import { shotNumber, state } from "../page_state/state.js";

/** @returns {{ node: HTMLElement, show: (shot: any) => void }} */
export const endPanel = () => {
  const select = el("select", { class: "vg-input", id: "shot-end", "aria-label": tr("What this shot ends on") });
  const note = el("p", { class: "vg-note", id: "shot-end-note", role: "status" });
  const own = button(
    tr("A picture of mine"),
    () => {
      const shot = state.shot;
      chooseFile("image/*", async (file) =>
        call("end_picture", { shot, data: await readFile(file), name: file.name.slice(-120) }),
      );
    },
    { icon: "upload", class: "vg-small vg-quiet", id: "shot-end-own" },
  );
  select.addEventListener("change", () => {
    if (select.value !== "file") call("edit", { shot: state.shot, field: "end", value: select.value });
  });
  const chosen = (end) =>
    !end
      ? ""
      : end.of === "shot"
        ? JSON.stringify({ of: "shot", shot: end.shot })
        : end.of === "file"
          ? "file"
          : "next";
  return {
    node: el(
      "div",
      { class: "vg-field" },
      el("span", {}, el("b", { text: tr("Ends on") })),
      el("div", { class: "vg-row" }, select, own),
      note,
    ),
    show: (shot) => {
      const here = state.story.shots.filter((s) => s.id !== shot.id),
        gone = shot.end?.of === "shot" && !here.some((s) => s.id === shot.end.shot);
      const choices = [
        ["", tr("as it comes")],
        ["next", tr("the next shot's still")],
        ...here.map((s) => [
          JSON.stringify({ of: "shot", shot: s.id }),
          tr("the still of shot {n}", { n: shotNumber(s.id) }),
        ]),
        ...(gone ? [[chosen(shot.end), tr("a shot that was deleted")]] : []),
        ...(shot.end?.of === "file" ? [["file", shot.end.name || tr("a picture of yours")]] : []),
      ];
      const ids = JSON.stringify(choices);
      if (select.dataset.ids !== ids) {
        select.dataset.ids = ids;
        select.replaceChildren(...choices.map(([value, text]) => el("option", { value, text })));
      }
      if (select.value !== chosen(shot.end)) select.value = chosen(shot.end);
      const why = (state.not_taken || []).filter((one) => one.shot === shot.id).map((one) => one.why);
      set(note, why.join(" "));
      note.hidden = !why.length;
    },
  };
};
