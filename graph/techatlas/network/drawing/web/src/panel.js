// The panel with the details of a thing or a link: every claim with its provenance and the claims that contradict it.

import { claimGroups, wantsGroups } from "./claim-groups.js";
import { el, say, wordButton } from "./dom.js";
import { layerWord } from "./layers.js";
import { markIcon, markOf } from "./marks.js";
import { claimsBetween, linkName, nameOf, otherNames } from "./model.js";
import { describe, safeUrl } from "./statement.js";

/** Returns the elements of a thing's details. context: { model, lang, t, signs, kinds, dark, hops, choose, setHops }. */
export function nodeDetails(context, id) {
  const { model, lang, t, kinds, dark } = context;
  const node = model.nodes[id];
  const others = otherNames(model, node, lang);
  const country = node.country && node.country !== node.id && nameOf(model, node.country, lang);
  return [
    heading(context, say(nameOf(model, node.id, lang))),
    el("p", { className: "facts" },
      markIcon(document, markOf(kinds, node.kind), dark),
      say(nameOf(model, node.kind, lang)),
      country ? [" · ", placeName(context, node.country, country)] : null,
      node.layer === undefined ? null : ` · ${layerWord(context, node.layer)}`),
    others.length
      ? el("p", { className: "others" }, `${t("alt")}: `, others.flatMap((name, i) => (i ? [" · ", say(name)] : [say(name)])))
      : null,
    reach(context),
    wantsGroups(node.claims.length) ? groupedClaims(context, node.claims, node.id) : claimList(context, node.claims, node.id),
    sourceList(context, node.claims),
  ];
}

export function linkDetails(context, link) {
  const { model, lang } = context;
  const claims = claimsBetween(model, link);
  return [
    heading(context, el("span", { textContent: linkName(context, link), lang })),
    claimList(context, claims, null, model.links[link].claim),
    sourceList(context, claims),
  ];
}

function heading({ t, choose }, name) {
  return el("div", { className: "panel-head" },
    el("h2", { id: "panel-title", tabIndex: -1 }, name),
    el("button", { type: "button", className: "close", textContent: t("close"), onclick: () => choose(null) }));
}

function reach({ t, hops, setHops }) {
  const button = (count) => el("button", {
    type: "button", textContent: t(`hops_${count}`), onclick: () => setHops(count),
    attr: { "aria-pressed": String(hops === count), "data-hops": count, "data-focus": `hops ${count}` },
  });
  return el("div", { className: "choice", attr: { role: "group", "aria-label": t("hops") } },
    el("span", { textContent: t("hops") }), button(1), button(2));
}

function claimList(context, keys, self, chosen = null) {
  const { t } = context;
  return el("section", {},
    el("h3", { textContent: `${t("statements")} (${keys.length})` }),
    keys.length ? null : el("p", { className: "quiet", textContent: t("no_statements") }),
    el("ol", { className: "claims" }, keys.map((key) => {
      const item = claimItem(context, key, self);
      if (key === chosen) item.classList.add("chosen");
      return item;
    })));
}

/** Returns two lists, the claims about a thing and the claims that name it, each in foldable groups by relation or indicator. */
function groupedClaims(context, keys, self) {
  const { model, lang, t } = context;
  const groups = claimGroups(model, keys, self);
  return el("section", {}, ["about", "naming"].flatMap((word) => {
    const found = groups.filter(({ own }) => own === (word === "about"));
    const count = found.reduce((sum, group) => sum + group.keys.length, 0);
    return count === 0 ? [] : [
      el("h3", { textContent: `${t(word)} (${count})` }),
      ...found.map(({ predicate, keys: some }) => el("details", { className: "group", open: true },
        el("summary", {}, say(nameOf(model, predicate, lang)), ` (${some.length})`),
        el("ol", { className: "claims" }, some.map((key) => claimItem(context, key, self))))),
    ];
  }));
}

function claimItem(context, key, self) {
  const claim = describe(context, key);
  if (!claim) return el("li", { attr: { "data-claim": key } }, missing(context, key));
  return el("li", { attr: { "data-claim": key } },
    ...body(context, claim, self),
    claim.links.length ? el("ul", { className: "answers" }, others(claim.links).map((links) => answer(context, links))) : null);
}

/** Returns the sentence of a claim, its figure as printed, its symbols and its provenance. */
function body(context, claim, self = null) {
  return [
    saidLine(context, claim, self),
    claim.printed && el("p", { className: "scope", textContent: claim.printed }),
    signLine(claim),
    provenance(context, claim),
  ].filter(Boolean);
}

