vgot.widget("cast", (root) => { root.append(vgot.el("p", { text: "" })); });
