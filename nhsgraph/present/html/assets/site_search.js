"use strict";
(() => {
const field = document.getElementById("text"), status = document.getElementById("hits"), list = document.getElementById("practices-found");
const practices = JSON.parse(document.getElementById("practices").textContent);
const groups = [...document.querySelectorAll("section.group")];
function search() {
  const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (text) => words.every((word) => text.toLowerCase().includes(word));
  let bodies = 0;
  for (const group of groups) {
    let shown = 0;
    for (const item of group.querySelectorAll("li")) { item.hidden = !fits(item.textContent); shown += item.hidden ? 0 : 1; }
    group.hidden = shown === 0;
    bodies += shown;
  }
  const found = words.length ? practices.filter(([code, name]) => fits(`${code} ${name}`)) : [];
  list.replaceChildren(...found.slice(0, 100).map(([code, name, address]) => {
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = address; link.textContent = `${name} (${code})`;
    item.append(link);
    return item;
  }));
  list.parentElement.hidden = !found.length;
  status.textContent = words.length ? `${bodies} bodies and ${found.length} practices${found.length > 100 ? ", of which 100 are shown" : ""}` : "";
}
field.addEventListener("input", search);
document.getElementById("finder").addEventListener("submit", (event) => { event.preventDefault(); search(); });
document.documentElement.dataset.ready = "true";
})();
