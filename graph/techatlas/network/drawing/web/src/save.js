// Saving what is shown: a picture as PNG or SVG, the claims as CSV, and the page that is printed.

import { bitmap } from "./bitmap.js";
import { csvText } from "./csv.js";
import { byElementId, el, say } from "./dom.js";
import { picture } from "./picture.js";
import { palette } from "./scene.js";
import { svgText } from "./svg.js";
import { statementTable } from "./table.js";

const FORMATS = ["png", "svg", "csv"];

/**
 * context(): as for the panel; shown(): what the filters leave; opened(): { name, claims } of what is to be
 * printed rather than all, or null. Gives the buttons and a function that refreshes them.
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

  /** The picture, then the claims that are opened or that the answer rests on, else all: filled when the reader prints, emptied after. */
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

/** The title as a file name, on every operating system. */
function fileName({ title, date }) {
  const plain = title.normalize("NFC").replace(/[\p{C}<>:"/\\|?*.]+/gu, " ").trim().replace(/\s+/g, "-").slice(0, 60);
  return [plain || "network", date.replace(/[^\d-]/g, "")].filter(Boolean).join("-");
}
