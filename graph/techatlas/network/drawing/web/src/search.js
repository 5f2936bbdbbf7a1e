// Finding a thing by any of its names, in any language and script.

/** For each character that has other forms, the one that stands for them all. classes: "发発發髮", … */
export function canonicalForms(classes) {
  return new Map(classes.flatMap((forms) => [...forms].map((form, _, all) => [form, all[0]])));
}

/** Width, case, spaces, dots, and simplified, traditional or Japanese form make no difference. */
export function fold(text, forms = new Map()) {
  const plain = text.normalize("NFKC").toLowerCase().replace(/[\s\-_.,'’・·]/gu, "");
  return forms.size ? plain.replace(/[^\0-\u2e7f]/gu, (sign) => forms.get(sign) ?? sign) : plain;
}

/** The folded names of every thing; `forms` folds the query the same way. */
export function createIndex(model, classes = []) {
  const forms = canonicalForms(classes);
  const names = model.nodes.map((node) => {
    const all = [...Object.values(model.labels[node.id] ?? {}), ...node.alt, node.id];
    return [...new Set(all)].map((name) => ({ name, folded: fold(name, forms) }));
  });
  return { forms, names };
}

/** The best matches first: the whole name, then its beginning, then anywhere; then the better connected. */
export function find(model, { forms, names }, query, limit = 12) {
  const wanted = fold(query, forms);
  if (!wanted) return [];
  const grades = [[], [], []];
  for (const node of model.byDegree) {
    let best = null;
    for (const { name, folded } of names[node]) {
      const at = folded.indexOf(wanted);
      if (at < 0) continue;
      const grade = folded === wanted ? 0 : at === 0 ? 1 : 2;
      if (!best || grade < best.grade) best = { grade, name };
    }
    if (best) grades[best.grade].push({ node, name: best.name });
  }
  return grades.flat().slice(0, limit);
}
