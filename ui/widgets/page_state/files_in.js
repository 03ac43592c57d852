/* Files that a dialog asks for: chosen with a button, or dropped on it. */

import { button, el } from "./dom.js";

/** @param {{ accept: string, input: string, choose: string, words: string, multiple?: boolean, come: (files: File[]) => void }} o
    input, choose: the ids of the field and of its button; words: what stands on the button
    @returns {{ nodes: HTMLElement[], dropOn: (dialog: HTMLElement) => void }} */
export const filesIn = (o) => {
  const input = el("input", {
    type: "file",
    multiple: o.multiple !== false,
    hidden: true,
    "aria-hidden": "true",
    id: o.input,
    accept: o.accept,
  });
  input.addEventListener("change", () => {
    const chosen = [...input.files];
    input.value = "";
    if (chosen.length) o.come(chosen);
  });
  return {
    nodes: [button(o.words, () => input.click(), { icon: "upload", id: o.choose }), input],
    dropOn: (dialog) => {
      dialog.addEventListener("dragover", (e) => e.preventDefault());
      dialog.addEventListener("drop", (e) => {
        e.preventDefault();
        if (e.dataTransfer?.files.length) o.come([...e.dataTransfer.files]);
      });
    },
  };
};
