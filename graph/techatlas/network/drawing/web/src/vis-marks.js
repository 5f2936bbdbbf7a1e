// Marks and links drawn by vis-network.

import { colourOf } from "./evidence.js";
import { markOf, outline } from "./marks.js";
import { DIMMED, isInFocus, palette, restingOpacity } from "./scene.js";

export function visMarks(network, { nodes, edges }, { model, kinds, looks, shapes }) {
  const resting = restingOpacity(model.links.length);
  nodes.add(model.nodes.map((node, id) => ({
    id, x: node.x, y: node.y, size: node.size, shape: markOf(kinds, node.kind).shape,
  })));
  edges.add(model.links.map((link, id) => ({
    id, from: link.tail, to: link.head, dashes: looks[id].stroke ?? false, ...shapes[id],
  })));

  function show(scene) {
    const colours = palette();
    nodes.update(model.nodes.map((node, id) => {
      const { color } = markOf(kinds, node.kind);
      return {
        id, hidden: !scene.shown.nodes[id], color: { background: color, border: outline(color, colours.ground) },
        opacity: scene.focus && !scene.focus.has(id) ? DIMMED : 1,
      };
    }));
    edges.update(model.links.map((link, id) => {
      const inFocus = isInFocus(scene, link, id);
      return {
        id, hidden: !scene.shown.links[id], width: inFocus ? 1.6 : 0.8,
        color: {
          color: inFocus && !looks[id].disputed ? colours.strong : colourOf(looks[id], colours),
          opacity: inFocus ? 1 : scene.focus ? DIMMED : looks[id].disputed ? 1 : resting,
        },
      };
    }));
  }

  return { show, nodeAt: (point) => network.getNodeAt(point), linkAt: (point) => network.getEdgeAt(point) };
}
