vgot.widget("settings", (root) => { root.append(vgot.el("p", { text: "" })); });
