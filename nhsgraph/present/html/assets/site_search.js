"use strict";
(() => {
const field = document.getElementById("text"), status = document.getElementById("hits"), practices = document.getElementById("practices");
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
  practices.hash = words.length ? `q=${encodeURIComponent(words.join(" "))}` : "";
  practices.textContent = words.length ? `Look for “${words.join(" ")}” among the practices` : "Practices";
  status.textContent = words.length ? `${bodies} bodies` : "";
}
field.addEventListener("input", search);
document.getElementById("finder").addEventListener("submit", (event) => { event.preventDefault(); search(); });
document.documentElement.dataset.ready = "true";
})();
