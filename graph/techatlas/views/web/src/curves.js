// How edges bend, so that several statements between the same two things are all seen.

const STEP = 0.16;
const WIDEST = 0.8;

/** For each link: vis-network's `smooth` (or `selfReference` for a link to itself). */
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
