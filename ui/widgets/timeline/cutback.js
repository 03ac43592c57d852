/* An editor's cut comes back: its changes are shown in words first, then applied as one edit that undo takes back. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { readFile } from "../page_state/files.js";
import { toast } from "../page_state/toasts.js";
import { numberOf, problemWords } from "../page_state/words.js";

let box = null;
const build = () => {
  const list = el("ul", { class: "vg-diff" }),
    says = el("p", { class: "vg-muted" }),
    problem = el("p", { class: "vg-note vg-wrong", hidden: true, role: "alert" });
  const apply = button("Apply as one edit", null, { class: "vg-primary", id: "apply-cut" });
  const pick = button("Choose files", () => input.click(), { icon: "upload", id: "choose-cut" });
  const input = el("input", {
    type: "file",
    multiple: true,
    hidden: true,
    "aria-hidden": "true",
    id: "cut-files",
    accept: ".otio,.otioz,.fcpxml,.edl,.xml,.zip,.mp4,.mov,.m4v,.mkv,.webm,.wav,.aif,.aiff,.flac,.mp3,.m4a,.ogg",
  });
  const dialog = el(
    "dialog",
    { class: "vg-dialog vg-cutback", "aria-labelledby": "cutback-title" },
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", id: "cutback-title", text: "Read an edited cut" }),
      button("", () => dialog.close(), { icon: "close", class: "vg-quiet", label: "Close" }),
    ),
    el("p", {
      text: "Choose the .otio, .fcpxml or .edl that your editor saved from this film. Clips that are new to the film come along: choose their files too, or one zip of everything. Nothing changes before you have seen what would.",
    }),
    el("div", { class: "vg-row" }, pick, input),
    says,
    problem,
    list,
    el(
      "div",
      { class: "vg-row vg-right" },
      button("Close", () => dialog.close()),
      apply,
    ),
  );
  document.getElementById("timeline").querySelector("[data-widget]").append(dialog);
  let cut = null;
  const read = async (files) => {
    cut = null;
    apply.disabled = true;
    problem.hidden = true;
    list.replaceChildren();
    set(says, "Reading…");
    const big = files.find((f) => f.size > 160 * 2 ** 20);
    if (big) {
      set(says, "");
      problem.hidden = false;
      return set(problem, `${big.name} is larger than 160 MB. Make a smaller copy of it.`);
    }
    const r = await call(
      "read_cut",
      { files: await Promise.all(files.map(async (f) => ({ name: f.name, data: await readFile(f) }))) },
      { quiet: true },
    );
    set(says, "");
    if (!r.ok) {
      problem.hidden = false;
      return set(problem, problemWords(r.problem));
    }
    cut = r.cut;
    apply.disabled = r.empty;
    set(
      says,
      r.empty
        ? r.changes.length
          ? "Nothing of this cut changes the film."
          : "The cut is the film as it is."
        : `${numberOf(r.changes.filter((c) => c.applies).length, "change")} would be made:`,
    );
    list.append(
      ...[...r.changes]
        .sort((a, b) => b.applies - a.applies)
        .map((c) =>
          el(
            "li",
            { class: c.applies ? "" : "vg-not", "data-kind": c.kind },
            el("span", { class: "vg-muted", text: c.applies ? c.kind : "left as it is" }),
            el("span", { text: c.words }),
          ),
        ),
    );
  };
  input.addEventListener("change", () => {
    const files = [...input.files];
    input.value = "";
    if (files.length) read(files);
  });
  dialog.addEventListener("dragover", (e) => e.preventDefault());
  dialog.addEventListener("drop", (e) => {
    e.preventDefault();
    if (e.dataTransfer?.files.length) read([...e.dataTransfer.files]);
  });
  apply.addEventListener("click", async () => {
    apply.disabled = true;
    const r = await call("apply_cut", { cut }, { quiet: true });
    if (!r.ok) {
      problem.hidden = false;
      return set(problem, problemWords(r.problem));
    }
    dialog.close();
    toast("The cut is in.", { action: "Undo", run: () => undoLast() });
  });
  return {
    dialog,
    read,
    clear: () => {
      cut = null;
      apply.disabled = true;
      problem.hidden = true;
      list.replaceChildren();
      set(says, "");
    },
  };
};
export const readCut = (files) => {
  box ||= build();
  box.clear();
  if (!box.dialog.open) box.dialog.showModal();
  if (files?.length) box.read(files);
};
