/* The page: every widget's script, and the one button. Whoever looks at the page from outside (the browser's console, the tests)
   finds its parts under `vgot`. */

import * as acts from "./page_state/acts.js";
import * as asking from "./page_state/asking.js";
import "./page_state/desk.js";
import * as files from "./page_state/files.js";
import * as mounting from "./page_state/mount.js";
import * as held from "./page_state/state.js";
import * as tabs from "./page_state/tabs.js";
import { toast } from "./page_state/toasts.js";
import { trouble } from "./page_state/trouble.js";
import "./topbar/topbar.js";
import "./player/player.js";
import "./direct/direct.js";
import "./writer/writer.js";
import "./story/story.js";
import "./filmstrip/filmstrip.js";
import "./takes/scrub.js";
import "./cast/cast.js";
import "./keyframes/keyframes.js";
import "./shots/shots.js";
import "./timeline/timeline.js";
import "./queue/queue.js";
import "./settings/settings.js";
import "./projects/projects.js";
import "./desk/desk.js";

globalThis.vgot = Object.assign(held.offers, held, acts, asking, files, mounting, tabs, { toast, trouble });

/* The one button, and Enter in the sentence box. */
globalThis.vgotMake = (sentence, shots) => held.offers.direct?.(sentence, shots);
