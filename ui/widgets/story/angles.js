/* The moment of a shot from another angle, as a new shot behind it. */

import { call } from "../page_state/asking.js";
import { el } from "../page_state/dom.js";
import { tr } from "../page_state/say.js";
import { select as chooseShot, state } from "../page_state/state.js";
import { toast } from "../page_state/toasts.js";

const ANGLES = {
  "over-the-shoulder": tr("Over the shoulder"),
  reverse: tr("From the other side"),
  insert: tr("The thing, large"),
  wide: tr("Wide"),
  close: tr("Close"),
};

export const anglePicker = () => {
  const select = el(
    "select",
    { class: "vg-input", id: "shot-angle", "aria-label": tr("Shoot this moment again from another angle") },
    el("option", { value: "", text: tr("Another angle of this moment …") }),
    Object.entries(ANGLES).map(([value, text]) => el("option", { value, text })),
  );
  select.addEventListener("change", async () => {
    const angle = select.value;
    select.value = "";
    if (!angle) return;
    const reply = await call("angle", { shot: state.shot, angle });
    if (!reply.ok) return;
    const made = state.story.shots[reply.number - 1];
    if (made) chooseShot(made.id);
    toast(reply.told || tr("Shot {n} shows it from there.", { n: reply.number }));
  });
  return select;
};
