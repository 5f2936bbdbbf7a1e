// Filters claims by sector, source, licence and time, and things and links by the remaining claims.

import { isSet, spanOf, TIMES, within } from "./times.js";

export const THING_FACETS = ["kind", "country"];
export const CLAIM_FACETS = ["sector", "source", "licence"];
export const FACETS = [...THING_FACETS, ...CLAIM_FACETS];

export function claimValue(model, claim, facet) {
  if (facet === "source") return claim.edition ?? "";
  if (facet === "licence") return model.editions[claim.edition]?.licence ?? "";
  return claim[facet] ?? "";
}

/** Returns the values of a facet, each with its number of things or claims. */
export function tally(model, facet) {
  const values = THING_FACETS.includes(facet)
    ? model.nodes.map((node) => node[facet])
    : model.told.filter((key) => Object.hasOwn(model.claims, key)).map((key) => claimValue(model, model.claims[key], facet));
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/**
 * Returns { nodes, links, claims }: whether each node and link is shown, and the set of shown claims, null if all are shown.
 * filters: { off, times }; `off` has for each facet the set of values that are switched off, `times` for each time of
 * `times.js` its first and last day { from, to }. A link needs its claim and both its ends. A thing is hidden if its kind or
 * country is switched off, or if claims are filtered and none about it remains.
 */
export function visible(model, { off, times = {} }) {
  const spans = TIMES.filter((time) => isSet(times[time]));
  const all = !spans.length && CLAIM_FACETS.every((facet) => !off[facet].size);
  const kept = all ? null : new Set(Object.keys(model.claims).filter((key) => {
    const claim = model.claims[key];
    return CLAIM_FACETS.every((facet) => !off[facet].has(claimValue(model, claim, facet)))
      && spans.every((time) => within(spanOf(model, claim, time), times[time]));
  }));
  const nodes = model.nodes.map((node, id) => THING_FACETS.every((facet) => !off[facet].has(node[facet]))
    && (all || node.claims.some((key) => kept.has(key)) || model.around[id].some(({ link }) => kept.has(model.links[link].claim))));
  const links = model.links.map((link) => nodes[link.tail] && nodes[link.head] && (all || kept.has(link.claim)));
  return { nodes, links, claims: kept };
}

/** Returns the keys of the claims about what is shown, sorted. */
export function shownClaims(model, shown) {
  const keys = new Set();
  model.nodes.forEach((node, index) => {
    if (shown.nodes[index]) node.claims.forEach((key) => keys.add(key));
  });
  model.links.forEach((link, index) => shown.links[index] || keys.delete(link.claim));
  model.links.forEach((link, index) => shown.links[index] && keys.add(link.claim));
  return [...keys].filter((key) => !shown.claims || shown.claims.has(key)).sort();
}
