// The query page: the editor on this server's endpoint, with nothing fetched from elsewhere.
"use strict";

(async function () {
  const settings = await (await fetch("/query/settings.json")).json();

  // The editor's own completers ask public services for prefixes, classes and properties. Only variables need none.
  const prefixes = {
    name: "local-prefixes",
    bulk: true,
    autoShow: true,
    persistenceId: null,
    get: async () => Object.entries(settings.prefixes).map(([name, iri]) => `${name}: <${iri}>`),
    isValidCompletionPosition: (yasqe) => {
      const before = yasqe.getDoc().getLine(yasqe.getDoc().getCursor().line).slice(0, yasqe.getDoc().getCursor().ch);
      return /^\s*prefix\s+\w*:?$/i.test(before);
    },
    preProcessToken: (_yasqe, token) => token,
    postProcessToken: (_yasqe, _token, suggestion) => suggestion,
  };
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasqe.registerAutocompleter(prefixes);
  Yasgui.Yasqe.defaults.prefixCcApi = "/query/settings.json";
  Yasgui.Yasr.defaults.prefixes = settings.prefixes;

  const endpoint = new URL("/sparql", location.href).href;
  Yasgui.defaults.endpointCatalogueOptions.getData = () => [{ endpoint }];
  const declared = (text) => Object.entries(settings.prefixes)
    .filter(([name]) => new RegExp(`(^|[^\\w])${name}:`).test(text) && !new RegExp(`prefix\\s+${name}:`, "i").test(text))
    .map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("") + text;

  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    persistenceId: "nhsgraph",
    yasqe: { value: declared(settings.start) },
  });
  window.yasgui = yasgui;
  if (Object.keys(yasgui._tabs).length === 1 && yasgui.getTab().getName() === "Query") {
    yasgui.getTab().setName("Start");
    yasgui.getTab().setQuery(declared(settings.start));
  }

  const select = document.getElementById("question");
  for (const question of settings.questions) {
    select.add(new Option(`${question.id}: ${question.title}`, question.id));
  }
  select.addEventListener("change", () => {
    const question = settings.questions.find((q) => q.id === select.value);
    if (!question) return;
    const tab = yasgui.addTab(true, { name: question.id });
    tab.setQuery(declared(question.query));
    document.getElementById("about").textContent = question.question;
    select.value = "";
  });

  // Names for controls that the editor draws without one, and for those that it draws later.
  const named = [
    [".CodeMirror textarea", "SPARQL query"],
    [".yasqe_queryButton", "Run the query"],
    [".yasqe_share", "Share the query"],
    [".yasqe .yasqe_buttons button", "Editor action"],
    [".tabPanel, .svgContainer button, .addTab", "Add a tab"],
    [".closeTab", "Close the tab"],
    [".tabContextButton", "Tab settings"],
    [".autocomplete", "Endpoint"],
    [".yasr_btn", "Result view"],
    [".yasr input", "Filter the results"],
    [".yasr select, .tableSizer", "Rows on a page"],
  ];
  const nameControls = () => {
    for (const [selector, label] of named) {
      for (const element of document.querySelectorAll(`#yasgui ${selector}`)) {
        const control = element.matches("button, input, select, textarea, a, [role=tab]");
        // What is inside a select are its choices and not its name.
        const text = element.matches("select") ? "" : element.textContent.trim();
        const has = element.getAttribute("aria-label") || element.title || text;
        if (control && !has) element.setAttribute("aria-label", label);
      }
    }
  };
  // The list of tabs holds the button that adds one; the tabs and their panels work without the role, the list not with it.
  const roles = () => {
    document.querySelector("#yasgui .tabsList")?.removeAttribute("role");
    for (const tab of document.querySelectorAll("#yasgui .tabsList [role=tab]")) {
      const current = tab.getAttribute("aria-selected") === "true";
      tab.removeAttribute("role");
      tab.removeAttribute("aria-selected");
      tab.setAttribute("aria-current", String(current));
    }
    for (const panel of document.querySelectorAll("#yasgui [role=tabpanel]")) panel.removeAttribute("role");
    for (const heading of document.querySelectorAll("#yasgui .yasr th")) {
      if (!heading.textContent.trim()) heading.append("#");
    }
  };
  nameControls();
  roles();
  new MutationObserver(() => { nameControls(); roles(); }).observe(document.getElementById("yasgui"), { childList: true, subtree: true });
})();
