// Elements from text only: nothing here ever reads HTML.

/** An element with properties (`on…` too), attributes under `attr`, and children; empty ones are left out. */
export function el(tag, { attr = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attr)) element.setAttribute(name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** Text with its language, so that the right font is taken; a bare key has no language. */
export function say({ text, lang }, tag = "span", properties = {}) {
  return el(tag, { ...properties, textContent: text, ...(lang ? { lang } : {}) });
}

/** A button that looks like a word in the text. */
export function wordButton(name, onclick, properties = {}) {
  return say(name, "button", { type: "button", className: "word", onclick, ...properties });
}

/** Draws a part anew; where its focused element has a `data-focus`, its successor takes the focus over. */
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
