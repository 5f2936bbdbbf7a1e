// The mark of each kind, its colour and shape, for drawing, legend, panel and tables alike.

import { colourNow } from "./scene.js";

const UNKNOWN = { color: "#767676", shape: "dot", order: 1000 };
export const SVG = "http://www.w3.org/2000/svg";

export function markOf(kinds, kind) {
  return Object.hasOwn(kinds, kind) ? kinds[kind] : UNKNOWN;
}

/** Returns the colour of a mark's outline: its own, changed until its contrast with the ground is at least 3.2 : 1. */
export function outline(color, ground) {
  const behind = luminance(parse(ground));
  const dark = behind < 0.5;
  let rgb = parse(color);
  for (let step = 0; step < 40 && contrast(luminance(rgb), behind) < 3.2; step += 1) {
    rgb = rgb.map((part) => (dark ? part + (255 - part) * 0.06 : part * 0.94));
  }
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/** Returns a mark as a small SVG element, with the geometry of vis-network. */
export function markIcon(document, mark, dark) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-10 -10 20 20");
  svg.setAttribute("class", "mark");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", markPath(mark.shape, 0, 0, 7));
  shape.setAttribute("fill", mark.color);
  shape.setAttribute("stroke", outline(mark.color, colourNow("ground", dark ? "dark" : "light")));
  shape.setAttribute("stroke-width", "1.5");
  svg.append(shape);
  return svg;
}

/** Returns the outline of a mark as SVG path data. */
export function markPath(shape, x, y, r) {
  const at = (right, down) => `${round(x + right)} ${round(y + down)}`;
  if (shape === "dot") return `M${at(-r, 0)}a${r} ${r} 0 1 0 ${round(2 * r)} 0a${r} ${r} 0 1 0 ${round(-2 * r)} 0z`;
  return `M${corners(shape, r).map(([right, down]) => at(right, down)).join("L")}z`;
}

export function round(number) {
  return Number(number.toFixed(2));
}

export function corners(shape, r) {
  if (shape === "square") return [[-r, -r], [r, -r], [r, r], [-r, r]];
  if (shape === "diamond") return [[0, r], [r, 0], [0, -r], [-r, 0]];
  if (shape === "triangle" || shape === "triangleDown") return triangle(r * 1.15, shape === "triangle" ? 1 : -1);
  if (shape === "hexagon") return turn(6, (i) => [r * Math.cos((i * Math.PI) / 3), r * Math.sin((i * Math.PI) / 3)]);
  const size = r * 0.82;
  return turn(10, (i) => {
    const reach = i % 2 === 0 ? size * 1.3 : size * 0.5;
    return [reach * Math.sin((i * Math.PI) / 5), 0.1 * size - reach * Math.cos((i * Math.PI) / 5)];
  });
}

function triangle(r, up) {
  const inner = r / Math.sqrt(3);
  const height = r * Math.sqrt(3);
  return [[0, -(height - inner)], [r, inner], [-r, inner]].map(([x, y]) => [x, up * (y + 0.275 * r)]);
}

function turn(count, point) {
  return Array.from({ length: count }, (_, i) => point(i).map((part) => Number(part.toFixed(2))));
}

function parse(color) {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

/** Returns the relative luminance of a colour [red, green, blue] (WCAG 2.2); `contrast` gives the ratio of two luminances. */
export function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(a, b) {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