function missing({ t }, key) {
  return el("p", { className: "quiet" }, el("code", { textContent: key }), ` ${t("statement_missing")}`);
}

/** Returns the sentence of a claim after the symbol of its status; names are buttons that select their things. */
export function saidLine(context, { sentence, standing }, self = null) {
  const symbol = standing && standing.key !== "zero" ? [statusSymbol(standing), " "] : []; // the figure shows zero itself
  return el("p", { className: "said" },
    ...symbol,
    sentence.map((part) => {
      if (part.key) return thing(context, part, self);
      if (part.figure) return el("strong", { className: "figure", textContent: part.text });
      return part.lang ? say(part) : part.text;
    }));
}

function thing({ model, choose }, name, self) {
  if (name.key === self) return say(name, "strong");
  if (!model.byId.has(name.key)) return say(name);
  return wordButton(name, () => choose({ node: name.key }));
}

function placeName(context, key, name) {
  return context.model.byId.has(key) ? wordButton(name, () => context.choose({ node: key })) : say(name);
}

/** Returns the symbol of a status without its word, which is in the sentence. */
function statusSymbol({ key, sign, text }) {
  return el("span", { className: "sign status", title: text, textContent: sign, attr: { "data-sign": key, "aria-hidden": "true" } });
}

function signOf({ group, key, sign, text, lang }) {
  return el("span", { className: `sign ${group}`, attr: { "data-sign": key } },
    el("span", { textContent: `${sign} `, attr: { "aria-hidden": "true" } }), say({ text, lang }));
}

function signLine({ signs }) {
  return signs.length ? el("p", { className: "signs" }, signs.map(signOf)) : null;
}

function provenance(context, { saidBy, source, locator, edition }) {
  const { t } = context;
  const parts = [];
  if (saidBy) parts.push(filled(t("said_by", { who: "\u0000" }), thing(context, saidBy, null)));
  if (source) parts.push(sourceName(source, edition));
  if (locator) parts.push(locator);
  parts.push(...dated(t, edition));
  return el("p", { className: "source" }, parts.flatMap((part, i) => (i ? [" · ", part] : [part])));
}

/** Returns when an edition was published, or after which day if only that is known; else nothing. */
function dated(t, { published, published_after: after }) {
  if (published) return [t("published", { date: published })];
  return after ? [t("published_after", { date: after })] : [];
}

/** Returns a phrase with an element in place of its NUL character. */
function filled(phrase, element) {
  const [before, after] = phrase.split("\u0000");
  return el("span", {}, before, element, after);
}

/** Returns the list of the claims' editions, each once, with publisher, date and licence. */
function sourceList({ model, lang, t }, claimKeys) {
  const keys = [...new Set(claimKeys.map((key) => model.claims[key]?.edition).filter(Boolean))].sort();
  if (!keys.length) return null;
  return el("section", {},
    el("h3", { textContent: `${t("sources")} (${keys.length})` }),
    el("ul", { className: "sources" }, keys.map((key) => {
      const edition = model.editions[key] ?? {};
      const parts = [
        sourceName(nameOf(model, key, lang), edition),
        edition.publisher && say(nameOf(model, edition.publisher, lang)),
        ...dated(t, edition),
        edition.licence && t("licence", { licence: nameOf(model, edition.licence, lang).text }),
      ].filter(Boolean);
      return el("li", {}, parts.flatMap((part, i) => (i ? [" · ", part] : [part])));
    })));
}

export function sourceName(source, edition) {
  const url = safeUrl(edition.url);
  return url
    ? say(source, "a", { href: url, target: "_blank", rel: "noopener noreferrer" })
    : say(source);
}

/** Groups the links of a claim by the other claim. */
function others(links) {
  const byClaim = new Map();
  for (const link of links) byClaim.set(link.claim, [...(byClaim.get(link.claim) ?? []), link]);
  return [...byClaim.values()];
}

function answer(context, links) {
  const [{ claim }] = links;
  const other = describe(context, claim);
  const kinds = links.map(({ type, sign, word }) => el("span", { className: `sign link ${type}`, attr: { "data-link": type } },
    sign && el("span", { textContent: `${sign} `, attr: { "aria-hidden": "true" } }), word));
  return el("li", {}, ...kinds, ...(other ? body(context, other) : [missing(context, claim)]));
}
