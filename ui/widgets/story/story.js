import { manyPanel } from "../many/panel.js";
import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { stateOf } from "../page_state/item_words.js";
import { widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { changed, on, shotNumber, shotOf, state, step } from "../page_state/state.js";
import { numberOf } from "../page_state/words.js";
import { DOMAINS, shotBox, unsavedMark } from "../wordbox/wordbox.js";
import { anglePicker } from "./angles.js";
import { cameraPanel } from "./camera.js";
import { covering } from "./covering.js";
import { endPanel } from "./end.js";
import { guidePanel } from "./guide.js";
import { castPanel, scriptPanel } from "./people.js";
import { rewritePanel } from "./rewrite.js";
import { triesPanel } from "./tries.js";

widget("story", (root) => {
  const lockIcon = () =>
    el(
      "svg:svg",
      { viewBox: "0 0 20 20", class: "vg-icon", "aria-hidden": "true" },
      el("svg:path", { d: "M5 9h10v7H5z" }),
      el("svg:path", { class: "vg-shackle", d: "M7 9V6.5a3 3 0 0 1 6 0V9" }),
    );
  const locks = {};
  const lockOf = (what, label) => {
    const b = el(
      "button",
      {
        type: "button",
        class: "vg-lock",
        id: `lock-${what}`,
        onclick: () => call("lock", { shot: state.shot, what, on: !shotOf(state.shot).locked.includes(what) }),
      },
      lockIcon(),
    );
    locks[what] = [b, label];
    return b;
  };
  const summary = shotBox("summary", tr("What happens"), tr("One sentence: the moment this shot tells"), {
    id: "shot-summary",
    class: "vg-summary",
    rows: 1,
  });
  const five = DOMAINS.map(([n, label, hint]) =>
    shotBox(n, label, hint, { id: `domain-${n}`, beside: lockOf(n, label) }),
  );
  const boxes = [summary, ...five],
    camera = cameraPanel(),
    guide = guidePanel(),
    covers = covering(DOMAINS.map(([name], i) => [name, five[i]]));
  const number = el("span", { class: "vg-num vg-where" });
  const prev = button("", () => step(-1), { icon: "left", class: "vg-quiet", label: tr("Previous shot") }),
    next = button("", () => step(1), { icon: "right", class: "vg-quiet", label: tr("Next shot") });
  const kState = el("span", { class: "vg-state" }),
    cState = el("span", { class: "vg-state" });
  const people = el("ul", { class: "vg-people" }),
    place = el("select", { class: "vg-input", "aria-label": tr("Place of this shot") }),
    secs = el("input", {
      class: "vg-input",
      type: "number",
      min: 0.25,
      max: 12,
      step: 0.25,
      "aria-label": tr("Duration in seconds"),
    });
  const scene = el("input", {
    class: "vg-input",
    id: "scene-heading",
    maxlength: 120,
    placeholder: tr("A scene begins here: its heading"),
  });
  scene.addEventListener("change", () => call("edit", { shot: state.shot, field: "scene", value: scene.value.trim() }));
  const rebuild = button(tr("Make what changed"), () => call("build", { until: "keyframe" }), {
    class: "vg-small vg-primary",
    id: "rebuild",
  });
  secs.addEventListener("change", async () => {
    const r = await call("edit", { shot: state.shot, field: "duration_s", value: Number(secs.value) });
    if (!r.ok && !r.kept) secs.value = shotOf(state.shot).duration_s;
  });
  place.addEventListener("change", () => call("edit", { shot: state.shot, field: "place", value: place.value }));
  const flags = el("ul", { class: "vg-flags" }),
    stands = el("p", { class: "vg-stands", id: "stands", role: "status" });
  const end = endPanel(),
    tries = triesPanel(),
    rewrite = rewritePanel(),
    cast = castPanel(),
    script = scriptPanel();
  const split = button(tr("Split in two"), () => call("split", { shot: state.shot }), {
      class: "vg-small vg-quiet",
      id: "split-shot",
    }),
    merge = button(tr("Merge with the next"), () => call("merge", { shot: state.shot }), {
      class: "vg-small vg-quiet",
      id: "merge-shot",
    });
  const lock = button(
    tr("Lock this shot"),
    () => call("lock", { shot: state.shot, what: "shot", on: !shotOf(state.shot).locked.includes("shot") }),
    { class: "vg-small vg-quiet", id: "lock-shot", title: tr("A locked shot is left alone by every rewrite") },
  );
  const editor = el(
    "div",
    { class: "vg-editor" },
    el(
      "div",
      { class: "vg-spread vg-edithead" },
      el("h2", { class: "vg-title" }, tr("Shot "), number),
      el(
        "div",
        { class: "vg-row" },
        el("span", { class: "vg-pairstate" }, el("span", { class: "vg-muted", text: tr("still") }), kState),
        el("span", { class: "vg-pairstate" }, el("span", { class: "vg-muted", text: tr("clip") }), cState),
        el("span", {}, prev, next),
      ),
    ),
    flags,
    summary.node,
    el(
      "div",
      { class: "vg-five" },
      five.map((x) => x.node),
    ),
    camera.node,
    guide.node,
    el("div", { class: "vg-spread vg-standing" }, stands, tries.toggle),
    tries.node,
    el(
      "div",
      { class: "vg-facts3" },
      el("div", {}, el("div", { class: "vg-label" }, el("b", { text: tr("In this shot") })), people),
      el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Place") })), place),
      el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Seconds") })), secs),
    ),
    el("label", { class: "vg-field" }, el("span", {}, el("b", { text: tr("Scene") })), scene),
    end.node,
    el("div", { class: "vg-row" }, anglePicker(), rebuild),
    el(
      "div",
      { class: "vg-more" },
      rewrite.node,
      el("div", { class: "vg-row" }, split, merge, lock),
      cast.node,
      script.node,
    ),
  );
  const none = el(
    "div",
    { class: "vg-empty" },
    el("h3", { text: tr("No shots yet") }),
    el("p", {
      text: tr(
        "Type a sentence above, choose how many shots, and press Make film. Each shot then has five domains here: character, background, relation, camera and lighting.",
      ),
    }),
  );
  const several = manyPanel();
  root.append(editor, several.node, none);

  const who = async (shot, character, stage) => {
    const now = shot.who.filter((w) => w.character !== character);
    if (stage) now.push({ ...(shot.who.find((w) => w.character === character) || {}), character, stage });
    await call("edit", {
      shot: shot.id,
      field: "who",
      value: now.map((w) => ({ character: w.character, stage: w.stage, ...(w.box ? { box: w.box } : {}) })),
    });
  };
  const drawPeople = (shot) => {
    keyed(
      people,
      state.story.cast,
      (c) => c.id,
      (_c) =>
        el(
          "li",
          {},
          el("label", {}, el("input", { type: "checkbox" }), el("span")),
          el("select", { class: "vg-input" }),
        ),
      (li, c) => {
        const [label, sel] = li.children,
          [check, text] = label.children,
          here = shot.who.find((w) => w.character === c.id);
        set(text, c.name);
        check.checked = !!here;
        sel.hidden = !here || c.stages.length < 2;
        check.onchange = () => who(shot, c.id, check.checked ? c.stages[0].id : null);
        const ids = c.stages.map((s) => `${s.id}\u0000${s.name}`).join("\u0001");
        if (sel.dataset.ids !== ids) {
          sel.dataset.ids = ids;
          sel.replaceChildren(...c.stages.map((s) => el("option", { value: s.id, text: s.name })));
        }
        attr(sel, "aria-label", tr("Stage of {name}", { name: c.name }));
        if (here && sel.value !== here.stage) sel.value = here.stage;
        sel.onchange = () => who(shot, c.id, sel.value);
      },
    );
  };

  /* How the shot stands is asked for a moment after its words, or those of the shot before it, have changed; typing never waits. */
  let asked = "",
    timer = 0,
    known = null;
  const checkSoon = (shot) => {
    const key = `${state.project}/${shot.id}/${state.revision}/${state.writing?.busy ? state.writing.done : ""}`;
    if (key === asked) return;
    if (known && known.shot !== shot.id) known = null;
    asked = key;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const r = await call("check", { shot: shot.id }, { quiet: true });
      if (asked !== key) return;
      if (r.ok) {
        known = r;
        changed();
      } else asked = "";
    }, 120);
  };
  const written = (shot) => Object.values(shot.domains).some(Boolean);
  const judge = (shot) => {
    checkSoon(shot);
    const check = known?.shot === shot.id ? known.check : null,
      waits = !written(shot) && state.writing;
    DOMAINS.forEach(([n], i) => five[i].judge(check && !waits ? check.domains[n] : []));
    if (check) tries.show(shot, check.tries);
    const wrong = check ? Object.values(check.domains).filter((r) => r.length).length + check.shot.length : 0,
      c = check?.coherence;
    attr(stands, "data-well", check && !wrong ? "1" : null);
    set(
      stands,
      waits
        ? state.writing.busy
          ? tr("Not written yet; its turn comes.")
          : tr("Not written yet.")
        : !check
          ? ""
          : [
              wrong
                ? tr("{count} to look at.", { count: numberOf(wrong, "domain") })
                : tr("All five domains are there."),
              c
                ? tr(c.passed ? "It follows from shot {before}." : "It does not follow from shot {before}.", {
                    before: c.before,
                  })
                : "",
            ].join(" "),
    );
    stands.title = c
      ? tr("Character and background against shot {before}, names left out: {c} of at least {d}", {
          before: c.before,
          c: c.score.toFixed(2),
          d: c.threshold.toFixed(2),
        })
      : "";
  };

  on(() => {
    const shot = state.story && shotOf(state.shot);
    editor.hidden = several.show() || !shot;
    none.hidden = !!shot || !state.ready || !!state.writing?.busy;
    for (const box of boxes) box.show(shot ? shot.id : null);
    if (!shot) return;
    set(number, tr("{shot} of {many}", { shot: shotNumber(shot.id), many: state.story.shots.length }));
    stateOf(kState, state.items[`keyframe/${shot.id}`]);
    stateOf(cState, state.items[`clip/${shot.id}`]);
    const i = state.story.shots.indexOf(shot);
    prev.disabled = i === 0;
    next.disabled = i === state.story.shots.length - 1;
    drawPeople(shot);
    merge.disabled = i === state.story.shots.length - 1;
    const whole = shot.locked.includes("shot");
    set(lock.lastChild, whole ? tr("Unlock this shot") : tr("Lock this shot"));
    attr(lock, "aria-pressed", whole ? "true" : "false");
    for (const [what, [b, label]] of Object.entries(locks)) {
      const on = whole || shot.locked.includes(/** @type {any} */ (what));
      attr(b, "aria-pressed", on ? "true" : "false");
      attr(b, "aria-label", tr("Lock {a}", { a: label.toLowerCase() }));
      b.disabled = whole;
      b.title = whole
        ? tr("The whole shot is locked")
        : on
          ? tr("Locked: rewrites leave it alone")
          : tr("Lock: rewrites will leave it alone");
    }
    judge(shot);
    covers.show(shot);
    camera.show(shot);
    guide.show(shot);
    end.show(shot);
    rewrite.show();
    cast.show();
    script.show();
    const ids = JSON.stringify(state.story.places.map((p) => [p.id, p.name]));
    if (place.dataset.ids !== ids) {
      place.dataset.ids = ids;
      place.replaceChildren(
        el("option", { value: "", text: tr("no place") }),
        ...state.story.places.map((p) => el("option", { value: p.id, text: p.name })),
      );
    }
    if (place.value !== (shot.place || "")) place.value = shot.place || "";
    if (document.activeElement !== secs && Number(secs.value) !== shot.duration_s) secs.value = shot.duration_s;
    unsavedMark(secs, `shots/${shot.id}/duration_s`);
    if (document.activeElement !== scene && scene.value !== shot.scene) scene.value = shot.scene;
    unsavedMark(place, `shots/${shot.id}/place`);
    const said = new Set(known?.shot === shot.id ? Object.values(known.check.domains).flat() : []);
    keyed(
      flags,
      shot.flags.filter((f) => !said.has(f.reason) && (written(shot) || f.domain)),
      (_, n) => n,
      () => el("li", { class: "vg-note" }),
      (li, f) => set(li, (f.domain ? `${f.domain[0].toUpperCase() + f.domain.slice(1)}: ` : "") + f.reason),
    );
    const stale = ["stale", "missing"].includes(state.items[`keyframe/${shot.id}`]?.state);
    rebuild.hidden = state.draft || !stale || !!state.items[`keyframe/${shot.id}`]?.job;
  });
});
