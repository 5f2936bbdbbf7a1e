// The texts around the drawing in a saved picture: title, counts and date above; legend, sources and licences below.

import { colourOf, signCharacter, signWord, strokeOf } from "./evidence.js";
import { shownClaims } from "./filter.js";
import { presentSigns } from "./legend-lines.js";
import { markOf, markPath, outline } from "./marks.js";
import { nameOf } from "./model.js";
import { shownCounts } from "./summary.js";
import { wrap } from "./wrap.js";

const MARGIN = 32;
const MOST_SOURCES = 60;
const ROW = 20;

function write(text, x, y, size, lang, fill, weight = 400) {
  return { text, x, y, size, weight, lang, fill };
}

/** Returns the lines of a text, wrapped to a width in pixels. */
function lines(text, { x, y, size, lang, fill, weight, width, fonts }, pen) {
  pen.font = `${weight ?? 400} ${size}px ${fonts[lang]}`;
  return wrap(text, width, (part) => pen.measureText(part).width)
    .map((line, i) => write(line, x, y + i * Math.round(size * 1.5), size, lang, fill, weight));
}

function head(context, shown, { text: ink, quiet, fonts }, pen, width) {
  const { lang, language, t, title, date } = context;
  const room = { x: MARGIN, lang, fonts, width: width - 2 * MARGIN };
  const top = lines(title, { ...room, y: MARGIN + 12, size: 22, weight: 600, fill: ink }, pen);
  const shownText = t("shown", shownCounts(context, shown));
  const below = lines([shownText, date && t("as_of", { date })].filter(Boolean).join(language.sentence_separator),
    { ...room, y: top.at(-1).y + 30, size: 13, fill: quiet }, pen);
  return { title, items: [...top, ...below], height: below.at(-1).y + 16 };
}

function foot(context, shown, colours, pen, width, top) {
  const { lang } = context;
  const room = { x: MARGIN, lang, fonts: colours.fonts, width: width - 2 * MARGIN, size: 11, fill: colours.quiet };
  const legend = legendItems(context, shown, colours, pen, width, top + 12);
  const items = [...legend.items];
  let y = legend.bottom + 14;
  for (const text of sourceTexts(context, shown)) {
    const part = lines(text, { ...room, y }, pen);
    items.push(...part);
    y = part.at(-1).y + 20;
  }
  return { items, height: y - top + MARGIN / 2 };
}

/** Returns each kind with its mark and count, then each symbol with its stroke, in columns as wide as the longest text. */
function legendItems(context, shown, colours, pen, width, top) {
  const { text: ink, ground, fonts } = colours;
  const { model, kinds, signs, lang, t } = context;
  const counted = new Map();
  model.nodes.forEach(({ kind }, id) => shown.nodes[id] && counted.set(kind, (counted.get(kind) ?? 0) + 1));
  const rows = [...counted].map(([kind, count]) => ({ mark: markOf(kinds, kind), kind, count }))
    .sort((a, b) => a.mark.order - b.mark.order)
    .map(({ mark, kind, count }) => ({ mark, text: `${kind ? nameOf(model, kind, lang).text : t("no_kind")}  ${count.toLocaleString(lang)}` }));
  for (const key of presentSigns(context)) rows.push({ key, dash: strokeOf(key), sign: signCharacter(signs, key), text: signWord(context, key).text });
  pen.font = `13px ${fonts[lang]}`;
  const step = Math.max(140, ...rows.map(({ text }) => pen.measureText(text).width + 60));
  const columns = Math.max(1, Math.floor((width - 2 * MARGIN) / step));
  const items = rows.flatMap(({ mark, key, dash, sign, text }, i) => {
    const [x, y] = [MARGIN + (i % columns) * step, top + Math.floor(i / columns) * ROW];
    const name = write(text, x + 32, y, 13, lang, ink);
    if (mark) return [{ path: markPath(mark.shape, x + 12, y, 6), fill: mark.color, stroke: outline(mark.color, ground), width: 1.2 }, name];
    return [
      dash ? { path: `M${x} ${y}H${x + 14}`, stroke: colourOf({ disputed: key === "contradicts" }, colours), width: 1.4, dash } : null,
      { ...write(sign, x + 22, y, 13, lang, ink, 600), middle: true }, name,
    ].filter(Boolean);
  });
  return { items, bottom: top + Math.ceil(rows.length / columns) * ROW };
}

function sourceTexts(context, shown) {
  const { model, lang, language, t } = context;
  const keys = [...new Set(shownClaims(model, shown).map((key) => model.claims[key]?.edition).filter(Boolean))].sort();
  const licences = [...new Set(keys.map((key) => model.editions[key]?.licence).filter(Boolean))].sort();
  const named = (list) => list.map((key) => nameOf(model, key, lang).text);
  const more = keys.length > MOST_SOURCES ? [t("and_more", { n: keys.length - MOST_SOURCES })] : [];
  const list = (parts) => parts.join(language.clause_separator);
  return [
    keys.length ? t("sources_and_licences", { sources: list([...named(keys.slice(0, MOST_SOURCES)), ...more]) }) : "",
    licences.length ? t("licences", { licences: list(named(licences)) }) : "",
  ].filter(Boolean);
}

export const caption = { head, foot };
