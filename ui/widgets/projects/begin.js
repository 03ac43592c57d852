/* A film begun from what one has: a script, a cut of an editor, numbered pictures, a video. What would be made is told first. */

import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { readFile } from "../page_state/files.js";
import { filesIn } from "../page_state/files_in.js";
import { tr } from "../page_state/say.js";
import { toast } from "../page_state/toasts.js";
import { problemWords } from "../page_state/words.js";

const ACCEPT =
  ".otio,.otioz,.fcpxml,.edl,.xml,.zip,.jpg,.jpeg,.png,.webp,.mp4,.mov,.m4v,.mkv,.webm,.wav,.aif,.aiff,.flac,.mp3,.m4a,.ogg,.fountain,.fdx,.txt,.md,.csv";

const SCRIPT = /\.(fountain|spmd|fdx|txt|md|csv|tsv)$/i;

/** @param {() => void} then when a film was made
    @param {(file: File) => void} script what opens a script */
export const beginning = (then, script) => {
  const says = el("p", { role: "status" }),
    list = el("ul", { class: "vg-diff" }),
    problem = el("p", { class: "vg-note vg-wrong", hidden: true, role: "alert" });
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
    if (chosen.length === 1 && SCRIPT.test(chosen[0].name)) {
      box.close();
      return script(chosen[0]);
    }
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
  const coming = filesIn({
    accept: ACCEPT,
    input: "begin-files",
    choose: "begin-choose",
    words: tr("Choose files"),
    come: read,
  });
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
    el("div", { class: "vg-row" }, ...coming.nodes),
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
  coming.dropOn(box);
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
