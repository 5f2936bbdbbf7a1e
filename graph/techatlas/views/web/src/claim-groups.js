// The claims of a thing by what they say, so that a few telling ones are not lost among hundreds of one sort.

const FEW = 8;

/** Gives { own, predicate, keys }: first what is said about the thing, then where it is named; the shorter list first. */
export function claimGroups(model, keys, self) {
  const groups = new Map();
  for (const key of keys) {
    const { subject, predicate = "" } = Object.hasOwn(model.claims, key) ? model.claims[key] : {};
    const own = subject === self;
    const name = `${own} ${predicate}`;
    if (!groups.has(name)) groups.set(name, { own, predicate, keys: [] });
    groups.get(name).keys.push(key);
  }
  return [...groups.values()].sort((a, b) => b.own - a.own || a.keys.length - b.keys.length || (a.predicate < b.predicate ? -1 : 1));
}

/** Whether so many claims are easier to read in groups. */
export function wantsGroups(count) {
  return count > FEW;
}
