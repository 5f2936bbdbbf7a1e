// Groups the claims of a thing by relation or indicator, so that rare ones are not lost among hundreds of others.

import { isDisputed } from "./evidence.js";

const FEW = 8;

/**
 * Returns groups { own, disputed, predicate, keys }: first those about the thing, then those that only name it. Within both,
 * disputed groups are first, then shorter ones.
 */
export function claimGroups(model, keys, self) {
  const groups = new Map();
  for (const key of keys) {
    const claim = Object.hasOwn(model.claims, key) ? model.claims[key] : {};
    const { subject, relation, indicator = "" } = claim;
    const predicate = relation ?? indicator;
    const own = subject === self;
    const name = `${own} ${predicate}`;
    if (!groups.has(name)) groups.set(name, { own, disputed: false, predicate, keys: [] });
    const group = groups.get(name);
    group.keys.push(key);
    group.disputed ||= isDisputed(claim);
  }
  return [...groups.values()].sort((a, b) => b.own - a.own || b.disputed - a.disputed
    || a.keys.length - b.keys.length || (a.predicate < b.predicate ? -1 : 1));
}

/** Returns whether a number of claims is shown in groups. */
export function wantsGroups(count) {
  return count > FEW;
}
