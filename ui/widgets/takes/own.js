/* A person's own file: what it is for, which face, which part. Nothing is used before it was looked at here. */

import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { chooseFile, readFile, tooLarge } from "../page_state/files.js";
import { tr } from "../page_state/say.js";
import { partName, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { problemWords } from "../page_state/words.js";
import { around, aroundFace, middleOf } from "./cutting.js";

const PICTURES = "image/*,.heic,.heif,.avif,.jpg,.jpeg,.png,.webp,.tif,.tiff,.gif,.bmp";
const FILMS = "video/*,.mp4,.mov,.m4v,.mkv,.webm";
const isFilm = (file) => file.type.startsWith("video/") || /\.(mp4|mov|m4v|mkv|webm)$/i.test(file.name);
const isPicture = (file) =>
  file.type.startsWith("image/") || /\.(heic|heif|avif|jpe?g|png|webp|tiff?|gif|bmp)$/i.test(file.name);

/** @type {any} */
let found = null;
/** @type {import("./cutting.js").Box} */
let box = [0, 0, 1, 1];
let file = null,
  data = "",
  asked = 0;

const image = el("img", { alt: tr("Your picture") }),
  part = el("button", { type: "button", class: "vg-cutpart", "aria-label": tr("The part that is used") }),
  faces = el("div", { class: "vg-cutfaces" }),
  stage = el("div", { class: "vg-cutstage", hidden: true }, image, faces, part);
const says = el("p", { role: "status" }),
  keys = el("p", {
    class: "vg-muted",
    hidden: true,
    text: tr("Drag the frame over the picture, or move it with the arrow keys; make it larger or smaller below."),
  }),
  problem = el("p", { class: "vg-note vg-wrong", hidden: true, role: "alert" });
const forWhat = el("select", { id: "own-for", onchange: () => look() }),
  forLine = el("label", { class: "vg-field" }, el("span", { text: tr("It stands for") }), forWhat);
const size = el("input", {
    type: "range",
    min: 8,
    max: 100,
    id: "own-size",
    oninput: () => place(around(middleOf(box), +size.value / 100, found.size, ratio())),
  }),
  sizeLine = el("label", { class: "vg-field", hidden: true }, el("span", { text: tr("How much of it") }), size);
const from = el("input", { type: "number", min: 0, step: 0.1, value: 0, id: "own-from" }),
  fromLine = el("label", { class: "vg-field", hidden: true }, el("span", { text: tr("Begin at second") }), from);
const use = button(tr("Use it"), () => send(), { class: "vg-primary", id: "own-use" });
const dialog = el(
  "dialog",
  { class: "vg-dialog", id: "own-file", "aria-labelledby": "own-title" },
  el(
    "div",
    { class: "vg-spread" },
    el("h2", { class: "vg-title", id: "own-title", text: tr("Your own file") }),
    button("", () => dialog.close(), { icon: "close", class: "vg-quiet", label: tr("Close") }),
  ),
  forLine,
  stage,
  says,
  problem,
  keys,
  sizeLine,
  fromLine,
  el(
    "div",
    { class: "vg-row vg-right" },
    button(tr("Cancel"), () => dialog.close()),
    use,
  ),
);

const ratio = () => found.shape[0] / found.shape[1];
const place = (to) => {
  box = to;
  const [x0, y0, x1, y1] = box;
  attr(part, "style", `left:${x0 * 100}%;top:${y0 * 100}%;width:${(x1 - x0) * 100}%;height:${(y1 - y0) * 100}%`);
  size.value = String(Math.round((x1 - x0) * 100));
};
const show = () => {
  image.src = `data:image/webp;base64,${found.shown}`;
  faces.replaceChildren(
    ...found.faces.map((face, n) =>
      el("button", {
        type: "button",
        class: "vg-cutface",
        "aria-label": tr("Use face {n}", { n: n + 1 }),
        title: tr("Use this face"),
        style: `left:${face[0] * 100}%;top:${face[1] * 100}%;width:${(face[2] - face[0]) * 100}%;height:${(face[3] - face[1]) * 100}%`,
        onclick: () => place(aroundFace(face, found.size, ratio())),
      }),
    ),
  );
  place(found.box);
};
const wrong = (p) => {
  set(says, "");
  problem.hidden = false;
  set(problem, problemWords(p));
};
/* What the program makes of the file for what it stands for. */
const look = async () => {
  const turn = ++asked,
    leads = forWhat.value.startsWith("guide/"),
    film = isFilm(file) && (leads || forWhat.value.startsWith("clip/"));
  found = null;
  problem.hidden = true;
  stage.hidden = sizeLine.hidden = keys.hidden = true;
  fromLine.hidden = !film;
  use.disabled = true;
  set(says, tr("Reading…"));
  data = await readFile(file);
  if (film) {
    use.disabled = false;
    return set(
      says,
      leads
        ? tr(
            "The film leads the shot's motion in place of the drawing: at the video model's size and rate, for as long as the shot lasts.",
          )
        : tr(
            "The film takes the place of the shot's clip: at the film's size and rate, for as long as the shot lasts.",
          ),
    );
  }
  const r = await call("look_at_upload", { key: forWhat.value, data }, { quiet: true });
  if (turn !== asked) return;
  if (!r.ok) return wrong(r.problem);
  found = r.found;
  stage.hidden = sizeLine.hidden = keys.hidden = use.disabled = false;
  set(says, found.note);
  show();
};
const send = async () => {
  use.disabled = true;
  const key = forWhat.value,
    r = await call(
      "upload",
      found ? { key, data, box: box.map((x) => +x.toFixed(4)) } : { key, data, from_s: Math.max(0, +from.value || 0) },
      { quiet: true },
    );
  use.disabled = false;
  if (!r.ok) return wrong(r.problem);
  dialog.close();
  const done = tr("Your file now stands for {part}.", { part: partName(key) });
  toast([done, found ? "" : r.told].filter(Boolean).join(" "));
};

/* A point of the picture under the pointer, in shares. */
const at = (e) => {
  const r = image.getBoundingClientRect();
  return /** @type {[number, number]} */ ([(e.clientX - r.left) / r.width, (e.clientY - r.top) / r.height]);
};
part.addEventListener("pointerdown", (e) => {
  const start = at(e),
    middle = middleOf(box);
  part.setPointerCapture(e.pointerId);
  const go = (m) => {
    const [x, y] = at(m);
    place(around([middle[0] + x - start[0], middle[1] + y - start[1]], box[2] - box[0], found.size, ratio()));
  };
  part.addEventListener("pointermove", go);
  part.addEventListener("pointerup", () => part.removeEventListener("pointermove", go), { once: true });
});
part.addEventListener("keydown", (e) => {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
  if (!step) return;
  e.preventDefault();
  const [x, y] = middleOf(box);
  place(around([x + step[0] * 0.02, y + step[1] * 0.02], box[2] - box[0], found.size, ratio()));
});

/* What a file can stand for in the open film; what is looked at comes first. */
const places = (film) => {
  const shot = state.shot,
    keys = [
      ...(shot ? [`keyframe/${shot}`] : []),
      ...Object.keys(state.items).filter((k) => /^(portrait|plate)\//.test(k)),
    ];
  if (state.portrait && state.tab === "Cast") keys.sort((a, b) => +(b === state.portrait) - +(a === state.portrait));
  return film && shot ? [`clip/${shot}`, ...keys] : keys;
};
/** Look at a file and ask what it is for; `key` where that is known. @param {File} one @param {string} [key] */
export const bringFile = (one, key) => {
  const film = isFilm(one);
  if (!film && !isPicture(one) && one.type)
    return toast(tr("This file is neither a picture nor a film: {name}", { name: one.name.slice(0, 80) }), {
      bad: true,
    });
  if (tooLarge(one, film ? state.limits.import_mb : state.limits.upload_mb)) return;
  const keys = key ? [key] : places(film);
  if (!keys.length) return toast(tr("There is no film yet that this file could be for."), { bad: true });
  file = one;
  from.value = "0";
  forWhat.replaceChildren(...keys.map((k) => el("option", { value: k, text: partName(k) })));
  forLine.hidden = keys.length < 2;
  if (!dialog.isConnected) document.body.append(el("div", { "data-widget": "own-file" }, dialog));
  if (!dialog.open) dialog.showModal();
  look();
};
/** @param {string} key */
export const uploadTo = (key) =>
  chooseFile(/^(clip|guide)\//.test(key) ? FILMS : PICTURES, (f) => bringFile(f, key), state.limits.import_mb);

/* A picture or a film that is dropped where nothing else takes it. */
const carries = (e) =>
  !e.defaultPrevented && !e.target.closest?.("dialog") && [...(e.dataTransfer?.types || [])].includes("Files");
document.addEventListener("dragover", (e) => {
  if (carries(e)) e.preventDefault();
});
document.addEventListener("drop", (e) => {
  if (!carries(e)) return;
  e.preventDefault(); // a browser would leave the page for the file
  const own = [...e.dataTransfer.files].filter((f) => isPicture(f) || isFilm(f));
  if (!own.length)
    return toast(tr("Drop pictures or films here; a script or a cut has its own place, under your films."), {
      bad: true,
    });
  if (own.length > 1) toast(tr("One file after the other: the first one is looked at."));
  bringFile(own[0]);
});
