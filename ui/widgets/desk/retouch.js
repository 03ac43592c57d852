/* A part of the still painted anew with words: a mask by brush, by box or from a file, and what is to be there. What lies outside of the
   mask does not change by a byte; the new take stands beside the old one. */

import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { chooseFile } from "../page_state/files.js";
import { tr } from "../page_state/say.js";
import { changed, state } from "../page_state/state.js";

const WHITE = "#ffffff",
  STEP = 0.03;

export const retouchMode = () => {
  let shown = "",
    open = false,
    tool = "brush",
    drag = null,
    empty = true,
    busy = false;
  const mask = el("canvas", {
    class: "vg-mask",
    tabindex: 0,
    role: "img",
    "aria-label": tr(
      "Mask: paint where the picture may change. With arrow keys the brush moves, the space bar paints.",
    ),
  });
  const pen = /** @type {CanvasRenderingContext2D} */ (mask.getContext("2d", { willReadFrequently: true }));
  const cursor = el("i", { class: "vg-maskcursor", hidden: true });
  const layer = el("div", { class: "vg-masklayer", hidden: true }, mask, cursor);
  const size = el("input", { type: "range", min: 2, max: 30, value: 8, "aria-label": tr("Size of the brush") });
  const words = el("textarea", {
    class: "vg-input",
    rows: 2,
    maxlength: 2000,
    id: "retouch-words",
    placeholder: tr("what is to be there: a red hat"),
    "aria-label": tr("What is to be there"),
  });
  const strength = el("input", {
    type: "range",
    min: 0.05,
    max: 1,
    step: 0.05,
    value: 0.85,
    "aria-label": tr("How much it may change"),
  });
  const wrong = el("p", { class: "vg-wrong", role: "alert", hidden: true }),
    told = el("p", { class: "vg-muted", role: "status" });
  let at = [0.5, 0.5];

  const clear = () => {
    pen.clearRect(0, 0, mask.width, mask.height);
    empty = true;
    changed(true);
  };
  const fit = () => {
    const { width, height } = state.story.film;
    if (mask.width === width && mask.height === height) return;
    mask.width = width;
    mask.height = height;
    empty = true;
  };
  const radius = () => (Number(size.value) / 200) * mask.width;
  const dab = (x, y, from) => {
    pen.globalCompositeOperation = tool === "erase" ? "destination-out" : "source-over";
    pen.strokeStyle = pen.fillStyle = WHITE;
    pen.lineCap = "round";
    pen.lineWidth = 2 * radius();
    pen.beginPath();
    pen.moveTo((from?.[0] ?? x) * mask.width, (from?.[1] ?? y) * mask.height);
    pen.lineTo(x * mask.width + 0.01, y * mask.height);
    pen.stroke();
    pen.globalCompositeOperation = "source-over";
    if (tool !== "erase") empty = false;
  };
  const box = (a, b) => {
    pen.fillStyle = WHITE;
    pen.fillRect(
      Math.min(a[0], b[0]) * mask.width,
      Math.min(a[1], b[1]) * mask.height,
      Math.abs(a[0] - b[0]) * mask.width,
      Math.abs(a[1] - b[1]) * mask.height,
    );
    empty = false;
  };
  const where = (e) => {
    const r = mask.getBoundingClientRect();
    return [
      Math.min(1, Math.max(0, (e.clientX - r.left) / r.width)),
      Math.min(1, Math.max(0, (e.clientY - r.top) / r.height)),
    ];
  };
  mask.addEventListener("pointerdown", (e) => {
    mask.setPointerCapture(e.pointerId);
    drag = {
      from: where(e),
      last: where(e),
      kept: tool === "box" ? pen.getImageData(0, 0, mask.width, mask.height) : null,
    };
    if (tool !== "box") dab(...drag.from);
  });
  mask.addEventListener("pointermove", (e) => {
    if (!drag) return;
    const now = where(e);
    if (tool === "box") {
      pen.putImageData(drag.kept, 0, 0);
      box(drag.from, now);
    } else dab(now[0], now[1], drag.last);
    drag.last = now;
  });
  mask.addEventListener("pointerup", () => {
    drag = null;
    changed(true);
  });
  mask.addEventListener("keydown", (e) => {
    const way = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[e.key];
    if (!way && e.key !== " ") return;
    e.preventDefault();
    e.stopPropagation();
    if (way) at = [Math.min(1, Math.max(0, at[0] + way[0])), Math.min(1, Math.max(0, at[1] + way[1]))];
    else {
      dab(at[0], at[1]);
      changed(true);
    }
    cursor.hidden = false;
    cursor.style.left = `${at[0] * 100}%`;
    cursor.style.top = `${at[1] * 100}%`;
  });
  mask.addEventListener("blur", () => {
    cursor.hidden = true;
  });

  /** @param {Blob} file a mask of one's own: white is where something may change */
  const lay = async (file) => {
    try {
      const picture = await createImageBitmap(file);
      const beside = document.createElement("canvas");
      [beside.width, beside.height] = [mask.width, mask.height];
      const ink = /** @type {CanvasRenderingContext2D} */ (beside.getContext("2d"));
      ink.imageSmoothingEnabled = false;
      ink.drawImage(picture, 0, 0, mask.width, mask.height);
      const data = ink.getImageData(0, 0, mask.width, mask.height);
      for (let i = 0; i < data.data.length; i += 4) {
        const bright = (data.data[i] + data.data[i + 1] + data.data[i + 2]) / 3 >= 128;
        data.data.set([255, 255, 255, bright && data.data[i + 3] >= 128 ? 255 : 0], i);
      }
      pen.putImageData(data, 0, 0);
      empty = false;
      const same = Math.abs(picture.width / picture.height - mask.width / mask.height) < 0.02;
      set(told, same ? "" : tr("Your mask has another shape than the picture, and was stretched onto it."));
    } catch {
      say(tr("This file is no picture that can be a mask. Choose a PNG with white where something may change."));
    }
    changed(true);
  };
  const say = (text) => {
    set(wrong, text);
    wrong.hidden = !text;
  };
  /** The mask as a PNG: white on black. */
  const png = () => {
    const whole = document.createElement("canvas");
    [whole.width, whole.height] = [mask.width, mask.height];
    const ink = /** @type {CanvasRenderingContext2D} */ (whole.getContext("2d"));
    ink.fillStyle = "#000000";
    ink.fillRect(0, 0, whole.width, whole.height);
    ink.drawImage(mask, 0, 0);
    return whole.toDataURL("image/png").split(",")[1];
  };

  const TOOLS = { brush: tr("Brush"), box: tr("Box"), erase: tr("Erase") };
  const tools = el(
    "div",
    { class: "vg-row", role: "group", "aria-label": tr("What the mouse does") },
    Object.entries(TOOLS).map(([id, text]) =>
      button(
        text,
        () => {
          tool = id;
          changed(true);
        },
        { class: "vg-small", id: `mask-${id}` },
      ),
    ),
  );
  const make = button(
    tr("Paint it anew"),
    async () => {
      if (empty || !words.value.trim()) {
        return say(empty ? tr("Paint first where the picture may change.") : tr("Say first what is to be there."));
      }
      say("");
      busy = true;
      changed(true);
      const reply = await call(
        "retouch",
        { key: `keyframe/${shown}`, words: words.value.trim(), mask: png(), strength: Number(strength.value) },
        { quiet: true },
      );
      busy = false;
      if (!reply.ok) say([reply.problem?.message, reply.problem?.hint].filter(Boolean).join(" "));
      else {
        set(told, reply.told || "");
        clear();
      }
      changed(true);
    },
    { class: "vg-small vg-primary", id: "retouch-make" },
  );
  const carry = button(
    tr("Carry it into the clip"),
    async () => {
      const reply = await call("carry", { shot: shown }, { quiet: true });
      say(reply.ok ? "" : [reply.problem?.message, reply.problem?.hint].filter(Boolean).join(" "));
    },
    {
      class: "vg-small",
      id: "retouch-carry",
      title: tr("The clip keeps its motion; only the changed part moves with it"),
    },
  );
  const anew = button(tr("Shoot the clip anew"), () => call("build", { until: "clip" }), {
    class: "vg-small",
    id: "retouch-anew",
  });
  const after = el(
    "div",
    { class: "vg-row", hidden: true },
    el("span", { class: "vg-muted", text: tr("The clip still shows the old picture.") }),
    carry,
    anew,
  );
  const nothing = el("p", {
    class: "vg-note",
    id: "retouch-nothing",
    hidden: true,
    text: tr("Nothing changed inside the mask: nothing of these words can be drawn there. Say it otherwise, or undo."),
  });
  const panel = el(
    "div",
    { class: "vg-retouchpanel", hidden: true },
    el(
      "div",
      { class: "vg-row" },
      tools,
      el("label", { class: "vg-row" }, el("span", { class: "vg-muted", text: tr("size") }), size),
      button(tr("Clear the mask"), clear, { class: "vg-small vg-quiet", id: "mask-clear" }),
      button(tr("A mask of mine"), () => chooseFile("image/*", lay), {
        class: "vg-small vg-quiet",
        icon: "upload",
        id: "mask-own",
      }),
    ),
    el(
      "div",
      { class: "vg-row vg-retouchwords" },
      words,
      el("label", { class: "vg-row" }, el("span", { class: "vg-muted", text: tr("strength") }), strength),
      make,
    ),
    wrong,
    told,
    nothing,
    after,
  );
  const toggle = button(tr("Retouch"), () => turn(!open), {
    class: "vg-small",
    id: "canvas-retouch",
    title: tr("Paint a part of the still anew with words"),
  });
  /** @type {(on: boolean) => void} */
  let heard = () => {};
  const turn = (on) => {
    open = on;
    heard(on);
    changed(true);
  };
  const draw = (id) => {
    if (shown !== id) {
      shown = id;
      if (open) clear();
      say("");
      set(told, "");
    }
    attr(toggle, "aria-pressed", String(open));
    attr(toggle, "aria-expanded", String(open));
    toggle.disabled = !state.items[`keyframe/${id}`]?.digest;
    layer.hidden = panel.hidden = !open;
    if (!open) return;
    fit();
    for (const one of tools.children) attr(one, "aria-pressed", String(one.id === `mask-${tool}`));
    const still = state.items[`keyframe/${id}`],
      clip = state.items[`clip/${id}`];
    make.disabled = busy || !!still?.job;
    nothing.hidden = !still?.unchanged || !!still?.job;
    set(make.lastChild, still?.job ? tr("Painting…") : tr("Paint it anew"));
    carry.hidden = !!state.drawn; // a drawn clip knows what was painted and keeps its motion when it is drawn anew
    after.hidden = !/retouched/.test(clip?.reason || "") || !clip?.digest || !!clip?.job;
  };
  return {
    layer,
    panel,
    toggle,
    draw,
    close: () => open && turn(false),
    onTurn: (/** @type {(on: boolean) => void} */ f) => {
      heard = f;
    },
  };
};
