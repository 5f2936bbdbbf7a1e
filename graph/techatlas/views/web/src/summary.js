// The sentence the page opens on, and the line that tells what is shown.

import { nameOf } from "./model.js";

const BEST = 3;

/** How much there is, from how many sources, and who stands in the middle of it. */
export function lede({ model, lang, t }, date) {
  if (!model.nodes.length) return t("empty");
  const sentence = t("lede", {
    things: t("count_things", { n: model.nodes.length }),
    claims: t("count_claims", { n: Object.keys(model.claims).length }),
    sources: t("count_sources", { n: Object.keys(model.sources).length }),
  });
  const best = model.byDegree.filter((id) => model.degree[id] > 1).slice(0, BEST);
  const names = best.map((id) => nameOf(model, model.nodes[id].id, lang).text);
  const joined = new Intl.ListFormat(lang, { style: "long", type: "conjunction" }).format(names);
  return [
    sentence, date ? t("newest", { date }) : "", names.length ? t("best", { names: joined }) : "",
  ].filter(Boolean).join(lang === "en" ? " " : "");
}

export function statusLine({ model, lang, hops, t }, { shown, focus, node, link, message }) {
  if (!model.nodes.length) return message || t("empty");
  const nodes = shown.nodes.filter(Boolean).length;
  const parts = [message, t("shown", {
    nodes, allNodes: t("count_things", { n: model.nodes.length }),
    edges: shown.links.filter(Boolean).length, allEdges: t("count_links", { n: model.links.length }),
  })];
  if (!nodes) parts.push(t("none_left"));
  if (node !== null) {
    parts.push(t("focused", {
      name: nameOf(model, model.nodes[node].id, lang).text, reach: t(`hops_${hops}`),
      nodes: t("count_things", { n: [...focus].filter((id) => shown.nodes[id]).length }),
    }));
  } else if (link !== null) {
    const { from, to } = model.links[link];
    const [a, b] = [from, to].map((id) => nameOf(model, id, lang).text);
    parts.push(t("focused_link", { name: t("between", { a, b }) }));
  }
  return parts.filter(Boolean).join(lang === "en" ? " " : "");
}
