// What is shown: a node when none of its values is switched off, a link when both its ends are shown.

export const FACETS = ["kind", "country"];

/** The values of a facet with the number of nodes that have each. */
export function tally(model, facet) {
  const counts = new Map();
  for (const node of model.nodes) counts.set(node[facet], (counts.get(node[facet]) ?? 0) + 1);
  return counts;
}

/** `off` holds, for each facet, the set of values that are switched off. */
export function visible(model, off) {
  const nodes = model.nodes.map((node) => FACETS.every((facet) => !off[facet].has(node[facet])));
  const links = model.links.map((link) => nodes[link.tail] && nodes[link.head]);
  return { nodes, links };
}

/** The claims about what is shown, in the order of their keys. */
export function shownClaims(model, shown) {
  const keys = new Set();
  model.nodes.forEach((node, index) => {
    if (shown.nodes[index]) node.claims.forEach((key) => keys.add(key));
  });
  model.links.forEach((link, index) => shown.links[index] || keys.delete(link.claim));
  model.links.forEach((link, index) => shown.links[index] && keys.add(link.claim));
  return [...keys].sort();
}
