"use strict";
(async () => {
const $ = (id) => document.getElementById(id);
const make = (name, text, kind) => { const e = document.createElement(name); if (text !== undefined) e.textContent = text; if (kind) e.className = kind; return e; };
async function unpack(id) {
  const raw = atob(JSON.parse($(id).textContent));
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}
const model = await unpack("england");
const { measures, moments, practices, pages, line, letter } = model;

// Classes from pale to dark; the palest still stands out from its ring by an outline of 3 to 1 and more.
const FILL = ["#d9e6f4", "#a9c8e8", "#6f9fd0", "#2f6fb0", "#0b3f7d"], INK = ["#1b2430", "#1b2430", "#1b2430", "#fff", "#fff"];
const LEVELS = { "greater involvement": ["G", "#fbf7cf", "#1b2430"], "joint": ["J", "#7fc4ea", "#1b2430"], "delegated": ["D", "#00734f", "#fff"] };
const OUTLINE = "#46566a";
const canvas = $("map"), tip = $("tip");
let pen = canvas.getContext("2d");
const state = { day: Number($("day").value), by: 0, at: null, sort: "value", down: true, dots: false, hover: null };
const view = { x: 0, y: 0, k: 1, fit: 1 };
let width = 0, height = 0, moment, spots = [], waiting = false;

const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
function money(v) { return v >= 1e6 ? `£${(v / 1e6).toFixed(v >= 1e7 ? 1 : 2)}m` : `£${whole.format(v)}`; }
function said(measure, v) {
  if (v === null) return "not known";
  if (measure.kind === "share") return `${(v * 100).toFixed(1)}%`;
  if (measure.kind === "money") return money(v);
  return measure.kind === "level" ? v : whole.format(v);
}
function short(measure, v) {
  if (v === null) return "?";
  if (measure.kind === "share") return `${Math.round(v * 100)}%`;
  if (measure.kind === "money") return v >= 1e6 ? `${(v / 1e6).toFixed(v >= 1e7 ? 0 : 1)}m` : v >= 1e3 ? `${Math.round(v / 1e3)}k` : whole.format(v);
  if (measure.kind === "level") return LEVELS[v] ? LEVELS[v][0] : v.slice(0, 1);
  return v >= 1e6 ? `${(v / 1e6).toFixed(1)}m` : v >= 1e4 ? `${Math.round(v / 1e3)}k` : whole.format(v);
}
// Breaks are those of all dates together, so that a colour means the same on every date.
const breaks = measures.map((measure, i) => {
  if (measure.kind === "level") return [];
  const values = moments.flatMap((m) => m.places.map((p) => p.v[i])).filter((v) => v !== null).sort((a, b) => a - b);
  const distinct = [...new Set(values)];
  if (distinct.length <= FILL.length) return distinct;
  const cuts = FILL.map((_, n) => values[Math.floor(values.length * n / FILL.length)]);
  return [...new Set(cuts)];
});
function grade(i, v) { let n = 0; while (n + 1 < breaks[i].length && v >= breaks[i][n + 1]) n++; return breaks[i].length <= 2 && n ? n + 1 : n; }
function paint(i, v) {
  if (v === null) return ["#fff", "#1b2430"];
  if (measures[i].kind === "level") return LEVELS[v] ? LEVELS[v].slice(1) : ["#e6eaef", "#1b2430"];
  const n = grade(i, v);
  return [FILL[n], INK[n]];
}
// A practice stands on a spiral inside its CCG's circle, in order of code: the same on every page.
const TURN = Math.PI * (3 - Math.sqrt(5));
function arrange() {
  moment = moments[state.day];
  const index = new Map(moment.places.map((p) => [p.id, p]));
  for (const p of moment.places) p.members = [];
  practices.code.forEach((_, n) => { const p = index.get(practices.at[state.day][n]); if (p) p.members.push(n); });
  spots = [];
  for (const p of moment.places) {
    const n = p.members.length, reach = p.r * 0.9;
    p.dot = Math.min(0.36, 0.62 * p.r / Math.sqrt(Math.max(n, 1)));
    p.members.forEach((practice, i) => {
      const d = n === 1 ? 0 : reach * Math.sqrt((i + 0.5) / n), a = i * TURN;
      spots.push({ x: p.x + d * Math.cos(a), y: p.y + d * Math.sin(a), r: p.dot, practice, place: p });
    });
  }
}
function bounds() {
  let l = Infinity, t = Infinity, r = -Infinity, b = -Infinity;
  for (const ring of moment.rings) {
    const half = Math.max(ring.r, Math.max(...ring.label.map((w) => w.length)) * letter / 2);
    l = Math.min(l, ring.x - half); r = Math.max(r, ring.x + half);
    t = Math.min(t, ring.y - ring.r - ring.label.length * line - 1.5); b = Math.max(b, ring.y + ring.r);
  }
  return [l - 2, t - 2, r + 2, b + 2];
}
function fit() {
  const [l, t, r, b] = bounds();
  view.k = view.fit = Math.min(width / (r - l), height / (b - t));
  view.x = width / 2 - view.k * (l + r) / 2; view.y = height / 2 - view.k * (t + b) / 2;
  later();
}
function resize() {
  const box = $("stage").getBoundingClientRect(), ratio = window.devicePixelRatio || 1;
  const first = width === 0;
  width = box.width; height = box.height;
  canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio);
  if (first || view.k === view.fit) fit(); else later();
}
function later() { if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; draw(); }); } }
function circle(x, y, r) { pen.moveTo(x + r, y); pen.arc(x, y, r, 0, 2 * Math.PI); }
function draw() {
  const ratio = window.devicePixelRatio || 1, k = view.k;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const X = (x) => view.x + k * x, Y = (y) => view.y + k * y;
  const seen = (o, r) => X(o.x) + r > 0 && X(o.x) - r < width && Y(o.y) + r > 0 && Y(o.y) - r < height;
  pen.lineWidth = 1; pen.strokeStyle = "#8793a1"; pen.fillStyle = "#f1f4f7";
  pen.beginPath();
  for (const ring of moment.rings) if (seen(ring, ring.r * k)) circle(X(ring.x), Y(ring.y), ring.r * k);
  pen.fill(); pen.stroke();
  const visible = moment.places.filter((p) => seen(p, p.r * k));
  const dotted = state.dots || k > 2.4 * view.fit;
  for (const p of visible) {
    const [fill] = paint(state.by, p.v[state.by]);
    pen.fillStyle = fill; pen.strokeStyle = OUTLINE; pen.lineWidth = 1;
    pen.setLineDash(p.v[state.by] === null ? [3, 2] : []);
    pen.beginPath(); circle(X(p.x), Y(p.y), p.r * k); pen.fill(); pen.stroke();
  }
  pen.setLineDash([]);
  if (dotted) dots(visible, X, Y, k);
  pen.textAlign = "center"; pen.textBaseline = "middle";
  for (const p of visible) {
    let size = Math.min(Math.max(7, p.r * k * 0.72), dotted ? 12 : 17);
    if (dotted && !state.dots && p.r * k > 26) continue;
    if (p.r * k < 5) continue;
    const text = short(measures[state.by], p.v[state.by]);
    pen.font = `600 ${size}px system-ui, Arial, sans-serif`;
    // A number stays inside its circle: smaller where it is long, and left to the table where it would be too small.
    const room = 1.8 * p.r * k / pen.measureText(text).width;
    if (room < 1) { size *= room; pen.font = `600 ${size}px system-ui, Arial, sans-serif`; }
    if (size < 6) continue;
    if (dotted) { const w = pen.measureText(text).width / 2 + 2; pen.fillStyle = "rgba(255,255,255,.88)"; pen.fillRect(X(p.x) - w, Y(p.y) - size * 0.6, 2 * w, size * 1.2); pen.fillStyle = "#1b2430"; }
    else pen.fillStyle = paint(state.by, p.v[state.by])[1];
    pen.fillText(text, X(p.x), Y(p.y));
  }
  labels(X, Y, k);
  const at = moment.places.find((p) => p.id === state.at);
  if (at) { pen.strokeStyle = "#1b2430"; pen.lineWidth = 3; pen.beginPath(); circle(X(at.x), Y(at.y), at.r * k + 2); pen.stroke(); pen.strokeStyle = "#ffb000"; pen.lineWidth = 1.5; pen.beginPath(); circle(X(at.x), Y(at.y), at.r * k + 2); pen.stroke(); }
  if (state.hover && state.hover.practice !== undefined) { const s = state.hover; pen.strokeStyle = "#b84700"; pen.lineWidth = 2; pen.beginPath(); circle(X(s.x), Y(s.y), Math.max(3, s.r * k) + 2); pen.stroke(); }
}
function dots(visible, X, Y, k) {
  const there = new Set(visible), year = moment.year;
  const groups = { known: [], apms: [], none: [] };
  for (const s of spots) {
    if (!there.has(s.place)) continue;
    const x = X(s.x), y = Y(s.y);
    if (x < -9 || y < -9 || x > width + 9 || y > height + 9) continue;
    const c = year < 0 ? "-" : practices.contract[year][s.practice];
    (c === "A" ? groups.apms : c === "G" || c === "P" ? groups.known : groups.none).push(x, y, s.r * k);
  }
  const marks = [["known", "#1b2430"], ["none", "#6a7480"], ["apms", "#b84700"]];
  for (const [name, colour] of marks) {
    const list = groups[name];
    pen.fillStyle = colour; pen.beginPath();
    for (let i = 0; i < list.length; i += 3) {
      const x = list[i], y = list[i + 1], r = list[i + 2];
      // Squares below two pixels: nobody sees the difference, and they cost a tenth. APMS practices are diamonds.
      if (name === "apms" && r >= 2) { pen.moveTo(x, y - 1.4 * r); pen.lineTo(x + 1.4 * r, y); pen.lineTo(x, y + 1.4 * r); pen.lineTo(x - 1.4 * r, y); pen.closePath(); }
      else if (r < 2) pen.rect(x - r, y - r, 2 * r, 2 * r);
      else circle(x, y, r);
    }
    pen.fill();
  }
  if (k * 0.36 > 9) {
    pen.textAlign = "center"; pen.textBaseline = "top"; pen.fillStyle = "#1b2430"; pen.font = "11px system-ui, Arial, sans-serif";
    for (const s of spots) {
      const x = X(s.x), y = Y(s.y);
      if (x > 0 && y > 0 && x < width && y < height) pen.fillText(practices.code[s.practice], x, y + s.r * k + 2);
    }
  }
}
function labels(X, Y, k) {
  const size = line * k * 0.92;
  if (size < 6) return;
  pen.textAlign = "center"; pen.textBaseline = "alphabetic"; pen.fillStyle = "#26323f";
  const shown = Math.min(size, 15);
  pen.font = `600 ${shown}px system-ui, Arial, sans-serif`;
  for (const ring of moment.rings) {
    const x = X(ring.x), y = Y(ring.y - ring.r) - 0.9 * k;
    if (x < -200 || x > width + 200 || y < -80 || y > height + 80) continue;
    ring.label.forEach((text, i) => pen.fillText(text, x, y - (ring.label.length - 1 - i) * shown * 1.09, ring.label.length ? Math.max(text.length, 4) * letter * k : undefined));
  }
}
function hit(px, py) {
  const x = (px - view.x) / view.k, y = (py - view.y) / view.k;
  const place = moment.places.find((p) => Math.hypot(p.x - x, p.y - y) <= p.r);
  if (place && (state.dots || view.k > 2.4 * view.fit)) {
    const spot = spots.find((s) => s.place === place && Math.hypot(s.x - x, s.y - y) <= Math.max(s.r, 3 / view.k));
    if (spot) return spot;
  }
  return place || moment.rings.find((r) => Math.hypot(r.x - x, r.y - y) <= r.r) || null;
}
function practiceText(n) {
  const year = moment.year, parts = [`${practices.name[n]} (${practices.code[n]})`];
  if (year >= 0) {
    const c = practices.contract[year][n], list = practices.list[year][n];
    if (c !== "-") parts.push({ G: "GMS", P: "PMS", A: "APMS", U: "contract type unknown" }[c]);
    if (list !== null) parts.push(`${whole.format(list)} patients`);
  }
  return parts.join(" · ");
}
function describe(found) {
  if (found.practice !== undefined) return practiceText(found.practice);
  if (found.v) return `${found.name} (${found.code}) · ${measures[state.by].title}: ${said(measures[state.by], found.v[state.by])}`;
  return `${found.name}${found.code ? ` (${found.code})` : ""} · ${moment.kind}`;
}
function point(event) { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; }
function zoom(factor, px, py) {
  const k = Math.min(view.fit * 60, Math.max(view.fit * 0.7, view.k * factor)), f = k / view.k;
  view.x = px - (px - view.x) * f; view.y = py - (py - view.y) * f; view.k = k;
  later();
}
function choose(id, centre) {
  state.at = id;
  const p = moment.places.find((one) => one.id === id), detail = $("detail");
  detail.hidden = !p;
  for (const row of $("body").rows) row.classList.toggle("chosen", row.dataset.id === id);
  if (p) {
    $("detail-title").textContent = `${p.name} (${p.code})`;
    const ring = moment.rings.find((r) => r.id === p.ring);
    $("detail-lead").textContent = `${moment.day}, ${moment.kind}: ${ring.name}${ring.code ? ` (${ring.code})` : ""}`;
    $("detail-values").replaceChildren(...measures.flatMap((m, i) => [make("dt", m.title), make("dd", said(m, p.v[i]))]));
    $("detail-members").querySelector("ul").replaceChildren(...p.members.map((n) => make("li", practiceText(n))));
    $("detail-members").querySelector("summary").textContent = `Practices (${p.members.length})`;
    const known = pages && pages.codes.includes(p.code);
    $("detail-link").hidden = !known;
    if (known) { const a = $("detail-link").firstElementChild; a.href = `${pages.folder}${p.code}.html`; a.textContent = `Page of ${p.name}`; }
    $("status").textContent = describe(p);
    if (centre) { view.k = Math.max(view.k, view.fit * 3); view.x = width / 2 - view.k * p.x; view.y = height / 2 - view.k * p.y; }
  } else $("status").textContent = "Choose a circle, or a CCG in the table.";
  remember(); later();
}
function ordered() {
  const i = state.by, sign = state.down ? -1 : 1;
  const of = (p) => state.sort === "name" ? p.name : p.v[i];
  return [...moment.places].sort((a, b) => {
    const x = of(a), y = of(b);
    if ((x === null) !== (y === null)) return x === null ? 1 : -1;
    const order = x === y ? 0 : typeof x === "string" ? x.localeCompare(y) : x - y;
    return order ? sign * order : a.name.localeCompare(b.name);
  });
}
function table() {
  const i = state.by, measure = measures[i], rows = ordered();
  const most = Math.max(1e-9, ...moment.places.map((p) => typeof p.v[i] === "number" ? p.v[i] : 0));
  $("body").replaceChildren(...rows.map((p) => {
    const row = make("tr"); row.dataset.id = p.id; row.classList.toggle("chosen", p.id === state.at);
    const name = make("td"), button = make("button", p.name); button.type = "button"; button.addEventListener("click", () => choose(p.id, true));
    name.append(button);
    const value = make("td", undefined, "number");
    if (typeof p.v[i] === "number") { const bar = make("span", undefined, "bar"); bar.style.width = `${(4 * p.v[i] / most).toFixed(2)}rem`; value.append(bar); }
    value.append(said(measure, p.v[i]));
    row.append(name, value);
    return row;
  }));
  $("th-title").textContent = measure.title;
  for (const key of ["name", "value"]) $(`th-${key}`).setAttribute("aria-sort", state.sort !== key ? "none" : state.down ? "descending" : "ascending");
  $("caption").textContent = `${measure.title}, ${moment.day}. ${measure.about} Known for ${moment.known[i]} of ${moment.places.length}.`;
}
function legend() {
  const i = state.by, measure = measures[i], items = [];
  const item = (colour, text, unknown) => { const e = make("span"), dot = make("i", undefined, unknown ? "unknown" : ""); if (!unknown) dot.style.background = colour; e.append(dot, text); return e; };
  if (measure.kind === "level") for (const [name, [mark, colour]] of Object.entries(LEVELS)) items.push(item(colour, `${mark} ${name}`));
  else breaks[i].forEach((b, n) => { const next = breaks[i][n + 1]; const one = breaks[i].length <= FILL.length && new Set(moments.flatMap((m) => m.places.map((p) => p.v[i])).filter((v) => v !== null)).size <= FILL.length; items.push(item(paint(i, b)[0], one ? said(measure, b) : next === undefined ? `${said(measure, b)} and more` : `from ${said(measure, b)}`)); });
  items.push(item("", "? not known", true));
  items.push(make("span", "Practices: ● GMS or PMS, ◆ APMS (orange), grey: type not known"));
  $("legend").replaceChildren(...items);
}
function refresh(keep) {
  arrange();
  $("daytext").textContent = moment.day;
  $("day").setAttribute("aria-valuetext", moment.day);
  $("ringkind").textContent = `a${/^[aeiou]/i.test(moment.kind) || moment.kind === "STP" ? "n" : ""} ${moment.kind}`;
  const lead = document.querySelector(".lead");
  if (lead) lead.textContent = `${moment.day} · ${moment.headline.join(" · ")}`;
  table(); legend();
  if (!keep) fit();
  choose(moment.places.some((p) => p.id === state.at) ? state.at : null, false);
}
function remember() {
  const parts = [`day=${moment.day}`, `by=${measures[state.by].key}`];
  const at = moment.places.find((p) => p.id === state.at);
  if (at) parts.push(`at=${at.code}`);
  if (location.hash !== "" || at || state.by || state.day !== Number($("day").defaultValue)) history.replaceState(null, "", `#${parts.join("&")}`);
}
function recall() {
  const given = new URLSearchParams(location.hash.slice(1));
  const day = moments.findIndex((m) => m.day === given.get("day")), by = measures.findIndex((m) => m.key === given.get("by"));
  if (day >= 0) state.day = day;
  if (by >= 0) state.by = by;
  $("day").value = state.day; $("by").value = measures[state.by].key;
  const at = moments[state.day].places.find((p) => p.code === given.get("at"));
  state.at = at ? at.id : null;
  refresh(false);
  if (at) choose(at.id, true);
}
function search(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return;
  const exact = (o) => o.code.toLowerCase() === wanted || o.name.toLowerCase() === wanted;
  const place = moment.places.find(exact) || moment.places.find((p) => p.name.toLowerCase().includes(wanted));
  if (place) { choose(place.id, true); return; }
  const spot = spots.find((s) => practices.code[s.practice].toLowerCase() === wanted) || spots.find((s) => practices.name[s.practice].toLowerCase().includes(wanted));
  if (spot) { choose(spot.place.id, true); view.k = view.fit * 9; view.x = width / 2 - view.k * spot.x; view.y = height / 2 - view.k * spot.y; state.hover = spot; $("status").textContent = practiceText(spot.practice); later(); return; }
  $("status").textContent = `Nothing on ${moment.day} has the name or code “${text.trim()}”.`;
}

