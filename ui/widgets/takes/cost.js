/* Before a render: what it takes, in numbers, beside the button. After it: what ran, what was reused, what failed and how to mend it. */

import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { counted, todoWords } from "../page_state/item_words.js";
import { tr } from "../page_state/say.js";
import { on, partName, state } from "../page_state/state.js";
import { lasting, problemWords } from "../page_state/words.js";

const joined = (parts) =>
  parts.length > 1 ? tr("{a} and {b}", { a: parts.slice(0, -1).join(", "), b: parts.at(-1) }) : parts[0] || "";
export const countWords = (kinds) => joined(counted(kinds));
const size = (gb) =>
  gb < 0.0095
    ? `${Math.max(1, Math.round(gb * 1000))} MB`
    : gb < 1
      ? `${Math.round(gb * 100) * 10} MB`
      : `${gb < 10 ? gb.toFixed(1) : Math.round(gb)} GB`;
const part = (name, x) =>
  `${name} ${size(x.need_gb)}, ${x.free_gb ? tr("{size} free", { size: size(x.free_gb) }) : tr("none here")} (${x.measured ? "measured" : "estimate"})`;

/* A line of what making everything up to a step (or what `keys()` names) would take; `show(yes)` asks again when the film
     has changed. */
export const costLine = (until, keys) => {
  const says = el("p", { class: "vg-muted vg-num vg-costsays" }),
    short = el("p", { class: "vg-short", role: "note", hidden: true });
  const node = el("div", { class: "vg-costline", hidden: true }, says, short);
  let had = "",
    asked = 0;
  const draw = (r) => {
    const what = countWords(r.kinds);
    set(
      says,
      what
        ? tr("To make: {what}, {b}. {c}", {
            what,
            b: r.guess
              ? tr("how long is known after the first one")
              : tr("about {time}", { time: lasting(r.estimate_s) || tr("a moment") }),
            c: [
              r.ram && part(tr("Memory"), r.ram),
              r.vram && part(tr("GPU memory"), r.vram),
              r.disk && part(tr("Disk"), r.disk),
            ]
              .filter(Boolean)
              .join(" · "),
          })
        : "",
    );
    set(short, r.short.join(" "));
    short.hidden = !r.short.length;
  };
  return {
    node,
    show: (yes) => {
      const open = (state.queue.running || 0) + (state.queue.queued || 0);
      if (!yes || open) {
        node.hidden = true;
        had = "";
        return;
      }
      const print = [state.project, state.revision, state.preset, JSON.stringify(state.todo)].join("|");
      if (print === had) {
        node.hidden = !says.textContent && short.hidden;
        return;
      }
      had = print;
      if (until === "film" && node.hidden && todoWords()) {
        set(says, tr("To make: {todoWords}.", { todoWords: todoWords() }));
        node.hidden = false;
      }
      const mine = ++asked;
      setTimeout(async () => {
        if (mine !== asked) return;
        const r = await call("room", keys ? { keys: keys() } : { until }, { quiet: true });
        if (mine !== asked || !r.ok) return;
        draw(r.room);
        node.hidden = !says.textContent && short.hidden;
      }, 120);
    },
  };
};

/* What the queue did when it was last busy. `always`: also what another page, or an earlier visit, has seen finish. */
let seenBusy = 0,
  hidden = 0;
on(() => {
  if ((state.queue.running || 0) + (state.queue.queued || 0))
    seenBusy = Math.max(seenBusy, ...state.queue.jobs.map((j) => j.id));
});
export const afterLine = (always) => {
  const says = el("p", { class: "vg-num" }),
    failed = el("ul", { class: "vg-failed", "aria-label": tr("What failed") });
  const close = always
    ? null
    : button(
        "",
        () => {
          hidden = state.queue.after?.id || 0;
          node.hidden = true;
        },
        { icon: "close", class: "vg-small vg-quiet", label: tr("Hide this") },
      );
  const node = el(
    "div",
    { class: "vg-after", role: "status", hidden: true },
    el("div", { class: "vg-spread" }, says, close),
    failed,
  );
  return {
    node,
    draw: () => {
      const a = state.queue.after;
      node.hidden = !a || (!always && (a.id === hidden || !(a.failed.length || a.id <= seenBusy)));
      if (node.hidden) return;
      const made = countWords(a.ran);
      set(
        says,
        `${[made ? tr("Made {made} in {time}", { made, time: lasting(a.seconds) }) : a.failed.length ? tr("Nothing was made") : tr("Nothing had to be made"), a.reused && tr("{reused} reused", { reused: a.reused }), a.cancelled && tr("{cancelled} cancelled", { cancelled: a.cancelled }), a.failed.length && tr("{many} failed", { many: a.failed.length }), a.skipped && tr("{skipped} not begun because of {b}", { skipped: a.skipped, b: a.failed.length ? "that" : "others" })].filter(Boolean).join("; ")}.`,
      );
      keyed(
        failed,
        a.failed,
        (j) => j.id,
        (j) =>
          el(
            "li",
            {},
            el("b"),
            el("p"),
            button(tr("Retry"), () => call("retry", { job: j.id }), {
              icon: "again",
              class: "vg-small",
              label: tr("Retry: {name}", { name: j.name }),
            }),
          ),
        (li, j) => {
          set(li.children[0], state.items[j.key] ? partName(j.key) : j.name);
          set(li.children[1], j.error ? problemWords(j.error) : tr("It failed."));
        },
      );
      failed.hidden = !a.failed.length;
      attr(node, "data-bad", a.failed.length ? "1" : null);
    },
  };
};
