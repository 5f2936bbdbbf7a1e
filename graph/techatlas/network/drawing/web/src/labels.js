// Places names greedily, the most important first, without overlaps.

import { overlap } from "./bounds.js";

const CELL = 40;
const SLANT = 0.8;

/**
 * Returns at most `most` boxes { key, x, y, width, height } of names, in screen pixels.
 * candidates: { key, x, y, radius, width, height, hub, must } in screen pixels, most important first; marks: boxes that names
 * must not cover. If there is no free place, the name of a hub may cover the mark of a node that is not a hub, or else a
 * symbol. Only a name with `must` may cover another name.
 */
export function placeLabels(candidates, marks, screen, most) {
  const taken = new Map();
  const placed = [];
  for (const mark of marks) occupy(taken, mark);
  for (const candidate of candidates) {
    if (placed.length >= most) break;
    const places = around(candidate).filter((box) => inside(box, screen));
    const free = (keepsClear) => places.find((place) => !collides(taken, place, candidate.key, keepsClear));
    const box = free(() => true)
      ?? (candidate.hub || candidate.must ? free(({ hub, sign }) => hub || sign) ?? free(({ hub }) => hub) : null)
      ?? (candidate.must ? places[0] ?? around(candidate)[0] : null);
    if (!box) continue;
    occupy(taken, { ...box, name: true });
    placed.push(box);
  }
  return placed;
}

function around({ key, x, y, radius, width, height }) {
  const at = (left, top) => ({ key, x: left, y: top, width, height });
  return [
    at(x - width / 2, y + radius + 2),
    at(x + radius + 4, y - height / 2),
    at(x - radius - 4 - width, y - height / 2),
    at(x - width / 2, y - radius - 2 - height),
    ...[1, -1].flatMap((down) => [1, -1].map((right) => at(
      x + right * SLANT * radius - (right < 0 ? width : 0), y + down * SLANT * radius - (down < 0 ? height : 0),
    ))),
  ];
}

function inside(box, screen) {
  return box.x >= 0 && box.y >= 0
    && box.x + box.width <= screen.width && box.y + box.height <= screen.height;
}

function* cells(box) {
  const right = Math.floor((box.x + box.width) / CELL);
  const bottom = Math.floor((box.y + box.height) / CELL);
  for (let row = Math.floor(box.y / CELL); row <= bottom; row += 1) {
    for (let column = Math.floor(box.x / CELL); column <= right; column += 1) yield row * 4096 + column;
  }
}

function occupy(taken, box) {
  for (const cell of cells(box)) {
    if (!taken.has(cell)) taken.set(cell, []);
    taken.get(cell).push(box);
  }
}

/** Returns whether a box covers a name, or a mark or symbol of another node for which `keepsClear` is true. */
function collides(taken, box, key, keepsClear) {
  for (const cell of cells(box)) {
    for (const other of taken.get(cell) ?? []) {
      if (!other.name && (other.key === key || !keepsClear(other))) continue;
      if (overlap(box, other)) return true;
    }
  }
  return false;
}
