// Restores the data of the page that `compact.py` packed.

const USUAL = { status: "stated", certainty: "asserted", modality: "fact" };
const MENTIONS = ["subject", "object", "in_ranking"];

/** Returns the content of the three data blocks of the page: { nodes, edges, claims, labels, … }. */
export function unpack(nodeRows, edgeRows, { claims: claimRows, labels: labelRows, ...rest }) {
  const keyed = records(claimRows, claimRows.texts).map(claimOf);
  const claims = Object.fromEntries(keyed);
  const labels = Object.fromEntries(records(labelRows).map(({ key, ...names }) => [key, names]));
  const mentioned = mentions(keyed);
  const nodes = records(nodeRows)
    .map((node) => ({ kind: "", country: "", alt: [], ...node, claims: node.claims ?? mentioned.get(node.id) ?? [] }));
  const edges = records(edgeRows).map(({ number, ...edge }) => (number === undefined ? edge : edgeOf(...keyed[number])));
  return { ...rest, nodes, edges, claims, labels };
}

/** Returns rows as records; if `texts` are given, a number in a row is an index into them. */
export function records({ shapes, rows }, texts = null) {
  const whole = (value) => (texts && typeof value === "number" ? texts[value] : value);
  return rows.map(([shape, ...values]) => Object.fromEntries(values.map((value, i) => [shapes[shape][i], whole(value)])));
}

function claimOf({ key, name, ...claim }) {
  const whole = { ...USUAL, ...claim };
  for (const field of Object.keys(USUAL)) if (whole[field] === "") delete whole[field];
  if (whole.rank !== undefined) whole.rank = Number(whole.rank);
  return [key ?? `${claim.edition}/${name}`, whole];
}

function edgeOf(key, { subject: from, object: to, relation }) {
  return { from, to, relation, claim: key };
}

function mentions(keyed) {
  const mentioned = new Map();
  for (const [key, claim] of keyed) {
    for (const thing of new Set(MENTIONS.map((field) => claim[field]).filter((id) => id !== undefined))) {
      if (!mentioned.has(thing)) mentioned.set(thing, []);
      mentioned.get(thing).push(key);
    }
  }
  return mentioned;
}
