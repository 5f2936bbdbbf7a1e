// The buttons for language, theme, drawing or table, and camera.

import { el } from "./dom.js";

/**
 * Returns the elements, the camera buttons, and a function that refreshes them.
 * languages: those of the page, in order; actions: { setLang, toggleView, toggleTheme, fit, zoom }.
 */
export function toolbar(languages, actions) {
  const choices = languages.map(({ code: lang, own_name: name }) => el("button", {
    type: "button", textContent: name, lang, onclick: () => actions.setLang(lang), attr: { "data-lang": lang },
  }));
  const languageGroup = el("div", { className: "choice", attr: { role: "group" } }, choices);
  const view = el("button", { type: "button", id: "view-switch", onclick: actions.toggleView });
  const theme = el("button", { type: "button", id: "theme-switch", onclick: actions.toggleTheme });
  const fit = el("button", { type: "button", onclick: () => actions.fit() });
  const closer = el("button", { type: "button", textContent: "+", onclick: () => actions.zoom(1.25) });
  const farther = el("button", { type: "button", textContent: "−", onclick: () => actions.zoom(0.8) });
  const camera = el("div", { className: "choice camera" }, farther, closer, fit);

  function refresh({ t, lang, view: shown, dark }) {
    languageGroup.setAttribute("aria-label", t("language"));
    choices.forEach((button) => button.setAttribute("aria-pressed", String(button.lang === lang)));
    view.textContent = t(shown === "table" ? "as_network" : "as_table");
    theme.textContent = t("theme");
    theme.setAttribute("aria-pressed", String(dark));
    fit.textContent = t("fit");
    closer.setAttribute("aria-label", t("zoom_in"));
    farther.setAttribute("aria-label", t("zoom_out"));
    camera.hidden = shown === "table";
  }

  return { elements: [languageGroup, el("div", { className: "choice" }, view, theme)], camera, refresh };
}
