// What is shown: claims by sector, source, licence and date of publication; links and things by what is left of these.

export const THING_FACETS = ["kind", "country"];
export const CLAIM_FACETS = ["sector", "source", "licence"];
export const FACETS = [...THING_FACETS, ...CLAIM_FACETS];

export function claimValue(model, claim, facet) {
  if (facet === "licence") return model.sources[claim.source]?.licence ?? "";
  return claim[facet] ?? "";
}

/** The values of a facet with the number of things, or of claims, that have each. */
export function tally(model, facet) {
  const values = THING_FACETS.includes(facet)
    ? model.nodes.map((node) => node[facet])
    : Object.values(model.claims).map((claim) => claimValue(model, claim, facet));
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The first and the last date of publication, as years, months or days; nothing where no source has one. */
export function dateRange(model) {
  const dates = Object.values(model.sources).map(({ published }) => published).filter(isDate).sort();
  return dates.length ? [dates[0], dates.at(-1)] : null;
}

/**
 * filters: { off, from, to }; `off` holds, for each facet, the set of values that are switched off.
 * A link needs its claim and both its ends. A thing is hidden where its kind or country is switched off, or where
 * claims are filtered and none about it is left. Gives { nodes, links, claims }, `claims` null where all are shown.
 */
export function visible(model, { off, from = "", to = "" }) {
  const all = !from && !to && CLAIM_FACETS.every((facet) => !off[facet].size);
  const kept = all ? null : new Set(Object.keys(model.claims).filter((key) => {
    const claim = model.claims[key];
    return CLAIM_FACETS.every((facet) => !off[facet].has(claimValue(model, claim, facet)))
      && within(model.sources[claim.source] ?? {}, from, to);
  }));
  const nodes = model.nodes.map((node, id) => THING_FACETS.every((facet) => !off[facet].has(node[facet]))
    && (all || node.claims.some((key) => kept.has(key)) || model.around[id].some(({ link }) => kept.has(model.links[link].claim))));
  const links = model.links.map((link) => nodes[link.tail] && nodes[link.head] && (all || kept.has(link.claim)));
  return { nodes, links, claims: kept };
}

/** Whether some day of the publication lies between two days; a date of a year or a month is all of its days. */
function within({ published, published_after: after }, from, to) {
  if (!from && !to) return true;
  const first = [published, after].find(isDate);
  if (first === undefined) return false;
  return (!to || first <= to) && (!from || !isDate(published) || `${published}~` >= from);
}

function isDate(text) {
  return /^\d{4}(-(0[1-9]|1[0-2])(-[0-3]\d)?)?$/.test(text ?? "");
}

/** The claims about what is shown, in the order of their keys. */
export function shownClaims(model, shown) {
  const keys = new Set();
  model.nodes.forEach((node, index) => {
    if (shown.nodes[index]) node.claims.forEach((key) => keys.add(key));
  });
  model.links.forEach((link, index) => shown.links[index] || keys.delete(link.claim));
  model.links.forEach((link, index) => shown.links[index] && keys.add(link.claim));
  return [...keys].filter((key) => !shown.claims || shown.claims.has(key)).sort();
}
