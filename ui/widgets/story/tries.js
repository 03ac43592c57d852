/* Every try of a language model at a shot: what it said in each domain, and why it was refused. Folded until asked for. */

import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { state } from "../page_state/state.js";
import { numberOf } from "../page_state/words.js";
import { DOMAINS } from "../wordbox/wordbox.js";

const STEPS = { draft: tr("Outline"), cast: tr("Cast"), shot: tr("Shot"), rewrite: tr("Rewrite") };

export const triesPanel = () => {
  const list = el("ol", { class: "vg-trylist" }),
    none = el("p", { class: "vg-muted", text: tr("No try was kept.") });
  const mine = button(tr("This shot"), () => open(state.shot), { class: "vg-small vg-quiet" }),
    whole = button(tr("Outline and cast"), () => open(null), { class: "vg-small vg-quiet" });
  const node = el(
    "section",
    { class: "vg-tries", id: "tries", hidden: true, "aria-label": tr("Tries of the language model") },
    el(
      "div",
      { class: "vg-spread" },
      el("div", { class: "vg-row" }, mine, whole),
      button("", () => shut(), { icon: "close", class: "vg-quiet vg-small", label: tr("Close the tries") }),
    ),
    list,
    none,
  );
  const toggle = button("", () => (node.hidden ? open(state.shot) : shut()), {
    class: "vg-small vg-quiet",
    id: "show-tries",
  });
  attr(toggle, "aria-controls", "tries");
  let of = null,
    many = 0;
  const one = (t) =>
    el(
      "li",
      { "data-taken": t.accepted ? "1" : null },
      el(
        "p",
        { class: "vg-tryhead" },
        el("b", { text: tr("{a}, try {number}", { a: STEPS[t.step] || t.step, number: t.number }) }),
        el("span", {
          class: "vg-state",
          "data-state": t.accepted ? "fresh" : "stale",
          text: t.accepted ? "taken" : "refused",
        }),
      ),
      t.reasons.length
        ? el(
            "ul",
            { class: "vg-reasons" },
            t.reasons.map((r) => el("li", { text: r })),
          )
        : null,
      t.notes.length
        ? el(
            "ul",
            { class: "vg-muted" },
            t.notes.map((n) => el("li", { text: n })),
          )
        : null,
      t.domains
        ? el(
            "dl",
            {},
            DOMAINS.flatMap(([n, label]) => [
              el("dt", { text: label }),
              el("dd", { class: t.domains[n] ? "" : "vg-gone", text: t.domains[n] || "nothing" }),
            ]),
          )
        : el("pre", { text: t.text || tr("(nothing came)") }),
    );
  const open = async (shot) => {
    of = shot;
    const r = await call("tries", shot ? { shot } : {});
    if (!r.ok) return;
    node.hidden = false;
    attr(toggle, "aria-expanded", "true");
    attr(mine, "aria-pressed", shot ? "true" : "false");
    attr(whole, "aria-pressed", shot ? "false" : "true");
    list.replaceChildren(...r.tries.map(one));
    none.hidden = r.tries.length > 0;
  };
  const shut = () => {
    node.hidden = true;
    attr(toggle, "aria-expanded", "false");
  };
  return {
    node,
    toggle,
    show: (shot, tries) => {
      toggle.hidden = !tries;
      set(toggle.lastElementChild || toggle, numberOf(tries || 0, "try", "tries"));
      if (!node.hidden && ((of !== null && of !== shot.id) || tries !== many)) {
        if (tries) open(shot.id);
        else shut();
      }
      many = tries;
    },
  };
};
