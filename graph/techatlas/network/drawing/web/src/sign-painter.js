// Writes the symbols of links and things over the drawing: not published, absent, too small, zero, hedged, contradicted.

import { overlap } from "./bounds.js";
import { pointAt } from "./curves.js";
import { linkText, measures, shownSigns, signText } from "./evidence.js";
import { nameOf } from "./model.js";
import { isInFocus, palette } from "./scene.js";

const SIZE = 13;
const WIDTH = 10;
const LETTER = 8;  // width of a character of a figure
const SMALL = 12;
const SMALL_LETTER = 6.5;
const ROOM = 34;
const ALONG = [0.5, 0.38, 0.62];  // shares of the way along a link
export const ALONG_NAMED = [...ALONG, 0.28, 0.72];
export const ROOM_OF_NAMED = 2 * ROOM;

export function signPainter(network, { model, signs, looks, thingSigns, shapes }) {
  const signedLinks = looks.flatMap((look, id) => (look.signs.length || measures(model, model.links[id].head) ? [id] : []));
  const namedLinks = looks.flatMap(({ named }, id) => (named ? [id] : []));
  const signedThings = thingSigns.flatMap((keys, id) => (keys.length ? [id] : []));
  let painted = [];
  let relations = [];
  let marks = [];

  /** Places the symbols and returns their boxes, which names should not cover. */
  function place(scene) {
    const scale = network.getScale();
    const view = network.getViewPosition();
    const { clientWidth: width, clientHeight: height } = network.canvas.frame;
    const screen = ({ x, y }) => ({ x: (x - view.x) * scale + width / 2, y: (y - view.y) * scale + height / 2 });
    const onScreen = ({ x, y }) => x > 0 && y > 0 && x < width && y < height;
    const seen = (id) => scene.shown.links[id] && (!scene.focus || isInFocus(scene, model.links[id], id));
    const along = (id, room, parts) => {
      const [from, to] = [model.nodes[model.links[id].tail], model.nodes[model.links[id].head]];
      const roomy = Math.hypot(from.x - to.x, from.y - to.y) * scale > room;
      return (roomy ? parts : []).map((part) => screen(pointAt(from, to, shapes[id], part))).filter(onScreen);
    };
    painted = free([
      ...signedThings.filter((id) => scene.shown.nodes[id] && (!scene.focus || scene.focus.has(id))).map((id) => {
        const { x, y, size } = model.nodes[id];
        const keys = shownSigns(thingSigns[id], scene.shown);
        const corner = screen({ x: x + 0.7 * size, y: y - 0.7 * size });
        const roomy = keys.length > 0 && size * scale > 3;
        return { node: id, text: signText(signs, keys), places: (roomy ? [{ x: corner.x + 1 + (WIDTH / 2) * keys.length, y: corner.y - 5 }] : []).filter(onScreen) };
      }),
      ...signedLinks.filter(seen).map((id) => (
        { link: id, text: linkText({ model, signs, lang: scene.lang }, model.links[id], looks[id].signs), places: along(id, ROOM, ALONG) })),
    ]);
    marks = !namedLinks.length ? [] : model.nodes.filter((_, id) => scene.shown.nodes[id]).map((node) => {
      const { x, y } = screen(node);
      return { x: x - node.size * scale, y: y - node.size * scale, width: 2 * node.size * scale, height: 2 * node.size * scale };
    });
    relations = namedLinks.filter(seen).map((id) => (
      { link: id, relation: true, text: nameOf(model, model.links[id].relation, scene.lang).text, places: along(id, ROOM_OF_NAMED, ALONG_NAMED) }));
    return painted.map(({ box }) => ({ key: -1, sign: true, ...box }));
  }

  /** Writes the placed symbols that do not overlap a name, and relations where there is room left. */
  function paint(context, scene, names) {
    painted = painted.filter(({ box }) => !names.some((name) => overlap(box, name)));
    painted = [...painted, ...free(relations, [...painted.map(({ box }) => box), ...names, ...marks])];
    const ratio = context.getTransform().a / network.getScale();
    const { ground, text: ink, fonts } = palette();
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = ground;
    context.fillStyle = ink;
    for (const { x, y, text, relation } of painted) {
      context.font = `${relation ? 400 : 600} ${relation ? SMALL : SIZE}px ${fonts[scene.lang]}`;
      context.strokeText(text, x, y);
      context.fillText(text, x, y);
    }
    context.restore();
  }

  return { place, paint, signs: () => painted };
}

function boxed(sign, { x, y }) {
  const narrow = sign.relation ? SMALL_LETTER : sign.text.length > 3 ? LETTER : WIDTH;
  const letter = (character) => (character >= "\u2e80" ? SIZE : narrow);
  const wide = [...sign.text].reduce((sum, character) => sum + letter(character), 0);
  return { ...sign, x, y, box: { x: x - wide / 2, y: y - SIZE / 2, width: wide, height: SIZE } };
}

/** Returns each text at the first of its places that overlaps neither another text nor a box that is taken; others are left out. */
export function free(texts, taken = []) {
  const kept = [];
  for (const text of texts) {
    const found = text.places.map((place) => boxed(text, place))
      .find(({ box }) => ![...kept.map((other) => other.box), ...taken].some((other) => overlap(other, box)));
    if (found) kept.push(found);
  }
  return kept;
}
