"use strict";
(async () => {
const field = document.getElementById("text"), status = document.getElementById("hits"), list = document.getElementById("found");
const MOST = 100;
async function unpack(id) {
  const raw = atob(JSON.parse(document.getElementById(id).textContent));
  const bytes = Uint8Array.from(raw, (one) => one.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}
const { code, name, ccg, pages } = await unpack("practices");
const names = name.split("\n"), codes = code.split("\n");
const texts = codes.map((one, n) => `${one} ${names[n]}`.toLowerCase());
function search() {
  const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const found = [];
  if (words.length) texts.forEach((text, n) => { if (words.every((word) => text.includes(word))) found.push(n); });
  list.replaceChildren(...found.slice(0, MOST).map((n) => {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = pages[ccg[n]][1];
    link.textContent = `${names[n]} (${codes[n]})`;
    item.append(link, ` CCG ${pages[ccg[n]][0]}`);
    return item;
  }));
  status.textContent = words.length ? `${found.length} practices${found.length > MOST ? `, of which ${MOST} are shown` : ""}` : "";
}
function recall() {
  const asked = new URLSearchParams(location.hash.slice(1)).get("q");
  if (asked) { field.value = asked; search(); }
}
field.addEventListener("input", search);
document.getElementById("finder").addEventListener("submit", (event) => { event.preventDefault(); search(); });
addEventListener("hashchange", recall);
recall();
document.documentElement.dataset.ready = "true";
})();
