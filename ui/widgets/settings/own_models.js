/* Models of one's own: which folders are looked through, what lies there, a preset made from a file, a LoRA laid over the film. */

import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";

/** What was found when it was last looked for; null: never on this page, for it reads the disk. @type {any} */
let known = null;
/** @type {any[]} */
let laid = [];
let laidFor = "",
  looking = false;

/** @param {Record<string, string>} [more] */
const look = async (more = {}) => {
  looking = true;
  changed();
  const reply = await call("own_models", more);
  looking = false;
  if (reply.ok) known = reply;
  changed();
  return reply.ok;
};
const lookAtLoras = async () => {
  if (!state.project || state.mode === "space") return;
  laidFor = `${state.project} ${state.revision}`;
  const reply = await call("loras", {}, { quiet: true });
  if (!reply.ok) return;
  laid = reply.loras;
  changed();
};

/* -- a folder chosen by clicking through this machine ---------------------------------------------------------------------- */
const picker = () => {
  const where = el("b"),
    list = el("ul", { "aria-label": tr("Folders here") }),
    left = el("small", { class: "vg-muted" });
  let here = "";
  const go = async (folder) => {
    keep.disabled = true; // until the folder that was clicked is the one that is shown
    const reply = await call("folders_in", { folder });
    keep.disabled = !here && !reply.ok;
    if (!reply.ok) return;
    here = reply.folder;
    set(where, here);
    const slash = here.includes("\\") ? "\\" : "/";
    const step = (text, to) =>
      el(
        "li",
        {},
        button(text, () => go(to), { class: "vg-small vg-quiet", icon: "folder" }),
      );
    list.replaceChildren(
      ...(reply.above ? [step(tr("One folder up"), reply.above)] : []),
      ...reply.inside.map((name) => step(name, here.endsWith(slash) ? here + name : here + slash + name)),
    );
    set(left, reply.left_out ? tr("{n} more are not listed: type the folder above.", { n: reply.left_out }) : "");
    list.querySelector("button")?.focus();
  };
  const keep = button(tr("Look through this folder"), () => look({ keep: here }).then((ok) => ok && close()), {
    class: "vg-small vg-primary",
    id: "keep-folder",
  });
  const node = el(
    "div",
    { class: "vg-pick", hidden: true },
    where,
    list,
    left,
    el(
      "div",
      { class: "vg-row" },
      keep,
      button(tr("Close"), () => close(), { class: "vg-small" }),
    ),
  );
  const close = () => {
    node.hidden = true;
  };
  return {
    node,
    open: () => {
      node.hidden = false;
      go("");
    },
  };
};

/* -- one file: what it is, and what it can be used for --------------------------------------------------------------------- */
const fileRow = (one) => {
  const name = el("b"),
    what = el("span"),
    why = el("small"),
    acts = el("span", { class: "vg-row" });
  const node = el("li", { "data-file": one.file }, what, name, why, acts);
  node.vgShow = (now) => {
    set(what, now.words);
    set(name, now.file.split(/[\\/]/).at(-1));
    name.title = now.file;
    const licence = now.licence ? tr("Licence, as it says: {licence}.", { licence: now.licence }) : "";
    const stated = ["refused", "unknown"].includes(now.kind) ? "" : now.why;
    set(why, [stated, licence].filter(Boolean).join(" "));
    why.hidden = !why.textContent;
    const key = JSON.stringify([now.slots, now.kind]);
    if (acts.dataset.had === key) return;
    acts.dataset.had = key;
    acts.replaceChildren(...(now.kind === "lora" ? layActs(now) : useActs(now)));
  };
  return node;
};
/** @param {any} one @returns {HTMLElement[]} */
const useActs = (one) => {
  const choices = Object.entries(one.slots).flatMap(([preset, slots]) => slots.map((slot) => [preset, slot]));
  if (!choices.length) return [];
  const title = (name) => state.presets.find((p) => p.name === name)?.title || name;
  const slot = el(
    "select",
    { class: "vg-input", "aria-label": tr("What it is used for") },
    choices.map(([preset, into], n) =>
      el("option", { value: n, text: tr("{slot} of {preset}", { slot: slotWords(into), preset: title(preset) }) }),
    ),
  );
  const name = el("input", {
    class: "vg-input",
    maxlength: 60,
    value: slug(one.file),
    "aria-label": tr("Name of the new preset"),
  });
  const use = button(
    tr("Make a preset with it"),
    async () => {
      const [like, into] = choices[Number(slot.value)];
      const reply = await call("use_file", { file: one.file, slot: into, like, name: name.value.trim() });
      if (!reply.ok) return;
      state.presets = reply.presets;
      changed();
      toast(tr("The preset {name} is among the cards above. Choose it to use it.", { name: reply.preset }));
    },
    { class: "vg-small" },
  );
  return [slot, name, use];
};
/** "keyframe/transformer" in words. @param {string} slot */
const slotWords = (slot) => {
  const [section, part] = slot.split("/");
  const of = section === "keyframe" ? tr("pictures") : tr("clips");
  return part === "all" ? tr("everything for {what}", { what: of }) : `${part.replaceAll("_", " ")}, ${of}`;
};
/** A preset's name made of a file's. @param {string} file */
const slug = (file) =>
  (file.split(/[\\/]/).at(-1) || "own")
    .replace(/\.(safetensors|gguf)$/i, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40) || "own";

/* -- LoRAs ------------------------------------------------------------------------------------------------------------------- */
/** @param {string} label @param {number} value */
const strengthField = (label, value) =>
  el("input", { class: "vg-input vg-num", type: "number", min: -4, max: 4, step: 0.05, value, "aria-label": label });
