import { shotList } from "../many/folders.js";
import { manyPanel } from "../many/panel.js";
import { sideBar } from "../many/panes.js";
import { regenerate } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { aloud, attr, button, el, set } from "../page_state/dom.js";
import { reasonOf, stateOf, word } from "../page_state/item_words.js";
import { widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { changed, on, picture, select, shotNumber, shotOf, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { numberOf } from "../page_state/words.js";
import { costLine } from "../takes/cost.js";
import { shotFilter } from "../takes/filter.js";
import { MARK_HINT, marking } from "../takes/marking.js";
import { bringFile, uploadTo } from "../takes/own.js";
import { takeGrid, wipeView } from "../takes/takes.js";
import { DOMAINS, shotBox } from "../wordbox/wordbox.js";
import { boxLayer } from "./boxes.js";

widget("keyframes", (root) => {
  const still = (shot) => `keyframe/${shot}`;
  const marked = () => [...state.marked].filter((id) => shotOf(id)).map(still);
  const stale = () =>
    (state.story?.shots || [])
      .map((s) => still(s.id))
      .filter((k) => ["stale", "missing", "failed"].includes(state.items[k]?.state));

  const again = button(
    tr("Regenerate marked"),
    async () => {
      const r = await call("regenerate", { keys: marked() });
      if (r.ok) {
        state.marked.clear();
        changed();
      }
    },
    { icon: "again", id: "regenerate-marked" },
  );
  const fresh = button(tr("Make all stale"), () => call("build", { until: "keyframe" }), {
    icon: "film",
    id: "make-stale",
    class: "vg-primary",
  });
  const ready = (id) => {
    const i = state.items[still(id)];
    return !!i?.take && !i.approved && ["fresh", "pinned", "flagged"].includes(i.state);
  };
  const all = button(
    tr("Approve all"),
    async () => {
      const chosen = [...state.marked].filter((id) => shotOf(id)),
        fit = chosen.filter(ready);
      const r = await call("approve", chosen.length ? { keys: fit.map(still) } : {});
      if (!r.ok) return;
      if (chosen.length) state.marked.clear();
      const rest = chosen.length - fit.length;
      toast(
        tr("{count} approved{b}.", {
          count: numberOf(r.approved.length, "still"),
          b: rest
            ? tr("; {rest} not, because {b} not ready or approved already", {
                rest,
                b: rest === 1 ? tr("it is") : tr("they are"),
              })
            : "",
        }),
      );
      changed();
    },
    { icon: "check", id: "approve-all" },
  );
  const about = el("span", { class: "vg-muted" });
  const list = el("ul", { class: "vg-cards" }),
    marks = marking(list),
    several_ = manyPanel("keyframe"),
    filter = shotFilter("keyframe"),
    cost = costLine("keyframe");
  const empty = el(
    "div",
    { class: "vg-empty" },
    el("h3", { text: tr("Stills come first") }),
    el("p", {
      text: tr(
        "Each shot begins with one picture. Look at them here before anything moves: make another, put in your own, pin the good ones.",
      ),
    }),
  );

  const make = (shot) => {
    const check = el("input", {
      type: "checkbox",
      class: "vg-mark",
      title: MARK_HINT,
      onchange: () => {
        check.checked ? state.marked.add(shot.id) : state.marked.delete(shot.id);
        changed();
      },
    });
    return el(
      "li",
      { class: "vg-item", "data-shot": shot.id },
      check,
      el(
        "button",
        { type: "button", class: "vg-pick", onclick: () => select(shot.id) },
        el(
          "span",
          { class: "vg-frame", style: "display:block" },
          el("img", { alt: "", loading: "lazy", hidden: true }),
          el("span", { class: "vg-none" }),
          el("span", { class: "vg-flag", hidden: true }),
          el("span", { class: "vg-bar", hidden: true }, el("i")),
        ),
        el("span", { class: "vg-under1" }, el("b", { class: "vg-num" }), el("span", { class: "vg-state" })),
        el("span", { class: "vg-says" }),
      ),
    );
  };
  const update = (li, shot, i) => {
    const item = state.items[still(shot.id)],
      [check, b] = li.children,
      [frame, under, says] = b.children,
      [img, none, flag, bar] = frame.children;
    picture(img, item?.digest, 320);
    none.hidden = !!item?.digest;
    set(none, word(item));
    set(
      flag,
      [
        item?.pinned && tr("pinned"),
        item?.approved && !state.draft && tr("approved"),
        item?.takes > 1 && tr("{takes} takes", { takes: item.takes }),
      ]
        .filter(Boolean)
        .join(" · "),
    );
    flag.hidden = !flag.textContent;
    bar.hidden = !(item?.state === "running" && item.total > 1);
    if (!bar.hidden) bar.firstChild.style.width = `${(100 * item.done) / item.total}%`;
    set(under.firstChild, tr("Shot {a}", { a: i + 1 }));
    stateOf(under.lastChild, item);
    set(
      says,
      item && !["fresh", "pinned"].includes(item.state) && item.reason && item.state !== "running"
        ? reasonOf(item)
        : shot.summary,
    );
    attr(b, "aria-current", shot.id === state.shot ? "true" : null);
    aloud(b, tr("Still of shot {a}, {word}: {c}", { a: i + 1, word: word(item), c: shot.summary.slice(0, 120) }));
    check.checked = state.marked.has(shot.id);
    attr(li, "data-marked", check.checked ? "1" : null);
    attr(check, "aria-label", tr("Mark shot {a}", { a: i + 1 }));
  };

  const big = el("img", { alt: "", hidden: true }),
    people = boxLayer(),
    bigNone = el("span", { class: "vg-none" });
  const frame = el("div", { class: "vg-frame" }, big, bigNone, people.layer);
  const wipe = wipeView();
  const title = el("h2", { class: "vg-title" }),
    says = el("span", { class: "vg-state" }),
    why = el("p", { class: "vg-note", hidden: true });
  const one = button(tr("New take"), () => regenerate(still(state.shot)), { icon: "again", class: "vg-small" });
  const four = button(tr("4 variants"), () => regenerate(still(state.shot), 4), { icon: "again", class: "vg-small" });
  const alike = button(
    tr("Most alike"),
    async () => {
      const r = await call("most_alike", { key: still(state.shot) });
      if (!r.ok) return;
      const best = r.alike.takes.find((t) => t.id === r.alike.best);
      const named = (c) => state.story.cast.find((x) => x.id === c)?.name || c;
      const each = Object.entries(best.likeness).map(([c, like]) => `${named(c)} ${Number(like).toFixed(2)}`);
      toast(
        tr("Chosen: the take that is most like the portraits ({each}; 1 is the same face).", { each: each.join(", ") }),
      );
    },
    {
      class: "vg-small",
      id: "most-alike",
      title: tr("Compare the faces in all takes with the portraits, and choose the take that is most like them"),
    },
  );
  const stop = button(tr("Cancel"), () => call("cancel", { key: still(state.shot) }), {
    icon: "close",
    class: "vg-small",
    id: "cancel-still",
  });
  const up = button(tr("Upload"), () => uploadTo(still(state.shot)), {
    icon: "upload",
    class: "vg-small",
    id: "upload-still",
    title: tr("Use your own picture, and choose the part of it"),
  });
  const grid = takeGrid({
    compare: (two) => {
      const pair = two.length === 2 ? two.map((t) => t.digests.picture) : [];
      wipe.show(pair[0], pair[1]);
      frame.hidden = pair.length === 2;
      if (pair.length === 2) inspector.scrollTo({ top: 0, behavior: "smooth" });
    },
  });
  const words = DOMAINS.map(([n, label, hint]) => shotBox(n, label, hint, { rows: 1 }));
  const inspector = el(
    "div",
    { class: "vg-inspector" },
    frame,
    wipe.node,
    el("div", { class: "vg-spread" }, title, says),
    why,
    el("div", { class: "vg-row" }, one, four, alike, stop, up, people.toggle),
    people.panel,
    grid.node,
    el(
      "details",
      { class: "vg-words" },
      el("summary", { text: tr("Words of this shot") }),
      el(
        "div",
        { class: "vg-five" },
        words.map((w) => w.node),
      ),
    ),
  );
  inspector.querySelector("details").addEventListener("toggle", () => changed());
  frame.addEventListener("dragover", (e) => {
    e.preventDefault();
    frame.classList.add("vg-over");
  });
  frame.addEventListener("dragleave", () => frame.classList.remove("vg-over"));
  frame.addEventListener("drop", (e) => {
    e.preventDefault();
    frame.classList.remove("vg-over");
    const f = e.dataTransfer.files[0];
    if (f) bringFile(f, still(state.shot));
  });
  root.append(
    empty,
    el(
      "div",
      { class: "vg-tools" },
      fresh,
      again,
      all,
      marks.node,
      filter.node,
      el("span", { class: "vg-fill" }),
      about,
    ),
    cost.node,
    el("div", { class: "vg-board" }, el("div", {}, list, filter.none), inspector, several_.node, sideBar()),
  );

  on(() => {
    if (!state.story || state.tab !== "Keyframes") return;
    const shots = state.story.shots,
      shot = shotOf(state.shot),
      key = shot && still(shot.id),
      item = state.items[key],
      todo = stale();
    empty.hidden = shots.length > 0;
    shotList(list, filter.of(shots), { make, update: (li, s) => update(li, s, shotNumber(s.id) - 1) });
    const many = marked().length;
    again.disabled = !many;
    again.title = many ? "" : MARK_HINT;
    set(again.lastChild, many ? tr("Regenerate {many} marked", { many }) : tr("Regenerate marked"));
    fresh.disabled = !todo.length;
    set(
      fresh.lastChild,
      todo.length ? tr("Make {count}", { count: numberOf(todo.length, "still") }) : tr("All stills are ready"),
    );
    const approved = shots.filter((s) => state.items[still(s.id)]?.approved).length,
      waits = shots.filter((s) => ready(s.id)).length;
    const some = [...state.marked].filter((id) => shotOf(id) && ready(id)).length;
    marks.draw();
    cost.show(todo.length > 0);
    all.disabled = state.draft || !(many ? some : waits);
    set(all.lastChild, many ? tr("Approve {a} marked", { a: some || "" }).replace("  ", " ") : tr("Approve all"));
    all.hidden = state.draft;
    all.title = tr("Approve every still that is ready");
    set(
      about,
      state.draft ? "" : tr("{count} approved of {many}", { count: numberOf(approved, "still"), many: shots.length }),
    );
    inspector.hidden = several_.show() || !shot;
    for (const w of words) w.show(shot ? shot.id : null);
    grid.show(key);
    if (!shot) return;
    picture(big, item?.digest, 1280);
    bigNone.hidden = !!item?.digest;
    set(bigNone, word(item));
    set(title, tr("Shot {shot}", { shot: shotNumber(shot.id) }));
    stateOf(says, item);
    const reason = item?.not_drawn?.length
      ? tr("Not drawn: {a}.", { a: item.not_drawn.join(", ") })
      : ["stale", "failed", "flagged"].includes(item?.state) || item?.reason?.startsWith("pinned, stale")
        ? reasonOf(item)
        : "";
    why.hidden = !reason;
    set(why, reason);
    one.disabled = four.disabled = !item || item.state === "running";
    stop.hidden = !item?.job;
    alike.hidden = !(item?.takes > 1) || !shot.who.length;
    people.show(shot.id, item?.take);
  });
});
