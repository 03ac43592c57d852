vgot.widget("shots", (root) => { root.append(vgot.el("p", { text: "" })); });
