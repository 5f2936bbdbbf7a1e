// Draws the marks and links of a large network in batches, under the names; links are not drawn while the camera moves.

import { arrow } from "./arrow.js";
import { pointAt, pull } from "./curves.js";
import { colourOf } from "./evidence.js";
import { corners, markOf, outline } from "./marks.js";
import { DIMMED, isInFocus, palette, restingOpacity } from "./scene.js";

const STILL = 160;
const SMALL = 2.5;
const TOUCH = 5;
const LEAF = 6;
const TURN = 2 * Math.PI;

export function bulkPainter(network, { model, kinds, looks, shapes }) {
  const { nodes, links } = model;
  const kindsDrawn = groupBy(nodes.keys(), (id) => nodes[id].kind).map(([kind, ids]) => ({ ids, mark: markOf(kinds, kind) }));
  const strokes = groupBy(links.keys(), (id) => JSON.stringify([looks[id].stroke, looks[id].disputed]))
    .map(([, ids]) => ({ ids, look: looks[ids[0]], dash: looks[ids[0]].stroke ?? [] }));
  let scene = null;
  let camera = "";
  let moving = false;
  let timer = 0;

  network.on("beforeDrawing", (context) => scene && paint(context));

  function paint(context) {
    const scale = network.getScale();
    const view = viewBox(network, scale);
    notice(`${scale} ${view.left} ${view.top}`);
    const colours = palette();
    context.save();
    if (!moving || scene.focus) drawLinks(context, view, scale, colours);
    for (const inFocus of scene.focus ? [false, true] : [true]) {
      context.globalAlpha = inFocus ? 1 : DIMMED;
      for (const { ids, mark } of kindsDrawn) drawMarks(context, view, scale, ids, mark, inFocus, colours.ground);
    }
    context.restore();
  }

  /** Notices a move of the camera; once it has been still for `STILL` milliseconds, the links are drawn again. */
  function notice(now) {
    if (camera && camera !== now) {
      moving = true;
      clearTimeout(timer);
      timer = setTimeout(() => { moving = false; network.redraw(); }, STILL);
    }
    camera = now;
  }

  function drawLinks(context, view, scale, colours) {
    for (const inFocus of scene.focus ? [false, true] : [false]) {
      if (moving && !inFocus) continue;
      context.lineWidth = (inFocus ? 1.4 : 0.6) / scale;
      context.globalAlpha = inFocus ? 1 : scene.focus ? DIMMED / 2 : restingOpacity(links.length);
      for (const { ids, dash, look } of strokes) {
        context.strokeStyle = inFocus && !look.disputed ? colours.strong : colourOf(look, colours);
        context.setLineDash(dash.map((length) => length / scale));
        context.beginPath();
        for (const id of ids) if (scene.shown.links[id] && isInFocus(scene, links[id], id) === inFocus) trace(context, view, id);
        context.stroke();
      }
      context.setLineDash([]);
      if (inFocus) drawArrows(context, scale, colours.strong);
    }
  }

  function trace(context, view, id) {
    const [from, to] = [nodes[links[id].tail], nodes[links[id].head]];
    if (Math.max(from.x, to.x) < view.left || Math.min(from.x, to.x) > view.right
      || Math.max(from.y, to.y) < view.top || Math.min(from.y, to.y) > view.bottom) return;
    const loop = shapes[id].selfReference;
    if (loop) {
      context.moveTo(from.x + 2 * loop.size, from.y - loop.size);
      context.arc(from.x + loop.size, from.y - loop.size, loop.size, 0, TURN);
      return;
    }
    const via = pull(from, to, shapes[id]);
    context.moveTo(from.x, from.y);
    if (via) context.quadraticCurveTo(via.x, via.y, to.x, to.y);
    else context.lineTo(to.x, to.y);
  }

  function drawArrows(context, scale, colour) {
    context.fillStyle = colour;
    context.beginPath();
    links.forEach((link, id) => {
      if (!scene.shown.links[id] || link.tail === link.head || !isInFocus(scene, link, id)) return;
      arrow(nodes[link.tail], nodes[link.head], shapes[id], 7 / scale).forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    });
    context.fill();
  }

  function drawMarks(context, view, scale, ids, mark, inFocus, ground) {
    const tiny = LEAF * scale < SMALL;
    const border = outline(mark.color, ground);
    context.fillStyle = tiny ? border : mark.color;
    context.beginPath();
    for (const id of ids) {
      if (!scene.shown.nodes[id] || (scene.focus && scene.focus.has(id) !== inFocus)) continue;
      const { x, y, size } = nodes[id];
      if (x < view.left || x > view.right || y < view.top || y > view.bottom) continue;
      const radius = Math.max(size, 1.2 / scale);
      if (radius * scale < SMALL) context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
      else traceMark(context, mark.shape, x, y, radius);
    }
    context.fill();
    if (tiny) return;
    context.strokeStyle = border;
    context.lineWidth = 1.2;
    context.stroke();
  }

  function nodeAt(point) {
    const place = network.DOMtoCanvas(point);
    const hit = nodes.findIndex(({ x, y, size }, id) => scene.shown.nodes[id] && Math.hypot(x - place.x, y - place.y) <= size);
    return hit < 0 ? undefined : hit;
  }

  function linkAt(point) {
    const place = network.DOMtoCanvas(point);
    let best;
    let least = TOUCH / network.getScale();
    links.forEach((link, id) => {
      if (!scene.shown.links[id]) return;
      const gap = distance(place, nodes[link.tail], nodes[link.head], shapes[id]);
      if (gap < least) [best, least] = [id, gap];
    });
    return best;
  }

  return { show: (next) => { scene = next; }, nodeAt, linkAt };
}

function traceMark(context, shape, x, y, radius) {
  if (shape === "dot") {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, TURN);
    return;
  }
  corners(shape, radius).forEach(([right, down], i) => (i ? context.lineTo(x + right, y + down) : context.moveTo(x + right, y + down)));
  context.closePath();
}

function viewBox(network, scale) {
  const { clientWidth, clientHeight } = network.canvas.frame;
  const { x, y } = network.getViewPosition();
  const [right, down] = [clientWidth / scale / 2 + 40, clientHeight / scale / 2 + 40];
  return { left: x - right, right: x + right, top: y - down, bottom: y + down };
}

/** Returns the distance of a point from a link, which is approximated by 12 segments. */
function distance(place, from, to, shape) {
  const reach = Math.hypot(from.x - to.x, from.y - to.y);
  if (Math.hypot(place.x - from.x, place.y - from.y) > 1.6 * reach + 40) return Infinity;
  let least = Infinity;
  let before = pointAt(from, to, shape, 0);
  for (let step = 1; step <= 12; step += 1) {
    const next = pointAt(from, to, shape, step / 12);
    least = Math.min(least, toSegment(place, before, next));
    before = next;
  }
  return least;
}

function toSegment({ x, y }, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const share = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - share * dx, y - a.y - share * dy);
}

function groupBy(ids, keyOf) {
  const groups = new Map();
  for (const id of ids) {
    const key = keyOf(id);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(id);
  }
  return [...groups];
}
