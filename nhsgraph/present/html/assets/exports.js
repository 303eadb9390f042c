"use strict";
/* What pages save as files: cells for spreadsheets, a canvas as a picture, and the menu of both. */
globalThis.nhsgraphExports = (() => {
  /* A cell that a spreadsheet would take for a formula begins with an apostrophe; a number is none. */
  const cell = (value) => {
    let text = value === null || value === undefined ? "" : String(value);
    if (/^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const csv = (lines) => "\ufeff" + lines.map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const png = (shown, done) => {
    const copy = document.createElement("canvas");
    copy.width = shown.width;
    copy.height = shown.height;
    const pen = copy.getContext("2d");
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, copy.width, copy.height);
    pen.drawImage(shown, 0, 0);
    copy.toBlob(done);
  };
  const MEDIA = { svg: "image/svg+xml", csv: "text/csv;charset=utf-8", json: "application/json" };
  /* Buttons with data-export save what the page makes of it: a text, or a canvas for "png"; name gives the file's, without suffix. */
  const offer = (makes, name) => {
    for (const button of document.querySelectorAll("[data-export]")) {
      const kind = button.dataset.export;
      button.addEventListener("click", () => {
        const made = makes[kind](), file = `${name()}.${kind}`;
        if (kind === "png") png(made, (blob) => save(blob, file));
        else save(new Blob([made], { type: MEDIA[kind] }), file);
        document.getElementById("export").open = false;
      });
    }
  };
  return { csv, save, offer };
})();
