vgot.widget("timeline", (root) => { root.append(vgot.el("p", { text: "" })); });
