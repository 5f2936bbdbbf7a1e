// Writes a picture as SVG text. Only shapes and texts are written, and all values are escaped.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

export function svgText({ width, height, ground, title, items }, fonts) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    ...items.map((item) => (item.path ? shape(item) : text(item, fonts))),
    "</svg>",
  ].join("\n");
}

function shape({ path, fill, stroke, width, dash, opacity }) {
  return tag("path", {
    d: path, fill: fill ?? "none", stroke, "stroke-width": stroke && width, "stroke-dasharray": dash?.join(" "),
    opacity: opacity === 1 ? undefined : opacity?.toFixed(2),
  });
}

function text({ text: content, x, y, size, weight, lang, fill, halo, middle }, fonts) {
  const attributes = {
    x, y, "font-size": size, "font-weight": weight === 400 ? undefined : weight, "font-family": fonts[lang], lang, fill,
    "dominant-baseline": "central", "text-anchor": middle ? "middle" : undefined,
    ...(halo ? { stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" } : {}),
  };
  return tag("text", attributes, escape(content));
}

function tag(name, attributes, content = "") {
  const written = Object.entries(attributes).filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => ` ${key}="${escape(String(value))}"`).join("");
  return content ? `<${name}${written}>${content}</${name}>` : `<${name}${written}/>`;
}

/** Returns a text for XML: special characters are escaped, and characters that XML does not allow are left out. */
function escape(content) {
  return content.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (sign) => ESCAPES[sign]);
}
