/* One playhead for the film, whichever tab shows it: it belongs to the film and stays where it is between tabs. Choosing a shot puts
   it at the shot's first frame. Times are seconds of the film as it is cut, cards included. */

import { choosing, on, state } from "../page_state/state.js";
import { filmTime } from "../timeline/film.js";

const time = filmTime();
/** @type {Map<string, number>} */
const kept = new Map();
/** Who shows the film: a tab, and what moves its picture. @type {Record<string, (t: number) => void>} */
const shows = {};

export const calm = matchMedia("(prefers-reduced-motion: reduce)");
export const playhead = {
  at: () => kept.get(state.project) ?? 0,
  /** Where the film stands now, said by who shows it. @param {number} t */
  told: (t) => {
    if (state.project && Number.isFinite(t)) kept.set(state.project, t);
  },
  /** @param {number} t */
  to: (t) => {
    playhead.told(t);
    shows[state.tab]?.(t);
  },
  /** `seek` is called when the playhead is put elsewhere, and when `tab` is turned to. @param {string} tab @param {(t: number) => void} seek */
  shown: (tab, seek) => {
    shows[tab] = seek;
    if (state.tab === tab) seek(playhead.at());
  },
  /** The shot under the playhead. */
  shot: () => (state.story?.shots.length ? time.at(playhead.at()).shot : null),
  /** Where a shot begins in the film. @param {string} shot */
  start: (shot) => {
    const i = state.story.shots.findIndex((s) => s.id === shot);
    return i < 0 ? 0 : time.starts()[i];
  },
};

choosing.add((shot) => {
  time.fresh();
  playhead.to(playhead.start(shot) + 0.001);
});
let tab = "",
  film = "";
on(() => {
  time.fresh();
  if (!state.story || (tab === state.tab && film === state.project)) return;
  tab = state.tab;
  film = state.project;
  shows[tab]?.(playhead.at());
});
