// The legend is the filter: each kind with its mark, its name and its count, on and off by a click.

import { el, say } from "./dom.js";
import { tally } from "./filter.js";
import { markIcon, markOf } from "./marks.js";
import { nameOf } from "./model.js";

/** context: { model, lang, t, kinds, dark, off, toggle(facet, value, on), setAll(facet, on) }. */
export function legend(context) {
  const { t } = context;
  return [facet(context, "kind", kindRows(context)), facet(context, "country", countryRows(context))]
    .filter(({ rows }) => rows.length)
    .map(({ facet: name, rows }) => el("fieldset", { attr: { "data-facet": name } },
      el("legend", { textContent: t(name) }), allOrNone(context, name), ...rows));
}

function facet(context, name, values) {
  return { facet: name, rows: values.map((value) => row(context, name, value)) };
}

function kindRows({ model, kinds }) {
  return [...tally(model, "kind")]
    .map(([value, count]) => ({ value, count, mark: markOf(kinds, value) }))
    .sort((a, b) => a.mark.order - b.mark.order || (a.value < b.value ? -1 : 1));
}

function countryRows({ model }) {
  const counts = [...tally(model, "country")].map(([value, count]) => ({ value, count }));
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
