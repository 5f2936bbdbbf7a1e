// The arrowhead of a link.

import { pull } from "./curves.js";

/** Returns the three corners [x, y] of an arrowhead that touches the mark at the end of a link. */
export function arrow(from, to, shape, length) {
  const via = pull(from, to, shape) ?? from;
  const angle = Math.atan2(to.y - via.y, to.x - via.x);
  const tip = { x: to.x - to.size * Math.cos(angle), y: to.y - to.size * Math.sin(angle) };
  const side = (turn) => [tip.x - length * Math.cos(angle + turn), tip.y - length * Math.sin(angle + turn)];
  return [[tip.x, tip.y], side(0.4), side(-0.4)];
}
