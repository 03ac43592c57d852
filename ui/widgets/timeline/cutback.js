/* An editor's cut comes back: its changes are shown in words first, then applied as one edit that undo takes back. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { button, el, set } from "../page_state/dom.js";
import { readFile } from "../page_state/files.js";
import { filesIn } from "../page_state/files_in.js";
import { tr } from "../page_state/say.js";
import { toast } from "../page_state/toasts.js";
import { numberOf, problemWords } from "../page_state/words.js";

/* What a change is about. */
const KINDS = {
  new: tr("new"),
  sound: tr("sound"),
  trim: tr("trim"),
  repeated: tr("repeated"),
  marker: tr("marker"),
  notes: tr("notes"),
  deleted: tr("deleted"),
  order: tr("order"),
  boundary: tr("boundary"),
  title: tr("title"),
};
let box = null;
const build = () => {
  const list = el("ul", { class: "vg-diff" }),
    says = el("p", { class: "vg-muted" }),
    problem = el("p", { class: "vg-note vg-wrong", hidden: true, role: "alert" });
  const apply = button(tr("Apply as one edit"), null, { class: "vg-primary", id: "apply-cut" });
  const coming = filesIn({
    accept: ".otio,.otioz,.fcpxml,.edl,.xml,.zip,.mp4,.mov,.m4v,.mkv,.webm,.wav,.aif,.aiff,.flac,.mp3,.m4a,.ogg",
    input: "cut-files",
    choose: "choose-cut",
    words: tr("Choose files"),
    come: (files) => read(files),
  });
  const dialog = el(
    "dialog",
    { class: "vg-dialog vg-cutback", "aria-labelledby": "cutback-title" },
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", id: "cutback-title", text: tr("Read an edited cut") }),
      button("", () => dialog.close(), { icon: "close", class: "vg-quiet", label: tr("Close") }),
    ),
    el("p", {
      text: tr(
        "Choose the .otio, .fcpxml or .edl that your editor saved from this film. Clips that are new to the film come along: choose their files too, or one zip of everything. Nothing changes before you have seen what would.",
      ),
    }),
    el("div", { class: "vg-row" }, ...coming.nodes),
    says,
    problem,
    list,
    el(
      "div",
      { class: "vg-row vg-right" },
      button(tr("Close"), () => dialog.close()),
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
    set(says, tr("Reading…"));
    const big = files.find((f) => f.size > 160 * 2 ** 20);
    if (big) {
      set(says, "");
      problem.hidden = false;
      return set(problem, tr("{name} is larger than 160 MB. Make a smaller copy of it.", { name: big.name }));
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
          ? tr("Nothing of this cut changes the film.")
          : tr("The cut is the film as it is.")
        : tr("{changes} would be made:", {
            changes: numberOf(r.changes.filter((c) => c.applies).length, "change"),
          }),
    );
    list.append(
      ...[...r.changes]
        .sort((a, b) => b.applies - a.applies)
        .map((c) =>
          el(
            "li",
            { class: c.applies ? "" : "vg-not", "data-kind": c.kind },
            el("span", { class: "vg-muted", text: c.applies ? KINDS[c.kind] || c.kind : tr("left as it is") }),
            el("span", { text: c.words }),
          ),
        ),
    );
  };
  coming.dropOn(dialog);
  apply.addEventListener("click", async () => {
    apply.disabled = true;
    const r = await call("apply_cut", { cut }, { quiet: true });
    if (!r.ok) {
      problem.hidden = false;
      return set(problem, problemWords(r.problem));
    }
    dialog.close();
    toast(tr("The cut is in."), { action: tr("Undo"), run: () => undoLast() });
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
