import { call } from "../page_state/asking.js";
import { attr, button, el, keyed, set } from "../page_state/dom.js";
import { widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { changed, offers, on, partName, shotNumber, state } from "../page_state/state.js";
import { lasting, problemWords } from "../page_state/words.js";
import { afterLine } from "../takes/cost.js";

widget("queue", (root) => {
  const sum = el("p", { class: "vg-num vg-muted" });
  const pause = button(tr("Pause"), () => call(state.queue.paused ? "resume" : "pause"), {
    icon: "pause",
    class: "vg-small",
    id: "queue-pause",
  });
  const stop = button(tr("Cancel all"), () => call("cancel"), { icon: "close", class: "vg-small", id: "queue-cancel" });
  const list = el("ol", { class: "vg-jobs", "aria-label": tr("Jobs") });
  const none = el(
    "div",
    { class: "vg-empty" },
    el("h3", { text: tr("Nothing to do") }),
    el("p", {
      text: tr(
        "Whatever is being drawn or rendered stands here, with its progress. It goes on when you close this page.",
      ),
    }),
  );
  const close = button("", () => offers.toggleQueue(false), {
    icon: "close",
    class: "vg-quiet",
    label: tr("Close the queue"),
  });
  const after = afterLine(true);
  root.append(
    el("div", { class: "vg-spread vg-qhead" }, el("h2", { class: "vg-title", text: tr("Queue") }), close),
    sum,
    el("div", { class: "vg-row" }, pause, stop),
    after.node,
    list,
    none,
  );
  root.id = "queue-panel";
  root.hidden = true;
  attr(root, "aria-label", tr("Queue"));
  offers.toggleQueue = (open = root.hidden) => {
    root.hidden = !open;
    attr(offers.queueButton, "aria-expanded", String(open));
    if (open) close.focus({ preventScroll: true });
    else offers.queueButton?.focus({ preventScroll: true });
    changed();
  };
  root.addEventListener("keydown", (e) => {
    if (e.key === "Escape") offers.toggleQueue(false);
  });
  const methodName = (key) => {
    const n = shotNumber(key.split("/")[1]);
    return n ? tr("The method, from shot {n}", { n }) : tr("The method");
  };
  const WORDS = {
    queued: "waiting",
    running: "working",
    done: "done",
    failed: "failed",
    cancelled: "cancelled",
    skipped: "skipped",
  };
  const make = (_job) =>
    el(
      "li",
      {},
      el("div", { class: "vg-jhead" }, el("b"), el("span", { class: "vg-jacts" })),
      el("div", { class: "vg-jline" }, el("span", { class: "vg-state" }), el("span", { class: "vg-muted vg-num" })),
      el("div", { class: "vg-bar" }, el("i")),
      el("p", { class: "vg-error", hidden: true }),
    );
  /** @returns {[string, string, () => void][]} */
  const acts = (job) => {
    if (job.state === "queued")
      return [
        [
          "up",
          tr("Make this next"),
          () => call("reorder", { job: job.id, before: state.queue.jobs.find((j) => j.state === "queued")?.id }),
        ],
        ["down", tr("Make this last"), () => call("reorder", { job: job.id })],
        ["close", tr("Cancel"), () => call("cancel", { job: job.id })],
      ];
    if (job.state === "running") return [["close", tr("Cancel"), () => call("cancel", { job: job.id })]];
    if (job.state === "failed" || job.state === "cancelled" || job.state === "skipped")
      return [["again", tr("Retry"), () => call("retry", { job: job.id })]];
    return [];
  };
  on(() => {
    if (root.hidden) return;
    after.draw();
    const q = state.queue,
      left = (q.running || 0) + (q.queued || 0);
    set(
      sum,
      q.paused
        ? tr("Paused: {paused}", { paused: q.paused })
        : left
          ? tr("{done} of {total} done{c}", {
              done: q.done,
              total: q.total,
              c: q.left_s !== null ? tr(", about {time} left", { time: lasting(q.left_s) }) : "",
            })
          : tr("All done."),
    );
    set(pause.lastChild, q.paused ? tr("Resume") : tr("Pause"));
    pause.disabled = !left && !q.paused;
    stop.disabled = !left;
    none.hidden = q.jobs.length > 0;
    sum.hidden = !q.jobs.length;
    keyed(
      list,
      q.jobs.slice(0, 120),
      (j) => j.id,
      make,
      (li, j) => {
        const [head, line, bar, error] = li.children;
        set(
          head.firstChild,
          `${state.items[j.key] ? partName(j.key) : j.method ? methodName(j.key) : j.name}${j.painting ? tr(", painted") : j.variant ? tr(", another take") : ""}`,
        );
        if (li.dataset.state !== j.state)
          head.lastChild.replaceChildren(
            ...acts(j).map(([i, label, _run], n) =>
              button(
                "",
                () => {
                  const fresh = state.queue.jobs.find((x) => x.id === j.id);
                  const a = fresh && acts(fresh)[n];
                  if (a) a[2]();
                },
                { icon: i, class: "vg-quiet vg-small", label: `${label}: ${j.name}`, title: label },
              ),
            ),
          );
        attr(li, "data-state", j.state);
        const as = { done: "fresh", cancelled: "missing", skipped: "missing" }[j.state] || j.state;
        attr(line.firstChild, "data-state", as);
        set(
          line.firstChild,
          j.cancelling ? "stopping" : j.state === "done" && j.outcome !== "ran" ? "reused" : WORDS[j.state] || j.state,
        );
        set(
          line.lastChild,
          j.state === "running" && j.total > 1
            ? `${j.done}/${j.total}`
            : j.state === "queued"
              ? tr("about {time}", { time: lasting(j.estimate_s) })
              : j.seconds !== undefined && j.outcome === "ran"
                ? `${j.seconds < 10 ? j.seconds.toFixed(1) : Math.round(j.seconds)} s`
                : "",
        );
        bar.hidden = j.state !== "running";
        bar.firstChild.style.width = j.total ? `${(100 * j.done) / j.total}%` : "0";
        error.hidden = !j.error || j.state === "done";
        if (j.error) set(error, problemWords(j.error));
      },
    );
  });
});
