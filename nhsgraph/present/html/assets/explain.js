"use strict";
/* The canvas, the slider, the legend and the keys. */
(() => {
  const N = globalThis.nhsgraph;
  const by = (id) => document.getElementById(id);
  const { model } = N;
  const { nodes, edges, options } = N.drawn;
  nodes.forEach((node, i) => {
    const [, , width, height] = model.nodes[i].box;
    Object.assign(node, { widthConstraint: { minimum: width - 10, maximum: width }, heightConstraint: { minimum: height - 10 } });
  });
  edges.forEach((edge, i) => {
    const { dash } = N.linkKinds.get(model.links[i].kind);
    if (dash) edge.dashes = dash.split(" ").map(Number);
  });
  const data = { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) };
  const holder = by("network");
  const network = new vis.Network(holder, data, options);
  const frame = holder.querySelector(".vis-network");
  // The picture is one image to assistive technology: nothing in it takes the focus. The panel has it all as text.
  if (frame) frame.removeAttribute("tabindex");

  const fade = (colour, by_) => colour + Math.round(by_ * 255).toString(16).padStart(2, "0");
  const redraw = () => {
    const lit = N.lit();
    const steps = N.steps();
    data.nodes.update(
      model.nodes.map((n, place) => {
        const here = N.present(n) === "yes";
        const dim = lit && !lit.nodes.has(n.id);
        return {
          id: place,
          label: N.called(n)[1],
          hidden: !N.nodeShown(n),
          opacity: dim ? 0.22 : here ? 1 : 0.6,
          borderWidth: n.id === N.state.node || n.id === model.body.id || (lit && N.state.path !== null && !dim) ? 2.8 : 1.5,
          shapeProperties: { borderRadius: 4, borderDashes: here ? false : [4, 3] },
          font: { color: dim ? "#1b243040" : "#1b2430" },
        };
      }),
    );
    data.edges.update(
      model.links.map((l) => {
        const on = lit ? lit.links.has(l.id) : true;
        const look = N.linkKinds.get(l.kind);
        const strength = !on ? (l.kind === "member" ? 0.03 : 0.08) : N.holds(l) === "unknown" ? 0.45 : l.kind === "member" && !lit ? 0.3 : 0.9;
        return {
          id: l.id,
          hidden: !N.linkShown(l) && !steps.has(l.id),
          color: { color: fade(look.colour, strength), hover: fade(look.colour, strength) },
          width: lit && on ? 2.6 : 1.2,
          label: steps.has(l.id) ? ` ${steps.get(l.id).join(", ")} ` : "",
          font: { color: "#ffffff", background: look.colour, strokeWidth: 0, size: 14 },
        };
      }),
    );
  };
  network.on("beforeDrawing", (pen) => {
    for (const lane of model.lanes) {
      const [x, y, w, h] = lane.box;
      pen.fillStyle = fade(lane.fill, 0.45);
      pen.beginPath();
      pen.roundRect(x, y, w, h, 8);
      pen.fill();
      pen.fillStyle = "#4d5867";
      pen.font = "bold 12px Arial,Helvetica,sans-serif";
      pen.textAlign = "left";
      pen.textBaseline = "alphabetic";
      pen.fillText(lane.title, x + 10, y + 18);
    }
  });
  network.on("afterDrawing", (pen) => {
    const lit = N.lit();
    pen.font = "italic 10px Arial,Helvetica,sans-serif";
    pen.textAlign = "right";
    pen.textBaseline = "alphabetic";
    for (const n of model.nodes) {
      if (!N.nodeShown(n) || N.present(n) === "yes" || (lit && !lit.nodes.has(n.id))) continue;
      const [x, y, w, h] = n.box;
      const said = N.present(n) === "unknown" ? "?" : N.absence(n);
      pen.fillStyle = "#4d5867";
      pen.fillText(said, x + w / 2, y + h / 2 + 9);
    }
  });
  network.on("click", ({ nodes: hit }) => (hit.length ? N.choose(model.nodes[hit[0]].id) : N.set({ node: null, path: null })));
  network.on("hoverNode", () => (holder.style.cursor = "pointer"));
  network.on("blurNode", () => (holder.style.cursor = "default"));

  /* The date. */
  const slider = by("date");
  slider.max = N.months.length - 1;
  const ticks = by("ticks");
  ticks.setAttribute("viewBox", `0 0 ${N.months.length - 1 || 1} 8`);
  ticks.setAttribute("preserveAspectRatio", "none");
  for (const event of model.events) {
    const tick = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const height = Math.min(8, 3 + Math.log2(event.count + 1));
    for (const [k, v] of Object.entries({ x: N.months.indexOf(event.month) - 0.2, y: 0, width: 0.4, height, fill: "#5f6b7a" })) tick.setAttribute(k, v);
    ticks.append(tick);
  }
  const to = (index) => N.set({ day: N.months[Math.max(0, Math.min(N.months.length - 1, index))] + "-01" });
  slider.addEventListener("input", () => to(Number(slider.value)));
  by("all-dates").addEventListener("click", () => N.set({ day: N.state.day === null ? model.as_of : null }));
  const dated = () => {
    const day = N.state.day;
    if (day !== null) slider.value = Math.max(0, N.months.indexOf(day.slice(0, 7)));
    by("day").textContent = day === null ? "all dates" : day;
    slider.setAttribute("aria-valuetext", day === null ? "all dates" : day);
    by("all-dates").setAttribute("aria-pressed", day === null);
    by("moved").hidden = day === model.as_of;
    by("moved-to").textContent = day === null ? "all dates" : day;
    const counts = new Map(), linkCounts = new Map();
    let total = 0;
    for (const n of model.nodes) {
      if (N.present(n) !== "yes") continue;
      total++;
      counts.set(n.kind, (counts.get(n.kind) || 0) + 1);
    }
    for (const l of model.links) if (N.holds(l) === "yes") linkCounts.set(l.kind, (linkCounts.get(l.kind) || 0) + 1);
    for (const count of document.querySelectorAll("[data-count]")) count.textContent = counts.get(count.dataset.count) || 0;
    for (const count of document.querySelectorAll("[data-link-count]")) count.textContent = linkCounts.get(count.dataset.linkCount) || 0;
    by("status").textContent = day === null ? `All dates: ${total} nodes.` : `As of ${day}: ${total} of ${model.nodes.length} nodes are there.`;
  };

  /* The legend is the filter. */
  for (const [attribute, own] of [["kind", "off"], ["linkKind", "offLinks"]]) {
    for (const box of document.querySelectorAll(`[data-${attribute === "kind" ? "kind" : "link-kind"}]`)) {
      box.checked = true;
      box.addEventListener("change", () => {
        const off = new Set(N.state[own]);
        if (box.checked) off.delete(box.dataset[attribute]);
        else off.add(box.dataset[attribute]);
        N.set({ [own]: off });
      });
    }
  }
  document.querySelector(".legend").addEventListener("submit", (e) => e.preventDefault());

  /* Zoom, keys. */
  const whole = () => network.fit({ animation: false });
  by("in").addEventListener("click", () => network.moveTo({ scale: network.getScale() * 1.3 }));
  by("out").addEventListener("click", () => network.moveTo({ scale: network.getScale() / 1.3 }));
  by("fit").addEventListener("click", whole);
  const dialog = by("keys-list");
  by("keys").addEventListener("click", () => dialog.showModal());
  by("keys-close").addEventListener("click", () => dialog.close());
  const month = (move) => to(N.months.indexOf((N.state.day || model.as_of).slice(0, 7)) + move);
  const path = (move) => {
    const count = model.paths.length;
    if (!count) return;
    N.step(N.state.path === null ? (move > 0 ? 0 : count - 1) : (N.state.path + move + count) % count);
  };
  addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || dialog.open) return;
    if (e.target.matches("input[type=search],textarea,select")) return;
    const act = {
      "/": () => by("search").focus(), "[": () => path(-1), "]": () => path(1), ",": () => month(-1), ".": () => month(1),
      "?": () => dialog.showModal(), Escape: () => { by("export").open = false; N.set({ node: null, path: null }); },
    }[e.key];
    if (!act) return;
    act();
    e.preventDefault();
  });

  N.watch((_, change) => {
    redraw();
    if ("day" in change) dated();
    if (change.node && network.getScale() < 0.7) network.focus(model.nodes.findIndex((n) => n.id === change.node), { scale: 0.9, animation: false });
  });
  redraw();
  dated();
  whole();
  N.readHash();
  addEventListener("hashchange", N.readHash);
  network.once("afterDrawing", () => {
    document.documentElement.dataset.ready = "yes";
    performance.mark("ready");
  });
  (globalThis.requestIdleCallback || setTimeout)(() => N.forPrint());
  N.network = network;
})();
