/* What stands between the page and the program, in words, for as long as it does; and the edits that are not saved: what is
   sent again by itself, and what a person has to decide. A strip above the page, or above the dialog that is open. */

import { attr, button, el, keyed, set } from "./dom.js";
import { tr } from "./say.js";
import { changed, on, partName, shotNumber, state } from "./state.js";
import { float, onTop } from "./toasts.js";
import { numberOf, problemWords } from "./words.js";

const FIELDS = {
  summary: tr("what happens"),
  duration_s: "seconds",
  seed: "seed",
  place: "place",
  who: tr("who is there"),
  notes: "notes",
  lines: tr("what is said"),
  markers: "markers",
  trim_in_s: tr("its trimmed beginning"),
  trim_out_s: tr("its trimmed end"),
  character: "character",
  background: "background",
  relation: "relation",
  camera: "camera",
  lighting: "lighting",
};
const PARTS = {
  title: tr("Title of the film"),
  style: "Style of the film",
  width: tr("Width of the film"),
  height: tr("Height of the film"),
  fps: tr("Rate of the film"),
};
const SOUNDS = { voices: tr("Who speaks the lines"), duck_db: tr("Music under voices"), loudness_lufs: tr("Loudness") };

/* Where an edit belongs, as a person says it. */
const where = (edit) => {
  if (edit.project !== state.project) return edit.name ? tr("In “{name}”", { name: edit.name }) : tr("In another film");
  const [head, id, ...rest] = edit.places[0],
    last = edit.places[0].at(-1),
    number = shotNumber(id),
    field = (FIELDS[last] || last).replace(/_/g, " "),
    story = state.story;
  const shot = number ? tr("Shot {number}", { number }) : tr("A shot that is gone");
  if (head === "shots") return `${shot}, ${field}`;
  if (head === "locks") return tr("{shot}, lock", { shot });
  if (head === "boundaries")
    return `${number ? tr("Boundary {number} to {b}", { number, b: number + 1 }) : tr("A boundary that is gone")}, ${field}`;
  if (head === "order") return tr("Order of the shots");
  if (head === "pins") return tr("{partName}, pin", { partName: partName(id) });
  if (head === "cast") {
    const c = story.cast.find((x) => x.id === id),
      stage = rest[0] === "stages" && c?.stages.find((s) => s.id === rest[1]);
    return `${stage && c.stages.length > 1 ? stage.name : c?.name || id}, ${last === "variant" ? "voice" : last}`;
  }
  if (head === "places") return `${story.places.find((p) => p.id === id)?.name || id}, ${last}`;
  if (head === "titles")
    return { opening: tr("Title card"), end: "End card", captions: tr("Subtitles") }[id] || tr("Title card");
  if (head === "sound") return SOUNDS[id] || tr("Narrator's voice");
  if (head === "sounds")
    return tr("{a}, placing", {
      a: story.sound.tracks.flatMap((t) => t.items).find((i) => i.id === id)?.name || tr("A sound"),
    });
  if (head === "tracks") return tr("Track {id}", { id });
  return PARTS[last] || tr("The film");
};
const words = (edit, values) =>
  values
    .map((v) => {
      const last = edit.places[0].at(-1);
      if (v === null || v === undefined || v === "")
        return last === "locked" || edit.places[0][0] === "pins" ? "no" : "nothing";
      if (v === true) return "yes";
      if (v === false) return "no";
      if (edit.places[0][0] === "pins") return "pinned";
      if (edit.places[0][0] === "order")
        return tr("the order {a}", { a: v.map((id) => shotNumber(id) || "?").join(", ") });
      if (last === "lines")
        return (
          v
            .map((l) =>
              l.character
                ? `${state.story?.cast.find((c) => c.id === l.character)?.name || l.character}: ${l.text}`
                : l.text,
            )
            .join(" / ") || "nothing"
        );
      if (last === "who")
        return (
          v.map((w) => state.story?.cast.find((c) => c.id === w.character)?.name || w.character).join(", ") || "nobody"
        );
      if (last === "place") return state.story?.places.find((p) => p.id === v)?.name || String(v);
      if (Array.isArray(v))
        return numberOf(v.length, last === "markers" ? "marker" : "entry", last === "markers" ? "markers" : "entries");
      return typeof v === "object"
        ? Object.values(v)
            .filter((x) => x !== null && x !== "")
            .join(", ")
        : String(v);
    })
    .join(", ");

let unsent = null,
  again = () => {};
const says = el("b"),
  hint = el("span"),
  now = button(tr("Try now"), () => again(), { class: "vg-small", id: "try-now" });
