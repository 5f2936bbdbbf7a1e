// Opacity and colours of marks and links.

export const DIMMED = 0.12;

/** Returns the opacity of links that are not in focus: many links are fainter, so that they do not hide the rest. */
export function restingOpacity(linkCount) {
  return Math.max(0.15, Math.min(1, Math.sqrt(400 / linkCount)));
}

export function isInFocus({ focus, links }, link, id) {
  if (links) return links.includes(id);
  return Boolean(focus && focus.has(link.tail) && focus.has(link.head));
}

const COLOURS = {
  text: "--text", quiet: "--quiet", ground: "--ground", accent: "--accent", edge: "--edge", strong: "--edge-strong", disputed: "--disputed",
};
const probes = new Map();

/** Returns the colours and fonts of the style sheet in the current scheme or a given one; pictures use `light`. */
export function palette(scheme = "") {
  const { languages } = document.body.dataset;
  const css = getComputedStyle(document.documentElement);
  return {
    ...Object.fromEntries(Object.keys(COLOURS).map((name) => [name, colourNow(name, scheme)])),
    fonts: Object.fromEntries(languages.split(" ").map((lang) => [lang, css.getPropertyValue(`--font-${lang}`).trim()])),
  };
}

/** Returns one colour of the style sheet as `#rrggbb`. */
export function colourNow(name, scheme = "") {
  if (!probes.has(scheme)) probes.set(scheme, probe(scheme));
  const parts = probes.get(scheme)[name].color.match(/\d+/g).slice(0, 3);
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
}

/** Returns the computed style of a hidden element per colour: `light-dark()` resolves only in a property that uses it. */
function probe(scheme) {
  const box = document.createElement("div");
  box.hidden = true;
  box.style.colorScheme = scheme;
  document.body.append(box);
  return Object.fromEntries(Object.entries(COLOURS).map(([name, variable]) => {
    const point = box.appendChild(document.createElement("i"));
    point.style.color = `var(${variable})`;
    return [name, getComputedStyle(point)];
  }));
}
