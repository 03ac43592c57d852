/* One shot in full size: its still or its clip, in the film's own shape; two takes held against each other under a wipe, side by side, or
   one through the other; and the areas that a screen may cut off. */

import { action } from "../page_state/actions.js";
import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { media, offers, on, picture, select, shotNumber, shotOf, state, step, thumb } from "../page_state/state.js";
import { beatPlan } from "./beats.js";
import { retouchMode } from "./retouch.js";

const MODES = { one: tr("One"), wipe: tr("Wipe"), side: tr("Side by side"), onion: tr("Through") };

export const canvas = () => {
  const video = el("video", {
    playsinline: true,
    loop: true,
    controls: true,
    preload: "auto",
    "aria-label": tr("Clip of the shot"),
    hidden: true,
  });
  video.muted = true;
  const a = el("img", { alt: "" }),
    b = el("img", { alt: "", class: "vg-second" });
  const safe = el("div", { class: "vg-safe", hidden: true, "aria-hidden": "true" }, el("i"), el("i"));
  const edge = el("input", {
    type: "range",
    min: 0,
    max: 100,
    value: 50,
    class: "vg-edgeslider",
    "aria-label": tr("Where one take ends and the other begins"),
  });
  const plan = beatPlan();
  const retouch = retouchMode();
  plan.onTurn((open) => {
    if (open) retouch.close();
    if (open) show("keyframe");
  });
  retouch.onTurn((open) => {
    if (open && plan.isOpen()) plan.toggle.click();
    if (open) show("keyframe");
  });
  const stage = el("div", { class: "vg-canvasstage" }, a, b, video, safe, plan.layer, retouch.layer);
  const title = el("h2", { class: "vg-title", id: "canvas-title" }),
    says = el("p", { class: "vg-canvassays" }),
    takes = el("ol", { class: "vg-canvastakes", "aria-label": tr("Takes to compare with") });
  let mode = "one",
    what = "keyframe",
    all = [],
    other = "",
    asked = "",
    plays = false;
  const key = () => `${what}/${state.shot}`;
  const modes = el(
    "div",
    { class: "vg-row", role: "group", "aria-label": tr("Compare") },
    Object.entries(MODES).map(([id, text]) => button(text, () => turn(id), { class: "vg-small", id: `canvas-${id}` })),
  );
  const kind = button("", () => show(what === "keyframe" ? "clip" : "keyframe", true), {
    class: "vg-small",
    id: "canvas-kind",
  });
  const guides = button(
    tr("Safe areas"),
    () => {
      safe.hidden = !safe.hidden;
      attr(guides, "aria-pressed", String(!safe.hidden));
    },
    { class: "vg-small", id: "canvas-safe" },
  );
  const use = button(tr("Use this take"), () => call("choose", { key: key(), take: other }), {
    class: "vg-small vg-primary",
    id: "canvas-use",
  });
  const box = el(
    "dialog",
    { class: "vg-dialog vg-canvas", id: "canvas", "aria-labelledby": "canvas-title" },
    el(
      "div",
      { class: "vg-spread" },
      el(
        "div",
        { class: "vg-row" },
        button("", () => step(-1), { icon: "left", class: "vg-quiet", label: tr("Previous shot") }),
        title,
        button("", () => step(1), { icon: "right", class: "vg-quiet", label: tr("Next shot") }),
      ),
      el(
        "div",
        { class: "vg-row" },
        kind,
        plan.toggle,
        retouch.toggle,
        guides,
        modes,
        use,
        button("", () => box.close(), { icon: "close", class: "vg-quiet vg-canvasclose", label: tr("Close") }),
      ),
    ),
    el("div", { class: "vg-canvasbox" }, stage, edge),
    plan.panel,
    retouch.panel,
    el("div", { class: "vg-canvasfoot" }, says, takes),
  );
  const digestOf = (t) => t?.digests[what === "clip" ? "frames" : "picture"];
  const turn = (id) => {
    mode = id;
    if (mode !== "one" && !other) other = (all.find((t) => !t.chosen) || all[0])?.id || "";
    draw();
  };
  const show = (kindNow, play = false) => {
    what = kindNow;
    plays = play && what === "clip";
    mode = "one";
    other = "";
    asked = "";
    draw();
  };
  const askTakes = async () => {
    const now = `${state.project}|${key()}|${state.items[key()]?.takes}|${state.items[key()]?.take}`;
    if (now === asked) return;
    if (asked.split("|")[1] !== key()) {
      all = [];
      other = "";
      mode = "one";
    }
    asked = now;
    const r = await call("takes", { key: key() }, { quiet: true });
    if (r.ok && r.key === key()) {
      all = [...r.takes].reverse();
      draw();
    }
  };
  const shape = (img, digest) => picture(img, digest, 1280);
  const draw = () => {
    if (!box.open || !state.story) return;
    const shot = shotOf(state.shot),
      item = state.items[key()];
    if (!shot) return box.close();
    askTakes();
    set(title, tr("Shot {shot}", { shot: shotNumber(shot.id) }));
    set(says, shot.summary);
    plan.draw(shot.id);
    retouch.draw(shot.id);
    const comparing = mode !== "one" && !!other,
      src = what === "clip" && !comparing && item?.digest ? media(item.digest, "mp4") : "";
    if (video.dataset.src !== src) {
      video.dataset.src = src;
      if (src) {
        video.src = src;
        if (plays) video.play().catch(() => {});
      } else {
        video.pause();
        video.removeAttribute("src");
      }
    }
    video.hidden = !src;
    shape(a, src ? "" : item?.digest || state.items[`keyframe/${shot.id}`]?.digest);
    shape(b, comparing ? digestOf(all.find((t) => t.id === other)) : "");
    attr(stage, "data-mode", comparing ? mode : "one");
    edge.hidden = !comparing || mode === "side";
    for (const one of modes.children) {
      attr(one, "aria-pressed", one.id === `canvas-${mode}` ? "true" : "false");
      one.disabled = one.id !== "canvas-one" && all.length < 2;
    }
    set(kind.lastChild, what === "clip" ? tr("Show the still") : tr("Show the clip"));
    kind.hidden = !state.items[`clip/${shot.id}`]?.digest;
    const held = all.find((t) => t.id === other);
    use.hidden = !comparing || !held || held.chosen;
    takes.hidden = all.length < 2;
    keyed(
      takes,
      all,
      (t) => t.id,
      (t) =>
        el(
          "li",
          {},
          el(
            "button",
            { type: "button", class: "vg-frame", onclick: () => hold(t.id) },
            el("img", { alt: "", loading: "lazy" }),
            el("span", { class: "vg-badge" }),
          ),
        ),
      (li, t) => {
        const [img, badge] = li.firstChild.children,
          at = thumb(digestOf(t), 160);
        if (img.getAttribute("src") !== at) img.src = at;
        set(badge, t.chosen ? tr("in use") : "");
        badge.hidden = !t.chosen;
        attr(li.firstChild, "aria-pressed", t.id === other ? "true" : "false");
        attr(
          li.firstChild,
          "aria-label",
          tr("Compare with take {n}{b}", { n: all.length - all.indexOf(t), b: t.chosen ? tr(", in use") : "" }),
        );
      },
    );
  };
  const hold = (id) => {
    other = id;
    if (mode === "one") mode = "wipe";
    draw();
  };
  const cut = () => {
    stage.style.setProperty("--at", `${edge.value}%`);
    stage.style.setProperty("--through", String(1 - Number(edge.value) / 100));
  };
  edge.addEventListener("input", cut);
  cut();
  box.addEventListener("close", () => video.pause());
  box.addEventListener("keydown", (e) => {
    if (e.target.closest("input, video, select")) return;
    if (e.key === "ArrowLeft" || e.key === "ArrowRight") step(e.key === "ArrowLeft" ? -1 : 1);
    else if (e.key === " " && !video.hidden) video.paused ? video.play().catch(() => {}) : video.pause();
    else return;
    e.preventDefault();
    e.stopPropagation();
  });
  on(draw);
  /* o: shot, kind (keyframe or clip), plays */
  offers.openCanvas = (o = {}) => {
    if (document.querySelector("dialog[open]") || !state.story?.shots.length) return;
    if (o.shot) select(o.shot);
    box.showModal();
    const clip = state.items[`clip/${state.shot}`]?.digest;
    show(
      clip && (o.plays || (o.kind || (state.tab === "Keyframes" ? "keyframe" : "clip")) === "clip")
        ? "clip"
        : "keyframe",
      !!o.plays,
    );
  };
  action("canvas", {
    says: tr("The shot in full size"),
    keys: ["V"],
    run: () => offers.openCanvas(),
    when: () => !!state.story?.shots.length,
  });
  document.addEventListener("dblclick", (e) => {
    const card = /** @type {HTMLElement | null} */ (e.target.closest?.(".vg-card, .vg-item, .vg-piece"));
    if (card?.dataset.shot) offers.openCanvas({ shot: card.dataset.shot });
  });
  return box;
};
