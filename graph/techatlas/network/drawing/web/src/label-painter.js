// Writes names over the drawing, in screen pixels, each in the font of its language.

import { placeLabels } from "./labels.js";
import { nameOf } from "./model.js";
import { palette } from "./scene.js";

const MOST = 220;
const MOST_IN_LARGE = 90;
const LARGE = 3000;
const CLOSE = 0.3;
const LONGEST = 190;
const RING = 5;

export function labelPainter(network, model) {
  const measured = new Map();
  let boxes = [];

  function written(context, style, node, lang) {
    const key = `${lang} ${node}`;
    if (!measured.has(key)) measured.set(key, writtenName(context, model, node, lang, style.fonts));
    return measured.get(key);
  }

  function most(scene) {
    return !scene.focus && model.nodes.length > LARGE && network.getScale() < CLOSE ? MOST_IN_LARGE : MOST;
  }

  function paint(context, scene, obstacles = []) {
    const scale = network.getScale();
    const ratio = context.getTransform().a / scale;
    const screen = { width: context.canvas.width / ratio, height: context.canvas.height / ratio };
    const view = network.getViewPosition();
    const style = palette();
    const at = (id) => ({
      x: (model.nodes[id].x - view.x) * scale + screen.width / 2,
      y: (model.nodes[id].y - view.y) * scale + screen.height / 2,
      radius: model.nodes[id].size * scale,
    });
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const wanted = important(model, scene).filter((id) => near(at(id), screen));
    const candidates = wanted.slice(0, MOST * 4).map((id) => ({
      key: id, ...ringed(at(id), id === scene.node), height: 16, hub: isHub(model, id), must: id === scene.node,
      width: written(context, style, id, scene.lang).width + 4,
    }));
    const marks = wanted.map((id) => ({ key: id, hub: isHub(model, id), ...square(at(id)) })).filter(({ width }) => width >= 5);
    boxes = placeLabels(candidates, [...marks, ...obstacles], screen, most(scene))
      .map((box) => ({ ...box, ...written(context, style, box.key, scene.lang), width: box.width }));
    drawRings(context, style, scene, at);
    drawNames(context, style, boxes);
    context.restore();
  }

  function labels() {
    return boxes.map((box) => ({ ...box, id: model.nodes[box.key].id }));
  }

  function nodeAt({ x, y }) {
    return boxes.find((box) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height)?.key;
  }

  return { paint, labels, nodeAt };
}

/** Returns the name as it is written, cut if it is too long, with its font and its width in pixels. */
export function writtenName(context, model, node, lang, fonts) {
  const name = nameOf(model, model.nodes[node].id, lang);
  const bold = isHub(model, node);
  const font = `${bold ? "600 13px" : "12px"} ${fonts[name.lang || lang]}`;
  context.font = font;
  let text = [...name.text.normalize("NFC")].slice(0, 80).join("");
  while (text.length > 1 && context.measureText(text).width > LONGEST) text = `${[...text].slice(0, -2).join("")}…`;
  return { text, font, bold, lang: name.lang, width: context.measureText(text).width };
}

export function isHub(model, node) {
  return model.hubs.has(node);
}

/** Returns the shown nodes, the selected one first, then by degree; only those in focus if there is a focus. */
function important(model, { shown, focus, node }) {
  const rest = model.byDegree.filter((id) => id !== node && shown.nodes[id] && (!focus || focus.has(id)));
  return node !== null && shown.nodes[node] ? [node, ...rest] : rest;
}

function near({ x, y, radius }, { width, height }) {
  return x > -radius && y > -radius && x < width + radius && y < height + radius;
}

function ringed(place, chosen) {
  return chosen ? { ...place, radius: place.radius + RING + 2 } : place;
}

function square({ x, y, radius }) {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

function drawRings(context, style, { node, shown }, at) {
  if (node === null || !shown.nodes[node]) return;
  const { x, y, radius } = at(node);
  context.strokeStyle = style.accent;
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(x, y, radius + RING, 0, 2 * Math.PI);
  context.stroke();
}

function drawNames(context, style, boxes) {
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = style.ground;
  context.fillStyle = style.text;
  for (const { text, font, x, y, height } of boxes) {
    context.font = font;
    context.strokeText(text, x + 2, y + height / 2);
    context.fillText(text, x + 2, y + height / 2);
  }
}
