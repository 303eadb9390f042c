"use strict";
// Choosing a box lights what it answers to and writes it out beside the picture. Everything comes from the text below.
(() => {
  const lines = [...document.querySelectorAll("li[data-to]")].map((li) => ({
    number: li.id.slice(5), from: li.closest("ul").dataset.of, to: li.dataset.to, level: li.dataset.level || "", type: li.dataset.type,
    ends: "ends" in li.dataset, marks: li.querySelector("sup"),
  }));
  const several = document.querySelectorAll("svg.chain").length > 1;
  const tree = document.getElementById("panel-tree");
  const first = [...tree.childNodes], title = document.getElementById("panel-title"), about = document.getElementById("panel-about");
  const start = [title.textContent, about.textContent];
  const label = (role) => document.getElementById("of-" + role).textContent;
  const named = (box) => box.getAttribute("href").slice(4);
  const make = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  function branch(role, level, passed, told, lit) {
    const list = make("ul");
    for (const line of lines) {
      if (line.from !== role || passed.includes(line.to) || (several && line.level && line.level !== level)) continue;
      lit.lines.add(line.number);
      lit.roles.add(line.to);
      const item = make("li"), link = make("a", "line " + line.number), how = make("span", line.type + " · ", "how");
      link.href = "#line-" + line.number;
      how.append(link);
      item.append(make("b", label(line.to)), how);
      if (line.marks) item.append(" ", line.marks.cloneNode(true));
      if (!line.ends) {
        if (told.has(line.to)) item.append(make("span", " (goes on as above)", "how"));
        else {
          told.add(line.to);
          const more = branch(line.to, level, [...passed, line.to], told, lit);
          if (more.childNodes.length) item.append(more);
        }
      }
      list.append(item);
    }
    return list;
  }

  function choose(role, svg) {
    const lit = {lines: new Set(), roles: new Set([role])};
    const level = svg.dataset.level;
    const made = branch(role, level, [role], new Set(), lit);
    title.textContent = label(role);
    about.textContent = document.getElementById("of-" + role).nextElementSibling.textContent;
    const words = level ? "If " + level.replaceAll("-", " ") + ", answers to, step by step" : "Answers to, step by step";
    tree.replaceChildren(make("h3", words), made.childNodes.length ? made : make("p", "Nobody in this picture."));
    clear();
    for (const box of svg.querySelectorAll(".box")) box.classList.toggle("dim", !lit.roles.has(named(box)));
    for (const line of svg.querySelectorAll("[data-line]")) line.classList.toggle("dim", !lit.lines.has(line.dataset.line));
    for (const box of svg.querySelectorAll(".box")) if (named(box) === role) box.setAttribute("aria-current", "true");
  }

  function clear() {
    for (const one of document.querySelectorAll(".dim")) one.classList.remove("dim");
    for (const one of document.querySelectorAll("[aria-current]")) one.removeAttribute("aria-current");
  }

  function back() {
    clear();
    title.textContent = start[0];
    about.textContent = start[1];
    tree.replaceChildren(...first);
  }

  document.addEventListener("click", (event) => {
    const box = event.target.closest(".box");
    if (!box) return;
    event.preventDefault();
    if (box.getAttribute("aria-current")) back();
    else choose(named(box), box.closest("svg"));
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") back(); });
  document.documentElement.dataset.ready = "";
})();