const list = el("ul", { class: "vg-unsentlist" });
const head = el("div", { class: "vg-troublehead" }, el("p", {}, says, " ", hint), now);
const strip = el(
  "section",
  { id: "vg-trouble", "data-widget": "trouble", "aria-label": tr("Not saved, or not reached"), hidden: true },
  el("div", { role: "alert" }, head),
  list,
);
const show = (yes) => {
  strip.hidden = !yes;
  float(strip, yes);
};
const place = (home) => {
  const floats = home !== document.body;
  if (strip.parentNode === home && strip.hasAttribute("popover") === floats) return;
  float(strip, false);
  attr(strip, "popover", floats ? "manual" : null);
  home.prepend(strip);
  show(!strip.hidden);
};

const make = () =>
  el(
    "li",
    {},
    el("p", {}, el("b"), el("span")),
    el("blockquote"),
    el("p", { class: "vg-theirs" }),
    el("blockquote"),
    el("div", { class: "vg-row" }),
  );
const fill = (li, e) => {
  const [said, mine, other, theirs, acts] = li.children,
    asks = e.state !== "waiting";
  set(said.firstChild, where(e));
  set(
    said.lastChild,
    e.state === "clash"
      ? tr(" was changed meanwhile. You wrote:")
      : e.state === "refused"
        ? tr(" was not saved. {problem} You wrote:", { problem: problemWords(e.why) })
        : ":",
  );
  set(mine, words(e, e.values));
  other.hidden = theirs.hidden = e.state !== "clash";
  if (e.state === "clash") {
    set(other, tr("It now says:"));
    set(theirs, words(e, e.theirs));
  }
  attr(li, "data-state", e.state);
  if (acts.dataset.state !== e.state) {
    acts.dataset.state = e.state;
    acts.replaceChildren(
      ...(e.state === "clash"
        ? [
            button(tr("Save mine"), () => unsent.mine(e), { class: "vg-small vg-primary" }),
            button(tr("Take theirs"), () => unsent.drop(e), { class: "vg-small" }),
          ]
        : e.state === "refused"
          ? [
              button(tr("Try again"), () => unsent.mine(e), { class: "vg-small" }),
              button(tr("Throw away"), () => unsent.drop(e), { class: "vg-small vg-quiet" }),
            ]
          : []),
    );
  }
  acts.hidden = !asks;
};

let cause = null;
const draw = () => {
  if (!unsent) return;
  const late = Date.now() - 2500,
    all = unsent.all;
  const rows = all.filter((e) => (e.state === "waiting" ? cause || e.since < late : !e.shownIn?.())),
    waiting = all.filter((e) => e.state === "waiting").length;
  head.hidden = !cause && !rows.some((e) => e.state === "waiting");
  const told = waiting
    ? tr(" {a} not saved yet: {b}", {
        a: waiting === 1 ? tr("One change is") : tr("{waiting} changes are", { waiting }),
        b: unsent.kept
          ? tr("kept in this browser and sent when it answers.")
          : tr("keep this page open, they are sent when it answers."),
      })
    : "";
  set(says, head.hidden ? "" : cause ? cause.message : tr("Not everything is saved yet."));
  set(
    hint,
    head.hidden
      ? ""
      : `${cause?.hint || ""}${cause || !waiting ? told : tr(" {a} being sent again.", { a: waiting === 1 ? tr("One change is") : tr("{waiting} changes are", { waiting }) })}`.trim(),
  );
  now.hidden = !cause;
  keyed(list, rows, (e) => e.id, make, fill);
  list.hidden = !rows.length;
  attr(strip, "data-state", cause ? "away" : rows.some((e) => e.state !== "waiting") ? "asks" : "waits");
  show(!head.hidden || rows.length > 0);
};

export const trouble = {
  /* `edits`: those on their way (unsent.js); `look`: asks the program at once. */
  begin: (edits, look) => {
    unsent = edits;
    again = look;
    onTop(place);
    on(draw);
  },
  get cause() {
    return cause;
  },
  /* `of`: the line, which any answer ends; or the film, which only the film ends. */
  say: (problem, of = "line") => {
    if (cause?.message === problem.message && cause?.hint === problem.hint) return;
    cause = { ...problem, of };
    changed();
  },
  over: (of = "line") => {
    if (cause?.of !== of) return false;
    cause = null;
    changed();
    return true;
  },
};
window.addEventListener("beforeunload", (e) => {
  if (unsent && !unsent.kept) e.preventDefault();
});
