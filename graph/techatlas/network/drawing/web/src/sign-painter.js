// Writes the symbols of links and things over the drawing: not published, absent, too small, zero, hedged, contradicted.

import { overlap } from "./bounds.js";
import { pointAt } from "./curves.js";
import { linkText, measures, shownSigns, signText } from "./evidence.js";
import { isInFocus, palette } from "./scene.js";

const SIZE = 13;
const WIDTH = 10;
const LETTER = 8;  // width of a character of a figure
const ROOM = 34;
const ALONG = [0.5, 0.38, 0.62];  // shares of the way along a link

export function signPainter(network, { model, signs, looks, thingSigns, shapes }) {
  const signedLinks = looks.flatMap((look, id) => (look.signs.length || measures(model, model.links[id].head) ? [id] : []));
  const signedThings = thingSigns.flatMap((keys, id) => (keys.length ? [id] : []));
  let painted = [];

  /** Places the symbols and returns their boxes, which names should not cover. */
  function place(scene) {
    const scale = network.getScale();
    const view = network.getViewPosition();
    const { clientWidth: width, clientHeight: height } = network.canvas.frame;
    const screen = ({ x, y }) => ({ x: (x - view.x) * scale + width / 2, y: (y - view.y) * scale + height / 2 });
    const onScreen = ({ x, y }) => x > 0 && y > 0 && x < width && y < height;
    painted = free([
      ...signedThings.filter((id) => scene.shown.nodes[id] && (!scene.focus || scene.focus.has(id))).map((id) => {
        const { x, y, size } = model.nodes[id];
        const keys = shownSigns(thingSigns[id], scene.shown);
        const corner = screen({ x: x + 0.7 * size, y: y - 0.7 * size });
        const roomy = keys.length > 0 && size * scale > 3;
        return { node: id, text: signText(signs, keys), places: roomy ? [{ x: corner.x + 1 + (WIDTH / 2) * keys.length, y: corner.y - 5 }] : [] };
      }),
      ...signedLinks.filter((id) => scene.shown.links[id] && (!scene.focus || isInFocus(scene, model.links[id], id))).map((id) => {
        const [from, to] = [model.nodes[model.links[id].tail], model.nodes[model.links[id].head]];
        const roomy = Math.hypot(from.x - to.x, from.y - to.y) * scale > ROOM;
        const places = (roomy ? ALONG : []).map((part) => screen(pointAt(from, to, shapes[id], part)));
        return { link: id, text: linkText({ model, signs, lang: scene.lang }, model.links[id], looks[id].signs), places };
      }),
    ], onScreen);
    return painted.map(({ box }) => ({ key: -1, sign: true, ...box }));
  }

  /** Writes the placed symbols that do not overlap a name. */
  function paint(context, scene, names) {
    painted = painted.filter(({ box }) => !names.some((name) => overlap(box, name)));
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

function boxed(sign, { x, y }) {
  const wide = [...sign.text].reduce((sum, character) => sum + (character < "\u2e80" && sign.text.length > 3 ? LETTER : WIDTH), 0);
  return { ...sign, x, y, box: { x: x - wide / 2, y: y - SIZE / 2, width: wide, height: SIZE } };
}

/** Returns each symbol at the first of its places without an overlap, those of things before those of links; others are left out. */
function free(signs, onScreen) {
  const kept = [];
  for (const sign of signs) {
    const found = sign.places.filter(onScreen).map((place) => boxed(sign, place))
      .find(({ box }) => !kept.some((other) => overlap(other.box, box)));
    if (found) kept.push(found);
  }
  return kept;
}
