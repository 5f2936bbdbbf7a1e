// The lead and the remarks of the answer that the page draws.

import { byElementId, el, say } from "./dom.js";

const FEW = 3;

/** Returns a function that refreshes both; they are hidden if the page does not draw an answer. */
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
