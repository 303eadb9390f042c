"use strict";
/* What is shown: the date, the filters, what is chosen; and what that makes of every node and link. */
globalThis.nhsgraph = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const model = read("model");
  const drawn = read("network-data");
  drawn.options = JSON.parse(drawn.options);
  /* The picture's data have kind, place and label; the model says only what does not follow from them. */
  const [wide, line, padding] = model.size;
  drawn.nodes.forEach((n, i) => (n.id = i));
  drawn.edges.forEach((e, i) => (e.id = i));
  model.nodes = model.nodes.map((n, i) => {
    const { x, y, label, group } = drawn.nodes[i];
    const [w, h] = n.box || [wide, label.split("\n").length * line + padding];
    return { kind: group, code: n.id.slice(n.id.indexOf("-") + 1), name: label.replaceAll("\n", " "), detail: "", from: null, to: null, ...n, label, box: [x, y, w, h] };
  });
  model.links = model.links.map((as, i) => ({ id: i, detail: "", ...model.alike[as], from: model.nodes[drawn.edges[i].from].id, to: model.nodes[drawn.edges[i].to].id }));
  /* The numbered list at the end of the page is the list of sources. */
  model.sources = [...document.querySelectorAll("ol.sources > li")].map((li) => ({ id: li.querySelector("code").textContent, line: li.firstChild.textContent.trim() }));
  const nodes = new Map(model.nodes.map((n) => [n.id, n]));
  const links = new Map(model.links.map((l) => [l.id, l]));
  const kinds = new Map(model.kinds.map((k) => [k.key, k]));
  const linkKinds = new Map(model.linkKinds.map((k) => [k.key, k]));
  const touching = new Map(model.nodes.map((n) => [n.id, []]));
  for (const l of model.links) {
    touching.get(l.from).push(l);
    if (l.to !== l.from) touching.get(l.to).push(l);
  }
  const months = [];
  for (let [y, m] = model.first.split("-").map(Number); ; m === 12 ? (y++, m = 1) : m++) {
    months.push(`${y}-${String(m).padStart(2, "0")}`);
    if (months.at(-1) >= model.last) break;
  }
  const state = { day: model.as_of, node: null, path: null, off: new Set(), offLinks: new Set() };
  const watchers = [];

  const during = ([from, to, known], loose) => {
    if (state.day === null) return "yes";
    if (loose && !from && !to) return "unknown";
    let found = "yes";
    if (from && state.day < from) found = "no";
    else if (to) found = state.day < to ? "yes" : "no";
    else if (known && state.day >= known) found = "unknown";
    return loose && found === "no" ? "unknown" : found;
  };
  const holds = (l) => during(l.period, l.loose);
  const present = (n) => {
    const alive = during([n.from, n.to, null], false);
    if (alive === "no" || n.id === model.body.id) return alive;
    const found = touching.get(n.id).map(holds);
    return found.includes("yes") ? "yes" : found.includes("unknown") ? "unknown" : "no";
  };
  const pathHolds = (p) => (state.day !== null && !p.period[0] && !p.period[1] ? "unknown" : during(p.period, false));
  const dayBefore = (day) => {
    const d = new Date(day + "T00:00:00Z");
    d.setUTCDate(d.getUTCDate() - 1);
    return d.toISOString().slice(0, 10);
  };
  /* Why a node is not there on the date, in words. */
  const absence = (n) => {
    const found = present(n);
    if (found === "yes") return "";
    if (found === "unknown") return "not known on this date";
    const own = touching.get(n.id);
    const ends = own.map((l) => l.period[1]).filter((d) => d && d <= state.day);
    if (n.to && n.to <= state.day) ends.push(n.to);
    if (ends.length) {
      const last = dayBefore(ends.sort().at(-1));
      return (n.kind === "person" || own.some((l) => l.kind === "member") ? "left " : "until ") + last;
    }
    const starts = own.map((l) => l.period[0]).filter(Boolean);
    if (n.from && n.from > state.day) starts.push(n.from);
    return starts.length ? "from " + starts.sort()[0] : "not on this date";
  };
  const nodeShown = (n) => !state.off.has(n.kind);
  const linkShown = (l) =>
    !state.offLinks.has(l.kind) && holds(l) !== "no" && nodeShown(nodes.get(l.from)) && nodeShown(nodes.get(l.to));
  const called = (n) => {
    if (!n.names || state.day === null) return [n.name, n.label];
    let found = [n.names[0][1], n.names[0][2]];
    for (const [from, name, label] of n.names) if (!from || from <= state.day) found = [name, label];
    return found;
  };
  const span = ([from, to]) =>
    from && to ? `${from} to ${dayBefore(to)}` : from ? `from ${from}` : to ? `until ${dayBefore(to)}` : "no date given";

  /* What the choice lights up: null where nothing is chosen. */
  const lit = () => {
    if (state.path !== null) {
      const used = model.paths[state.path].steps.flatMap((s) => s.links.map((l) => links.get(l)));
      return { nodes: new Set(used.flatMap((l) => [l.from, l.to])), links: new Set(used.map((l) => l.id)) };
    }
    if (state.node !== null) {
      const used = touching.get(state.node).filter(linkShown);
      return { nodes: new Set([state.node, ...used.flatMap((l) => [l.from, l.to])]), links: new Set(used.map((l) => l.id)) };
    }
    return null;
  };
  /* Link to the numbers of the steps that walk it, for the chosen path. */
  const steps = () => {
    const found = new Map();
    if (state.path !== null)
      model.paths[state.path].steps.forEach((s, i) => s.links.forEach((l) => found.set(l, [...(found.get(l) || []), i + 1])));
    return found;
  };
  const set = (change, quiet) => {
    Object.assign(state, change);
    for (const watcher of watchers) watcher(state, change);
    if (!quiet) write();
  };

  const write = () => {
    const parts = new URLSearchParams();
    if (state.node) parts.set("node", state.node);
    if (state.path !== null) parts.set("path", model.paths[state.path].id);
    if (state.day !== model.as_of) parts.set("at", state.day === null ? "all" : state.day);
    const hash = parts.toString();
    history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
  };
  /* A hash with “=” is a choice; any other is the id of an element, which the browser finds by itself. */
  const readHash = () => {
    if (!location.hash.includes("=")) return;
    const parts = new URLSearchParams(location.hash.slice(1));
    const change = { node: null, path: null };
    const at = parts.get("at");
    if (at === "all") change.day = null;
    else if (at && /^\d{4}-\d{2}(-\d{2})?$/.test(at)) change.day = at.length === 7 ? at + "-01" : at;
    else change.day = model.as_of;
    if (nodes.has(parts.get("node"))) change.node = parts.get("node");
    const path = model.paths.findIndex((p) => p.id === parts.get("path"));
    if (path >= 0) change.path = path;
    set(change, true);
  };
  return {
    model, drawn, nodes, links, kinds, linkKinds, touching, months, state,
    during, holds, pathHolds, present, absence, nodeShown, linkShown, called, span, lit, steps, set, readHash,
    watch: (f) => watchers.push(f),
    choose: (id) => set({ node: id, path: null }),
    step: (index) => set({ path: index, node: null }),
  };
})();
