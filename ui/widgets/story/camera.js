/* The camera of a shot as a value: a picture for every move, its way, how far, how it eases, from which height and through which lens. Without
   one the camera is as its words say. */

import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { shotOf, state } from "../page_state/state.js";
import { pictogram } from "./pictograms.js";

const MOVES = [
  ["static", tr("Static")],
  ["pan", tr("Pan")],
  ["tilt", tr("Tilt")],
  ["push", tr("Push in")],
  ["pull", tr("Pull back")],
  ["truck", tr("Truck")],
  ["pedestal", tr("Pedestal")],
  ["zoom", tr("Zoom")],
  ["orbit", tr("Orbit")],
  ["crane", tr("Crane")],
  ["handheld", tr("Handheld")],
  ["follow", tr("Follow")],
  ["dolly_zoom", tr("Dolly zoom")],
];
const WAYS = {
  left: tr("left"),
  right: tr("right"),
  up: tr("up"),
  down: tr("down"),
  in: tr("in"),
  out: tr("out"),
  cw: tr("clockwise"),
  ccw: tr("counterclockwise"),
};
const EASES = [
  ["in_out", tr("soft at both ends")],
  ["in", tr("starts gently")],
  ["out", tr("ends gently")],
  ["linear", tr("even")],
];
const HEIGHTS = [
  ["", tr("as the words say")],
  ["eye", tr("eye level")],
  ["low", tr("from below")],
  ["high", tr("from above")],
  ["ground", tr("from the ground")],
  ["overhead", tr("overhead")],
];
const LENSES = [["", tr("as the words say")], ...[14, 18, 24, 35, 50, 85, 135, 200].map((mm) => [`${mm}`, `${mm} mm`])];
const UNITS = {
  "of the frame's width": (n) => tr("{n} % of the width", { n: Math.round(n * 100) }),
  "of the frame's height": (n) => tr("{n} % of the height", { n: (n * 100).toFixed(n < 0.1 ? 1 : 0) }),
  "of their way": (n) => tr("{n} % of their way", { n: Math.round(n * 100) }),
  degrees: (n) => tr("{n} degrees", { n: Math.round(n) }),
};
const said = (unit, n) => (UNITS[unit] ? UNITS[unit](n) : tr("{n} times", { n: n.toFixed(2) }));

const select = (label, options, id) => {
  const node = el(
    "select",
    { class: "vg-input", id },
    ...options.map(([value, text]) => el("option", { value, text })),
  );
  return { node, label: el("label", { class: "vg-field" }, el("span", {}, el("b", { text: label })), node) };
};

