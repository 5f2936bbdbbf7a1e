// Finds things by any of their names, in any language and script.

/** For each character that has other forms, the one that stands for them all. classes: "发発發髮", … */
export function canonicalForms(classes) {
  return new Map(classes.flatMap((forms) => [...forms].map((form, _, all) => [form, all[0]])));
}

/** Returns a text without differences of width, case, spaces, dots, and simplified, traditional or Japanese forms. */
export function fold(text, forms = new Map()) {
  const plain = text.normalize("NFKC").toLowerCase().replace(/[\s\-_.,'’・·]/gu, "");
  return forms.size ? plain.replace(/[^\0-\u2e7f]/gu, (sign) => forms.get(sign) ?? sign) : plain;
}

/** Returns the folded names of every thing, and the `forms` with which to fold a query. */
export function createIndex(model, classes = []) {
  const forms = canonicalForms(classes);
  const names = model.nodes.map((node) => {
    const all = [...Object.values(model.labels[node.id] ?? {}), ...node.alt, node.id];
    return [...new Set(all)].map((name) => ({ name, folded: fold(name, forms) }));
  });
  return { forms, names };
}

/** Returns matches, best first: of the whole name, of its beginning, then anywhere; better connected things first. */
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
