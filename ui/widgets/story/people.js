/* Who is in the film, on one line each: in how many shots, and another name everywhere. And what concerns the whole script. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { download } from "../page_state/files.js";
import { tr } from "../page_state/say.js";
import { leaving, offers, select, state } from "../page_state/state.js";
import { showTab } from "../page_state/tabs.js";
import { toast } from "../page_state/toasts.js";
import { numberOf } from "../page_state/words.js";

export const castPanel = () => {
  const list = el("ul", { class: "vg-castlist" }),
    names = el("span", { class: "vg-muted" });
  const node = el(
    "details",
    { class: "vg-fold", id: "story-cast" },
    el("summary", {}, el("b", { text: tr("Cast") }), names),
    list,
    el("p", {
      class: "vg-muted",
      text: tr("A new name goes into every domain, sentence and line; what was drawn stays."),
    }),
  );
  const make = (c) => {
    const name = el("button", {
      type: "button",
      class: "vg-person-name",
      onclick: () => {
        state.portrait = Object.keys(state.items).find((k) => k.startsWith(`portrait/${c.id}/`)) || state.portrait;
        showTab("Cast");
      },
    });
    const rename = button(
      tr("Rename"),
      () => {
        input.value = name.textContent;
        form.hidden = false;
        row.hidden = true;
        input.focus();
        input.select();
      },
      { class: "vg-small vg-quiet" },
    );
    const input = el("input", { class: "vg-input", maxlength: 120 });
    const ok = button(tr("Rename everywhere"), null, { class: "vg-small vg-primary" });
    ok.type = "submit";
    const back = () => {
      form.hidden = true;
      row.hidden = false;
      rename.focus();
    };
    const form = el(
      "form",
      { class: "vg-row", hidden: true },
      input,
      ok,
      button(tr("Never mind"), back, { class: "vg-small vg-quiet" }),
    );
    input.addEventListener("keydown", (e) => {
      if (e.key === "Escape") {
        e.stopPropagation();
        back();
      }
    });
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      for (const save of leaving) save();
      const r = await call("rename_character", { character: c.id, name: input.value });
      if (r.ok) {
        back();
        toast(tr("The new name stands everywhere."), { action: tr("Undo"), run: undoLast });
      }
    });
    const row = el("div", { class: "vg-castrow" }, name, el("span", { class: "vg-muted vg-num" }), rename);
    return el("li", {}, row, form);
  };
  const fill = (li, c) => {
    const [row, form] = li.children,
      [name, where] = row.children;
    const shots = state.story.shots.filter((s) => s.who.some((w) => w.character === c.id)).length;
    set(name, c.name);
    attr(form.firstChild, "aria-label", tr("New name for {name}", { name: c.name }));
    attr(row.lastChild, "aria-label", tr("Rename {name}", { name: c.name }));
    set(
      where,
      `${c.stages.length > 1 ? tr("{many} stages · ", { many: c.stages.length }) : ""}${shots ? tr("in {shots} of {count}", { shots, count: numberOf(state.story.shots.length, "shot") }) : tr("in no shot")}`,
    );
  };
  return {
    node,
    show: () => {
      node.hidden = !state.story.cast.length;
      set(names, state.story.cast.map((c) => c.name).join(", "));
      keyed(list, state.story.cast, (c) => c.id, make, fill);
    },
  };
};

export const scriptPanel = () => {
  const found = el("ul", { class: "vg-found" }),
    says = el("p", { class: "vg-muted", "aria-live": "polite" });
  const check = button(
    tr("Check every shot"),
    async () => {
      for (const save of leaving) save();
      const r = await call("check_all");
      if (!r.ok) return;
      const rows = state.story.shots.flatMap((s, n) => (r.found[s.id] || []).map((f) => [s.id, n + 1, f]));
      set(says, rows.length ? "" : tr("Every shot is complete and follows from the one before."));
      found.replaceChildren(
        ...rows
          .slice(0, 200)
          .map(([id, n, f]) =>
            el(
              "li",
              {},
              el(
                "button",
                { type: "button", onclick: () => select(id) },
                el("b", { text: tr("Shot {n}", { n }) }),
                el("span", { text: f.reason }),
              ),
            ),
          ),
      );
    },
    { class: "vg-small", id: "check-script" },
  );
  const node = el(
    "details",
    { class: "vg-fold", id: "whole-script" },
    el(
      "summary",
      {},
      el("b", { text: tr("Whole script") }),
      el("span", { class: "vg-muted", text: tr("check, screenplay") }),
    ),
    el(
      "div",
      { class: "vg-row" },
      check,
      button(tr("Save as Fountain"), () => download("script.fountain"), {
        class: "vg-small",
        icon: "download",
        id: "save-fountain",
      }),
      button(tr("Save for Final Draft"), () => download("script.fdx"), {
        class: "vg-small",
        icon: "download",
        id: "save-fdx",
      }),
      button(tr("Import a script"), () => offers.openOwnShots(), {
        class: "vg-small",
        icon: "upload",
        id: "import-script",
      }),
    ),
    says,
    found,
  );
  let project = null;
  return {
    node,
    show: () => {
      if (project !== state.project) {
        project = state.project;
        found.replaceChildren();
        set(says, "");
      }
    },
  };
};
