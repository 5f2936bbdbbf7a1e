// The legend of the strokes, symbols and columns that occur in the drawing.

import { el, say } from "./dom.js";
import { signCharacter, signWord, strokeOf } from "./evidence.js";
import { layerWord } from "./layers.js";
import { SVG } from "./marks.js";

/** Returns the symbols of the links and things of this network, in the order of the table of symbols. */
export function presentSigns({ signs, looks, thingSigns }) {
  const present = new Set([...looks.flatMap((look) => look.signs), ...thingSigns.flat().map(({ key }) => key)]);
  return [signs.status, signs.certainty, signs.modality, signs.link].flatMap((group) => Object.keys(group)).filter((key) => present.has(key));
}

export function lineLegend(context) {
  const { t, signs } = context;
  const keys = presentSigns(context);
  if (!keys.length) return null;
  return el("section", { id: "lines" },
    el("h2", { className: "facet", textContent: t("lines") }),
    el("ul", {}, keys.map((key) => el("li", { className: "row", attr: { "data-sign": key } },
      sample(strokeOf(key), key === "contradicts"),
      el("span", { className: "sign-character", textContent: signCharacter(signs, key), attr: { "aria-hidden": "true" } }),
      el("span", { className: "row-name" }, say(signWord(context, key)))))));
}

/** Returns the list of columns, each with its number of things; null if the drawing does not have columns. */
export function layerLegend(context) {
  const { t, lang, model, layers } = context;
  if (!layers.length) return null;
  const count = (wanted) => model.nodes.filter(({ layer = null }) => layer === wanted).length.toLocaleString(lang);
  return el("section", { id: "layers" },
    el("h2", { className: "facet", textContent: t("layers") }),
    el("ol", {}, layers.map(({ layer }) => el("li", { className: "row" },
      el("span", { className: "row-name", textContent: layerWord(context, layer) }), el("span", { className: "count", textContent: count(layer) })))));
}

function sample(dash, disputed) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 30 10");
  svg.setAttribute("class", disputed ? "line disputed" : "line");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", dash ? "M0 5H30" : "");
  line.setAttribute("stroke-dasharray", (dash ?? []).join(" "));
  svg.append(line);
  return svg;
}
