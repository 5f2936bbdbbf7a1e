// The lead, the remarks and the table of the answer that the page draws.

import { byElementId, el, say } from "./dom.js";

const FEW = 3;
const SHORT = 16;

/** Returns a function that refreshes all; they are hidden if the page does not draw an answer. */
export function answerPart({ lead, remarks, rows }, roomy) {
  const word = el("summary", {});
  const list = el("ul", {});
  byElementId("remarks").replaceChildren(el("details", { open: roomy && remarks.length <= FEW }, word, list));

  const name = el("summary", {});
  const grid = el("div", { className: "scroll" });
  const first = rows.en;
  byElementId("rows").hidden = !first?.rows.length;
  byElementId("rows").replaceChildren(el("details", { open: roomy && first?.rows.length <= SHORT }, name, grid));

  function refresh({ t, lang }) {
    if (first) {
      const told = rows[lang] ?? first;
      name.textContent = [t("rows", { n: told.all }), told.all > told.rows.length ? t("rows_shown", { n: told.rows.length }) : ""].join(" ");
      grid.replaceChildren(table(told));
    }
    const inLang = (texts) => (texts[lang] ? { text: texts[lang], lang } : { text: texts.en ?? "", lang: "en" });
    byElementId("lead").replaceChildren(say(inLang(lead)));
    byElementId("lead").hidden = !inLang(lead).text;
    byElementId("remarks").hidden = !remarks.length;
    word.textContent = t("remarks", { n: remarks.length });
    list.replaceChildren(...remarks.map((remark) => say(inLang(remark), "li")));
  }

  return { refresh };
}

function table({ headings, rows }) {
  const cells = (texts, tag, attr) => el("tr", {}, ...texts.map((text) => el(tag, { textContent: text, attr })));
  return el("table", {}, el("thead", {}, cells(headings, "th", { scope: "col" })), el("tbody", {}, ...rows.map((row) => cells(row, "td"))));
}
