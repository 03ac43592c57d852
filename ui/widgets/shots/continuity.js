/* The list of what a look at the film found: each with its shot, its words and its number, and one click that mends it. */

import { undoLast } from "../page_state/acts.js";
import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { select, shotNumber, shotOf, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { numberOf, problemWords } from "../page_state/words.js";
import { findingWord } from "../takes/drift.js";

export const continuityPanel = () => {
  const go = button(tr("Check continuity"), () => call("look_at_continuity"), {
    icon: "check",
    id: "check-continuity",
    title: tr("Look for people, clothes, places, light and colours that change where they should not"),
  });
  const says = el("p", { class: "vg-checksays vg-num", "aria-live": "polite" });
  const bar = el(
    "div",
    {
      class: "vg-bar",
      role: "progressbar",
      "aria-label": tr("Looking at the shots"),
      "aria-valuemin": 0,
      "aria-valuemax": 100,
      hidden: true,
    },
    el("i"),
  );
  const list = el("ol", { class: "vg-findings", "aria-label": tr("Findings") });
  const node = el(
    "section",
    { class: "vg-continuity", "aria-label": tr("Continuity"), hidden: true },
    el("div", { class: "vg-checkhead" }, el("h2", { class: "vg-title", text: tr("Continuity") }), says),
    bar,
    list,
  );

  const make = (f) => {
    const shot = el("button", {
      type: "button",
      class: "vg-chip vg-num",
      onclick: () => {
        select(f.shot);
      },
    });
    const mend = button(
      "",
      async () => {
        const r = await call("fix", { finding: f.id });
        if (r.ok) toast(tr("Done. It is looked at again when you check."), { action: tr("Undo"), run: undoLast });
      },
      { class: "vg-small", icon: "again" },
    );
    return el("li", {}, shot, el("b", { class: "vg-drift" }), el("p", {}), mend);
  };
  const update = (li, f) => {
    const [shot, word, words, mend] = li.children,
      n = shotNumber(f.shot);
    set(shot, f.boundary ? tr("{n} to {b}", { n, b: n + 1 }) : String(n));
    attr(shot, "aria-label", f.boundary ? tr("Go to the boundary after shot {n}", { n }) : tr("Go to shot {n}", { n }));
    set(word, findingWord(f));
    set(words, f.words);
    words.title =
      f.number === null || f.number === undefined
        ? ""
        : tr("measured: {number} {unit}", { number: f.number, unit: f.unit });
    mend.hidden = !f.fix;
    if (f.fix) {
      set(mend.lastChild, f.fix.words);
      mend.title = tr("Shot {n}: {words}. Can be undone.", { n, words: f.fix.words });
    }
  };
  return {
    node,
    go,
    draw: () => {
      const c = state.check;
      go.hidden = !c;
      if (!c) return;
      const shots = state.story.shots,
        found = c.findings.filter((f) => shotOf(f.shot)),
        stale = c.unchecked.filter((id) => shotOf(id));
      const clips = shots.some((s) => state.items[`clip/${s.id}`]?.take);
      go.disabled = c.checking || !clips;
      set(go.lastChild, c.checking ? tr("Looking…") : tr("Check continuity"));
      node.hidden = !(c.checking || c.made || c.error);
      bar.hidden = !c.checking;
      const percent = c.of ? Math.round((100 * c.done) / c.of) : 0;
      bar.firstChild.style.width = `${percent}%`;
      attr(bar, "aria-valuenow", percent);
      const unseen = stale.length
        ? stale.length === shots.length
          ? tr("No shot was checked since the last change.")
          : tr(
              stale.length > 1
                ? "Shots {list} were not checked since the last change."
                : "Shot {list} was not checked since the last change.",
              { list: `${stale.slice(0, 12).map(shotNumber).join(", ")}${stale.length > 12 ? "…" : ""}` },
            )
        : "";
      set(
        says,
        c.checking
          ? tr("Looking at the shots: {done} of {of}", { done: c.done, of: c.of })
          : c.error
            ? problemWords(c.error)
            : [
                found.length
                  ? `${numberOf(found.length, "finding")}.`
                  : stale.length === shots.length
                    ? ""
                    : tr("No findings."),
                unseen,
              ]
                .filter(Boolean)
                .join(" "),
      );
      attr(says, "data-bad", c.error && !c.checking ? "1" : null);
      keyed(list, found.slice(0, 60), (f) => f.id, make, update);
      list.hidden = !found.length;
    },
  };
};
