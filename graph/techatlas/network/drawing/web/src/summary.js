// The summary under the title, and the status line with the counts of what is shown.

import { shownClaims } from "./filter.js";
import { linkName, nameOf } from "./model.js";
import { isSet, spanOf, TIMES } from "./times.js";

const BEST = 3;
const MANY = 30000;

/** Returns the numbers of things, of claims about them and of their sources, the newest date, and the best connected things. */
export function lede({ model, lang, language, t }, date) {
  if (!model.nodes.length) return t("empty");
  const sources = new Set(model.told.map((key) => model.claims[key]?.edition).filter(Boolean));
  const sentence = t("lede", {
    things: t("count_things", { n: model.nodes.length }),
    claims: t("count_claims", { n: model.told.length }),
    sources: t("count_sources", { n: sources.size }),
  });
  const best = model.byDegree.filter((id) => model.degree[id] > 1).slice(0, BEST);
  const names = best.map((id) => nameOf(model, model.nodes[id].id, lang).text);
  const joined = new Intl.ListFormat(lang, { style: "long", type: "conjunction" }).format(names);
  return [
    sentence, date ? t("newest", { date }) : "", names.length ? t("best", { names: joined }) : "",
  ].filter(Boolean).join(language.sentence_separator);
}

/** Returns the values of the phrase `shown`: the counts of shown and of all things, links and claims. */
export function shownCounts({ model, t }, shown) {
  const count = (list) => list.filter(Boolean).length;
  return {
    things: t("shown_things", { shown: count(shown.nodes), n: model.nodes.length }),
    links: t("shown_links", { shown: count(shown.links), n: model.links.length }),
    claims: t("shown_claims", { shown: shownClaims(model, shown).length, n: model.told.length }),
  };
}

/** Returns the accessible name of the drawing. */
export function drawingLabel({ t }, shown) {
  const count = (list) => list.filter(Boolean).length;
  return t("network_of", {
    nodes: t("count_things", { n: count(shown.nodes) }), edges: t("count_links", { n: count(shown.links) }),
  });
}

function isUndated(model, key, time) {
  return Object.hasOwn(model.claims, key) && spanOf(model, model.claims[key], time) === null;
}

export function statusLine({ model, lang, language, hops, times, t }, { shown, focus, node, link, message }) {
  if (!model.nodes.length) return message || t("empty");
  const parts = [message, t("shown", shownCounts({ model, t }, shown))];
  for (const time of TIMES) {
    const n = isSet(times[time]) ? shownClaims(model, shown).filter((key) => isUndated(model, key, time)).length : 0;
    if (n) parts.push(t(`undated_${time}`, { claims: t("count_claims", { n }) }));
  }
  if (model.nodes.length > MANY) parts.push(t("many"));
  if (!shown.nodes.includes(true)) parts.push(t("none_left"));
  if (node !== null) {
    parts.push(t("focused", {
      name: nameOf(model, model.nodes[node].id, lang).text, reach: t(`hops_${hops}`),
      nodes: t("count_things", { n: [...focus].filter((id) => shown.nodes[id]).length }),
    }));
  } else if (link !== null) {
    parts.push(t("focused_link", { name: linkName({ model, lang, t }, link) }));
  }
  return parts.filter(Boolean).join(language.sentence_separator);
}
