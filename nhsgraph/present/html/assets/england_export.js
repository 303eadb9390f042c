"use strict";
/* Exports of the England page: the picture as it stands on the screen, and the table beside it with every measure. */
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const round = (n) => Math.round(n * 100) / 100;
  /* A pen that writes SVG where the canvas's pen paints: the page draws with it once more, so nothing can differ. */
  class Recorder {
    constructor(root, measure) {
      Object.assign(this, { root, measure, dash: [], path: "", fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, font: "", textAlign: "start", textBaseline: "alphabetic" });
    }
    setTransform() {}
    clearRect() {}
    setLineDash(dash) { this.dash = dash; }
    measureText(text) { this.measure.font = this.font; return this.measure.measureText(text); }
    beginPath() { this.path = ""; }
    moveTo(x, y) { this.path += `M${round(x)} ${round(y)}`; }
    lineTo(x, y) { this.path += `L${round(x)} ${round(y)}`; }
    closePath() { this.path += "Z"; }
    rect(x, y, w, h) { this.path += `M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}Z`; }
    arc(x, y, r) { this.path += `M${round(x + r)} ${round(y)}A${round(r)} ${round(r)} 0 1 1 ${round(x - r)} ${round(y)}A${round(r)} ${round(r)} 0 1 1 ${round(x + r)} ${round(y)}Z`; }
    add(name, attributes, text) {
      const made = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      if (text !== undefined) made.textContent = text;
      this.root.append(made);
    }
    fill() { if (this.path) this.add("path", { d: this.path, fill: this.fillStyle }); }
    stroke() { if (this.path) this.add("path", { d: this.path, fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, ...(this.dash.length ? { "stroke-dasharray": this.dash.join(" ") } : {}) }); }
    fillRect(x, y, width, height) { this.add("rect", { x: round(x), y: round(y), width: round(width), height: round(height), fill: this.fillStyle }); }
    fillText(text, x, y, most) {
      const [, weight, size] = /^(\d+ )?([\d.]+)px/.exec(this.font);
      const set = { x: round(x), y: round(y), "font-size": round(Number(size)), fill: this.fillStyle };
      if (weight) set["font-weight"] = weight.trim();
      if (this.textAlign === "center") set["text-anchor"] = "middle";
      if (this.textBaseline === "middle") set["dominant-baseline"] = "central";
      if (this.textBaseline === "top") set["dominant-baseline"] = "text-before-edge";
      if (most !== undefined && this.measureText(text).width > most) Object.assign(set, { textLength: round(most), lengthAdjust: "spacingAndGlyphs" });
      this.add("text", set, text);
    }
  }
  const heading = (page) => `England on ${page.day}, CCGs by ${page.kind}, shaded by ${page.measure.title.toLowerCase()}${page.fictional ? ", fictional data" : ""}`;
  const svg = () => {
    const page = globalThis.nhsgraph.england(), [width, height] = page.size;
    const root = document.createElementNS(SVG, "svg");
    const set = { viewBox: `0 0 ${round(width)} ${round(height)}`, width: round(width), height: round(height), "font-family": "system-ui,Arial,sans-serif" };
    for (const [key, value] of Object.entries(set)) root.setAttribute(key, value);
    const pen = new Recorder(root, document.createElement("canvas").getContext("2d"));
    pen.add("title", {}, heading(page));
    pen.add("rect", { width: round(width), height: round(height), fill: "#ffffff" });
    page.onto(pen);
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(root) + "\n";
  };
  const csv = () => {
    const page = globalThis.nhsgraph.england();
    const header = ["date", "ccg", "name", "ring_kind", "ring", ...page.measures.map((m) => m.key), "sources", "fictional"];
    const lines = page.places.map((p) => [page.day, p.code, p.name, page.kind, p.ring, ...p.v, [...new Set(p.v.flatMap((v, i) => v === null ? [] : page.cites[i]))].join(" "), page.fictional ? "yes" : "no"]);
    return globalThis.nhsgraphExports.csv([header, ...lines]);
  };
  const name = () => {
    const page = globalThis.nhsgraph.england();
    return `england-${page.day}-${page.measure.key}`;
  };
  globalThis.nhsgraphExports.offer({ png: () => globalThis.nhsgraph.england().canvas, svg, csv }, name);
  globalThis.nhsgraph = { svg, csv };
})();
