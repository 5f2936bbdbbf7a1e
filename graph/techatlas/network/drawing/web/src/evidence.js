// Status, certainty and disputes as strokes and symbols, for drawing, legend and saved picture alike.

import { nameOf } from "./model.js";
import { figure } from "./sentence.js";
import { standing } from "./statement.js";

const STROKES = {
  unknown: [2, 5], absent: [10, 6], "below-resolution": [2, 2], hedged: [7, 5],
  opinion: [1, 4], causal: [1, 4], conditional: [1, 4], forecast: [1, 4], contradicts: [12, 4, 2, 4],
};

const FEW_LINKS = 30;

/**
 * Returns for each link { stroke, signs, disputed, named }: dash lengths in pixels (null for a solid line), the names of its
 * symbols' terms, whether another claim contradicts it, which gives the link its own colour, and whether its relation is written
 * beside it.
 */
export function linkLooks(model, signs) {
  const named = namedLinks(model);
  return model.links.map(({ claim }, id) => ({ ...lookOf({ model, signs }, model.claims[claim]), named: named.has(id) }));
}

/** Returns the links with a written relation: where few things are in columns, the first link of each relation of two things. */
function namedLinks(model) {
  const few = model.links.length <= FEW_LINKS && model.nodes.every(({ layer }) => Number.isInteger(layer));
  const first = new Map();
  for (const [id, { tail, head, relation, claim }] of few ? model.links.entries() : []) {
    const key = `${tail} ${head} ${relation}`;
    if (relation && !model.claims[claim]?.indicator && !first.has(key)) first.set(key, id);
  }
  return new Set(first.values());
}

function lookOf(context, claim) {
  if (!claim) return { stroke: null, signs: [], disputed: false };
  const status = standingKey(context, claim);
  const hedged = claim.certainty === "hedged" ? "hedged" : null;
  const modality = Object.hasOwn(context.signs.modality, claim.modality ?? "") ? claim.modality : null;
  const disputed = isDisputed(claim);
  const keys = [status, hedged, modality, disputed ? "contradicts" : null].filter(Boolean);
  const stroke = keys.map((key) => STROKES[key]).find(Boolean) ?? (isStated(claim) ? null : STROKES.hedged);
  return { stroke, signs: keys, disputed };
}

/** Returns for each thing its figures that are not published, absent, zero or contradicted, as { key: term of the symbol, claim }. */
export function thingSigns(model, signs) {
  const drawn = new Set(model.links.map(({ claim }) => claim));
  return model.nodes.map((node) => {
    const own = node.claims.filter((key) => !drawn.has(key) && model.claims[key]?.subject === node.id);
    return own.flatMap((claim) => [standingKey({ model, signs }, model.claims[claim]), isDisputed(model.claims[claim]) ? "contradicts" : null]
      .filter(Boolean).map((key) => ({ claim, key })));
  });
}

/** Returns the symbols of a thing, each once, for the claims that are shown. */
export function shownSigns(figures, shown) {
  const kept = figures.filter(({ claim }) => !shown.claims || shown.claims.has(claim));
  return [...new Set(kept.map(({ key }) => key))].sort();
}

/** Returns the character of a symbol of any group. */
export function signCharacter(signs, key) {
  return [signs.status, signs.certainty, signs.modality, signs.link].find((group) => Object.hasOwn(group, key))?.[key] ?? "";
}

/** Returns the characters of several symbols as one text. */
export function signText(signs, keys) {
  return keys.map((key) => signCharacter(signs, key)).join("");
}

/** Returns the text on a link: its symbols, and the figure if it leads to an indicator. */
export function linkText({ model, signs, lang }, { claim, head }, keys) {
  return [signText(signs, keys), measures(model, head) && figure({ model, lang }, model.claims[claim] ?? {})].filter(Boolean).join(" ");
}

/** Returns whether a node is an indicator, to which the compared figures lead. */
export function measures(model, id) {
  return model.nodes[id].kind === "Indicator";
}

/** Returns the words for a symbol, with their language. */
export function signWord({ model, lang, t }, key) {
  return key === "contradicts" ? { text: t("disputed"), lang } : nameOf(model, key, lang);
}

export function strokeOf(key) {
  return STROKES[key] ?? null;
}

/** Returns the colour of a link that is not in focus. */
export function colourOf({ disputed }, { edge, disputed: own }) {
  return disputed ? own : edge;
}

function standingKey({ model, signs }, claim) {
  const key = standing({ model, lang: "en", t: String, signs }, claim)?.key;
  return key && Object.hasOwn(signs.status, key) ? key : null;
}

function isStated({ status }) {
  return !status || status === "stated";
}

/** Returns whether another claim contradicts this one. */
export function isDisputed({ links = [] }) {
  return links.some(({ type }) => type === "contradicts");
}
