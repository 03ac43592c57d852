/* What the page's script holds and passes on, beside what the program tells and takes (contract.d.ts). */

import type { Item, KindShown, Limits, PresetCard, Problem, Requests, Story, View } from "./contract.js";

/** Everything the page knows: the view, what it got when it opened, and what a person has selected. */
export interface State extends Omit<View, "story"> {
  ready: boolean;
  waiting: boolean;
  story: Story | null;
  presets: PresetCard[];
  kinds: KindShown[];
  limits: Limits;
  mode: string;
  /** The example film is open; it is shipped with the program. */
  example: boolean;
  shipped: boolean;
  tab: string;
  /** The selected shot, where it stands, and the selected portrait or place. */
  shot: string | null;
  lastIndex: number;
  portrait: string | null;
  marked: Set<string>;
  busy: number;
}

/** A film as edits see it. */
export interface FilmOnPage {
  story: Story;
  items: Record<string, Item>;
  revision?: number;
}

/** What comes back: what the program says, or `lost` with the cause; `arrived` is false where it certainly did nothing. `kept`: an
    edit that is sent again by itself. */
export interface Reply {
  ok: boolean;
  problem?: Omit<Problem, "kind"> & { kind?: string };
  view?: View | null;
  mark?: string;
  changed?: { since: string; by: any };
  note?: string;
  lost?: boolean;
  cause?: "away" | "late" | "refused" | "strange";
  arrived?: boolean | null;
  status?: number;
  kept?: boolean;
  refused?: boolean;
  clash?: boolean;
  [more: string]: any;
}

/** The fields of a request; the film and the revision are added where they are left out. */
export type Args<V extends keyof Requests> = Omit<Requests[V], "project" | "have" | "held"> & {
  project?: string;
  have?: number;
};

/** A place in the film (`["shots", "a1b2", "camera"]`) and the value it gets. */
export type Place = string[];
export type Sets = [Place, any][];

/** An edit on its way (page_state/unsent.js). */
export interface Edit {
  id: number;
  project: string;
  name: string;
  key: string;
  verb: string;
  args: any;
  again: [string, any] | null;
  places: Place[];
  values: any[];
  base: any[];
  sent: any[];
  tried: number;
  state: "waiting" | "clash" | "refused";
  at: number;
  turn: number;
  due: number;
  since?: number;
  waiters: [number, (reply: Reply) => void][];
  flying: boolean;
  lost: boolean;
  theirs?: any[] | null;
  seen?: number;
  why?: Problem | null;
  shownIn?: () => boolean;
}

declare global {
  /** What is clicked is an element, or the document, which has no such thing. */
  interface EventTarget {
    closest?: Element["closest"];
  }
  /** For the browser's console and the tests (page.js), and what Gradio's elements call. */
  var vgot: Record<string, any>;
  var vgotMount: (kind: string, element: HTMLElement) => void;
  var vgotWaiting: [string, HTMLElement][] | undefined;
  var vgotMake: (sentence: string, shots: number) => Promise<void>;
  var vgotToken: boolean | undefined;
  /** The page's language and the catalogues that there are (page_state/language.js). */
  var vgotLanguage: string | undefined;
  var vgotWords: Record<string, Record<string, string>> | undefined;
  var gradio_config: any;
}
