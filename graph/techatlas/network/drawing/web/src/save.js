// Saves what is shown as PNG, SVG or CSV, and prepares the page for printing.

import { bitmap } from "./bitmap.js";
import { csvText } from "./csv.js";
import { byElementId, el, say } from "./dom.js";
import { picture } from "./picture.js";
import { palette } from "./scene.js";
import { svgText } from "./svg.js";
import { statementTable } from "./table.js";

const FORMATS = ["png", "svg", "csv"];

/**
 * Returns the element with the buttons, and a function that refreshes it.
 * context(): as for the panel; shown(): result of `visible`; opened(): { name, claims } to print instead of all claims, or null.
 */
export function saving(context, shown, opened) {
  const pen = document.createElement("canvas").getContext("2d");
  const colours = () => palette("light");
  const drawn = () => picture(context(), shown(), colours(), pen);
  const makers = {
    png: () => new Promise((done) => { bitmap(drawn(), colours().fonts).toBlob(done, "image/png"); }),
    svg: () => new Blob([svgText(drawn(), colours().fonts)], { type: "image/svg+xml" }),
    csv: () => new Blob([csvText(context(), shown())], { type: "text/csv" }),
  };
  const word = el("span", { className: "quiet" });
  const buttons = FORMATS.map((format) => el("button", {
    type: "button", textContent: format.toUpperCase(), attr: { "data-save": format },
    onclick: async () => download(await makers[format](), `${fileName(context())}.${format}`),
  }));
  const print = el("button", { type: "button", onclick: () => globalThis.print() });
  const element = el("div", { className: "choice save", attr: { role: "group" } }, word, ...buttons, print);

  /** Fills the printed page before printing: the picture, then the claims of `opened()`, else all that are shown. */
  function preparePrint() {
    const svg = new DOMParser().parseFromString(svgText(drawn(), colours().fonts), "image/svg+xml").documentElement;
    const now = { ...context(), dark: false, choose: () => undefined };
    const only = opened();
    byElementId("paper").replaceChildren(
      el("div", { className: "sheet" }, document.importNode(svg, true)),
      el("section", { className: "after" },
        el("h2", {}, now.t("statements"), only ? [": ", say(only.name)] : null),
        statementTable(now, shown(), Infinity, only?.claims)),
    );
  }

  addEventListener("beforeprint", preparePrint);
  addEventListener("afterprint", () => byElementId("paper").replaceChildren());

  function refresh({ t }) {
    word.textContent = t("save");
    element.setAttribute("aria-label", t("save"));
    print.textContent = t("print");
  }

  return { element, refresh };
}

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Returns the title as a file name that every operating system accepts. */
function fileName({ title, date }) {
  const plain = title.normalize("NFC").replace(/[\p{C}<>:"/\\|?*.]+/gu, " ").trim().replace(/\s+/g, "-").slice(0, 60);
  return [plain || "network", date.replace(/[^\d-]/g, "")].filter(Boolean).join("-");
}
