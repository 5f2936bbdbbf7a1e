// The claims of a thing by what they say, so that a few telling ones are not lost among hundreds of one sort.

import { isDisputed } from "./evidence.js";

const FEW = 8;

/**
 * Gives { own, disputed, predicate, keys }: first what is said about the thing, then where it is named; of these first what
 * others contradict, then the shorter list.
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

/** Whether so many claims are easier to read in groups. */
export function wantsGroups(count) {
  return count > FEW;
}
