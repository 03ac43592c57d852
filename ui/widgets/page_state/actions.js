/* Everything that can be done with a key or from the command palette, in one list: what it is called, its keys, what it does. */

import { state } from "./state.js";

/** @typedef {{ id: string, says: string, keys?: string[], run?: () => unknown, when?: () => boolean, tab?: string, where?: string }} Action
    `keys`: as people say them; one letter alone is heard everywhere but in a text. `when`: whether it can be done now. `tab`: the only
    tab where it can. `where`: who hears its keys, if not this list. */

/** @type {Map<string, Action>} */
const all = new Map();
/** @param {string} id @param {Omit<Action, "id">} what */
export const action = (id, what) => {
  all.set(id, { id, ...what });
};
export const actions = () => [...all.values()];
/** @param {Action} a */
export const possible = (a) => (!a.tab || a.tab === state.tab) && (!a.when || a.when());
/** Does what a key stands for; false where it stands for nothing now. @param {string} key */
export const runKey = (key) => {
  const one = actions().find((a) => a.run && !a.where && a.keys?.includes(key) && possible(a));
  if (one) one.run();
  return !!one;
};