const fingers = new Map();
let dragged = false;
canvas.addEventListener("pointerdown", (e) => { canvas.setPointerCapture(e.pointerId); fingers.set(e.pointerId, point(e)); dragged = false; canvas.classList.add("held"); tip.hidden = true; });
canvas.addEventListener("pointermove", (e) => {
  const now = point(e), before = fingers.get(e.pointerId);
  if (!before) {
    const found = hit(...now);
    if (found !== state.hover) { state.hover = found; later(); }
    tip.hidden = !found;
    if (found) { tip.textContent = describe(found); tip.style.transform = `translate(${Math.min(now[0] + 14, Math.max(0, width - 330))}px,${Math.min(now[1] + 14, height - 48)}px)`; }
    return;
  }
  if (fingers.size === 1) {
    const dx = now[0] - before[0], dy = now[1] - before[1];
    if (Math.hypot(dx, dy) > 3) dragged = true;
    if (dragged) { view.x += dx; view.y += dy; fingers.set(e.pointerId, now); later(); }
  } else {
    const other = [...fingers].find(([id]) => id !== e.pointerId)[1];
    const was = Math.hypot(before[0] - other[0], before[1] - other[1]), is = Math.hypot(now[0] - other[0], now[1] - other[1]);
    dragged = true;
    view.x += (now[0] - before[0]) / 2; view.y += (now[1] - before[1]) / 2;
    fingers.set(e.pointerId, now);
    zoom(is / Math.max(1, was), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
  }
});
function lift(e) {
  const was = fingers.get(e.pointerId);
  fingers.delete(e.pointerId);
  if (!fingers.size) canvas.classList.remove("held");
  if (was && !dragged && e.type === "pointerup") {
    const found = hit(...point(e));
    if (found && found.practice !== undefined) { choose(found.place.id, false); $("status").textContent = practiceText(found.practice); }
    else choose(found && found.v ? found.id : null, false);
  }
}
canvas.addEventListener("pointerup", lift);
canvas.addEventListener("pointercancel", lift);
canvas.addEventListener("pointerleave", () => { tip.hidden = true; if (state.hover) { state.hover = null; later(); } });
canvas.addEventListener("wheel", (e) => { e.preventDefault(); zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0016)), ...point(e)); }, { passive: false });
canvas.addEventListener("dblclick", (e) => zoom(2, ...point(e)));
canvas.addEventListener("keydown", (e) => {
  const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[e.key];
  if (step) { view.x += step[0]; view.y += step[1]; e.preventDefault(); later(); }
});
function date(by) { const n = Math.min(moments.length - 1, Math.max(0, state.day + by)); if (n !== state.day) { state.day = n; $("day").value = n; refresh(view.k !== view.fit); } }
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "Escape") { choose(null, false); return; }
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== "checkbox") return;
  const act = { "/": () => $("find").focus(), "+": () => zoom(1.5, width / 2, height / 2), "=": () => zoom(1.5, width / 2, height / 2), "-": () => zoom(1 / 1.5, width / 2, height / 2), "0": fit, ",": () => date(-1), ".": () => date(1) }[e.key];
  if (act) { e.preventDefault(); act(); }
});
$("in").addEventListener("click", () => zoom(1.5, width / 2, height / 2));
$("out").addEventListener("click", () => zoom(1 / 1.5, width / 2, height / 2));
$("fit").addEventListener("click", fit);
$("day").addEventListener("input", () => { state.day = Number($("day").value); refresh(view.k !== view.fit); });
$("by").addEventListener("change", () => { state.by = $("by").selectedIndex; table(); legend(); remember(); later(); if (state.at) choose(state.at, false); });
$("dots").addEventListener("change", () => { state.dots = $("dots").checked; later(); });
$("close").addEventListener("click", () => { choose(null, false); canvas.focus(); });
$("tools").addEventListener("submit", (e) => { e.preventDefault(); search($("find").value); });
$("find").addEventListener("change", () => search($("find").value));
$("find").addEventListener("input", () => {
  const wanted = $("find").value.trim().toLowerCase();
  const options = wanted.length < 2 ? [] : moment.places.filter((p) => p.name.toLowerCase().includes(wanted)).slice(0, 12);
  $("found").replaceChildren(...options.map((p) => { const o = make("option"); o.value = p.name; return o; }));
});
for (const button of document.querySelectorAll(".sort")) button.addEventListener("click", () => {
  const key = button.dataset.sort;
  state.down = state.sort === key ? !state.down : key === "value";
  state.sort = key; table();
});
window.addEventListener("resize", resize);
window.addEventListener("hashchange", recall);
// What the exports take: the page as it stands, and a way to draw it with another pen.
globalThis.nhsgraph.england = () => ({
  canvas, measures, size: [width, height], day: moment.day, kind: moment.kind, measure: measures[state.by], cites: moment.cites, fictional: model.fictional,
  places: ordered().map((p) => ({ ...p, ring: moment.rings.find((r) => r.id === p.ring).name })),
  onto: (other) => { const own = pen; pen = other; try { draw(); } finally { pen = own; } },
});
arrange(); resize(); recall();
document.documentElement.dataset.ready = "true";
})();
