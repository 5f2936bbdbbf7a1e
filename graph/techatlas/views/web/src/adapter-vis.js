// vis-network draws marks and edges and keeps camera and pointer; the names are ours.

import { curves } from "./curves.js";
import { labelPainter } from "./label-painter.js";
import { markOf, outline } from "./marks.js";

const DIMMED = 0.12;
const CLOSEST = 1.6;
const NEAR = 8;

export function createDrawing(container, model, kinds, onPick) {
  const shapes = curves(model.links);
  const nodes = new vis.DataSet(model.nodes.map((node, id) => ({
    id, x: node.x, y: node.y, size: node.size, shape: markOf(kinds, node.kind).shape,
  })));
  const edges = new vis.DataSet(model.links.map((link, id) => ({
    id, from: link.tail, to: link.head, ...shapes[id],
  })));
  const network = new vis.Network(container, { nodes, edges }, options(model.links.length));
  network.canvas.frame.tabIndex = -1;
  const painter = labelPainter(network, model);
  const resting = Math.max(0.3, Math.min(1, Math.sqrt(400 / model.links.length)));
  let scene = null;

  network.on("afterDrawing", (context) => scene && painter.paint(context, scene));
  network.on("click", ({ pointer }) => onPick(pick(pointer)));
  container.addEventListener("pointermove", (event) => {
    const box = container.getBoundingClientRect();
    const { node } = pickNode({ x: event.clientX - box.left, y: event.clientY - box.top });
    container.style.cursor = node === undefined ? "" : "pointer";
  });

  function pickNode(point) {
    const hit = network.getNodeAt(point) ?? painter.nodeAt(point);
    return { node: hit !== undefined && scene?.shown.nodes[hit] ? hit : undefined };
  }

  function pick({ DOM: point }) {
    const { node } = pickNode(point);
    if (node !== undefined) return { node };
    const close = nearest(network, model, scene, point);
    if (close !== undefined) return { node: close };
    return { link: network.getEdgeAt(point) };
  }

  /** scene: { shown, focus: Set of nodes or null, node, link numbers or null, lang, dark }. */
  function show(next) {
    scene = next;
    const css = getComputedStyle(document.documentElement);
    const quiet = css.getPropertyValue("--edge").trim();
    const strong = css.getPropertyValue("--edge-strong").trim();
    nodes.update(model.nodes.map((node, id) => {
      const { color } = markOf(kinds, node.kind);
      const border = outline(color, scene.dark);
      return {
        id, hidden: !scene.shown.nodes[id], color: { background: color, border },
        opacity: scene.focus && !scene.focus.has(id) ? DIMMED : 1,
      };
    }));
    edges.update(model.links.map((link, id) => {
      const inFocus = isInFocus(scene, link, id);
      return {
        id, hidden: !scene.shown.links[id], width: inFocus ? 1.6 : 0.8,
        color: { color: inFocus ? strong : quiet, opacity: inFocus ? 1 : scene.focus ? DIMMED : resting },
      };
    }));
  }

  function resize() {
    network.setSize("100%", "100%");
    network.redraw();
  }

  function fit(only = null) {
    const wanted = only ?? model.nodes.keys();
    const ids = [...wanted].filter((id) => !scene || scene.shown.nodes[id]);
    if (!ids.length) return;
    network.fit({ nodes: ids, animation: false, maxZoomLevel: CLOSEST, minZoomLevel: 0.01 });
  }

  const zoom = (factor) => network.moveTo({ scale: Math.min(8, Math.max(0.02, network.getScale() * factor)) });

  function pan(right, down) {
    const { x, y } = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: x + right / scale, y: y + down / scale } });
  }

  return { network, show, resize, fit, zoom, pan, labels: () => painter.labels() };
}

function isInFocus({ focus, links }, link, id) {
  if (links) return links.includes(id);
  return Boolean(focus && focus.has(link.tail) && focus.has(link.head));
}

/** The node nearest to a point, for a finger that missed it by a few pixels. */
function nearest(network, model, scene, point) {
  const place = network.DOMtoCanvas(point);
  const scale = network.getScale();
  let best;
  let least = NEAR / scale;
  model.nodes.forEach((node, id) => {
    const gap = Math.hypot(node.x - place.x, node.y - place.y) - node.size;
    if (gap < least && scene.shown.nodes[id]) [best, least] = [id, gap];
  });
  return best;
}

function options(linkCount) {
  const many = linkCount > 1500;
  return {
    physics: false,
    layout: { improvedLayout: false },
    interaction: {
      keyboard: false, hover: false, selectable: false, dragNodes: false, tooltipDelay: 1e9,
      hideEdgesOnDrag: many, hideEdgesOnZoom: many,
    },
    nodes: { borderWidth: 1.2, chosen: false, font: { size: 0 } },
    edges: {
      chosen: false, smooth: false, selectionWidth: 0,
      arrows: { to: { enabled: true, scaleFactor: 0.4 } },
    },
  };
}
