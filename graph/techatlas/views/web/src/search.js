// Finding a thing by any of its names, in any language and script.

/** Half and full width, upper and lower case, spaces and dots make no difference. */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\s\-_.,'’・·]/gu, "");
}

export function createIndex(model) {
  return model.nodes.map((node) => {
    const names = [...Object.values(model.labels[node.id] ?? {}), ...node.alt, node.id];
    return [...new Set(names)].map((name) => ({ name, folded: fold(name) }));
  });
}

/** The best matches first: the whole name, then its beginning, then anywhere; then the better connected. */
export function find(model, index, query, limit = 12) {
  const wanted = fold(query);
  if (!wanted) return [];
  const grades = [[], [], []];
  for (const node of model.byDegree) {
    let best = null;
    for (const { name, folded } of index[node]) {
      const at = folded.indexOf(wanted);
      if (at < 0) continue;
      const grade = folded === wanted ? 0 : at === 0 ? 1 : 2;
      if (!best || grade < best.grade) best = { grade, name };
    }
    if (best) grades[best.grade].push({ node, name: best.name });
  }
  return grades.flat().slice(0, limit);
}
