import { deleteMarked, itemsOf, pinMarked, regenerateMarked } from "../many/acts.js";
import { shotList } from "../many/folders.js";
import { threeWays } from "../many/shared.js";
import { action } from "../page_state/actions.js";
import { approve, regenerate, togglePin, undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { aloud, attr, button, el, icon, set } from "../page_state/dom.js";
import { reasonOf, stateOf, word } from "../page_state/item_words.js";
import { widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { on, partName, picture, select, several, shotNumber, state, step, target } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { driftBadge } from "../takes/drift.js";
import { marking } from "../takes/marking.js";

widget("filmstrip", (root) => {
  const name = el("strong", { class: "vg-what" }),
    says = el("span", { class: "vg-state" }),
    why = el("span", { class: "vg-why vg-muted" });
  const step_ = () => (state.tab === "Shots" || state.tab === "Timeline" ? "clip" : "keyframe"),
    pinned = () => threeWays(itemsOf(step_()), (k) => !!state.items[k]?.pinned) === "true";
  const again = button(tr("Regenerate"), () => (several().length ? regenerateMarked(step_()) : regenerate()), {
    icon: "again",
    id: "regenerate",
    title: tr("Make a new take with a new seed (R)"),
  });
  const pin = button(tr("Pin"), () => (several().length ? pinMarked(step_(), !pinned()) : togglePin()), {
    icon: "pin",
    id: "pin",
    title: tr("Keep this take whatever changes before it (P)"),
  });
  const shown = () => !!state.items[target()];
  action("regenerate", {
    says: tr("Make a new take with a new seed"),
    keys: ["R"],
    run: () => again.click(),
    when: shown,
  });
  action("pin", {
    says: tr("Keep this take whatever changes before it, or let go of it"),
    keys: ["P"],
    run: () => pin.click(),
    when: shown,
  });
  const ok = button(tr("Approve"), () => approve(), {
    icon: "check",
    id: "approve",
    title: tr("Approve this still, so that its clip may be rendered (A)"),
  });
  const insert = button(
    "",
    () => (state.shot ? call("insert", { after: state.shot }).then((r) => r.ok && step(1)) : call("insert")),
    {
      icon: "plus",
      class: "vg-quiet",
      label: tr("Insert a shot after this one"),
      title: tr("Insert a shot after this one"),
      id: "insert-shot",
    },
  );
  const copy = button("", () => call("duplicate", { shot: state.shot }), {
    icon: "copy",
    class: "vg-quiet",
    label: tr("Duplicate this shot"),
    title: tr("Duplicate this shot"),
    id: "duplicate-shot",
  });
  const del = button(
    "",
    async () => {
      if (several().length) return deleteMarked();
      const n = shotNumber(state.shot);
      const r = await call("remove_shot", { shot: state.shot });
      if (r.ok) toast(tr("Shot {n} is deleted.", { n }), { action: tr("Undo"), run: undoLast });
    },
    {
      icon: "trash",
      class: "vg-quiet",
      label: tr("Delete this shot"),
      title: tr("Delete this shot (can be undone)"),
      id: "delete-shot",
    },
  );
  const strip = el("ol", {
    class: "vg-strip",
    "aria-label": tr("Shots in order. Alt with left or right arrow moves a shot."),
  });
  const marks = marking(strip, { pick: "button" });
  const live = el("div", { class: "vg-sr", "aria-live": "polite" });
  root.append(
    el(
      "div",
      { class: "vg-acts" },
      el("div", { class: "vg-chosen" }, name, says, why, marks.node),
      el("div", { class: "vg-do" }, again, pin, ok, el("span", { class: "vg-shotacts" }, insert, copy, del)),
    ),
    strip,
    live,
  );

  const move = async (id, by) => {
    const at = shotNumber(id),
      to = at + by;
    if (to < 1 || to > state.story.shots.length) return;
    const r = await call("move", { shot: id, to });
    if (r.ok) set(live, tr("Shot moved to {to}.", { to }));
  };
  strip.addEventListener("keydown", (e) => {
    const card = e.target.closest("[data-shot]");
    if (!card || !e.altKey || !(e.key === "ArrowLeft" || e.key === "ArrowRight")) return;
    e.preventDefault();
    e.stopPropagation();
    const by = e.key === "ArrowLeft" ? -1 : 1;
    /* A card that is moved loses the focus; where the person has gone on meanwhile, it stays there. */
    move(card.dataset.shot, by).then(() => {
      if (document.activeElement === document.body)
        strip.querySelector(`[data-shot="${card.dataset.shot}"] button`)?.focus();
    });
  });
  const make = (shot) => {
    const img = el("img", { alt: "", loading: "lazy", decoding: "async", hidden: true });
    const card = el(
      "li",
      { class: "vg-card", "data-shot": shot.id },
      el(
        "button",
        { type: "button", onclick: () => select(shot.id) },
        el(
          "span",
          { class: "vg-frame" },
          img,
          el("span", { class: "vg-none" }),
          el("b", { class: "vg-n vg-num" }),
          el("span", { class: "vg-pinned", hidden: true }, icon("pin")),
          el("span", { class: "vg-bar", hidden: true }, el("i")),
          el("span", { class: "vg-drift", hidden: true }),
        ),
        el("span", { class: "vg-line" }, el("span", { class: "vg-state" }), el("span", { class: "vg-secs vg-num" })),
      ),
    );
    return card;
  };
  /* A card tells of what its shot lacks first: the still, then the clip. */
  const telling = (k, c) => {
    for (const s of ["running", "failed", "queued", "flagged"]) {
      if (c?.state === s) return c;
      if (k?.state === s) return k;
    }
    if (k && (k.state === "stale" || k.state === "missing")) return k;
    if (c && (c.state === "stale" || c.state === "missing")) return c;
    if (k?.pinned) return k;
    return c || k;
  };
  const update = (card, shot, i) => {
    const k = state.items[`keyframe/${shot.id}`],
      c = state.items[`clip/${shot.id}`],
      one = telling(k, c);
    const b = card.firstChild,
      [frame, line] = b.children,
      [img, none, n, pinned, bar, drift] = frame.children;
    picture(img, k?.digest, 320);
    set(none, k?.digest ? "" : shot.summary.slice(0, 60));
    none.hidden = !!k?.digest;
    set(n, String(i + 1));
    pinned.hidden = !(k?.pinned || c?.pinned);
    const unwritten = state.writing && !Object.values(shot.domains).some(Boolean);
    stateOf(
      line.firstChild,
      one,
      unwritten
        ? state.writing.busy && state.writing.shot === i + 1
          ? "writing…"
          : tr("to write")
        : one && one.step === "clip" && one.state === "missing" && state.todo.waiting && one.blocked
          ? tr("approve still")
          : undefined,
    );
    set(line.lastChild, `${+shot.duration_s.toFixed(1)} s`);
    const running = one?.state === "running" && one.total > 1;
    bar.hidden = !running;
    if (running) bar.firstChild.style.width = `${(100 * one.done) / one.total}%`;
    attr(card, "data-state", one ? one.state : "missing");
    attr(card, "data-marked", state.marked.has(shot.id) ? "1" : null);
    attr(b, "aria-current", shot.id === state.shot ? "true" : null);
    const why = driftBadge(drift, shot.id);
    b.title = `${shot.summary}${one?.reason ? `\n${word(one)}: ${reasonOf(one)}` : ""}${why ? `\nContinuity: ${why[1]}` : ""}`;
    aloud(
      b,
      tr("Shot {a}, {word}{c}: {d}{e}", {
        a: i + 1,
        word: word(one),
        c: one?.reason ? ` (${reasonOf(one)})` : "",
        d: shot.summary.slice(0, 120),
        e: why ? `. Continuity: ${why[1]}` : "",
      }),
    );
  };
  let seen = null;
  on(() => {
    root.hidden = !state.story?.shots.length;
    if (root.hidden) return;
    shotList(strip, state.story.shots, { make, update: (li, s) => update(li, s, shotNumber(s.id) - 1), root: strip });
    if (seen !== state.shot) {
      seen = state.shot;
      const card = strip.querySelector(`[data-shot="${state.shot}"]`);
      if (card) {
        const x = card.offsetLeft - (strip.clientWidth - card.offsetWidth) / 2;
        strip.scrollTo({ left: x, behavior: "auto" });
      }
    }
    const key = target(),
      item = key && state.items[key];
    set(name, key ? partName(key) : tr("Nothing selected"));
    name.title = name.textContent;
    says.hidden = !item;
    if (item) stateOf(says, item);
    const reason =
      item?.reason && !["pinned"].includes(item.reason)
        ? reasonOf(item)
        : item?.not_drawn?.length
          ? tr("not drawn: {a}", { a: item.not_drawn.slice(0, 4).join(", ") })
          : "";
    set(why, item?.state === "running" ? "" : reason.replace(/^pinned, stale: /, ""));
    why.title = reason;
    again.disabled = !item || item.state === "running" || !!item.blocked;
    pin.disabled = !item || !(item.take || item.pinned);
    set(pin.lastChild, item?.pinned ? tr("Unpin") : tr("Pin"));
    attr(pin, "aria-pressed", item?.pinned ? "true" : "false");
    const still = key && state.items[key.replace(/^clip\//, "keyframe/")];
    ok.disabled =
      state.draft ||
      !still ||
      still.step !== "keyframe" ||
      !still.take ||
      still.approved ||
      !["fresh", "pinned", "flagged"].includes(still.state);
    ok.hidden = state.draft || state.tab === "Cast";
    marks.draw();
    const many = several();
    if (many.length) {
      set(name, tr("{n} marked", { n: many.length }));
      says.hidden = true;
      set(why, "");
      again.disabled = pin.disabled = false;
      set(pin.lastChild, pinned() ? tr("Unpin") : tr("Pin"));
    }
    insert.disabled = copy.disabled = many.length > 0;
    set(ok.lastChild, still?.approved && !state.draft ? tr("Approved") : tr("Approve"));
    root.querySelector(".vg-shotacts").hidden = state.tab === "Cast";
    del.disabled = state.story.shots.length < Math.max(2, many.length + 1);
  });
});
