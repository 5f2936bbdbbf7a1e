// The network in memory: nodes and links by number, names by key.

const HUBS = 30;
const HUB_DEGREE = 8;

/** Returns the network; `told` are the keys of the claims about its things, without those that are only linked with one of them. */
export function createModel({ nodes, edges, labels, claims, editions, patterns }) {
  const byId = new Map(nodes.map((node, index) => [node.id, index]));
  const links = edges.map((edge) => ({
    ...edge, tail: byId.get(edge.from), head: byId.get(edge.to),
  }));
  const around = nodes.map(() => []);
  links.forEach((link, index) => {
    around[link.tail].push({ node: link.head, link: index });
    if (link.tail !== link.head) around[link.head].push({ node: link.tail, link: index });
  });
  const degree = around.map((list) => new Set(list.map(({ node }) => node)).size);
  const byDegree = [...nodes.keys()].sort((a, b) => degree[b] - degree[a] || a - b);
  const hubs = new Set(byDegree.slice(0, HUBS).filter((id) => degree[id] >= HUB_DEGREE));
  const told = [...new Set([...nodes.flatMap((node) => node.claims), ...links.map(({ claim }) => claim)])].sort();
  return { nodes, links, labels, claims, told, editions, patterns, byId, around, degree, byDegree, hubs };
}

/** Returns { text, lang }: the name of a key in a language, else in English, else the key itself without a language. */
export function nameOf(model, key, lang) {
  const names = Object.hasOwn(model.labels, key) ? model.labels[key] : {};
  if (names[lang]) return { text: names[lang], lang };
  if (names.en) return { text: names.en, lang: "en" };
  return { text: key, lang: "" };
}

/** Returns the name of a link, made of the names of its ends. */
export function linkName({ model, lang, t }, link) {
  const [a, b] = [model.links[link].from, model.links[link].to].map((id) => nameOf(model, id, lang).text);
  return t("between", { a, b });
}

/** Returns all other names of a node in all languages, each once, as { text, lang }. */
export function otherNames(model, node, lang) {
  const shown = nameOf(model, node.id, lang).text;
  const names = new Map();
  for (const [language, text] of Object.entries(model.labels[node.id] ?? {})) names.set(text, language);
  for (const text of node.alt) if (!names.has(text)) names.set(text, "");
  names.delete(shown);
  return [...names].map(([text, language]) => ({ text, lang: language }));
}

/** Returns the set of nodes within `hops` steps in either direction, with the start. */
export function neighbourhood(model, start, hops) {
  const reached = new Set([start]);
  let edge = [start];
  for (let step = 0; step < hops; step += 1) {
    const next = [];
    for (const from of edge) {
      for (const { node } of model.around[from]) {
        if (reached.has(node)) continue;
        reached.add(node);
        next.push(node);
      }
    }
    edge = next;
  }
  return reached;
}

/** Returns the number of the link that draws a claim; null if no claim is selected, -1 if no link draws it. */
export function linkOf(model, chosen) {
  return chosen === null ? null : model.links.findIndex(({ claim }) => claim === chosen);
}

/** Returns the keys of the claims between the two ends of a link, sorted. */
export function claimsBetween(model, link) {
  return [...new Set([link, ...parallelLinks(model, link)].map((number) => model.links[number].claim))].sort();
}

/** Returns the numbers of all links between the two ends of a link, in both directions. */
export function parallelLinks(model, link) {
  const { tail, head } = model.links[link];
  return model.around[tail].filter(({ node }) => node === head).map((entry) => entry.link);
}
