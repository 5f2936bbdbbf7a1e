// The content of the drawing as two tables: the things that are shown, and the claims about them.

import { el, say, wordButton } from "./dom.js";
import { shownClaims } from "./filter.js";
import { markIcon, markOf } from "./marks.js";
import { nameOf } from "./model.js";
import { saidLine, sourceName } from "./panel.js";
import { describe } from "./statement.js";

const STEP = 1000;

/** Returns headings and tables. context: as for the panel; shown: result of `visible`. */
export function tables(context, shown) {
  return [
    el("h2", { textContent: context.t("things") }), thingTable(context, shown, STEP),
    el("h2", { textContent: context.t("statements") }), statementTable(context, shown, STEP),
  ];
}

function thingTable(context, shown, step) {
  const { model, lang, t, kinds, dark, choose } = context;
  const collator = new Intl.Collator(lang);
  const rows = [...model.nodes.keys()].filter((id) => shown.nodes[id])
    .map((id) => ({ id, node: model.nodes[id], name: nameOf(model, model.nodes[id].id, lang) }))
    .sort((a, b) => collator.compare(a.name.text, b.name.text) || a.id - b.id)
    .map(({ id, node, name }) => () => el("tr", { attr: { "data-node": node.id } },
      el("th", { attr: { scope: "row" } }, wordButton(name, () => choose({ node: node.id }))),
      el("td", {}, markIcon(document, markOf(kinds, node.kind), dark), " ", say(nameOf(model, node.kind, lang))),
      el("td", {}, node.country ? say(nameOf(model, node.country, lang)) : ""),
      el("td", { className: "number", textContent: model.around[id].length })));
  const heads = ["name", "kind", "country"].map((word) => ({ textContent: t(word) }));
  return table(context, [...heads, { textContent: t("links"), className: "number" }], rows, step);
}

/** Returns the table of claims, one row per claim. claims: their keys, by default of all that are shown. */
export function statementTable(context, shown, step, claims = shownClaims(context.model, shown)) {
  const { model, t } = context;
  const linksOf = new Map();
  model.links.forEach((link, index) => shown.links[index] && linksOf.set(link.claim, index));
  const rows = claims.map((key) => () => {
    const claim = describe(context, key);
    const attr = { "data-claim": key, ...(linksOf.has(key) ? { "data-link": key } : {}) };
    if (!claim) return el("tr", { attr }, el("td", { textContent: key, colSpan: 3 }));
    return el("tr", { attr },
      el("td", {}, saidLine(context, claim), claim.printed ? el("p", { className: "scope", textContent: claim.printed }) : null),
      el("td", { className: "certainty" }, claim.signs.map(({ text, lang, sign }) => el("div", {}, `${sign} `, say({ text, lang })))),
      el("td", {}, claim.source ? sourceName(claim.source, claim.edition) : "", claim.locator ? `, ${claim.locator}` : ""));
  });
  return table(context, ["said", "certainty", "source"].map((word) => ({ textContent: t(word) })), rows, step);
}

/** Returns a table that creates `step` rows at a time, with a button for the next ones. */
function table({ t }, heads, rows, step) {
  const body = el("tbody", {});
  const more = el("button", { type: "button", className: "word", onclick: () => add() });
  const add = () => {
    const start = body.children.length;
    body.append(...rows.slice(start, start + step).map((make) => make()));
    more.hidden = body.children.length >= rows.length;
    more.textContent = t("more_rows", { n: Math.min(step, rows.length - body.children.length) });
  };
  add();
  return el("div", { className: "scroll" },
    el("table", {}, el("thead", {}, el("tr", {}, heads.map((head) => el("th", { ...head, attr: { scope: "col" } })))), body), more);
}