export const cameraPanel = () => {
  let shot = null,
    asked = "",
    told = null;
  const send = async (asking) => {
    const mine = shot.id;
    const r = await call("set_camera", { shot: mine, ...asking });
    if (!r.ok && shot?.id === mine) draw();
  };
  const save = (value) => send(value ? { value } : {});
  const now = () => (shot ? shotOf(shot.id)?.camera_move || null : null);
  /* One field at a time: what was set a moment before is not sent again as it was. */
  const change = (field, to) => send({ field, to: `${to}` });
  const pick = (move) => {
    const was = now();
    if (move === null) return was && save(null);
    if (was) return was.move !== move && change("move", move);
    return save(told?.heard?.move === move ? told.heard : { move });
  };

  const pictures = MOVES.map(([move, name]) => {
    const picture = pictogram(move);
    const node = el(
      "button",
      { type: "button", class: "vg-move", id: `camera-${move}`, onclick: () => pick(move) },
      picture.node,
      el("span", { text: name }),
    );
    return { move, name, node, picture };
  });
  const words = button(tr("As the words say"), () => pick(null), { class: "vg-small vg-aswords", id: "camera-words" });
  const bar = el(
    "div",
    { class: "vg-moves", role: "toolbar", "aria-label": tr("Camera move") },
    pictures.map((p) => p.node),
  );
  /* One stop for the tab key; arrows go from picture to picture. */
  bar.addEventListener("keydown", (e) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key],
      at = pictures.findIndex((p) => p.node === document.activeElement);
    if (at < 0 || (!step && e.key !== "Home" && e.key !== "End")) return;
    e.preventDefault();
    const to = e.key === "Home" ? 0 : e.key === "End" ? pictures.length - 1 : at + step;
    stop(pictures[(to + pictures.length) % pictures.length].node).focus();
  });
  const stop = (node) => {
    for (const p of pictures) p.node.tabIndex = p.node === node ? 0 : -1;
    return node;
  };
  stop(pictures[0].node);

  const way = select(tr("Way"), [], "camera-direction"),
    ease = select(tr("Ease"), EASES, "camera-ease"),
    height = select(tr("Height"), HEIGHTS, "camera-height"),
    lens = select(tr("Lens"), LENSES, "camera-lens");
  const far = el("input", { type: "range", id: "camera-amount", class: "vg-range" }),
    farSaid = el("output", { class: "vg-num", for: "camera-amount" }),
    farLabel = el(
      "label",
      { class: "vg-field vg-howfar" },
      el("span", {}, el("b", { text: tr("How far") }), farSaid),
      far,
    );
  /* The slider is even in factors where the amount is one: half as far is as far from the middle as twice. */
  const kind = () => told?.kinds[now()?.move];
  const atSlider = (k, n) => Math.log(n / k.least) / Math.log(k.most / k.least);
  const ofSlider = (k, s) => k.least * (k.most / k.least) ** s;
  far.min = "0";
  far.max = "1";
  far.step = "0.01";
  const round = (k, n) => (k.unit === "degrees" ? Math.round(n) : Number(n.toPrecision(3)));
  far.addEventListener("input", () => {
    const k = kind();
    if (k) set(farSaid, said(k.unit, ofSlider(k, Number(far.value))));
  });
  far.addEventListener("change", () => {
    const k = kind();
    if (k) change("amount", Math.min(k.most, Math.max(k.least, round(k, ofSlider(k, Number(far.value))))));
  });
  way.node.addEventListener("change", () => change("direction", way.node.value));
  ease.node.addEventListener("change", () => change("ease", ease.node.value));
  height.node.addEventListener("change", () => change("height", height.node.value));
  lens.node.addEventListener("change", () => change("lens", lens.node.value));
  const controls = el("div", { class: "vg-camctl" }, way.label, farLabel, ease.label, height.label, lens.label);

  const heard = el("p", { class: "vg-muted", id: "camera-heard" }),
    take = button(tr("Take it as a value"), () => save(told.heard), { class: "vg-small vg-quiet", id: "camera-take" }),
    odds = el("ul", { class: "vg-odds", id: "camera-odds" }),
    phrase = el("p", { class: "vg-muted", id: "camera-phrase" });
  const node = el(
    "section",
    { class: "vg-camera", id: "camera-move", "aria-label": tr("Camera move") },
    el("div", { class: "vg-label" }, el("b", { text: tr("Camera move") }), words),
    bar,
    controls,
    odds,
    el("div", { class: "vg-row" }, heard, take),
    phrase,
  );

  const fill = (value) => {
    const k = told?.kinds[value.move];
    const ways = (k?.directions || []).filter(Boolean);
    way.label.hidden = ways.length < 2;
    if (way.node.dataset.of !== value.move) {
      way.node.dataset.of = value.move;
      way.node.replaceChildren(...ways.map((w) => el("option", { value: w, text: WAYS[w] })));
    }
    way.node.value = value.direction;
    farLabel.hidden = !k || k.most <= k.least;
    if (k && document.activeElement !== far) far.value = String(k.most > k.least ? atSlider(k, value.amount) : 0);
    if (k) {
      set(farSaid, said(k.unit, value.amount));
      attr(far, "aria-valuetext", said(k.unit, value.amount));
    }
    ease.label.hidden = ["static", "handheld", "follow"].includes(value.move);
    ease.node.value = value.ease;
    height.node.value = value.height || "";
    const mm = value.lens ? `${value.lens}` : "";
    if (mm && ![...lens.node.options].some((o) => o.value === mm))
      lens.node.append(el("option", { value: mm, text: `${mm} mm` }));
    lens.node.value = mm;
  };
  const draw = () => {
    const value = now();
    attr(words, "aria-pressed", value ? "false" : "true");
    for (const p of pictures) {
      const on = value?.move === p.move;
      attr(p.node, "aria-pressed", on ? "true" : "false");
      const direction = on ? value.direction : told?.heard?.move === p.move ? told.heard.direction : "";
      p.picture.show(direction);
      attr(
        p.node,
        "aria-label",
        on && WAYS[direction] && p.move !== "push" && p.move !== "pull" ? `${p.name}, ${WAYS[direction]}` : p.name,
      );
      attr(p.node, "data-heard", !value && told?.heard?.move === p.move ? "1" : null);
      if (on && !bar.contains(document.activeElement)) stop(p.node);
    }
    controls.hidden = !value;
    if (value) fill(value);
    const named = told?.named || "",
      missed = (told?.not_understood || []).map((n) => `“${n.words}”: ${n.why}`);
    set(
      heard,
      [
        named
          ? tr("The words say: {what}.", { what: [named, ...(told.also || [])].join(", ") })
          : tr("The words name no move."),
        ...missed.map((m) => tr("Not understood: {what}.", { what: m })),
      ].join(" "),
    );
    take.hidden = !told?.heard || !!value;
    odds.replaceChildren(
      ...(told?.at_odds || []).map((o) =>
        el("li", { class: "vg-note", text: tr("{what}, and that counts.", { what: o[0].toUpperCase() + o.slice(1) }) }),
      ),
    );
    phrase.hidden = !told?.phrase;
    set(phrase, told?.phrase ? tr("Video models are told: “{what}.”", { what: told.phrase }) : "");
  };
  const look = async () => {
    const key = JSON.stringify([state.project, shot.id, shot.domains.camera, shot.camera_move]);
    if (key === asked) return;
    asked = key;
    const r = await call("camera", { shot: shot.id }, { quiet: true });
    if (asked !== key) return;
    if (!r.ok) {
      asked = "";
      return;
    }
    told = r.camera;
    draw();
  };
  return {
    node,
    show: (of) => {
      if (shot?.id !== of.id)
        told = told && { ...told, heard: null, named: "", also: [], not_understood: [], at_odds: [], phrase: "" };
      shot = of;
      draw();
      look();
    },
  };
};
