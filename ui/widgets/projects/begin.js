/* A film begun from what one has: a cut of an editor, numbered pictures, a video. What would be made is told first. */

import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { readFile } from "../page_state/files.js";
import { tr } from "../page_state/say.js";
import { toast } from "../page_state/toasts.js";
import { problemWords } from "../page_state/words.js";

const ACCEPT =
  ".otio,.otioz,.fcpxml,.edl,.xml,.zip,.jpg,.jpeg,.png,.webp,.mp4,.mov,.m4v,.mkv,.webm,.wav,.aif,.aiff,.flac,.mp3,.m4a,.ogg";

/** @param {() => void} then when a film was made */
export const beginning = (then) => {
  const says = el("p", { role: "status" }),
    list = el("ul", { class: "vg-diff" }),
    problem = el("p", { class: "vg-note vg-wrong", hidden: true, role: "alert" });
  const input = el("input", {
    type: "file",
    multiple: true,
    hidden: true,
    "aria-hidden": "true",
    id: "begin-files",
    accept: ACCEPT,
  });
  /** @type {any[]} */
  let files = [];
  const wrong = (p) => {
    set(says, "");
    problem.hidden = false;
    set(problem, problemWords(p));
  };
  const make = button(
    tr("Make this film"),
    async () => {
      make.disabled = true;
      set(says, tr("Making…"));
      const r = await call("begin_film", { files }, { quiet: true });
      if (!r.ok) return wrong(r.problem);
      box.close();
      then();
      toast(tr("A new film of your files."));
    },
    { class: "vg-primary", id: "begin-make" },
  );
  const read = async (chosen) => {
    list.replaceChildren();
    problem.hidden = true;
    make.disabled = true;
    set(says, tr("Reading…"));
    files = await Promise.all(chosen.map(async (f) => ({ name: f.name, data: await readFile(f) })));
    const r = await call("read_material", { files }, { quiet: true });
    if (!r.ok) return wrong(r.problem);
    set(says, r.head);
    list.append(
      ...r.lines.map((line) =>
        el(
          "li",
          { class: "vg-not" },
          el("span", { class: "vg-muted", text: tr("to know") }),
          el("span", { text: line }),
        ),
      ),
    );
    make.disabled = false;
  };
  const box = el(
    "dialog",
    { class: "vg-dialog vg-cutback", "aria-labelledby": "begin-title" },
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", id: "begin-title", text: tr("Begin from what you have") }),
      button("", () => box.close(), { icon: "close", class: "vg-quiet", label: tr("Close") }),
    ),
    el("p", {
      text: tr(
        "Choose numbered pictures, one video, or an editor's cut with its media. Nothing is made before you have seen what would be.",
      ),
    }),
    el(
      "div",
      { class: "vg-row" },
      button(tr("Choose files"), () => input.click(), { icon: "upload", id: "begin-choose" }),
      input,
    ),
    says,
    problem,
    list,
    el(
      "div",
      { class: "vg-row vg-right" },
      button(tr("Close"), () => box.close()),
      make,
    ),
  );
  input.addEventListener("change", () => {
    const chosen = [...input.files];
    input.value = "";
    if (chosen.length) read(chosen);
  });
  box.addEventListener("dragover", (e) => e.preventDefault());
  box.addEventListener("drop", (e) => {
    e.preventDefault();
    if (e.dataTransfer?.files.length) read([...e.dataTransfer.files]);
  });
  return {
    box,
    open: () => {
      files = [];
      make.disabled = true;
      problem.hidden = true;
      list.replaceChildren();
      set(says, "");
      box.showModal();
    },
  };
};