/** @param {any} one @returns {HTMLElement[]} */
const layActs = (one) => {
  const onto = el("select", { class: "vg-input", "aria-label": tr("What it is laid over") });
  const fill = () =>
    onto.replaceChildren(
      el("option", { value: "film", text: tr("the whole film") }),
      ...(state.story?.cast || []).map((c) =>
        el("option", { value: `cast/${c.id}`, text: tr("every shot of {name}", { name: c.name }) }),
      ),
      ...(state.story?.shots || []).map((s, n) =>
        el("option", { value: s.id, text: tr("shot {number}", { number: n + 1 }) }),
      ),
    );
  fill();
  onto.addEventListener("focus", () => {
    const had = onto.value;
    fill();
    onto.value = had;
  });
  const strength = strengthField(tr("Strength"), 1);
  const lay = button(
    tr("Lay it over"),
    async () => {
      const reply = await call("lay_lora", { file: one.file, on: onto.value, strength: Number(strength.value) });
      if (!reply.ok) return;
      toast(reply.note || tr("It lies there. What it touches is made again."));
      lookAtLoras();
    },
    { class: "vg-small" },
  );
  return [onto, strength, lay];
};
const loraRow = (one) => {
  const what = el("span"),
    why = el("small");
  const strength = strengthField(tr("Strength of {name}", { name: one.name }), one.strength);
  const say = async (more) => {
    const reply = await call("lay_lora", { file: one.file, on: one.on, ...more });
    if (reply.ok) lookAtLoras();
  };
  strength.addEventListener("change", () => say({ strength: Number(strength.value) }));
  const node = el(
    "li",
    {},
    what,
    why,
    el(
      "span",
      { class: "vg-row" },
      el("label", { class: "vg-row" }, el("span", { class: "vg-muted", text: tr("strength") }), strength),
      button(tr("Take it off"), () => say({ off: true }), { class: "vg-small" }),
    ),
  );
  node.vgShow = (now) => {
    const where =
      now.on === "film"
        ? tr("the whole film")
        : now.on.startsWith("cast/")
          ? tr("every shot of {name}", { name: now.named })
          : tr("shot {number}", { number: now.named });
    set(what, tr("{name} over {where}", { name: now.name, where }));
    set(why, [now.why, now.words && tr("Brought out by: {words}", { words: now.words })].filter(Boolean).join(" "));
    why.hidden = !why.textContent;
    if (document.activeElement !== strength) strength.value = now.strength;
  };
  return node;
};

/* The section of one's own models; `show` draws it. */
export const ownModelsSection = () => {
  const pick = picker();
  const folders = el("ul", { class: "vg-ownlist", id: "model-folders", "aria-label": tr("Folders of models") });
  const typed = el("input", {
    class: "vg-input",
    maxlength: 1000,
    id: "model-folder",
    placeholder: tr("a folder on this machine"),
    "aria-label": tr("Folder of models"),
  });
  const add = async () => {
    if (typed.value.trim() && (await look({ keep: typed.value.trim() }))) typed.value = "";
  };
  typed.addEventListener("keydown", (e) => e.key === "Enter" && add());
  const again = button(tr("Look for models"), () => look(), { class: "vg-small vg-primary", id: "look-for-models" });
  const files = el("ul", { class: "vg-ownlist", id: "own-files", "aria-label": tr("Models found") }),
    told = el("p", { class: "vg-muted", role: "status" }),
    worn = el("ul", { class: "vg-ownlist", id: "own-loras", "aria-label": tr("LoRAs of this film") }),
    wornTitle = el("h3", { text: tr("LoRAs of this film") });
  const node = el(
    "section",
    { class: "vg-section", id: "own-models" },
    el(
      "header",
      {},
      el("h2", { class: "vg-title", text: tr("Models of your own") }),
      el("span", {
        class: "vg-muted",
        text: tr("checkpoints, GGUF, LoRAs of other programs; only headers are read, nothing is copied"),
      }),
    ),
    el(
      "div",
      { class: "vg-own" },
      el(
        "div",
        {},
        el("span", { class: "vg-row" }, typed, button(tr("Add"), add, { class: "vg-small" })),
        el(
          "span",
          { class: "vg-row" },
          button(tr("Choose a folder"), pick.open, { class: "vg-small", icon: "folder", id: "choose-folder" }),
          again,
        ),
        pick.node,
        folders,
        wornTitle,
        worn,
      ),
      el("div", {}, told, files),
    ),
  );
  const folderRow = (one) =>
    el(
      "li",
      {},
      el("small", { text: one.folder }),
      one.kept
        ? button(tr("Look here no more"), () => look({ forget: one.folder }), { class: "vg-small" })
        : el("small", { class: "vg-muted", text: tr("always looked through") }),
    );
  const show = () => {
    node.hidden = state.mode === "space";
    if (node.hidden) return;
    if (laidFor !== `${state.project} ${state.revision}`) lookAtLoras();
    attr(again, "disabled", looking);
    const n = known?.found.length || 0;
    set(
      told,
      looking
        ? tr("Looking…")
        : !known
          ? tr(
              "Nothing was looked for yet. Models that other programs keep on this machine can be used where they lie.",
            )
          : n
            ? known.left_out
              ? tr("{n} files, {more} more are not listed.", { n, more: known.left_out })
              : tr("{n} files.", { n })
            : tr("No models were found in these folders."),
    );
    keyed(
      folders,
      known?.folders || [],
      (f) => `${f.folder} ${f.kept}`,
      folderRow,
      () => {},
    );
    keyed(
      files,
      known?.found || [],
      (f) => f.file,
      fileRow,
      (li, f) => li.vgShow(f),
    );
    wornTitle.hidden = !laid.length;
    keyed(
      worn,
      laid,
      (l) => `${l.on} ${l.file}`,
      loraRow,
      (li, l) => li.vgShow(l),
    );
  };
  return { node, show };
};
