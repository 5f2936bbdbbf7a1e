// Creates elements from text only; HTML is never parsed.

/** Returns an element with properties (also `on…`), attributes in `attr`, and children; empty children are left out. */
export function el(tag, { attr = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attr)) element.setAttribute(name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Returns an element with a text and its language, which selects the font; a key does not have a language. */
export function say({ text, lang }, tag = "span", properties = {}) {
  return el(tag, { ...properties, textContent: text, ...(lang ? { lang } : {}) });
}

/** Returns a button that looks like a link in the text. */
export function wordButton(name, onclick, properties = {}) {
  return say(name, "button", { type: "button", className: "word", onclick, ...properties });
}

/** Redraws a part and moves the focus to the new element with the same `data-focus`; returns whether it did. */
export function keepFocus(part, draw) {
  const wanted = part.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  draw();
  if (wanted === undefined) return false;
  const next = [...part.querySelectorAll("[data-focus]")].find((element) => element.dataset.focus === wanted);
  next?.focus();
  return Boolean(next);
}

export const byElementId = (id) => document.getElementById(id);

export function readData(id) {
  return JSON.parse(byElementId(id).textContent);
}
