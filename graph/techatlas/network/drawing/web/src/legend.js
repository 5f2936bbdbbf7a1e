// The legend, which is also the filter: each value with its mark, name, count and checkbox.

import { el, say } from "./dom.js";
import { CLAIM_FACETS, tally } from "./filter.js";
import { layerLegend, lineLegend } from "./legend-lines.js";
import { markIcon, markOf } from "./marks.js";
import { nameOf } from "./model.js";

/** Returns the parts of the legend. context: { model, lang, t, kinds, dark, off, unfolded, toggle(facet, value, on), setAll(facet, on) }. */
export function legend(context) {
  const facets = [["kind", kindRows(context)], ["country", rowsByCount(context, "country")],
    ...CLAIM_FACETS.map((facet) => [facet, rowsByCount(context, facet)])];
  const groups = facets.filter(([, values]) => values.length).map(([facet, values]) => {
    const rows = values.map((value) => row(context, facet, value));
    return CLAIM_FACETS.includes(facet) ? folded(context, facet, rows) : group(context, facet, rows);
  });
  return [layerLegend(context), groups[0], lineLegend(context), ...groups.slice(1)].filter(Boolean);
}

function heading({ t }, facet) {
  return t(facet === "licence" ? "licence_name" : facet);
}

function group(context, facet, rows) {
  return el("fieldset", { attr: { "data-facet": facet } },
    el("legend", { textContent: heading(context, facet) }), allOrNone(context, facet), ...rows);
}

/** Returns a facet that can be folded; its heading shows how many values are on. */
function folded(context, facet, rows) {
  const { t, off, unfolded } = context;
  const chosen = off[facet].size ? `${rows.length - off[facet].size}/${rows.length}` : rows.length;
  const details = el("details", {
    className: "facet", open: unfolded.has(facet), attr: { "data-facet": facet },
    ontoggle: () => (details.open ? unfolded.add(facet) : unfolded.delete(facet)),
  },
  el("summary", { textContent: t("sources_of", { word: heading(context, facet), n: chosen }), attr: { "data-focus": `open ${facet}` } }),
  el("fieldset", {}, el("legend", { className: "sr", textContent: heading(context, facet) }), allOrNone(context, facet), ...rows));
  return details;
}

function kindRows({ model, kinds }) {
  return [...tally(model, "kind")]
    .map(([value, count]) => ({ value, count, mark: markOf(kinds, value) }))
    .sort((a, b) => a.mark.order - b.mark.order || (a.value < b.value ? -1 : 1));
}

function rowsByCount({ model }, facet) {
  const counts = [...tally(model, facet)].map(([value, count]) => ({ value, count }));
  if (!counts.some(({ value }) => value)) return [];
  return counts.sort((a, b) => Number(!a.value) - Number(!b.value) || b.count - a.count || (a.value < b.value ? -1 : 1));
}

function row({ model, lang, t, dark, off, toggle }, name, { value, count, mark }) {
  const shown = value ? nameOf(model, value, lang) : { text: t(`no_${name}`), lang };
  const box = el("input", {
    type: "checkbox", checked: !off[name].has(value), attr: { "data-facet": name, "data-value": value, "data-focus": `${name} ${value}` },
    onchange: () => toggle(name, value, box.checked),
  });
  return el("label", { className: "row" }, box, mark ? markIcon(document, mark, dark) : null,
    say(shown, "span", { className: "row-name" }), el("span", { className: "count", textContent: count.toLocaleString(lang) }));
}

function allOrNone({ t, setAll }, name) {
  const button = (word, on) => el("button", {
    type: "button", className: "word", textContent: t(word), onclick: () => setAll(name, on),
    attr: { "data-focus": `${name}/${word}` },
  });
  return el("span", { className: "all-none" }, button("all", true), " · ", button("nothing", false));
}
