// Writes the signs of links and things over the drawing: not published, absent, too small, zero, hedged, contradicted.

import { pointAt } from "./curves.js";
import { shownSigns, signCharacter } from "./evidence.js";
import { isInFocus, palette } from "./scene.js";

const SIZE = 13;
const WIDTH = 10;
const ROOM = 34;

export function signPainter(network, { model, signs, looks, thingSigns, shapes }) {
  const signedLinks = looks.flatMap((look, id) => (look.signs.length ? [id] : []));
  const signedThings = thingSigns.flatMap((keys, id) => (keys.length ? [id] : []));
  let painted = [];

  /** Where the signs are in this scene, as boxes that names keep clear of. */
  function place(scene) {
    const scale = network.getScale();
    const view = network.getViewPosition();
    const { clientWidth: width, clientHeight: height } = network.canvas.frame;
    const screen = ({ x, y }) => ({ x: (x - view.x) * scale + width / 2, y: (y - view.y) * scale + height / 2 });
    const text = (keys) => keys.map((key) => signCharacter(signs, key)).join("");
    painted = [
      ...signedLinks.filter((id) => scene.shown.links[id] && (!scene.focus || isInFocus(scene, model.links[id], id))).map((id) => {
        const [from, to] = [model.nodes[model.links[id].tail], model.nodes[model.links[id].head]];
        const roomy = Math.hypot(from.x - to.x, from.y - to.y) * scale > ROOM;
        return { link: id, keys: looks[id].signs, roomy, ...screen(pointAt(from, to, shapes[id], 0.5)), text: text(looks[id].signs) };
      }),
      ...signedThings.filter((id) => scene.shown.nodes[id] && (!scene.focus || scene.focus.has(id))).map((id) => {
        const { x, y, size } = model.nodes[id];
        const keys = shownSigns(thingSigns[id], scene.shown);
        const corner = screen({ x: x + 0.7 * size, y: y - 0.7 * size });
        return {
          node: id, keys, roomy: keys.length > 0 && size * scale > 3, text: text(keys), x: corner.x + 1 + (WIDTH / 2) * keys.length, y: corner.y - 5,
        };
      }),
    ].filter(({ x, y, roomy }) => roomy && x > 0 && y > 0 && x < width && y < height);
    return painted.map(({ x, y, text: { length } }) => ({
      key: -1, sign: true, x: x - WIDTH * length / 2, y: y - SIZE / 2, width: WIDTH * length, height: SIZE,
    }));
  }

  /** Writes what was placed. */
  function paint(context, scene) {
    const ratio = context.getTransform().a / network.getScale();
    const { ground, text: ink, fonts } = palette();
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = `600 ${SIZE}px ${fonts[scene.lang]}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = ground;
    context.fillStyle = ink;
    for (const { x, y, text } of painted) {
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
    context.restore();
  }

  return { place, paint, signs: () => painted };
}
