// How certain a link or a thing's figures are, as a stroke and signs: the same in drawing, legend and saved picture.

import { nameOf } from "./model.js";
import { figure } from "./sentence.js";
import { standing } from "./statement.js";

const STROKES = {
  unknown: [2, 5], absent: [10, 6], "below-resolution": [2, 2], hedged: [7, 5],
  opinion: [1, 4], causal: [1, 4], conditional: [1, 4], forecast: [1, 4], contradicts: [12, 4, 2, 4],
};

/**
 * For each link: its `stroke` (dash lengths, or null for a full line), its `signs`, as names of terms, and whether it is
 * `disputed`, which gives it a colour of its own too.
 */
export function linkLooks(model, signs) {
  return model.links.map(({ claim }) => lookOf({ model, signs }, model.claims[claim]));
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

/** For each thing: its figures that are no plain number or are contradicted, as { key, claim }, the key being that of the sign. */
export function thingSigns(model, signs) {
  const drawn = new Set(model.links.map(({ claim }) => claim));
  return model.nodes.map((node) => {
    const own = node.claims.filter((key) => !drawn.has(key) && model.claims[key]?.subject === node.id);
    return own.flatMap((claim) => [standingKey({ model, signs }, model.claims[claim]), isDisputed(model.claims[claim]) ? "contradicts" : null]
      .filter(Boolean).map((key) => ({ claim, key })));
  });
}

/** The signs that a thing carries while only some claims are shown, each once. */
export function shownSigns(figures, shown) {
  const kept = figures.filter(({ claim }) => !shown.claims || shown.claims.has(claim));
  return [...new Set(kept.map(({ key }) => key))].sort();
}

/** The character of a sign, whatever its group. */
export function signCharacter(signs, key) {
  return [signs.status, signs.certainty, signs.modality, signs.link].find((group) => Object.hasOwn(group, key))?.[key] ?? "";
}

/** Signs as they are written beside each other. */
export function signText(signs, keys) {
  return keys.map((key) => signCharacter(signs, key)).join("");
}

/** What is written on a link: its signs, and the figure where it leads to what is measured. */
export function linkText({ model, signs, lang }, { claim, head }, keys) {
  return [signText(signs, keys), measures(model, head) && figure({ model, lang }, model.claims[claim] ?? {})].filter(Boolean).join(" ");
}

/** Whether a node is a measure: figures that are set against each other lead to it. */
export function measures(model, id) {
  return model.nodes[id].kind === "Indicator";
}

/** The words for a sign, with their language. */
export function signWord({ model, lang, t }, key) {
  return key === "contradicts" ? { text: t("disputed"), lang } : nameOf(model, key, lang);
}

export function strokeOf(key) {
  return STROKES[key] ?? null;
}

/** The colour of a link at rest. */
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

/** Whether another claim contradicts this one. */
export function isDisputed({ links = [] }) {
  return links.some(({ type }) => type === "contradicts");
}
