"use strict";
/* The picture as SVG from the same model, for export and print; and the tables. All of it as on the screen. */
(() => {
  const N = globalThis.nhsgraph;
  const SVG = "http://www.w3.org/2000/svg";
  const draw = (parent, name, attributes, text) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    parent.appendChild(made);
    return made;
  };
  /* Where the line from a box's middle towards a point leaves the box. */
  const edgeOf = ([x, y, w, h], [tx, ty]) => {
    const dx = tx - x, dy = ty - y;
    if (!dx && !dy) return [x, y];
    const s = Math.min(dx ? w / 2 / Math.abs(dx) : Infinity, dy ? h / 2 / Math.abs(dy) : Infinity);
    return [x + dx * Math.min(s, 1), y + dy * Math.min(s, 1)];
  };
  const round = (n) => Math.round(n * 10) / 10;
  const svg = () => {
    const { model } = N;
    const boxes = [...model.nodes.map((n) => n.box), ...model.lanes.map((l) => [l.box[0] + l.box[2] / 2, l.box[1] + l.box[3] / 2, l.box[2], l.box[3]])];
    const x0 = Math.min(...boxes.map((b) => b[0] - b[2] / 2)) - 10, x1 = Math.max(...boxes.map((b) => b[0] + b[2] / 2)) + 10;
    const y0 = Math.min(...boxes.map((b) => b[1] - b[3] / 2)) - 10, y1 = Math.max(...boxes.map((b) => b[1] + b[3] / 2)) + 24;
    const root = document.createElementNS(SVG, "svg");
    const set = { viewBox: `${round(x0)} ${round(y0)} ${round(x1 - x0)} ${round(y1 - y0)}`, width: round(x1 - x0), height: round(y1 - y0), "font-family": "Arial,Helvetica,sans-serif", "font-size": 11 };
    for (const [key, value] of Object.entries(set)) root.setAttribute(key, value);
    const when = N.state.day === null ? "all dates" : "as of " + N.state.day;
    const heading = `${model.body.name} (${model.body.code}), ${when}${model.fictional ? ", fictional data" : ""}`;
    draw(root, "title", {}, heading);
    draw(root, "rect", { x: round(x0), y: round(y0), width: round(x1 - x0), height: round(y1 - y0), fill: "#ffffff" });
    for (const lane of model.lanes) {
      const [x, y, width, height] = lane.box;
      draw(root, "rect", { x, y, width, height, rx: 8, fill: lane.fill, "fill-opacity": 0.45 });
      draw(root, "text", { x: x + 10, y: y + 18, "font-weight": "bold", fill: "#4d5867" }, lane.title);
    }
    const lit = N.lit();
    const steps = N.steps();
    for (const l of model.links) {
      if (!N.linkShown(l) && !steps.has(l.id)) continue;
      const look = N.linkKinds.get(l.kind);
      const a = N.nodes.get(l.from).box, b = N.nodes.get(l.to).box;
      // As on the screen: links to the sides leave and arrive level.
      const curved = Boolean(N.drawn.edges[l.id].smooth) && a[0] !== b[0];
      const [sx, sy] = edgeOf(a, curved ? [b[0], a[1]] : b), [ex, ey] = edgeOf(b, curved ? [a[0], b[1]] : a);
      const on = lit ? lit.links.has(l.id) : true;
      const g = draw(root, "g", { opacity: on ? (N.holds(l) === "unknown" ? 0.45 : l.kind === "member" && !lit ? 0.35 : 0.9) : 0.1 });
      const pull = curved ? (b[0] - a[0]) * 0.45 : 0;
      const bend = curved ? `C${round(sx + pull)} ${round(sy)} ${round(ex - pull)} ${round(ey)} ` : "L";
      draw(g, "path", { d: `M${round(sx)} ${round(sy)}${bend}${round(ex)} ${round(ey)}`, fill: "none", stroke: look.colour, "stroke-width": lit && on ? 2.6 : 1.2, ...(look.dash ? { "stroke-dasharray": look.dash } : {}) });
      const turn = curved ? (pull < 0 ? Math.PI : 0) : Math.atan2(ey - sy, ex - sx), at = (r, d) => `${round(ex - r * Math.cos(turn + d))},${round(ey - r * Math.sin(turn + d))}`;
      draw(g, "polygon", { points: `${round(ex)},${round(ey)} ${at(9, 0.4)} ${at(9, -0.4)}`, fill: look.colour });
      if (steps.has(l.id)) {
        const mx = (sx + ex) / 2, my = (sy + ey) / 2;
        draw(g, "circle", { cx: round(mx), cy: round(my), r: 9, fill: look.colour });
        draw(g, "text", { x: round(mx), y: round(my + 4), "text-anchor": "middle", fill: "#ffffff", "font-weight": "bold" }, steps.get(l.id).join(", "));
      }
    }
    for (const n of model.nodes) {
      if (!N.nodeShown(n)) continue;
      const look = N.kinds.get(n.kind), [x, y, w, h] = n.box, here = N.present(n) === "yes";
      const g = draw(root, "g", { opacity: lit && !lit.nodes.has(n.id) ? 0.25 : here ? 1 : 0.6 });
      draw(g, "rect", { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 4, fill: look.fill, stroke: look.colour, "stroke-width": n.id === model.body.id ? 2.5 : 1.5, ...(here ? {} : { "stroke-dasharray": "4 3" }) });
      const lines = N.called(n)[1].split("\n");
      lines.forEach((line, i) => draw(g, "text", { x, y: y + 4 + (i - (lines.length - 1) / 2) * 14, "text-anchor": "middle", fill: "#1b2430" }, line));
      if (!here) draw(g, "text", { x: x + w / 2, y: y + h / 2 + 10, "text-anchor": "end", "font-size": 10, "font-style": "italic", fill: "#4d5867" }, N.absence(n));
    }
    draw(root, "text", { x: round(x0 + 10), y: round(y1 - 8), fill: "#4d5867" }, heading);
    return root;
  };

  const rows = () =>
    N.model.links.filter(N.linkShown).map((l) => {
      const a = N.nodes.get(l.from), b = N.nodes.get(l.to);
      return {
        from_id: a.id, from_code: a.code, from: N.called(a)[0], relation: l.text, to_id: b.id, to_code: b.code, to: N.called(b)[0],
        detail: l.detail, valid_from: l.period[0], valid_to: l.period[1], holds: N.holds(l), grade: l.grade || "official",
        sources: l.marks.map((n) => N.model.sources[n - 1].id),
      };
    });
  const csv = () => {
    const columns = ["from_id", "from_code", "from", "relation", "to_id", "to_code", "to", "detail", "valid_from", "valid_to", "holds", "grade", "sources"];
    const lines = rows().map((r) => columns.map((c) => c === "sources" ? r[c].join(" ") : r[c]));
    return globalThis.nhsgraphExports.csv([columns, ...lines]);
  };
  const json = () => {
    const { model } = N;
    const shown = model.nodes.filter(N.nodeShown).map((n) => ({ id: n.id, kind: n.kind, code: n.code, name: N.called(n)[0], detail: n.detail, present: N.present(n) }));
    const paths = model.paths.map((p) => ({ ...p, holds: N.pathHolds(p) }));
    return JSON.stringify({ schema_version: 1, body: model.body, as_of: N.state.day, fictional: model.fictional, nodes: shown, links: rows(), paths, sources: model.sources }, null, 2) + "\n";
  };
  const svgText = () => '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(svg()) + "\n";

  const name = () => `${N.model.body.code.replace(/[^A-Za-z0-9_-]+/g, "-")}-${N.state.day || "all-dates"}`;
  globalThis.nhsgraphExports.offer({ png: () => document.querySelector("#network canvas"), svg: svgText, csv, json }, name);
  const forPrint = () => document.getElementById("printed").replaceChildren(svg());
  addEventListener("beforeprint", forPrint);
  document.getElementById("print").addEventListener("click", () => {
    forPrint();
    print();
  });
  Object.assign(N, { svg, svgText, csv, json, forPrint });
})();
