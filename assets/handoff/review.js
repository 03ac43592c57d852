"use strict";
/* Comments on a film, without a studio: written here, saved as a file. What people wrote becomes text nodes only. */
const known = JSON.parse(document.getElementById("known").textContent);
const film = document.getElementById("film");
const bytes = Uint8Array.from(atob(film.textContent), (c) => c.charCodeAt(0));
film.remove();
const el = (tag, props, ...children) => {
  const node = document.createElement(tag);
  for (const [k, v] of Object.entries(props || {})) {
    if (k.startsWith("on")) node.addEventListener(k.slice(2), v);
    else if (k === "text") node.textContent = v;
    else if (v !== null && v !== false) node.setAttribute(k, v);
  }
  node.append(...children.filter(Boolean));
  return node;
};
const clock = (s) => `${Math.floor(s / 60)}:${(s % 60).toFixed(1).padStart(4, "0")}`;
const STATES = { open: "open", approved: "approved", change: "to be changed" };
const mine = [];
const changed = new Map();
let at = null;
let saved = true;

const video = el("video", { controls: "", playsinline: "", src: URL.createObjectURL(new Blob([bytes], { type: "video/mp4" })) });
const pin = el("span", { class: "pin", hidden: "" });
const place = (point) => {
  at = point;
  pin.hidden = !point;
  if (point) Object.assign(pin.style, { left: `${point[0] * 100}%`, top: `${point[1] * 100}%` });
};
const layer = el("button", { class: "layer", type: "button", "aria-label": "Point at a part of the picture", hidden: "" });
layer.addEventListener("click", (e) => {
  const box = video.getBoundingClientRect();
  place(e.detail ? [(e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height] : [0.5, 0.5]);
  layer.hidden = true;
  text.focus();
});
const shotAt = (t) => known.shots.findLast((s) => s.from_s <= t + 0.001) || known.shots[0];
const by = el("input", { maxlength: "120", autocomplete: "name", id: "by" });
const text = el("textarea", { maxlength: "2000", required: "", id: "text" });
const where = el("p", { class: "soft", id: "where", "aria-live": "polite" });
const list = el("ol", { class: "shots", "aria-label": "Shots" });
const rows = new Map();

const comment = (c) =>
  el(
    "li",
    { class: c.done ? "done" : "" },
    el("small", { text: `${c.by || "Somebody"} at ${c.at_s.toFixed(1)} s${c.at ? ", with a point" : ""}: ` }),
    document.createTextNode(c.text),
  );
const row = (shot) => {
  const notes = el("ul", {}, ...shot.comments.map(comment));
  const state = el(
    "select",
    { "aria-label": `State of shot ${shot.number}`, onchange: () => note(shot, "status", state.value) },
    ...Object.entries(STATES).map(([v, t]) => el("option", { value: v, text: t })),
  );
  state.value = shot.status;
  const who = el("input", {
    maxlength: "120",
    "aria-label": `Who takes care of shot ${shot.number}`,
    placeholder: "who takes care of it",
    onchange: () => note(shot, "assignee", who.value.trim()),
  });
  who.value = shot.assignee;
  const go = () => {
    video.currentTime = shot.from_s + 0.01;
  };
  const li = el(
    "li",
    { class: "shot" },
    el("h2", { text: `Shot ${shot.number}` }),
    shot.board &&
      el(
        "button",
        { type: "button", class: "board", "aria-label": `Go to shot ${shot.number}`, onclick: go },
        el("img", { alt: "", src: `data:image/webp;base64,${shot.board}` }),
      ),
    el("div", { text: shot.summary }),
    shot.notes && el("small", { text: shot.notes }),
    el("div", { class: "row" }, state, who),
    notes,
  );
  rows.set(shot.id, { li, notes });
  return li;
};
const note = (shot, what, value) => {
  changed.set(shot.id, { ...(changed.get(shot.id) || { id: shot.id }), [what]: value });
  saved = false;
};
const told = () => {
  const shot = shotAt(video.currentTime);
  where.textContent = `Shot ${shot.number}, at ${clock(video.currentTime)}${at ? ", with a point in the picture" : ""}`;
  for (const [id, r] of rows) r.li.classList.toggle("now", id === shot.id);
};
for (const when of ["timeupdate", "seeked", "loadedmetadata"]) video.addEventListener(when, told);
const token = () => [...crypto.getRandomValues(new Uint8Array(8))].map((b) => b.toString(16).padStart(2, "0")).join("");
const add = (e) => {
  e.preventDefault();
  if (!text.value.trim()) return;
  const shot = shotAt(video.currentTime);
  const made = {
    id: token(),
    shot: shot.id,
    text: text.value.trim(),
    by: by.value.trim(),
    at_s: Math.round(Math.max(0, video.currentTime - shot.from_s + shot.clip_s) * 1000) / 1000,
    at: at && at.map((n) => Math.round(Math.min(1, Math.max(0, n)) * 1000) / 1000),
    when: new Date().toISOString(),
  };
  mine.push(made);
  rows.get(shot.id).notes.append(comment(made));
  text.value = "";
  place(null);
  saved = false;
  told();
};
const save = () => {
  const body = {
    vgot_comments: 1,
    film: known.film,
    title: known.title,
    revision: known.revision,
    by: by.value.trim(),
    shots: [...changed.values()],
    comments: mine,
  };
  const href = URL.createObjectURL(new Blob([JSON.stringify(body, null, 1)], { type: "application/json" }));
  const name = `${(by.value.trim() || "somebody").replace(/[^\p{L}\p{N}]+/gu, "-")}.comments.json`;
  el("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
  saved = true;
};
window.addEventListener("beforeunload", (e) => {
  if (!saved) e.preventDefault();
});
list.append(...known.shots.map(row));
document.body.append(
  el(
    "main",
    {},
    el(
      "div",
      { class: "screen" },
      el("h1", { text: known.title }),
      el("div", { class: "stage" }, video, layer, pin),
      el(
        "form",
        { onsubmit: add },
        where,
        el("label", {}, document.createTextNode("Comment"), text),
        el(
          "div",
          { class: "row" },
          el("label", {}, document.createTextNode("Your name"), by),
          el("button", {
            type: "button",
            text: "Point at the picture",
            onclick: () => {
              video.pause();
              layer.hidden = false;
              layer.focus();
            },
          }),
          el("button", { class: "main", text: "Add" }),
        ),
        el("button", { type: "button", id: "save", text: "Save comments as a file", onclick: save }),
        el("p", { class: "soft", text: "Nothing leaves this page by itself: save the file and send it back." }),
      ),
    ),
    list,
  ),
);
told();
