/* The takes of one item: every result ever made for it. Choose one, pin one, hold two against each other. */

import { call } from "../page_state/asking.js";
import { attr, button, el, icon, keyed, set } from "../page_state/dom.js";
import { plain } from "../page_state/item_words.js";
import { tr } from "../page_state/say.js";
import { media, picture, select, shotNumber, state, thumb } from "../page_state/state.js";
import { showTab } from "../page_state/tabs.js";

const when = (t) => {
  const d = new Date(t);
  return Number.isNaN(d.getTime()) ? "" : d.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
};

export const takeGrid = (o = {}) => {
  const list = el("ol", { class: "vg-takes", "aria-label": tr("Takes") });
  const none = el("p", { class: "vg-muted vg-notakes" });
  const node = el(
    "div",
    { class: "vg-takegrid" },
    el(
      "div",
      { class: "vg-label" },
      el("b", { text: tr("Takes") }),
      el("small", { text: o.video ? tr("every clip made for this shot") : tr("every picture made for this") }),
    ),
    list,
    none,
  );
  let key = null,
    had = "",
    takes = [],
    held = [];
  const isClip = () => key.startsWith("clip/");
  const digestOf = (t) => t.digests[isClip() ? "frames" : "picture"];

  const make = (t) => {
    const view = isClip()
      ? el("video", { muted: true, loop: true, playsinline: true, preload: "none", "aria-hidden": "true" })
      : el("img", { alt: "", loading: "lazy" });
    if (isClip()) {
      view.muted = true;
    }
    const frame = el(
      "button",
      { type: "button", class: `vg-frame ${key.startsWith("portrait/") ? "vg-square" : ""}` },
      view,
      el("span", { class: "vg-badge" }),
      el("span", { class: "vg-pinned", hidden: true }, icon("pin")),
    );
    const use = button(tr("Use"), () => call("choose", { key: li.vgKey, take: t.id }), { class: "vg-small" });
    const pin = button(
      tr("Pin"),
      () => {
        const now = takes.find((x) => x.id === t.id);
        now?.pinned ? call("unpin", { key: li.vgKey }) : call("pin", { key: li.vgKey, take: t.id });
      },
      { class: "vg-small" },
    );
    const hold = button(
      tr("Compare"),
      () => {
        held = held.includes(t.id) ? held.filter((x) => x !== t.id) : [...held.slice(-1), t.id];
        draw();
        o.compare?.(held.map((id) => takes.find((x) => x.id === id)).filter(Boolean));
      },
      { class: "vg-small vg-quiet" },
    );
    frame.addEventListener("click", () => call("choose", { key: li.vgKey, take: t.id }));
    if (isClip()) {
      const go = () => {
        if (!view.src) view.src = media(digestOf(t), "mp4");
        view.play().catch(() => {});
      };
      frame.addEventListener("pointerenter", go);
      frame.addEventListener("focus", go);
      frame.addEventListener("pointerleave", () => view.pause());
      frame.addEventListener("blur", () => view.pause());
    }
    const li = el(
      "li",
      {},
      frame,
      el("div", { class: "vg-takeline vg-num" }, el("span"), el("span", { class: "vg-muted" })),
      el("div", { class: "vg-takeacts" }, use, pin, o.compare && hold),
    );
    li.vgKey = key;
    return li;
  };
  const update = (li, t, i) => {
    const [frame, line, acts] = li.children,
      [view, badge, pinned] = frame.children;
    if (isClip()) {
      const poster = thumb(digestOf(t), 320);
      if (view.getAttribute("poster") !== poster) view.poster = poster;
    } else picture(view, digestOf(t), 320);
    attr(li, "data-chosen", t.chosen ? "1" : null);
    set(badge, t.chosen ? tr("in use") : "");
    badge.hidden = !t.chosen;
    pinned.hidden = !t.pinned;
    set(line.firstChild, tr("Take {a}{b}", { a: takes.length - i, b: t.producer === "you" ? tr(" · yours") : "" }));
    set(line.lastChild, t.producer === "you" ? when(t.created) : tr("seed {seed}", { seed: t.seed }));
    line.title = tr("{producer}, {when}, {c} s, preset {preset}", {
      producer: t.producer,
      when: when(t.created),
      c: t.seconds.toFixed(1),
      preset: t.preset,
    });
    attr(
      frame,
      "aria-label",
      tr("Use take {a}{b}{c}", {
        a: takes.length - i,
        b: t.chosen ? tr(", in use") : "",
        c: t.pinned ? tr(", pinned") : "",
      }),
    );
    acts.children[0].disabled = t.chosen;
    set(acts.children[1].lastChild, t.pinned ? tr("Unpin") : tr("Pin"));
    attr(acts.children[1], "aria-pressed", t.pinned ? "true" : "false");
    if (acts.children[2]) attr(acts.children[2], "aria-pressed", held.includes(t.id) ? "true" : "false");
  };
  const draw = () => {
    keyed(list, takes, (t) => t.id, make, update);
    none.hidden = takes.length > 0;
    const item = state.items[key];
    set(
      none,
      item?.job
        ? tr("Being made…")
        : item?.blocked
          ? tr("Nothing yet: {plain}.", { plain: plain(item.blocked) })
          : tr("Nothing made yet."),
    );
  };
  return {
    node,
    takes: () => takes,
    show: async (now) => {
      if (!now || !state.items[now]) {
        node.hidden = true;
        return;
      }
      node.hidden = false;
      const item = state.items[now],
        print = [state.project, now, item.takes, item.take, item.pinned, item.state].join("|");
      if (print === had) return;
      if (now !== key) {
        takes = [];
        held = [];
        key = now;
        draw();
        o.compare?.([]);
      }
      had = print;
      const reply = await call("takes", { key: now }, { quiet: true });
      if (reply.ok && reply.key === key) {
        takes = [...reply.takes].reverse(); // the newest first
        draw();
        o.changed?.(takes);
      }
    },
  };
};

/* Two pictures under one movable edge. */
export const wipeView = () => {
  const a = el("img", { alt: tr("The older take") }),
    b = el("img", { alt: tr("The newer take") });
  const slider = el("input", {
    type: "range",
    min: 0,
    max: 100,
    value: 50,
    "aria-label": tr("Wipe between two takes"),
  });
  const node = el("div", { class: "vg-frame vg-wipe", hidden: true }, a, b, el("i", { class: "vg-edge" }), slider);
  const at = () => node.style.setProperty("--at", `${slider.value}%`);
  slider.addEventListener("input", at);
  at();
  return {
    node,
    show: (one, two) => {
      node.hidden = !(one && two);
      if (one && two) {
        picture(a, one, 1280);
        picture(b, two, 1280);
      }
    },
  };
};
export const useChips = (box, shots) =>
  keyed(
    box,
    shots,
    (s) => s.id,
    () => el("button", { type: "button", class: "vg-chip vg-num" }),
    (chip, s) => {
      set(chip, String(shotNumber(s.id)));
      chip.title = s.summary;
      attr(chip, "aria-label", tr("Go to shot {shot}", { shot: shotNumber(s.id) }));
      chip.onclick = () => {
        select(s.id);
        showTab("Story");
      };
    },
  );
