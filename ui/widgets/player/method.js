/* The method by one click: two shots made by the small models with identity tokens and without, their boundary as a cut, with reset and as
   a bridge, side by side. It is told before what is made and how long it takes; the film stays as it is. */

import { call } from "../page_state/asking.js";
import { attr, button, el, set } from "../page_state/dom.js";
import { inside, tr } from "../page_state/say.js";
import { changed, picture, shotNumber, state } from "../page_state/state.js";
import { joined, lasting, problemWords } from "../page_state/words.js";
import { seamFrame } from "./seams.js";

const SEAMS = [
  ["cut", tr("Cut"), tr("The next shot begins from fresh noise.")],
  ["reset", tr("Reset"), tr("Its noise remembers the last frames of the shot before.")],
  ["bridge", tr("Bridge"), tr("New frames lead from one shot into the next.")],
];

export const methodBox = () => {
  let found = null,
    of = "",
    asked = "",
    timer = 0,
    open = "";
  const job = () => state.queue.jobs.find((j) => j.method && (j.state === "queued" || j.state === "running"));
  const names = (m) =>
    m.right
      ? tr("shots {shot} and {shot2}", { shot: shotNumber(m.left), shot2: shotNumber(m.right) })
      : tr("shot {shot}", { shot: shotNumber(m.left) });

  const go = button(
    "",
    async () => {
      open = of;
      if (found.lacks) await call("show_method", { shot: state.shot });
      changed(true);
    },
    { class: "vg-small", id: "show-method" },
  );
  const says = el("p", { class: "vg-muted vg-small-text" });
  const bar = el(
      "div",
      {
        class: "vg-bar",
        role: "progressbar",
        "aria-label": tr("The method"),
        "aria-valuemin": 0,
        "aria-valuemax": 100,
      },
      el("i"),
    ),
    doing = el("p", { class: "vg-num vg-howfar", "aria-live": "polite" });
  const stop = button(tr("Stop"), () => call("stop_method"), {
    class: "vg-small",
    id: "stop-method",
    title: tr("What is made already is kept"),
  });
  const work = el("div", { class: "vg-atwork", hidden: true }, bar, el("div", { class: "vg-spread" }, doing, stop));
  const wrong = el("p", { class: "vg-note", role: "alert", hidden: true });

  const still = () => el("div", { class: "vg-frame" }, el("img", { alt: "" }));
  const row = (id, text) =>
    el("figure", { id }, el("div", { class: "vg-sides" }, still(), still()), el("figcaption", { text }));
  const rows = [
    row("stills-with-tokens", tr("With identity tokens")),
    row("stills-without-tokens", tr("Without: the words alone")),
  ];
  const people = el(
    "div",
    { class: "vg-side-by-side", role: "group", "aria-label": tr("Identity tokens") },
    el("h3", { text: tr("Identity tokens") }),
    el("div", { class: "vg-sides" }, rows),
  );
  const frames = SEAMS.map(([key, label, about]) => {
    const seen = seamFrame(tr("The boundary as a {a}", { a: inside(label) }));
    const node = el(
      "figure",
      { id: `seam-${key}` },
      seen.node,
      el("figcaption", {}, el("b", { text: `${label}. ` }), about),
    );
    return { key, seen, node };
  });
  const again = button(tr("Play them again"), () => playAll(), { class: "vg-small", icon: "again" });
  const seams = el(
    "div",
    { class: "vg-side-by-side", role: "group", "aria-label": tr("Boundary") },
    el("h3", { text: tr("The boundary") }),
    el(
      "div",
      { class: "vg-sides vg-three" },
      frames.map((f) => f.node),
    ),
    el("div", { class: "vg-row" }, again),
  );
  const close = button(
    tr("Close"),
    () => {
      open = "";
      changed(true);
      go.focus();
    },
    { class: "vg-small vg-quiet", id: "close-method" },
  );
  const stage = el(
    "div",
    { class: "vg-methods", hidden: true },
    people,
    seams,
    el(
      "p",
      { class: "vg-muted vg-small-text" },
      tr("Made by the small models from the same words and seeds; they lie beside the film, among the takes."),
    ),
    el("div", { class: "vg-row" }, close),
  );
  const node = el(
    "section",
    { class: "vg-paint", id: "method-box", "aria-label": tr("The method"), hidden: true },
    stage,
    work,
    wrong,
    el("div", { class: "vg-row" }, go),
    says,
  );

  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let playing = "";
  const playAll = () => {
    for (const f of frames) if (found?.seams[f.key]) f.seen.play(found.seams[f.key]);
  };
  const rest = () => {
    playing = "";
    for (const f of frames) f.seen.rest();
  };

  /* Asked for the selected shot, when the film is at rest or something of this was made. */
  const look = (now) => {
    if (now === asked) return;
    asked = now;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const shot = state.shot,
        film = state.project;
      const r = await call("method", { shot }, { quiet: true });
      if (shot !== state.shot || film !== state.project) return;
      if (!r.ok) {
        if (r.lost) asked = "";
        found = null;
      } else {
        found = r.method;
        of = `${film}/${found.left}`;
      }
      changed();
    }, 300);
  };
  const drawStage = () => {
    const m = found;
    people.hidden = !m.stills.length;
    for (const [n, figure] of rows.entries()) {
      const boxes = figure.firstChild.children;
      for (const [i, box] of [...boxes].entries()) {
        box.hidden = !m.stills[i];
        if (m.stills[i]) picture(box.firstChild, n ? m.stills[i].without : m.stills[i].with_tokens, 640);
        if (m.stills[i])
          box.firstChild.alt = tr(n ? "Shot {shot} without identity tokens" : "Shot {shot} with identity tokens", {
            shot: shotNumber(m.stills[i].shot),
          });
      }
      attr(figure.firstChild, "data-one", m.stills.length === 1);
    }
    seams.hidden = !Object.keys(m.seams).length;
    for (const f of frames) {
      f.node.hidden = !m.seams[f.key];
      if (m.seams[f.key]) f.seen.show(m.seams[f.key]);
    }
    const now = JSON.stringify(m.seams);
    if (now !== playing && !seams.hidden) {
      playing = now;
      if (!calm.matches) playAll();
    }
  };
  return {
    node,
    draw: () => {
      const shot = state.story?.shots.find((s) => s.id === state.shot),
        mine = job(),
        rests = !(state.queue.running + state.queue.queued - state.queue.painting);
      const can = !!shot && !state.writing?.busy && state.tab === "Story" && !!state.film;
      if (can && (rests || mine)) {
        const made = state.queue.jobs.filter((j) => j.method).map((j) => `${j.id}${j.state}${j.done}`);
        look(`${state.project}/${shot.id}/${state.revision}/${made}`);
      }
      const m = can && found && of.startsWith(`${state.project}/`) ? found : null;
      node.hidden = !m || !shotNumber(m.left);
      if (node.hidden) return rest();
      const seen = open === of && (m.stills.some((s) => s.with_tokens) || Object.keys(m.seams).length > 0);
      stage.hidden = !seen;
      if (seen) drawStage();
      else rest();
      go.hidden = !!mine || (open === of && !m.lacks);
      set(
        go.lastChild,
        m.lacks
          ? tr("Show the method on {names}: about {time}", {
              names: names(m),
              time: lasting(m.estimate_s) || tr("a moment"),
            })
          : tr("See the method on {names}", { names: names(m) }),
      );
      const things = [
        m.stills.length && tr("identity tokens on and off"),
        m.right && tr("cut, reset and bridge"),
      ].filter(Boolean);
      set(
        says,
        mine || seen
          ? m.why.join(" ")
          : tr("{title} make {names} with {list}, side by side{d}. The film stays as it is. {e}", {
              title: m.title,
              names: names(m),
              list: joined(things),
              d: m.guess && m.lacks ? tr("; the time is a guess until they have worked here") : "",
              e: m.why.join(" "),
            }).trim(),
      );
      says.hidden = !says.textContent;
      work.hidden = !mine;
      if (mine) {
        const part = mine.state === "running" && mine.total ? mine.done / mine.total : 0,
          percent = Math.round(100 * part);
        bar.firstChild.style.width = `${percent}%`;
        attr(bar, "aria-valuenow", percent);
        set(
          doing,
          state.queue.paused
            ? tr("Paused: {paused}", { paused: state.queue.paused })
            : tr("{a} · about {time} left", {
                a: mine.state === "running" ? tr("Making what shows the method") : tr("The method waits"),
                time: lasting((mine.estimate_s || 0) * (1 - part)) || tr("a moment"),
              }),
        );
      }
      const last = state.queue.jobs.find((j) => j.method && j.key === `method/${m.left}`);
      wrong.hidden = !(last?.state === "failed" && !mine);
      set(
        wrong,
        wrong.hidden ? "" : tr("The method could not be shown. {a}", { a: last.error ? problemWords(last.error) : "" }),
      );
    },
  };
};
