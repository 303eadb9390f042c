import { EditorView, keymap, lineNumbers, drawSelection, highlightActiveLine } from "@codemirror/view";
import { EditorState } from "@codemirror/state";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { StreamLanguage, syntaxHighlighting, HighlightStyle, bracketMatching } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { tags } from "@lezer/highlight";
import init, { Store } from "oxigraph/web.js";

// Colours of at least 7 to 1 on white.
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "#6b1f8a" }, { tag: [tags.string, tags.special(tags.string)], color: "#7a2e00" },
  { tag: [tags.atom, tags.number, tags.bool], color: "#0b4f3c" }, { tag: tags.comment, color: "#4a5563" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "#0b3f7d" }, { tag: tags.operator, color: "#333d49" },
]);
function editor(parent, text, run) {
  const root = parent.attachShadow({ mode: "open" });
  const view = new EditorView({
    root, parent: root,
    state: EditorState.create({ doc: text, extensions: [
      lineNumbers(), history(), drawSelection(), bracketMatching(), highlightActiveLine(), EditorView.lineWrapping,
      StreamLanguage.define(sparql), syntaxHighlighting(colours),
      EditorView.contentAttributes.of({ "aria-label": "SPARQL query", "aria-multiline": "true" }),
      // Tab is not taken: it leaves the editor, as everywhere on the page.
      keymap.of([{ key: "Ctrl-Enter", mac: "Cmd-Enter", run: () => { run(); return true; } }, ...defaultKeymap, ...historyKeymap]),
      EditorView.theme({ "&": { fontSize: "14px", height: "100%" }, ".cm-scroller": { fontFamily: "ui-monospace, Menlo, Consolas, monospace" }, ".cm-gutters": { color: "#4a5563", backgroundColor: "#f5f7f9" } }),
    ] }),
  });
  return { text: () => view.state.doc.toString(), set: (value) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } }), focus: () => view.focus() };
}
async function engine(bytes) { await init({ module_or_path: bytes }); return new Store(); }
globalThis.NhsgraphQuery = { editor, engine };
