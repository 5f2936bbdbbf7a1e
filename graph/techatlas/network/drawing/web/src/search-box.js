// The search field: a combobox with a list, after the ARIA Authoring Practices Guide.

import { el, say } from "./dom.js";
import { nameOf } from "./model.js";
import { createIndex, find } from "./search.js";

/** Returns the element, its input, and a function that translates it. context(): { model, lang, t, choose, variants }, as of now. */
export function searchBox(context) {
  let index = null;
  let found = [];
  let current = -1;
  const list = el("ul", { id: "results", hidden: true, attr: { role: "listbox" } });
  const label = el("label", { htmlFor: "query" });
  const count = el("span", { className: "sr", attr: { "aria-live": "polite" } });
  const input = el("input", {
    id: "query", type: "search", autocomplete: "off", spellcheck: false, oninput: search, onkeydown: onKey,
    onblur: close, // pressing a result selects it before the field loses the focus
    attr: { role: "combobox", "aria-expanded": "false", "aria-controls": "results", "aria-autocomplete": "list" },
  });

  function search() {
    index ??= createIndex(context().model, context().variants);
    found = find(context().model, index, input.value);
    current = found.length ? 0 : -1;
    paint();
    count.textContent = input.value.trim() ? context().t("found", { n: found.length }) : "";
  }

  function paint() {
    const { model, lang } = context();
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (current < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `result-${current}`);
    list.replaceChildren(...found.map(({ node, name }, place) => {
      const shown = nameOf(model, model.nodes[node].id, lang);
      return el("li", {
        id: `result-${place}`, onpointerdown: (event) => { event.preventDefault(); take(place); },
        attr: { role: "option", "aria-selected": String(place === current), "data-node": model.nodes[node].id },
      }, say(shown), name === shown.text ? null : el("span", { className: "quiet", textContent: name }));
    }));
    list.children[current]?.scrollIntoView({ block: "nearest" });
  }

  function take(place) {
    const { model, choose } = context();
    const { node } = found[place];
    input.value = "";
    close();
    choose({ node: model.nodes[node].id });
  }

  function close() {
    [found, current] = [[], -1];
    paint();
  }

  function onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") current = Math.min(current + 1, found.length - 1);
    else if (event.key === "ArrowUp") current = Math.max(current - 1, 0);
    else if (event.key === "Enter" && current >= 0) { event.preventDefault(); take(current); return; }
    else if (event.key === "Escape") { event.stopPropagation(); input.value = ""; close(); return; }
    else return;
    event.preventDefault();
    paint();
  }

  function translate() {
    const { t } = context();
    label.textContent = t("search");
    input.placeholder = t("search_hint");
    list.setAttribute("aria-label", t("results"));
  }

  return { element: el("div", { className: "search", attr: { role: "search" } }, label, input, list, count), input, translate };
}
