/* The command palette (Ctrl or Command with K): everything that can be done, every tab, shot, person and place, found by its words; and
   the sheet of keys (?). Both are drawn from the one list of actions. */

import { foldAll, hasFolders } from "../many/folders.js";
import { action, actions, possible } from "../page_state/actions.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed, offers, select, state } from "../page_state/state.js";
import { showTab } from "../page_state/tabs.js";
import { found } from "./finding.js";

const TABS = ["Story", "Cast", "Keyframes", "Shots", "Timeline", "Settings"];
const MOST = 60;

const things = () => [
  ...actions()
    .filter((a) => a.run && possible(a))
    .map((a) => ({ id: a.id, says: a.says, kind: tr("Action"), keys: (a.keys || []).join(" "), run: a.run })),
  ...TABS.map((t) => ({ id: `tab/${t}`, says: tr(t), kind: tr("Tab"), run: () => showTab(t) })),
  ...(state.story?.shots || []).map((s, i) => ({
    id: `shot/${s.id}`,
    says: tr("Shot {a}: {b}", { a: i + 1, b: s.summary }),
    kind: tr("Shot"),
    more: Object.values(s.domains).join(" "),
    run: () => {
      if (["Cast", "Settings"].includes(state.tab)) showTab("Story");
      select(s.id);
    },
  })),
  ...(state.story?.cast || []).map((c) => ({
    id: `cast/${c.id}`,
    says: c.name,
    kind: tr("Person"),
    more: c.stages.map((s) => s.look).join(" "),
    run: () => {
      state.portrait = `portrait/${c.id}/${c.stages[0].id}`;
      showTab("Cast");
      changed();
    },
  })),
  ...(state.story?.places || []).map((p) => ({
    id: `place/${p.id}`,
    says: p.name,
    kind: tr("Place"),
    more: p.look,
    run: () => {
      state.portrait = `plate/${p.id}`;
      showTab("Cast");
      changed();
    },
  })),
];

export const palette = () => {
  const input = el("input", {
    class: "vg-input",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "true",
    "aria-controls": "palette-list",
    "aria-label": tr("What do you want to do?"),
    placeholder: tr("What do you want to do?"),
  });
  const list = el("ul", { id: "palette-list", role: "listbox", "aria-label": tr("What can be done") }),
    none = el("p", { class: "vg-muted", text: tr("Nothing is called that.") });
  const box = el(
    "dialog",
    { class: "vg-dialog vg-palette", id: "palette", "aria-label": tr("Commands") },
    input,
    list,
    none,
  );
  let rows = [],
    at = 0;
  const draw = () => {
    rows = found(input.value, things(), MOST);
    at = Math.max(0, Math.min(at, rows.length - 1));
    keyed(
      list,
      rows,
      (r) => r.id,
      (r) =>
        el(
          "li",
          { role: "option", id: `palette-${r.id.replace(/\W/g, "-")}` },
          el("span"),
          el("small", { class: "vg-muted" }),
          el("kbd", { class: "vg-kbd" }),
        ),
      (li, r, i) => {
        set(li.children[0], r.says);
        set(li.children[1], r.kind);
        set(li.children[2], r.keys || "");
        li.children[2].hidden = !r.keys;
        attr(li, "aria-selected", i === at ? "true" : "false");
        li.onclick = () => go(r);
        if (i === at) {
          attr(input, "aria-activedescendant", li.id);
          li.scrollIntoView({ block: "nearest" });
        }
      },
    );
    none.hidden = rows.length > 0;
  };
  const go = (r) => {
    box.close();
    r?.run();
  };
  input.addEventListener("input", () => {
    at = 0;
    draw();
  });
  input.addEventListener("keydown", (e) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (by) at = (at + by + rows.length) % Math.max(1, rows.length);
    else if (e.key !== "Enter") return;
    e.preventDefault();
    by ? draw() : go(rows[at]);
  });
  offers.openPalette = () => {
    if (document.querySelector("dialog[open]")) return;
    input.value = "";
    at = 0;
    box.showModal();
    draw();
    input.focus();
  };

  const keys = el("dl", { class: "vg-keys" });
  const sheet = el(
    "dialog",
    { class: "vg-dialog vg-keysheet", id: "keys", "aria-labelledby": "keys-title" },
    el(
      "div",
      { class: "vg-spread" },
      el("h2", { class: "vg-title", id: "keys-title", text: tr("Keys") }),
      button("", () => sheet.close(), { icon: "close", class: "vg-quiet", label: tr("Close") }),
    ),
    keys,
  );
  offers.openKeys = () => {
    if (document.querySelector("dialog[open]")) return;
    keys.replaceChildren(
      ...actions()
        .filter((a) => a.keys?.length)
        .flatMap((a) => [
          el("dt", {}, ...a.keys.map((k) => el("kbd", { class: "vg-kbd", text: k }))),
          el("dd", { text: a.tab ? tr("{a} ({b})", { a: a.says, b: tr(a.tab) }) : a.says }),
        ]),
    );
    sheet.showModal();
  };
  action("palette", {
    says: tr("Find a command, a shot or a person"),
    keys: ["Ctrl K"],
    where: "here",
    run: () => offers.openPalette(),
  });
  action("keys", { says: tr("All keys"), keys: ["?"], run: () => offers.openKeys() });
  action("fold", { says: tr("Fold or unfold all scenes"), keys: ["G"], run: foldAll, when: hasFolders });
  action("new-film", { says: tr("New film from a sentence"), run: () => offers.newFilm() });
  action("films", { says: tr("Your films"), run: () => offers.openProjects() });
  action("save", { says: tr("Save the film as an mp4 file"), run: () => offers.saveFilm(), when: () => !!state.film });
  document.addEventListener("keydown", (e) => {
    if (e.key.toLowerCase() !== "k" || !(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey) return;
    e.preventDefault();
    offers.openPalette();
  });
  return [box, sheet];
};
