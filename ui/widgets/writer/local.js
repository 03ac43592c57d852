/* A writer on this machine: language models that may be fetched, each with its licence, its size, the memory it wants and how long a shot
   took it here. One click fetches one and lets it write. */

import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { gb, repoLine } from "../settings/models.js";

/** How long a shot takes a writer, in words. @param {number | null | undefined} s */
export const shotWords = (s) =>
  s === null || s === undefined
    ? tr("how long a shot takes is known after the first one")
    : tr("about {a} s a shot here", { a: s < 10 ? Number(s.toFixed(1)) : Math.round(s) });

/** @param {(args: { kind: "transformers", model: string }) => Promise<any>} use lets a model write from now on */
export const localModels = (use) => {
  let models = [],
    timer = 0,
    chosen = "";
  const wanted = new Set(); // fetched in order to write
  const list = el("ul", { class: "vg-locals", "aria-label": tr("Writers on this machine") });
  const node = el(
    "section",
    { class: "vg-local", id: "local-writers" },
    el("h3", { text: tr("A writer on this machine") }),
    el("p", {
      class: "vg-muted vg-small-text",
      text: tr(
        "Small language models that run in this program. They come from huggingface.co, once; what you write stays here.",
      ),
    }),
    list,
  );
  const write = (m) => use({ kind: "transformers", model: m.download.repo });
  const look = async () => {
    clearTimeout(timer);
    const r = await call("writer", { look: true }, { quiet: true });
    if (r.ok) show(r.models, chosen);
  };
  /* While something is fetched, how far it is; what was fetched to write writes. */
  const follow = () => {
    clearTimeout(timer);
    if (!models.some((m) => m.fetch.fetching)) return;
    timer = setTimeout(async () => {
      for (const m of models.filter((one) => one.fetch.fetching)) {
        const r = await call("fetch_status", { preset: m.name }, { quiet: true });
        if (r.ok) m.fetch = r.fetch;
        if (r.ok && !r.fetch.fetching) {
          await look();
          const now = models.find((one) => one.name === m.name);
          if (now?.download.have && wanted.delete(m.name)) write(now);
        }
      }
      draw();
      follow();
    }, 1000);
  };
  const row = (m) => {
    const facts = el("small", { class: "vg-num" }),
      verdict = el("small", { class: "vg-verdict" }),
      licence = el("ul", { class: "vg-repos" }),
      bar = el("div", { class: "vg-bar", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 }, el("i")),
      far = el("span", { class: "vg-num vg-small-text" }),
      wrong = el("p", { class: "vg-wrong", role: "alert" });
    attr(bar, "aria-label", tr("Fetching {title}", { title: m.title }));
    const go = button(
      "",
      async () => {
        const now = models.find((one) => one.name === m.name);
        if (now.download.have) return write(now);
        wanted.add(m.name);
        const r = await call("fetch", { preset: m.name });
        if (!r.ok) return wanted.delete(m.name);
        now.fetch = r.fetch;
        draw();
        follow();
      },
      { class: "vg-small vg-primary", icon: "download" },
    );
    const stop = button(
      tr("Stop"),
      async () => {
        wanted.delete(m.name);
        await call("stop_fetch", { preset: m.name });
        look();
      },
      { class: "vg-small", title: tr("Files that have arrived whole are kept; it goes on where it was") },
    );
    go.append(el("span"));
    const li = el(
      "li",
      { "data-model": m.name },
      el(
        "div",
        { class: "vg-spread" },
        el("b", { text: m.title }),
        el("a", { href: m.page, target: "_blank", rel: "noreferrer", text: tr("its page") }),
      ),
      el("small", { text: m.about }),
      facts,
      verdict,
      licence,
      el("div", { class: "vg-row vg-fetching" }, bar, far, stop),
      el("div", { class: "vg-row" }, go),
      wrong,
    );
    li.vgShow = (one) => {
      const d = one.download,
        busy = one.fetch.fetching;
      set(facts, `${gb(d.gb)} · ${d.licence} · ${shotWords(one.shot_s)}`);
      set(
        verdict,
        tr("{a}: it needs {memory}.", {
          a:
            one.fits === false
              ? tr("Too large for this machine")
              : one.fits
                ? tr("Fits here")
                : tr("Not known whether it fits"),
          memory: one.memory,
        }),
      );
      attr(verdict, "data-fits", one.fits === false ? "no" : "yes");
      keyed(
        licence,
        [d],
        (x) => x.repo,
        (x) => repoLine(x, look),
        (line, x) => line.vgShow(x),
      );
      go.hidden = busy || (d.have && chosen === d.repo);
      go.disabled = !d.have && !d.consented;
      go.title = go.disabled ? tr("Read and agree to its licence first") : "";
      set(go.lastChild, d.have ? tr("Write with it") : tr("Fetch {size} and write with it", { size: gb(d.gb) }));
      go.firstChild.toggleAttribute("hidden", d.have);
      bar.parentNode.hidden = !busy;
      if (busy) {
        const percent = one.fetch.of_gb ? Math.min(100, Math.round((100 * one.fetch.done_gb) / one.fetch.of_gb)) : 0;
        bar.firstChild.style.width = `${percent}%`;
        attr(bar, "aria-valuenow", percent);
        set(far, tr("{size} of {size2}", { size: gb(one.fetch.done_gb), size2: gb(one.fetch.of_gb) }));
      }
      set(wrong, !busy && one.fetch.error && !d.have ? one.fetch.error : "");
      wrong.hidden = !wrong.textContent;
    };
    return li;
  };
  const draw = () =>
    keyed(
      list,
      models,
      (m) => m.name,
      row,
      (li, m) => li.vgShow(m),
    );
  const show = (found, now) => {
    models = found || [];
    chosen = now;
    node.hidden = !models.length;
    draw();
    follow();
  };
  return { node, show };
};
