// The shown network as a list of shapes and texts that can be published: title, drawing, legend, sources and licences.

import { arrow } from "./arrow.js";
import { bounds } from "./bounds.js";
import { pointAt, pull } from "./curves.js";
import { colourOf, linkText, shownSigns, signText } from "./evidence.js";
import { isHub, writtenName } from "./label-painter.js";
import { placeLabels } from "./labels.js";
import { layerWord } from "./layers.js";
import { markOf, markPath, outline, round } from "./marks.js";
import { caption } from "./picture-caption.js";
import { nameOf } from "./model.js";
import { restingOpacity } from "./scene.js";
import { ALONG_NAMED, free, ROOM_OF_NAMED } from "./sign-painter.js";

export const MARGIN = 32;
const NARROWEST = 900;
const WIDEST = 2400;
const ROOM = 45;
const NAMES = 700;

/**
 * Returns { width, height, ground, title, items }, with lengths in pixels.
 * context: as for the panel, with { looks, thingSigns, shapes }; shown: result of `visible`; pen: a canvas context that
 * measures text.
 */
export function picture(context, shown, colours, pen) {
  const { model } = context;
  const ids = [...model.nodes.keys()].filter((id) => shown.nodes[id]);
  const box = ids.length ? bounds(ids.map((id) => model.nodes[id])) : { left: 0, right: 1, top: 0, bottom: 1 };
  const widest = Math.min(WIDEST, NARROWEST + ROOM * Math.sqrt(ids.length));
  const scale = Math.min(1.4, (widest - 2 * MARGIN - 160) / (box.right - box.left));
  const width = Math.round(Math.max(NARROWEST, (box.right - box.left) * scale + 2 * MARGIN + 160));
  const head = caption.head(context, shown, colours, pen, width);
  const graph = { width, height: Math.round((box.bottom - box.top) * scale + 80), top: head.height };
  const at = ({ x, y, size }) => ({
    x: round((x - (box.left + box.right) / 2) * scale + width / 2),
    y: round((y - (box.top + box.bottom) / 2) * scale + graph.top + graph.height / 2), size: round(size * scale),
  });
  const places = model.nodes.map(at);
  const signs = signItems(context, shown, ids, places, colours);
  const names = nameItems(context, ids, places, graph, colours, pen, signs);
  const foot = caption.foot(context, shown, colours, pen, width, graph.top + graph.height);
  return {
    width, height: graph.top + graph.height + foot.height, ground: colours.ground, title: head.title,
    items: [
      ...head.items, ...linkItems(context, shown, places, scale, colours), ...markItems(context, ids, places, colours),
      ...signs, ...names, ...relationItems(context, shown, ids, places, [...signs, ...names].map(boxOf), colours),
      ...headItems(context, at, colours),
      ...foot.items,
    ],
  };
}

function headItems(context, at, { quiet, ground }) {
  const { layers, lang } = context;
  return layers.map(({ layer, x, y }) => {
    const place = at({ x, y, size: 0 });
    return { text: layerWord(context, layer), x: place.x, y: place.y - 26, size: 12, weight: 600, lang, fill: quiet, halo: ground, middle: true };
  });
}

function linkItems({ model, looks, shapes }, shown, places, scale, colours) {
  const opacity = Math.max(0.35, restingOpacity(model.links.length));
  return model.links.flatMap((link, id) => {
    if (!shown.links[id]) return [];
    const [from, to] = [places[link.tail], places[link.head]];
    const edge = colourOf(looks[id], colours);
    const line = { path: linkPath(from, to, shapes[id], scale), stroke: edge, width: 0.9, dash: looks[id].stroke, opacity };
    if (link.tail === link.head) return [line];
    return [line, { path: `M${arrow(from, to, shapes[id], 6).map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}z`, fill: edge, opacity }];
  });
}

function linkPath(from, to, shape, scale) {
  const via = shape.selfReference ? null : pull(from, to, shape);
  if (shape.selfReference) {
    const r = shape.selfReference.size * scale;
    return markPath("dot", from.x + r, from.y - r, round(r));
  }
  return `M${from.x} ${from.y}${via ? `Q${round(via.x)} ${round(via.y)} ` : "L"}${to.x} ${to.y}`;
}

