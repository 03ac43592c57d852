/* Files that come in, and files that are saved. */

import { el } from "./dom.js";
import { state } from "./state.js";
import { toast } from "./toasts.js";

export const readFile = (file) =>
  new Promise((done, fail) => {
    const r = new FileReader();
    r.onload = () => done(String(r.result).split(",", 2)[1] || "");
    r.onerror = () => fail(r.error);
    r.readAsDataURL(file);
  });
/* What is too large is said before it travels. */
export const tooLarge = (file, most = state.limits.upload_mb) => {
  if (file.size <= most * 2 ** 20) return false;
  toast(`The file is larger than ${most} MB. Choose a smaller one.`, { bad: true });
  return true;
};
export const chooseFile = (accept, then, most) => {
  const input = el("input", { type: "file", accept, hidden: true, "aria-hidden": "true" });
  document.body.append(input);
  input.addEventListener("change", () => {
    const f = input.files[0];
    input.remove();
    if (f && !tooLarge(f, most)) then(f);
  });
  input.addEventListener("cancel", () => input.remove());
  input.click();
};
const EXPORTS = {
  "film.mp4": "the film",
  "project.vgot.zip": "the project",
  "storyboard.pdf": "the storyboard",
  "film.gif": "a moving picture",
};
/* Files are fetched first, so that a refusal is a sentence and a slow one says that it is coming. */
export const download = async (kind) => {
  const slow = setTimeout(() => toast(`Preparing ${EXPORTS[kind] || kind}…`), 600);
  let answer;
  try {
    answer = await fetch(`export/${encodeURIComponent(state.project)}/${kind}`);
  } catch {
    clearTimeout(slow);
    return toast("The program does not answer.", { bad: true });
  }
  clearTimeout(slow);
  if (!answer.ok) return toast(await answer.text(), { bad: true });
  const named = /filename\*?=(?:utf-8'')?"?([^";]+)"?/i.exec(answer.headers.get("content-disposition") || "");
  const href = URL.createObjectURL(await answer.blob());
  const a = el("a", { href, download: named ? decodeURIComponent(named[1]) : kind });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
};
