// The headings of the columns in the drawing of an answer that counts steps.

import { overlap } from "./bounds.js";
import { nameOf } from "./model.js";
import { palette } from "./scene.js";

const SIZE = 12;
const ABOVE = 24;

/** Returns the heading of a layer: the name of its term, else its number of steps; layer null has the things without a layer. */
export function layerWord({ model, layers, lang, t }, layer) {
  const term = layers.find((each) => each.layer === layer)?.term;
  if (term) return nameOf(model, term, lang).text;
  if (layer === null) return t("no_layer");
  if (layer < 0) return t("layer_before");
  return layer === 0 ? t("layer_start") : t("layer", { n: layer });
}

/** Returns a painter that writes the headings over the drawing, in screen pixels. */
export function layerPainter(network, { model, layers }) {
  const sizes = new Map(layers.map(({ layer }) => [layer, Math.max(...sizesIn(model, layer))]));
  let placed = [];

  /** Places the headings and returns their boxes, which names must not cover. */
  function place(context, scene) {
    const scale = network.getScale();
    const view = network.getViewPosition();
    const { clientWidth: width, clientHeight: height } = network.canvas.frame;
    context.save();
    context.font = font(scene);
    const across = (x) => (x - view.x) * scale + width / 2;
    placed = layers.filter(({ x }) => across(x) >= 0 && across(x) <= width).map(({ layer, x, y }) => {
      const text = layerWord({ model, layers, ...scene }, layer);
      const { width: wide } = context.measureText(text);
      return {
        key: -1, hub: true, text, width: wide, height: SIZE + 4,
        x: Math.min(Math.max(2, across(x) - wide / 2), width - wide - 2),
        y: Math.max(4, (y - sizes.get(layer) - view.y) * scale + height / 2 - ABOVE),
      };
    });
    context.restore();
    placed.forEach((head, i) => {
      while (placed.slice(0, i).some((other) => overlap(head, other))) head.y -= head.height;
    });
    return placed;
  }

  function paint(context, scene) {
    const ratio = context.getTransform().a / network.getScale();
    const { ground, quiet } = palette();
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    Object.assign(context, { font: font(scene), textAlign: "left", textBaseline: "top", lineJoin: "round", lineWidth: 3, strokeStyle: ground, fillStyle: quiet });
    for (const { text, x, y } of placed) {
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
    context.restore();
  }

  return { place, paint, heads: () => placed };
}

function sizesIn(model, wanted) {
  return model.nodes.filter(({ layer = null }) => layer === wanted).map(({ size }) => size);
}

function font({ lang }) {
  return `600 ${SIZE}px ${palette().fonts[lang]}`;
}
