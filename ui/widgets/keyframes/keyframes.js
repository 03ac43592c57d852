vgot.widget("keyframes", (root) => { root.append(vgot.el("p", { text: "" })); });
