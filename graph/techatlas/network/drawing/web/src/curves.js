// Bends parallel links so that all claims between the same two things are visible.

const STEP = 0.16;
const WIDEST = 0.8;

/** Returns for each link the options of vis-network: `smooth`, or `selfReference` for a link from a thing to itself. */
export function curves(links) {
  const bundles = new Map();
  links.forEach((link, index) => {
    const key = `${Math.min(link.tail, link.head)} ${Math.max(link.tail, link.head)}`;
    if (!bundles.has(key)) bundles.set(key, []);
    bundles.get(key).push(index);
  });
  const shapes = new Array(links.length);
  for (const bundle of bundles.values()) {
    bundle.forEach((index, place) => {
      shapes[index] = links[index].tail === links[index].head
        ? loop(place)
        : bend(links[index], place, bundle.length);
    });
  }
  return shapes;
}

function loop(place) {
  return { selfReference: { size: 14 + 7 * place, angle: Math.PI / 4 } };
}

function bend(link, place, count) {
  const step = Math.min(STEP, WIDEST / count);
  const side = (place - (count - 1) / 2) * step * (link.tail < link.head ? 1 : -1);
  if (side === 0) return { smooth: false };
  return {
    smooth: { enabled: true, type: side > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(side) },
  };
}

/** Returns the control point of a bent link, by the formula of vis-network; null for a straight one. */
export function pull(from, to, { smooth }) {
  if (!smooth) return null;
  const half = smooth.roundness / 2;
  const turn = (smooth.type === "curvedCW" ? half : -half) + 0.5;
  const angle = Math.atan2(from.y - to.y, to.x - from.x) + turn * Math.PI;
  const reach = (half + 0.5) * Math.hypot(to.x - from.x, to.y - from.y);
  return { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) };
}

/** Returns the point at a share (0 to 1) of the way along a link: a quadratic Bézier curve. */
export function pointAt(from, to, shape, share) {
  if (shape.selfReference) return { x: from.x + 1.7 * shape.selfReference.size, y: from.y - 1.7 * shape.selfReference.size };
  const via = pull(from, to, shape) ?? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
  return { x: a * from.x + b * via.x + c * to.x, y: a * from.y + b * via.y + c * to.y };
}
