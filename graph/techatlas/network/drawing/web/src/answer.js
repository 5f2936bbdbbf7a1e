// What the page opens on where it draws an answer: the answer in a sentence, and what must be said with it.

import { byElementId, el, say } from "./dom.js";

const FEW = 3;

/** Gives a function that refreshes both; a page that draws no answer has neither. */
export function answerPart({ lead, remarks }, roomy) {
  const word = el("summary", {});
  const list = el("ul", {});
  byElementId("remarks").replaceChildren(el("details", { open: roomy && remarks.length <= FEW }, word, list));

  function refresh({ t, lang }) {
    const inLang = (texts) => (texts[lang] ? { text: texts[lang], lang } : { text: texts.en ?? "", lang: "en" });
    byElementId("lead").replaceChildren(say(inLang(lead)));
    byElementId("lead").hidden = !inLang(lead).text;
    byElementId("remarks").hidden = !remarks.length;
    word.textContent = t("remarks", { n: remarks.length });
    list.replaceChildren(...remarks.map((remark) => say(inLang(remark), "li")));
  }

  return { refresh };
}