function markItems({ model, kinds }, ids, places, { ground }) {
  return ids.map((id) => {
    const { color, shape } = markOf(kinds, model.nodes[id].kind);
    const { x, y, size } = places[id];
    return { path: markPath(shape, x, y, size), fill: color, stroke: outline(color, ground), width: 1.2 };
  });
}

function nameItems({ model, lang }, ids, places, graph, colours, pen, signs) {
  const shown = new Set(ids);
  const ordered = model.byDegree.filter((id) => shown.has(id));
  const here = (id) => ({ x: places[id].x, y: places[id].y - graph.top, radius: places[id].size });
  const written = new Map(ordered.slice(0, 4 * NAMES).map((id) => [id, writtenName(pen, model, id, lang, colours.fonts)]));
  const candidates = [...written].map(([id, { width }]) => ({ key: id, ...here(id), width: width + 4, height: 16, hub: isHub(model, id) }));
  const marks = ordered.map((id) => {
    const { x, y, radius } = here(id);
    return { key: id, hub: isHub(model, id), x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
  });
  const obstacles = signs.map(({ text, x, y }) => (
    { key: -1, sign: true, x: x - 5 * text.length, y: y - graph.top - 7, width: 10 * text.length, height: 14 }));
  return placeLabels(candidates, [...marks, ...obstacles], graph, NAMES).map(({ key, x, y }) => {
    const { text, lang: language, bold } = written.get(key);
    return {
      text, x: round(x + 2), y: round(y + graph.top + 8), size: bold ? 13 : 12, weight: bold ? 600 : 400,
      lang: language || lang, fill: colours.text, halo: colours.ground,
    };
  });
}

/** Names the relations of links that the page names, where there is room beside marks, signs and names. */
function relationItems({ model, looks, shapes, lang }, shown, ids, places, taken, { text: ink, ground }) {
  const named = looks.flatMap((look, id) => (look.named && shown.links[id] ? [id] : []));
  const marks = named.length ? ids.map((id) => places[id]).map(({ x, y, size }) => ({ x: x - size, y: y - size, width: 2 * size, height: 2 * size })) : [];
  const texts = named.map((id) => {
    const [from, to] = [places[model.links[id].tail], places[model.links[id].head]];
    const roomy = Math.hypot(from.x - to.x, from.y - to.y) > ROOM_OF_NAMED;
    const { text } = nameOf(model, model.links[id].relation, lang);
    return { relation: true, text, places: (roomy ? ALONG_NAMED : []).map((part) => pointAt(from, to, shapes[id], part)) };
  });
  return free(texts, [...taken, ...marks]).map(({ text, x, y }) => (
    { text, x: round(x), y: round(y), size: 12, weight: 400, lang, fill: ink, halo: ground, middle: true }));
}

/** Returns about the box of a text: a wide character is as wide as high, others are half as wide. */
function boxOf({ text, x, y, size, middle }) {
  const width = [...text].reduce((sum, character) => sum + (character >= "\u2e80" ? size : 0.55 * size), 0);
  return { x: middle ? x - width / 2 : x, y: y - size / 2, width, height: size };
}

function signItems({ model, signs, looks, thingSigns, shapes, lang }, shown, ids, places, { text: ink, ground }) {
  const sign = (text, { x, y }) => ({
    text, x: round(x), y: round(y), size: 13, weight: 600,
    lang, fill: ink, halo: ground, middle: true,
  });
  return [
    ...model.links.flatMap((link, id) => {
      const text = shown.links[id] && linkText({ model, signs, lang }, link, looks[id].signs);
      return text ? [sign(text, pointAt(places[link.tail], places[link.head], shapes[id], 0.5))] : [];
    }),
    ...ids.filter((id) => shownSigns(thingSigns[id], shown).length).map((id) => {
      const { x, y, size } = places[id];
      const keys = shownSigns(thingSigns[id], shown);
      return sign(signText(signs, keys), { x: x + 0.7 * size + 1 + 5 * keys.length, y: y - 0.7 * size - 5 });
    }),
  ];
}
