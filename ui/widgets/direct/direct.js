/* One place to direct. The sentence box makes a film where none of one's own is open; where one is, its words change that film, or
   make a new one where a person says so. Under it: what of the words a film will show, and the open film's own sentence. */

import { call } from "../page_state/asking.js";
import { attr, el, set } from "../page_state/dom.js";
import { widget } from "../page_state/mount.js";
import { tr } from "../page_state/say.js";
import { offers, on, state } from "../page_state/state.js";
import { showTab } from "../page_state/tabs.js";
import { toast } from "../page_state/toasts.js";
import { problemWords } from "../page_state/words.js";
import { filmSentence, unusedChips } from "./account.js";
import {
  emptySentence,
  goButton,
  goSays,
  hintSays,
  sentenceBox,
  sentenceNow,
  shotsNow,
  whenTyped,
} from "./composer.js";
import { filmOptions } from "./options.js";
import { accountLine, fillsLine } from "./telling.js";
import { wishPanel } from "./wish.js";

const NEW = tr("One sentence. For example: an old clockmaker repairs the moon with his granddaughter."),
  CHANGE = tr("Say what to change: darker, closer on shot 2, night instead of day. Or tell a new film.");

widget("direct", (root) => {
  const ours = filmSentence(),
    options = filmOptions(),
    chips = unusedChips();
  const says = el("span", { class: "vg-kept" }),
    fills = el("span"),
    note = el("span", { class: "vg-muted" });
  const foretold = el(
    "p",
    { class: "vg-foretold", id: "sentence-account", "aria-live": "polite", hidden: true },
    says,
    chips.node,
    fills,
    note,
  );
  const panel = wishPanel({ makeNew: () => make(sentenceNow(), shotsNow()), over: emptySentence });
  root.append(el("div", { class: "vg-under" }, options.node, foretold), panel.node);

  const own = () => !!state.story?.shots.length && !state.example,
    /* The example may be drawn meanwhile: the words that are typed come first. */
    idle = () =>
      state.example || ((state.queue.paused || !(state.queue.running + state.queue.queued)) && !state.writing?.busy);
  let making = false,
    read = { text: "", shots: 0, reads: "", account: null, fills: null, could: false };
  const label = () =>
    making
      ? tr("Writing…")
      : own() && read.reads === "change" && read.text === sentenceNow().trim()
        ? tr("See the change")
        : tr("Make film");

  /* -- what is typed ---------------------------------------------------------------------------------------------------- */
  let timer = 0,
    turn = 0;
  const look = async () => {
    const text = sentenceNow().trim(),
      shots = shotsNow();
    if (text.length < 3) return told({ text, shots, reads: "", account: null, fills: null, could: false });
    if (making || !idle() || (read.text === text && read.shots === shots)) return draw();
    const mine = ++turn;
    const r = await call(
      "read_sentence",
      { sentence: text, shots, project: state.story?.shots.length ? state.project : undefined, shot: state.shot },
      { quiet: true },
    );
    if (mine !== turn || text !== sentenceNow().trim()) return;
    if (r.ok) told({ text, shots, reads: r.reads, account: r.account || null, fills: r.fills, could: !!r.could });
  };
  const told = (now) => {
    read = now;
    draw();
  };
  whenTyped(() => {
    panel.close();
    draw();
    clearTimeout(timer);
    timer = setTimeout(look, 350);
  });

  /* -- the film's own sentence ------------------------------------------------------------------------------------------- */
  let asked = "",
    account = null,
    of = "",
    soon = 0;
  const askAccount = () => {
    const key = `${state.project}/${state.revision}/${state.writing?.busy ? "writing" : ""}`;
    if (key === asked || !state.story?.sentence?.trim() || state.writing?.busy) return;
    if (of !== state.project) account = null;
    const first = !asked;
    asked = key;
    clearTimeout(soon);
    soon = setTimeout(
      async () => {
        const mine = state.project,
          r = await call("account", {}, { quiet: true });
        if (mine !== state.project) return;
        if (r.ok) {
          account = r.account;
          of = mine;
          draw();
        } else asked = "";
      },
      first ? 900 : 250,
    );
  };

  /* -- doing it ------------------------------------------------------------------------------------------------------------ */
  const make = async (sentence, shots) => {
    if (making) return;
    panel.close();
    making = true;
    draw();
    showTab("Story");
    const reply = await call("make", {
      sentence: String(sentence || ""),
      shots: Number(shots),
      have: 0,
      ...options.chosen(),
    });
    making = false;
    if (reply.ok) {
      emptySentence();
      goButton()?.blur();
      document.getElementById("film-player")?.scrollIntoView({ block: "nearest" });
    }
    draw();
  };
  /* The button, and Enter in the box. */
  offers.direct = async (sentence, shots) => {
    if (making) return;
    const text = String(sentence || "").trim();
    if (!text || !state.story?.shots.length) return make(sentence, shots);
    making = true;
    const r = await call("wish", { text, shot: state.shot }, { quiet: true });
    making = false;
    const changes = r.ok && r.wish.kind === "change";
    if (!own() && !(changes && r.wish.changes.length)) return make(sentence, shots);
    if (r.ok) panel.show(r.wish, r.proposal);
    else toast(problemWords(r.problem), { bad: true });
    draw();
    look(); // the words were not read while their wish was
  };

  const draw = () => {
    const typed = sentenceNow().trim(),
      current = typed && read.text === typed,
      tells = current && (read.reads === "make" || !read.could);
    goSays(label(), making);
    hintSays(own() ? CHANGE : NEW);
    /* Where a new film can be made, how it is made can be said: whatever became of reading the words beforehand. */
    options.node.hidden = own() && !tells && !panel.tellsAnother;
    options.draw();
    foretold.hidden = !current || !read.reads || !idle() || making || panel.open;
    if (!foretold.hidden) {
      const change = read.reads === "change";
      set(
        says,
        change
          ? read.could
            ? tr("This changes the open film: press Enter to see how.")
            : own()
              ? tr("Nothing of this is understood as a change of the open film.")
              : ""
          : accountLine(read.account, true),
      );
      attr(says, "data-well", !change && read.account && !read.account.unused.length ? "1" : null);
      chips.show(change ? null : read.account);
      set(fills, change ? "" : fillsLine(read.fills));
      set(note, change ? "" : read.account?.note || "");
    }
    panel.keepUp();
    /* The film's sentence stands under its title. */
    if (offers.underTitle && ours.node.parentNode !== offers.underTitle) offers.underTitle.append(ours.node);
    ours.show(of === state.project ? account : null);
  };
  let was = idle();
  on(() => {
    askAccount();
    if (idle() && !was) look();
    was = idle();
    draw();
    if (!sentenceBox()) setTimeout(draw, 300);
  });
});
