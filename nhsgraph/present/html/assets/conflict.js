"use strict";
// Boxes to show and hide the paths of a band. Without the script all are shown.
(() => {
  const cards = [...document.querySelectorAll(".card")];
  const items = [...document.querySelectorAll(".contents li")];
  const set = document.getElementById("bands");
  const names = ["severe", "high", "moderate", "low"];
  const found = [...new Set(cards.flatMap((card) => card.dataset.bands.split(" ")))];
  found.sort((a, b) => names.indexOf(a) - names.indexOf(b));
  const shown = new Set(found);
  const draw = () => cards.forEach((card, at) => {
    const on = card.dataset.bands.split(" ").some((band) => shown.has(band));
    card.hidden = items[at].hidden = !on;
  });
  for (const band of found) {
    const label = document.createElement("label"), box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.dataset.band = band;
    box.addEventListener("change", () => { shown[box.checked ? "add" : "delete"](band); draw(); });
    const count = cards.filter((card) => card.dataset.bands.split(" ").includes(band)).length;
    label.append(box, " " + band + " (" + count + ")");
    set.append(label);
  }
  set.hidden = found.length < 2;
  document.documentElement.dataset.ready = "";
})();
