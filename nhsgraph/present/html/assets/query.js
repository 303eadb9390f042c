"use strict";
(async () => {
const $ = (id) => document.getElementById(id);
const json = (id) => JSON.parse($(id).textContent);
const make = (name, text) => { const e = document.createElement(name); if (text !== undefined) e.textContent = text; return e; };
const { prefixes, questions, start, most } = json("stored");
const declared = Object.entries(prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("");
const lines = Object.keys(prefixes).length;
async function bytes(id) {
  const raw = atob(json(id)), given = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) given[i] = raw.charCodeAt(i);
  return new Response(new Blob([given]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
let store = null, answer = null, chosen = null;
const editor = NhsgraphQuery.editor($("editor"), start, run);
document.documentElement.dataset.ready = "true";

function curie(iri) { for (const [name, base] of Object.entries(prefixes)) if (iri.startsWith(base) && iri.length > base.length) return `${name}:${iri.slice(base.length)}`; return iri; }
function shown(term) { return term === undefined || term === null ? "" : term.termType === "NamedNode" ? curie(term.value) : term.value; }
function literal(type, text) {
  const quoted = JSON.stringify(text);
  if (type === "date") return `${quoted}^^<http://www.w3.org/2001/XMLSchema#date>`;
  if (type === "number") return /^-?\d+$/.test(text) ? text : quoted;
  return quoted;
}
// A parameter is given as VALUES at the end of the query: the text of the question stays as it is.
function body(text) {
  const found = store.query(`${declared}SELECT DISTINCT ?b WHERE { { ?b skos:notation ${JSON.stringify(text.toUpperCase())} } UNION { ?b dct:identifier ${JSON.stringify(text.toUpperCase())} } FILTER(STRSTARTS(STR(?b), "${prefixes.id}")) }`, { use_default_graph_as_union: true });
  return found.length ? `<${found[0].get("b").value}>` : null;
}
function given() {
  if (!chosen) return "";
  const names = [], terms = [];
  for (const p of chosen.parameters) {
    const text = $(`given-${p.variable}`).value.trim();
    if (!text) throw new Error(`Give ${p.about}.`);
    const term = p.type === "body" ? body(text) : literal(p.type, text);
    if (!term) throw new Error(`No body in this file has the code “${text}”.`);
    names.push(`?${p.variable}`); terms.push(term);
  }
  return names.length ? `\nVALUES (${names.join(" ")}) { (${terms.join(" ")}) }` : "";
}
function bind(text, values) {
  // VALUES after the query join with its result, which is what binding means only where the variables are projected;
  // inside the outermost group it restricts from the start.
  if (!values) return text;
  const close = text.lastIndexOf("}");
  const open = text.search(/WHERE\s*\{/i);
  return open < 0 || close < 0 ? text + values : text.replace(/WHERE\s*\{/i, (w) => `${w}${values}\n`);
}
function message(error) { return String(error.message || error).replace(/ at (\d+):(\d+)/, (_, l, c) => ` at line ${Math.max(1, Number(l) - lines)}, column ${c}`); }
function run() {
  if (!store) return;
  const began = performance.now();
  try {
    const text = declared + bind(editor.text(), given());
    const result = store.query(text, { use_default_graph_as_union: true });
    answer = table(result);
    $("status").textContent = `${answer.rows.length.toLocaleString("en-GB")} rows in ${Math.round(performance.now() - began)} ms${answer.rows.length > most ? `; the first ${most} are shown, CSV has all` : ""}`;
  } catch (error) {
    answer = null;
    $("status").textContent = `The query cannot be answered: ${message(error)}`;
  }
  draw();
}
function table(result) {
  if (typeof result === "boolean") return { columns: ["answer"], rows: [[result ? "yes" : "no"]] };
  if (!result.length) return { columns: [], rows: [] };
  if (result[0] instanceof Map) {
    const columns = [...new Set(result.flatMap((row) => [...row.keys()]))];
    return { columns, rows: result.map((row) => columns.map((c) => shown(row.get(c)))) };
  }
  return { columns: ["subject", "predicate", "object"], rows: result.map((q) => [shown(q.subject), shown(q.predicate), shown(q.object)]) };
}
function draw() {
  const [head, rows] = [$("answer").querySelector("thead"), $("answer").querySelector("tbody")];
  head.replaceChildren(); rows.replaceChildren();
  $("csv").disabled = !answer || !answer.rows.length;
  if (!answer) return;
  const top = make("tr");
  for (const column of answer.columns) { const cell = make("th", column); cell.scope = "col"; top.append(cell); }
  head.append(top);
  rows.append(...answer.rows.slice(0, most).map((row) => { const line = make("tr"); line.append(...row.map((cell) => make("td", cell))); return line; }));
}
function choose(id) {
  chosen = questions.find((q) => q.id === id) || null;
  if (!chosen) return;
  editor.set(chosen.text);
  $("about").textContent = [chosen.question, ...chosen.caveats].join(" ");
  $("given").hidden = !chosen.parameters.length;
  $("given").replaceChildren(...chosen.parameters.map((p) => {
    const label = make("label", `${p.about} `), field = make("input");
    field.id = `given-${p.variable}`; field.value = p.default; field.placeholder = { body: "05T", date: "2016-04-01", year: "2015-16" }[p.type] || "";
    label.append(field);
    return label;
  }));
  history.replaceState(null, "", `#${id}`);
  if (chosen.parameters.every((p) => p.default)) run();
  else { $("status").textContent = "Fill in what the question takes, then run it."; $("given").querySelector("input").focus(); }
}
$("csv").addEventListener("click", () => {
  const text = nhsgraphExports.csv([answer.columns, ...answer.rows]);
  nhsgraphExports.save(new Blob([text], { type: "text/csv;charset=utf-8" }), "answer.csv");
});
$("run").addEventListener("click", run);
$("given").addEventListener("submit", (event) => { event.preventDefault(); run(); });
for (const button of document.querySelectorAll("[data-question]")) button.addEventListener("click", () => choose(button.dataset.question));

const began = performance.now();
const [engine, graph] = await Promise.all([bytes("engine"), bytes("graph")]);
const opened = await NhsgraphQuery.engine(engine);
await new Promise((done) => setTimeout(done));
opened.load(new TextDecoder().decode(graph), { format: "application/trig", lenient: true });
store = opened;
$("run").disabled = false;
$("status").textContent = `${store.size.toLocaleString("en-GB")} statements, opened in ${((performance.now() - began) / 1000).toFixed(1)} s. Nothing is sent anywhere.`;
document.documentElement.dataset.graph = "true";
if (location.hash.length > 1) choose(location.hash.slice(1));
})();
