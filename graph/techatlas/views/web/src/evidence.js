// How certain a link or a thing's figures are, as a stroke and signs: the same in drawing, legend and saved picture.

import { standing } from "./statement.js";

const STROKES = { unknown: [2, 5], absent: [10, 6], "below-resolution": [2, 2], hedged: [7, 5] };

/** For each link: its `stroke` (dash lengths, or null for a full line) and its `signs`, as keys of `signs.json`. */
export function linkLooks(model, signs) {
  return model.links.map(({ claim }) => lookOf({ model, signs }, model.claims[claim]));
}

function lookOf(context, claim) {
  if (!claim) return { stroke: null, signs: [] };
  const status = standingKey(context, claim);
  const hedged = claim.certainty === "hedged" ? "hedged" : null;
  return {
    stroke: STROKES[status] ?? STROKES[hedged] ?? (isStated(claim) ? null : STROKES.hedged),
    signs: [status, hedged, isDisputed(claim) ? "contradicts" : null].filter(Boolean),
  };
}

/** For each thing: its figures that are no plain number, as { key, claim }, the key being that of the sign. */
export function thingSigns(model, signs) {
  const drawn = new Set(model.links.map(({ claim }) => claim));
  return model.nodes.map((node) => {
    const own = node.claims.filter((key) => !drawn.has(key) && model.claims[key]?.subject === node.id);
    return own.map((claim) => ({ claim, key: standingKey({ model, signs }, model.claims[claim]) })).filter(({ key }) => key);
  });
}

/** The signs that a thing carries while only some claims are shown, each once. */
export function shownSigns(figures, shown) {
  const kept = figures.filter(({ claim }) => !shown.claims || shown.claims.has(claim));
  return [...new Set(kept.map(({ key }) => key))].sort();
}

/** The character of a sign, whatever its group. */
export function signCharacter(signs, key) {
  return [signs.status, signs.certainty, signs.link].find((group) => Object.hasOwn(group, key))?.[key] ?? "";
}

/** The word for a sign, in the page's own words. */
export function signWord(t, key) {
  return key === "contradicts" ? t("disputed") : t(`is_${key}`);
}

export function strokeOf(key) {
  return STROKES[key] ?? null;
}

function standingKey({ model, signs }, claim) {
  const key = standing({ model, lang: "en", t: String, signs }, claim)?.key;
  return key && Object.hasOwn(signs.status, key) ? key : null;
}

function isStated({ status }) {
  return !status || status === "stated";
}

function isDisputed({ links = [] }) {
  return links.some(({ type }) => type === "contradicts");
}
