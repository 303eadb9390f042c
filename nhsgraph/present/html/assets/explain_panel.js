"use strict";
/* The panel at the side and the search: everything in the picture, as text and by keyboard. */
(() => {
  const N = globalThis.nhsgraph;
  const by = (id) => document.getElementById(id);
  const make = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const cited = (marks) => {
    const made = make("sup", {}, " [");
    marks.forEach((n, i) => made.append(i ? ", " : "", make("a", { href: "#source-" + n, textContent: n })));
    made.append("]");
    return made;
  };
  const button = (text, act) => {
    const made = make("button", { type: "button", className: "plain", textContent: text });
    made.addEventListener("click", act);
    return made;
  };
  const named = (id) => button(N.called(N.nodes.get(id))[0], () => N.choose(id));

  /* Tabs. */
  const tabs = ["paths", "selected", "nodes"];
  const open = (name, focus) => {
    for (const tab of tabs) {
      const on = tab === name;
      by("tab-" + tab).setAttribute("aria-selected", on);
      by("tab-" + tab).tabIndex = on ? 0 : -1;
      by("panel-" + tab).hidden = !on;
    }
    if (focus) by("tab-" + name).focus();
  };
  tabs.forEach((name, i) => {
    by("tab-" + name).addEventListener("click", () => open(name));
    by("tab-" + name).addEventListener("keydown", (e) => {
      const move = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (move) open(tabs[(i + move + tabs.length) % tabs.length], true);
    });
  });

  /* Conflict paths. */
  const dates = (p, held) => {
    if (!p.period[0] && !p.period[1]) return "When it held is not known.";
    return `${held === "yes" || N.state.day === null ? "Holds" : "Not on this date: holds"} ${N.span(p.period)}.`;
  };
  const pathList = () => {
    const panel = by("panel-paths");
    const { paths } = N.model;
    const when = N.state.day === null ? "over all dates" : "on " + N.state.day;
    if (!paths.length) {
      panel.replaceChildren(
        make("p", { textContent: "No conflict path is known here." }),
        make("p", { textContent: "That says what these sources hold, not what there was: without registers of interests, committee members and awards no path can be found." }),
      );
      return;
    }
    const state = paths.map(N.pathHolds);
    const [now, other, open_] = ["yes", "no", "unknown"].map((s) => state.filter((x) => x === s).length);
    by("paths-count").textContent = `${now} of ${paths.length}`;
    const parts = [];
    if (N.state.day === null) parts.push(make("p", { textContent: `${paths.length} over all dates.` }));
    else {
      const told = [now ? `${now} of ${paths.length} hold ${when}` : `None is known to hold ${when}`];
      if (other) told.push(`${other} hold on other dates`);
      if (open_) told.push(`for ${open_} it is not known when`);
      parts.push(make("p", { textContent: told.join("; ") + "." }));
    }
    paths.forEach((p, i) => {
      const on = N.state.path === i;
      const held = N.pathHolds(p);
      const card = make("article", { className: "card", id: "path-" + i });
      card.setAttribute("aria-current", on);
      card.append(
        make("h2", {}, button(p.title, () => N.step(on ? null : i))),
        make("span", { className: "strength", textContent: p.strength }),
        make("p", { textContent: p.summary }),
        make("small", { className: held === "yes" ? "" : "off", textContent: dates(p, held) }),
        make("small", { textContent: p.safeguards.length ? `Safeguards on record: ${p.safeguards.length}` : "No safeguard is documented; that does not mean that there was none." }),
      );
      if (on) {
        card.append(make("ol", {}, ...p.steps.map((s) => make("li", {}, s.text, cited(s.marks)))));
        const list = (title, texts) => texts.length && card.append(make("h3", { textContent: title }), make("ul", {}, ...texts.map((t) => make("li", { textContent: t }))));
        list("Safeguards", p.safeguards);
        list("How it may be harmless", p.benign);
      }
      parts.push(card);
    });
    panel.replaceChildren(...parts);
    // Only the panel scrolls, never the page.
    if (N.state.path !== null) panel.scrollTop = by("path-" + N.state.path).offsetTop - panel.offsetTop - 8;
  };

  /* The chosen node. */
  const selected = () => {
    const panel = by("panel-selected");
    if (N.state.node === null) {
      panel.replaceChildren(make("p", { textContent: "Choose something in the picture, in “All nodes” or by search." }));
      return;
    }
    const n = N.nodes.get(N.state.node);
    const facts = make("dl", {});
    const fact = (name, value) => value && facts.append(make("dt", { textContent: name }), make("dd", { textContent: value }));
    fact("Kind", N.kinds.get(n.kind).label);
    fact("Code", n.code);
    fact("Detail", n.detail);
    fact("Existed", n.from || n.to ? N.span([n.from, n.to]) : "");
    fact("On the date", N.absence(n) || "there");
    if (n.names) fact("Names", n.names.map(([from, name]) => name + (from ? ` (from ${from})` : "")).join("; "));
    const parts = [make("h2", { textContent: N.called(n)[0] }), facts];
    for (const [title, own] of [["Links from this", (l) => l.from === n.id], ["Links to this", (l) => l.to === n.id]]) {
      const found = N.touching.get(n.id).filter(own);
      if (!found.length) continue;
      const list = make("ul", {});
      for (const l of found) {
        const other = l.from === n.id ? l.to : l.from;
        const held = N.holds(l);
        const said = l.from === n.id ? [l.text + " ", named(other)] : [named(other), " " + l.text + " this"];
        const more = [l.detail, N.span(l.period), held === "no" ? "not on this date" : held === "unknown" ? "not known on this date" : "", l.grade || ""];
        list.append(make("li", { className: held === "yes" ? "" : "off" }, ...said, cited(l.marks), make("small", { textContent: more.filter(Boolean).join("; ") })));
      }
      parts.push(make("h3", { textContent: `${title} (${found.length})` }), list);
    }
    panel.replaceChildren(...parts);
  };

  /* Every node by kind. */
  const everything = () => {
    const parts = [];
    for (const kind of N.model.kinds) {
      const own = N.model.nodes.filter((n) => n.kind === kind.key);
      const list = make("ul", {});
      for (const n of own) {
        const gone = N.absence(n);
        const more = [n.code, n.detail, gone].filter(Boolean).join("; ");
        list.append(make("li", { className: gone ? "off" : "" }, named(n.id), make("small", { textContent: more })));
      }
      parts.push(make("h2", { className: "small", textContent: `${kind.label} (${own.filter((n) => N.present(n) === "yes").length} of ${own.length})` }), list);
    }
    by("panel-nodes").replaceChildren(...parts);
  };

  /* Search: a combobox over names of all dates, codes and details. */
  const box = by("search"), list = by("found");
  let hits = [], at = -1;
  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", false);
    box.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const mark = (index) => {
    at = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", i === at));
    if (at >= 0) {
      box.setAttribute("aria-activedescendant", "found-" + at);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (index) => {
    if (!hits[index]) return;
    N.choose(hits[index].id);
    close();
  };
  const look = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const text = (n) => [n.name, n.code, n.detail, ...(n.names || []).map((x) => x[1])].join(" ").toLowerCase();
    hits = words.length ? N.model.nodes.filter((n) => words.every((w) => text(n).includes(w))).slice(0, 12) : [];
    list.replaceChildren(
      ...hits.map((n, i) => {
        const item = make("li", { id: "found-" + i }, N.called(n)[0] + " ", make("small", { textContent: [n.code, N.kinds.get(n.kind).label, N.absence(n)].filter(Boolean).join(" · ") }));
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", false);
        item.addEventListener("mousedown", (e) => { e.preventDefault(); take(i); });
        return item;
      }),
    );
    if (words.length && !hits.length) {
      const none = make("li", { textContent: "Nothing on this page has that in its name or code." });
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", true);
      list.append(none);
    }
    list.hidden = !words.length;
    box.setAttribute("aria-expanded", !list.hidden);
    at = -1;
  };
  box.addEventListener("input", look);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown" && hits.length) { mark((at + 1) % hits.length); e.preventDefault(); }
    else if (e.key === "ArrowUp" && hits.length) { mark((at - 1 + hits.length) % hits.length); e.preventDefault(); }
    else if (e.key === "Enter") { take(Math.max(0, at)); e.preventDefault(); }
    else if (e.key === "Escape") { box.value = ""; close(); box.blur(); e.stopPropagation(); }
  });

  N.watch((_, change) => {
    pathList();
    selected();
    if ("day" in change) everything();
    if (change.node) open("selected");
    else if (typeof change.path === "number") open("paths");
  });
  pathList();
  selected();
  everything();
  if (!N.model.paths.length) open("nodes");
  Object.assign(N, { open });
})();
