import { regenerate } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { aloud, attr, button, el, keyed, set } from "../page_state/dom.js";
import { reasonOf, stateOf, word } from "../page_state/item_words.js";
import { widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { changed, leaving, on, partName, picture, state } from "../page_state/state.js";
import { numberOf } from "../page_state/words.js";
import { costLine } from "../takes/cost.js";
import { uploadTo } from "../takes/own.js";
import { takeGrid, useChips } from "../takes/takes.js";
import { partBox, unsavedMark } from "../wordbox/wordbox.js";
import { recastPanel } from "./recast.js";

widget("cast", (root) => {
  const pick = (key) => {
    for (const save of leaving) save();
    state.portrait = key;
    changed();
    if (innerWidth <= 980) setTimeout(() => inspector.scrollIntoView({ behavior: "smooth", block: "start" }), 80);
  };
  const person = (id) => state.story?.cast.find((c) => c.id === id);
  const split = (key) => (key || "").split("/");

  /* -- left: everybody, stage by stage, then the places ------------------------------------------------------------ */
  const cards = (key) => {
    const square = key.startsWith("portrait/");
    return el(
      "li",
      { class: "vg-item" },
      el(
        "button",
        { type: "button", class: "vg-pick", onclick: () => pick(key) },
        el(
          "span",
          { class: `vg-frame ${square ? "vg-square" : ""}`, style: "display:block" },
          el("img", { alt: "", loading: "lazy", hidden: true }),
          el("span", { class: "vg-none", text: tr("not drawn yet") }),
          el("span", { class: "vg-flag", hidden: true }),
        ),
        el("span", { class: "vg-under1" }, el("b"), el("span", { class: "vg-state" })),
        el("span", { class: "vg-says" }),
      ),
    );
  };
  const fill = (li, key, name, look) => {
    const item = state.items[key],
      b = li.firstChild,
      [frame, under, says] = b.children,
      [img, none, flag] = frame.children;
    picture(img, item?.digest, 320);
    none.hidden = !!item?.digest;
    flag.hidden = !(item?.pinned || item?.takes > 1);
    if (!flag.hidden) {
      const t = `${item.pinned ? "pinned" : ""}${item.pinned && item.takes > 1 ? " · " : ""}${item.takes > 1 ? tr("{takes} takes", { takes: item.takes }) : ""}`;
      set(flag, t);
    }
    set(under.firstChild, name);
    stateOf(under.lastChild, item);
    set(says, look || tr("no look yet: nothing is known about how this appears"));
    attr(b, "aria-current", key === state.portrait ? "true" : null);
    aloud(b, `${name}, ${word(item)}`);
  };
  const ask = (label, hint, go) => {
    const input = el("input", { class: "vg-input", placeholder: hint, maxlength: 120, "aria-label": label });
    const form = el(
      "form",
      { class: "vg-row vg-askform", hidden: true },
      input,
      button(tr("Add"), null, { class: "vg-primary" }),
      button(
        tr("Never mind"),
        () => {
          form.hidden = true;
          open.hidden = false;
        },
        { class: "vg-quiet" },
      ),
    );
    form.querySelector(".vg-primary").type = "submit";
    const open = button(
      label,
      () => {
        form.hidden = false;
        open.hidden = true;
        input.value = "";
        input.focus();
      },
      { icon: "plus", class: "vg-small" },
    );
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      if (!input.value.trim()) return input.focus();
      const r = await go(input.value.trim());
      if (r.ok) {
        form.hidden = true;
        open.hidden = false;
      }
    });
    return el("span", { class: "vg-asker" }, open, form);
  };
  const people = el("div", { class: "vg-everybody" }),
    places = el("ul", { class: "vg-cards vg-places" });
  const left = el(
    "div",
    {},
    people,
    el(
      "div",
      { class: "vg-tools", style: "margin-top:18px" },
      ask("Add a character", tr("Name"), (name) => call("add_character", { name })),
    ),
    el(
      "section",
      { class: "vg-section" },
      el(
        "header",
        {},
        el("h2", { class: "vg-title", text: tr("Places") }),
        el("span", { class: "vg-muted", text: tr("what stays the same there") }),
      ),
      places,
      el(
        "div",
        { class: "vg-tools", style: "margin-top:14px" },
        ask("Add a place", tr("Name"), (name) => call("add_place", { name })),
      ),
    ),
  );
  const makePerson = (c) => {
    const add = ask("Add a stage", tr("Name of the stage: child, old, in disguise"), (name) =>
      call("add_stage", { character: c.id, name }),
    );
    return el(
      "section",
      { class: "vg-person" },
      el("header", {}, el("h2", { class: "vg-title" }), el("span", { class: "vg-muted" })),
      el("ul", { class: "vg-stages" }),
      add,
    );
  };
  const drawPerson = (node, c) => {
    const [header, list] = node.children;
    set(header.children[0], c.name);
    set(header.children[1], c.role);
    keyed(
      list,
      c.stages,
      (s) => s.id,
      (s) => cards(`portrait/${c.id}/${s.id}`),
      (li, s) => fill(li, `portrait/${c.id}/${s.id}`, s.name, s.look),
    );
  };

  /* -- right: the selected portrait or place ------------------------------------------------------------------------- */
  const big = el("img", { alt: "", hidden: true }),
    bigNone = el("span", { class: "vg-none" }),
    frame = el("div", { class: "vg-frame vg-bigframe" }, big, bigNone);
  const title = el("h2", { class: "vg-title" }),
    says = el("span", { class: "vg-state" });
  const four = button(tr("4 variants"), () => regenerate(state.portrait, 4), {
    icon: "again",
    class: "vg-small",
    title: tr("Make four new takes to choose from"),
  });
  const one = button(tr("New take"), () => regenerate(state.portrait), { icon: "again", class: "vg-small" });
  const stop = button(tr("Cancel"), () => call("cancel", { key: state.portrait }), {
    icon: "close",
    class: "vg-small",
  });
  const up = button(tr("Upload"), () => uploadTo(state.portrait), {
    icon: "upload",
    class: "vg-small",
    title: tr("Use a photo or a drawing: choose the face or the part; it is stripped of its data"),
  });
  const look = partBox(
    tr("Look"),
    tr("drawn wherever this appears"),
    (k) => (k.startsWith("plate/") ? `places/${split(k)[1]}/look` : `cast/${split(k)[1]}/stages/${split(k)[2]}/look`),
    (k) =>
      k.startsWith("plate/")
        ? state.story.places.find((p) => p.id === split(k)[1])?.look
        : person(split(k)[1])?.stages.find((s) => s.id === split(k)[2])?.look,
    { id: "part-look", rows: 3, before: (key, words, film) => recast.before(key, words, film) },
  );
  const recast = recastPanel(look);
  const wear = partBox(
    tr("Wardrobe and palette"),
    tr("for all stages"),
    (k) => `cast/${split(k)[1]}/wardrobe`,
    (k) => person(split(k)[1])?.wardrobe,
    { id: "part-wardrobe" },
  );
  const role = partBox(
    tr("Role"),
    tr("who this is in the story"),
    (k) => `cast/${split(k)[1]}/role`,
    (k) => person(split(k)[1])?.role,
    { id: "part-role", longest: 400, rows: 1 },
  );
  const strength = el("input", {
      type: "range",
      min: 0,
      max: 1,
      step: 0.05,
      "aria-label": tr("Strength of the identity"),
    }),
    strengthSays = el("small", { class: "vg-num" });
  strength.addEventListener("input", () => set(strengthSays, Number(strength.value).toFixed(2)));
  strength.addEventListener("change", () =>
    call("edit_part", { path: `cast/${split(state.portrait)[1]}/strength`, value: Number(strength.value) }),
  );
  const STRENGTH = {
    tokens: tr("How hard the portrait holds the face in every shot: 0 ignores it, 1 holds hardest."),
    references: tr("This preset sees the portraits as pictures beside the words: their strength cannot be set."),
    drawn: tr(
      "The drawn world keeps the portrait at any strength above 0; at 0 people are drawn from the words of the shot alone.",
    ),
  };
  const strongWhy = el("small", { class: "vg-muted", id: "strength-why" });
  attr(strength, "aria-describedby", "strength-why");
  strength.id = "part-strength";
  const strong = el(
    "div",
    { class: "vg-strong" },
    el(
      "label",
      { class: "vg-field" },
      el("span", {}, el("b", { text: tr("Identity strength") }), strengthSays),
      strength,
    ),
    strongWhy,
  );
  /* Names are short and have no lines: saved when the field is left, and put back when they are refused. */
  const nameBox = (label, path, read) => {
    const input = el("input", { class: "vg-input", maxlength: 120, autocomplete: "off" }),
      node = el("label", { class: "vg-field" }, el("span", {}, el("b", { text: label })), input);
    let owner = null,
      base = "";
    const save = async () => {
      const mine = owner,
        name = input.value.replace(/\s+/g, " ").trim();
      if (!mine || name === base) return;
      if (!name) {
        input.value = base;
        return;
      }
      const before = base;
      base = name;
      const r = await call("edit_part", { path: path(mine), value: name });
      if (!r.ok && !r.kept && owner === mine) input.value = base = before;
    };
    input.addEventListener("blur", save);
    input.addEventListener("keydown", (e) => {
      if (e.key === "Enter") {
        e.preventDefault();
        save();
      } else if (e.key === "Escape") {
        e.stopPropagation();
        input.value = base;
      }
    });
    leaving.add(save);
    return {
      node,
      show: (key) => {
        node.hidden = !key;
        if (key) unsavedMark(input, path(key));
        if (key !== owner) {
          save();
          owner = key;
          input.value = base = key ? read(key) || "" : "";
        } else if (key && document.activeElement !== input) {
          base = read(key) || "";
          if (input.value !== base) input.value = base;
        }
      },
    };
  };
  const names = [
    nameBox(
      tr("Name"),
      (k) => (k.startsWith("plate/") ? `places/${split(k)[1]}/name` : `cast/${split(k)[1]}/name`),
      (k) =>
        k.startsWith("plate/") ? state.story.places.find((p) => p.id === split(k)[1])?.name : person(split(k)[1])?.name,
    ),
    nameBox(
      tr("Name of this stage"),
      (k) => `cast/${split(k)[1]}/stages/${split(k)[2]}/name`,
      (k) => person(split(k)[1])?.stages.find((s) => s.id === split(k)[2])?.name,
    ),
  ];
  names[0].node.id = "part-name";
  names[1].node.id = "part-stage-name";
  const uses = el("div", { class: "vg-chips" }),
    usedNone = el("small", { class: "vg-muted" }),
    usedIn = el("div", {}, el("div", { class: "vg-label" }, el("b", { text: tr("Used in shots") }), usedNone), uses);
  const from = el("p", { class: "vg-note", hidden: true }),
    why = el("p", { class: "vg-note", hidden: true });
  const grid = takeGrid();
  const drop = button(
    tr("Remove"),
    () => {
      const [s, a, b] = split(state.portrait);
      const c = person(a);
      call("remove_part", {
        path: s === "plate" ? `places/${a}` : c.stages.length > 1 ? `cast/${a}/stages/${b}` : `cast/${a}`,
      });
    },
    {
      icon: "trash",
      class: "vg-small vg-quiet",
      title: tr("Remove it from the cast; only what stands in no shot can be removed"),
    },
  );
  const inspector = el(
    "div",
    { class: "vg-inspector" },
    el(
      "div",
      { class: "vg-hero" },
      frame,
      el("div", { class: "vg-heroside" }, title, says, el("div", { class: "vg-row" }, one, four, stop, up, drop)),
    ),
    why,
    from,
    el(
      "div",
      { class: "vg-names" },
      names.map((n) => n.node),
    ),
    look.node,
    recast.node,
    grid.node,
    wear.node,
    role.node,
    strong,
    usedIn,
  );
  const empty = el(
    "div",
    { class: "vg-empty" },
    el("h3", { text: tr("Nobody yet") }),
    el("p", {
      text: tr(
        "Characters that return get a portrait for each stage of their life; every shot is drawn from it, so that they stay themselves. Make a film, or add somebody.",
      ),
    }),
  );
  const faces = () =>
    Object.values(state.items).filter(
      (i) => ["portrait", "plate"].includes(i.step) && ["stale", "missing", "failed"].includes(i.state),
    );
  const keyOf = (item) => Object.keys(state.items).find((k) => state.items[k] === item);
  const makeAll = button("", () => call("build", { keys: faces().map(keyOf) }), {
      icon: "film",
      id: "make-portraits",
      class: "vg-primary",
    }),
    tools = el("div", { class: "vg-tools", hidden: true }, makeAll),
    cost = costLine(null, () => faces().map(keyOf));
  root.append(empty, tools, cost.node, el("div", { class: "vg-board" }, left, inspector));

  on(() => {
    if (!state.story || state.tab !== "Cast") return;
    empty.hidden = state.story.cast.length > 0;
    const todo = faces().filter((i) => !i.job),
      people_ = todo.filter((i) => i.step === "portrait").length,
      rest = todo.length - people_;
    tools.hidden = !todo.length;
    set(
      makeAll.lastChild,
      tr("Make {a}", {
        a: [people_ && numberOf(people_, "portrait"), rest && numberOf(rest, "place")].filter(Boolean).join(" and "),
      }),
    );
    cost.show(todo.length > 0);
    keyed(people, state.story.cast, (c) => c.id, makePerson, drawPerson);
    keyed(
      places,
      state.story.places,
      (p) => p.id,
      (p) => cards(`plate/${p.id}`),
      (li, p) => fill(li, `plate/${p.id}`, p.name, p.look),
    );
    const key = state.portrait,
      item = state.items[key];
    inspector.hidden = !item;
    for (const box of [look, wear, role]) {
      const use = item && (box === look || key.startsWith("portrait/"));
      box.node.hidden = !use;
      box.show(use ? key : null);
    }
    recast.show(key);
    grid.show(key);
    names[0].show(item ? key : null);
    names[1].show(item && key.startsWith("portrait/") ? key : null);
    if (!item) return;
    const [kind, a, b] = split(key),
      c = person(a);
    picture(big, item.digest, 640);
    bigNone.hidden = !!item.digest;
    set(bigNone, word(item));
    attr(frame, "class", `vg-frame vg-bigframe ${kind === "portrait" ? "vg-square" : ""}`);
    attr(frame.parentNode, "data-kind", kind);
    set(title, partName(key));
    stateOf(says, item);
    const reason =
      ["stale", "failed"].includes(item.state) || item.reason?.startsWith("pinned, stale") ? reasonOf(item) : "";
    why.hidden = !reason;
    set(why, reason);
    one.disabled = four.disabled = item.state === "running";
    stop.hidden = !item.job;
    strong.hidden = kind !== "portrait";
    strength.disabled = state.identity === "references";
    set(strongWhy, STRENGTH[state.identity] || "");
    if (c) unsavedMark(strength, `cast/${a}/strength`);
    if (c && document.activeElement !== strength) {
      strength.value = c.strength;
      set(strengthSays, c.strength.toFixed(2));
    }
    const first = c && c.stages[0].id !== b ? c.stages[0].name : "";
    from.hidden = !first;
    set(from, first ? tr("Drawn from the portrait of “{first}”, so that it stays the same person.", { first }) : "");
    const shots = state.story.shots.filter((s) =>
      kind === "plate" ? s.place === a : s.who.some((w) => w.character === a && w.stage === b),
    );
    useChips(uses, shots);
    set(usedNone, shots.length ? "" : kind === "plate" ? tr("No shot happens here.") : tr("In no shot yet."));
  });
});
