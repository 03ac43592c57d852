/* Presets as cards: what each would fetch, under which licences, whether it fits this machine; nothing is loaded to know. */

import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { changed, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";
import { numberOf } from "../page_state/words.js";

export const gb = (n) =>
  n < 0.1
    ? `${Math.max(1, Math.round(n * 1000))} MB`
    : n < 10
      ? tr("{Number} GB", { Number: Number(n.toFixed(1)) })
      : `${Math.round(n)} GB`;
let known = {},
  asked = 0,
  timer = 0;
const onSpace = () => state.mode === "space";

const look = async () => {
  if (onSpace() || !state.ready) return;
  asked = Date.now();
  const reply = await call("preflights", {}, { quiet: true });
  if (!reply.ok) return;
  known = reply.preflights;
  follow();
  changed();
};
/* While something is fetched, how far it is; when it ends, what there is now. */
const follow = () => {
  clearTimeout(timer);
  if (!Object.values(known).some((p) => p.fetch?.fetching)) return;
  timer = setTimeout(async () => {
    let ended = false;
    for (const [name, p] of Object.entries(known)) {
      if (!p.fetch?.fetching) continue;
      const reply = await call("fetch_status", { preset: name }, { quiet: true });
      if (!reply.ok) continue;
      p.fetch = reply.fetch;
      ended ||= !reply.fetch.fetching;
    }
    if (ended) return look();
    changed();
    follow();
  }, 1000);
};

/** One repository: its size, its licence, and a person's yes to that. @param {{ repo: string }} d @param {() => unknown} agreed what follows a yes */
export const repoLine = (d, agreed) => {
  const tick = el("input", {
    type: "checkbox",
    id: `agree-${d.repo.replace(/[^\w-]/g, "-")}-${Math.random().toString(36).slice(2, 7)}`,
  });
  tick.addEventListener("change", async () => {
    tick.disabled = true;
    const reply = await call("consent", { repo: d.repo, licence: line.vgLicence });
    if (!reply.ok) {
      tick.checked = false;
      tick.disabled = false;
      return;
    }
    await agreed();
  });
  const size = el("span", { class: "vg-num" }),
    name = el("b"),
    closed = el("span", { class: "vg-closed", text: tr("not for commercial use, as far as is known") });
  const agree = el("label", { for: tick.id }),
    read = el("a", { target: "_blank", rel: "noreferrer", text: tr("read it") });
  const state_ = el("span", { class: "vg-here" });
  const line = el(
    "li",
    {},
    el("span", { class: "vg-spread" }, name, size),
    el("span", { class: "vg-licence" }, tick, agree, read, state_),
    closed,
  );
  line.vgShow = (one) => {
    line.vgLicence = one.licence;
    set(name, one.repo);
    set(size, one.have ? "here" : gb(one.gb));
    const named = /licen[cs]e/i.test(one.licence) || /see the repository/.test(one.licence);
    set(
      agree,
      one.have
        ? one.licence
        : one.consented
          ? one.licence
          : /see the repository/.test(one.licence)
            ? tr("I have read and agree to its licence")
            : tr("I agree to the {licence}{b}", { licence: one.licence, b: named ? "" : tr(" licence") }),
    );
    tick.hidden = one.have || one.consented;
    if (document.activeElement !== tick) tick.checked = one.consented;
    set(state_, !one.have && one.consented ? "agreed" : "");
    state_.hidden = !state_.textContent;
    attr(read, "href", one.licence_url && /^https:\/\//.test(one.licence_url) ? one.licence_url : null);
    read.hidden = !read.hasAttribute("href");
    attr(read, "aria-label", tr("Read the licence of {repo}", { repo: one.repo }));
    closed.hidden = one.commercial;
  };
  return line;
};

const card = (p) => {
  const use = el(
    "button",
    {
      type: "button",
      role: "radio",
      class: "vg-use",
      onclick: () =>
        call("preset", { name: p.name }).then(
          (r) => r.ok && toast(tr("{title} is used from now on. Old takes stay.", { title: p.title })),
        ),
    },
    el(
      "span",
      { class: "vg-spread" },
      el("b", { text: p.title }),
      el("span", {
        class: "vg-tag",
        text: p.drawn ? tr("draft, no models") : p.draft ? tr("experiment, small models") : tr("models"),
      }),
    ),
    el("span", { class: "vg-about", text: p.about }),
    el(
      "span",
      { class: "vg-factline vg-num" },
      p.vram_gb
        ? el("span", { text: tr("{vram_gb} GB graphics memory", { vram_gb: p.vram_gb }) })
        : el("span", { text: tr("any computer") }),
      p.ram_gb ? el("span", { text: tr("{ram_gb} GB memory", { ram_gb: p.ram_gb }) }) : null,
      p.vram_gb && !p.measured ? el("span", { class: "vg-muted", text: tr("estimated, not measured") }) : null,
    ),
  );
  const verdict = el("p", { class: "vg-verdict" }),
    better = button(
      "",
      () => call("preset", { name: better.vgName }).then((r) => r.ok && toast(tr("Changed. Old takes stay."))),
      { class: "vg-small" },
    );
  const instead = el("p", { class: "vg-small-text" });
  better.append(el("span"));
  const repos = el("ul", { class: "vg-repos" }),
    total = el("summary", { class: "vg-small-text" }),
    more_ = el("details", { class: "vg-fetched" }, total, repos),
    wrong = el("p", { class: "vg-wrong", role: "alert" });
  const bar = el(
      "div",
      {
        class: "vg-bar",
        role: "progressbar",
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-label": tr("Fetching {title}", { title: p.title }),
      },
      el("i"),
    ),
    far = el("span", { class: "vg-num vg-small-text" });
  const fetch_ = button(
    tr("Fetch"),
    async () => {
      const r = await call("fetch", { preset: p.name });
      if (r.ok) {
        known[p.name].fetch = r.fetch;
        follow();
        changed();
      }
    },
    { class: "vg-small vg-primary", icon: "download" },
  );
  const terms = button(
    "",
    () => {
      more_.open = true;
      more_.querySelector("input:not([hidden])")?.focus();
    },
    { class: "vg-small" },
  );
  terms.append(el("span"));
  const stop = button(
    tr("Stop"),
    async () => {
      await call("stop_fetch", { preset: p.name });
      look();
    },
    { class: "vg-small" },
  );
  const needs = el(
    "div",
    { class: "vg-needs" },
    el("div", { class: "vg-spread" }, verdict, better),
    instead,
    more_,
    el("div", { class: "vg-row vg-fetching" }, bar, far, stop),
    el("div", { class: "vg-row" }, terms, fetch_),
    wrong,
  );
  const node = el("article", { class: "vg-presetcard", "data-preset": p.name }, use, needs);
  node.vgShow = (one, found) => {
    attr(use, "aria-checked", one.name === state.preset ? "true" : "false");
    attr(node, "data-on", one.name === state.preset);
    needs.hidden = !found;
    if (!found) return;
    const [fit, ...more] = found.words;
    set(verdict, fit || "");
    attr(verdict, "data-fits", found.fits ? "yes" : "no");
    verdict.title = more.join(" ");
    const other =
      !found.fits && found.better && found.better !== state.preset
        ? state.presets.find((x) => x.name === found.better)
        : null;
    better.hidden = !other;
    better.vgName = found.better;
    set(instead, !found.fits && found.better && !other ? tr("The preset in use fits here.") : "");
    instead.hidden = !instead.textContent;
    if (other) set(better.lastChild, tr("Use {title}, which fits", { title: other.title }));
    const lacking = found.downloads.filter((d) => !d.have),
      open = lacking.filter((d) => !d.consented),
      now = found.fetch || {};
    more_.hidden = !found.downloads.length;
    if (!more_.dataset.set) {
      more_.dataset.set = "1";
      more_.open = one.name === state.preset;
    }
    const closed = found.downloads.filter((d) => !d.commercial).length,
      licences = [
        ...new Set(
          found.downloads.map((d) =>
            d.licence.replace(/\s*\(.*\)$/, "").replace("see the repository's page", "others"),
          ),
        ),
      ];
    set(
      total,
      `${lacking.length ? tr("To fetch: {count}, about {size}", { count: numberOf(lacking.length, "model"), size: gb(lacking.reduce((t, d) => t + d.gb, 0)) }) : tr("Everything it needs is on this machine")} · ${licences.join(", ")}${closed ? tr(" · {a}not for commercial use", { a: closed === found.downloads.length ? "" : `${closed} ` }) : ""}`,
    );
    keyed(
      repos,
      found.downloads,
      (d) => d.repo,
      (d) => repoLine(d, look),
      (line, d) => line.vgShow(d),
    );
    fetch_.hidden = !lacking.length || now.fetching;
    fetch_.disabled = open.length > 0;
    fetch_.title = tr("From huggingface.co; it can be stopped and goes on where it was");
    set(fetch_.lastChild, tr("Fetch {size}", { size: gb(lacking.reduce((t, d) => t + d.gb, 0)) }));
    terms.hidden = !open.length || fetch_.hidden;
    set(
      terms.lastChild,
      tr("Read {a} first", { a: open.length === 1 ? tr("the licence") : tr("{many} licences", { many: open.length }) }),
    );
    bar.parentNode.hidden = !now.fetching;
    if (now.fetching) {
      const percent = now.of_gb ? Math.min(100, Math.round((100 * now.done_gb) / now.of_gb)) : 0;
      bar.firstChild.style.width = `${percent}%`;
      attr(bar, "aria-valuenow", percent);
      set(
        far,
        tr("{size} of {size2}{c}", { size: gb(now.done_gb), size2: gb(now.of_gb), c: now.repo ? `, ${now.repo}` : "" }),
      );
    }
    set(wrong, !now.fetching && now.error && lacking.length ? now.error : "");
    wrong.hidden = !wrong.textContent;
  };
  return node;
};

/* The section of the cards; `show` draws it. */
export const presetCards = () => {
  const cards = el("div", { class: "vg-presets", role: "radiogroup", "aria-label": tr("Preset") });
  const node = el(
    "section",
    { class: "vg-section" },
    el(
      "header",
      {},
      el("h2", { class: "vg-title", text: tr("How it is made") }),
      el("span", { class: "vg-muted", text: tr("old takes stay when you change it; pins hold") }),
    ),
    cards,
  );
  const show = () => {
    if (!onSpace() && Date.now() - asked > 30000) look();
    keyed(
      cards,
      state.presets,
      (p) => p.name,
      card,
      (c, p) => c.vgShow(p, onSpace() ? null : known[p.name]),
    );
  };
  return { node, show };
};
