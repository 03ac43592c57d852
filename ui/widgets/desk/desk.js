import { replaceBox } from "../many/replace.js";
import { widget } from "../page_state/mount.js";
import { canvas } from "./canvas.js";
import { historyBox } from "./history.js";
import { palette } from "./palette.js";

widget("desk", (root) => root.append(historyBox(), replaceBox(), canvas(), ...palette()));
