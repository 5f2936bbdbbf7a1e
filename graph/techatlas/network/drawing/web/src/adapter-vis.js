// The drawing. vis-network handles camera and pointer, and draws marks and links; in large networks our own painter draws them.

import { bounds } from "./bounds.js";
import { bulkPainter } from "./bulk-painter.js";
import { labelPainter } from "./label-painter.js";
import { layerPainter } from "./layers.js";
import { signPainter } from "./sign-painter.js";
import { visMarks } from "./vis-marks.js";

const CLOSEST = 1.6;
const NEAR = 8;
const EDGE = 60;
const EDGE_OF_COLUMNS = { x: 200, y: 120 };
const LARGE = 3000;

/** Creates the drawing in a container. parts: { model, kinds, signs, looks, thingSigns, shapes, layers }; onPick({ node } or { link }). */
export function createDrawing(container, parts, onPick) {
  const { model } = parts;
  const large = model.nodes.length > LARGE;
  const data = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
  const network = new vis.Network(container, data, options(model.links.length));
  network.canvas.frame.tabIndex = -1;
  const marks = large ? bulkPainter(network, parts) : visMarks(network, data, parts);
  const names = labelPainter(network, model);
  const signs = signPainter(network, parts);
  const heads = layerPainter(network, parts);
  let scene = null;
  let waiting;

  network.on("afterDrawing", (context) => {
    if (!scene) return;
    names.paint(context, scene, [...heads.place(context, scene), ...signs.place(scene)]);
    heads.paint(context, scene);
    signs.paint(context, scene, names.labels());
  });
  network.on("click", ({ pointer }) => onPick(pick(pointer)));
  container.addEventListener("pointermove", (event) => {
    if (event.buttons) return;
    const box = container.getBoundingClientRect();
    const node = pickNode({ x: event.clientX - box.left, y: event.clientY - box.top });
    container.style.cursor = node === undefined ? "" : "pointer";
  });

  function pickNode(point) {
    const hit = marks.nodeAt(point) ?? names.nodeAt(point);
    return hit !== undefined && scene?.shown.nodes[hit] ? hit : undefined;
  }

  function pick({ DOM: point }) {
    const node = pickNode(point) ?? nearest(network, model, scene, point);
    return node === undefined ? { link: marks.linkAt(point) } : { node };
  }

  /** Draws a scene: { shown, focus: set of nodes or null, node, links: numbers or null, lang, t, dark }. */
  function show(next) {
    scene = next;
    marks.show(scene);
    network.redraw();
  }

  function resize() {
    network.setSize("100%", "100%");
    network.redraw();
    if (waiting !== undefined) fit(waiting);
  }

  /** Moves the camera to show some nodes, or all; if the drawing is hidden, it does so when the drawing is shown. */
  function fit(only = null) {
    const ids = [...(only ?? model.nodes.keys())].filter((id) => !scene || scene.shown.nodes[id]);
    if (!ids.length) return;
    const { clientWidth: width, clientHeight: height } = container;
    waiting = width ? undefined : only;
    if (!width) return;
    const edge = parts.layers.length ? EDGE_OF_COLUMNS : { x: EDGE, y: EDGE };
    const box = bounds(ids.map((id) => model.nodes[id]));
    const scale = Math.min(CLOSEST, Math.max(1, width - edge.x) / (box.right - box.left), Math.max(1, height - edge.y) / (box.bottom - box.top));
    network.moveTo({
      position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, scale: Math.max(0.01, scale), animation: false,
    });
  }

  const zoom = (factor) => network.moveTo({ scale: Math.min(8, Math.max(0.01, network.getScale() * factor)) });

  function pan(right, down) {
    const { x, y } = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: x + right / scale, y: y + down / scale } });
  }

  return { network, show, resize, fit, zoom, pan, large, labels: () => names.labels(), signs: () => signs.signs(), heads: () => heads.heads(), marks };
}

/** Returns the shown node nearest to a point, within 8 pixels, for touches that miss a mark narrowly. */
function nearest(network, model, scene, point) {
  const place = network.DOMtoCanvas(point);
  let best;
  let least = NEAR / network.getScale();
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
