// Puts a claim into one sentence, from the patterns in `ontology/words/statements.csv`, by the same rules as `statement.py`.

import { nameOf } from "./model.js";

const NAMES = ["subject", "object", "counterpart", "unit", "in_ranking", "sector", "place", "attributed_to"];
const PRINTED = /(?:(?<![0-9.,])[+-])?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?(?![0-9])/g;
const SCOPE = [
  "object", "figure", "rank", "counterpart", "in_ranking", "sector", "place", "period", "basis", "valid_from", "valid_to",
];

/** Returns the parts of the sentence: { text, lang }, with `key` for a name and `figure: true` for the figure. */
export function sentence(context, claim) {
  const fields = fieldsOf(context, claim);
  const key = patternKeys(claim).find((each) => Object.hasOwn(context.model.patterns, each));
  const pattern = patternOf(context, key);
  if (claim.relation && !claim.object && !pattern.includes("{text}")) {
    fields.object = fields.text;
    fields.text = [];
  }
  const named = new Set([...pattern.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name));
  let said = filled(pattern, fields, claim.plural);
  if (isSpecial(claim.status) && !key.endsWith(`.${claim.status}`)) {
    said = phrase(context, "status", { statement: said, status: [nameOf(context.model, claim.status, context.lang)] });
  }
  if (claim.certainty === "hedged") said = phrase(context, "hedged", { statement: said });
  if (isThere(fields.text) && !named.has("text")) said = phrase(context, "text", { statement: said, text: fields.text });
  if (claim.modality !== "fact" && Object.hasOwn(context.model.patterns, claim.modality ?? "")) {
    said = phrase(context, claim.modality, { statement: said, attributed_to: fields.attributed_to });
  }
  const there = new Set([...named].map((name) => textOf(fields[name] ?? [])));
  const scope = SCOPE.filter((name) => isThere(fields[name]) && !there.has(textOf(fields[name])));
  return scoped(context, said, scope.map((name) => [name, fields[name]]));
}

/** Returns the sentence as text. */
export function sentenceText(context, claim) {
  return textOf(sentence(context, claim));
}

/** Returns the figure with its unit; a bound as `≥ 70 %`, an interval as `8–11 %`; an empty text if there is no figure. */
export function figure(context, claim) {
  const [value, lower, upper] = [claim.value, claim.lower, claim.upper].map((each) => scientific(each, claim.as_written) || groupDigits(each));
  let shown = boundsOf(context, lower, upper);
  if (value) shown = shown ? plainPhrase(context, "bounds.around", { value, bounds: shown }) : value;
  if (shown && claim.approximate) shown = plainPhrase(context, "about", { number: shown });
  const unit = claim.unit ? nameOf(context.model, claim.unit, context.lang).text : "";
  if (!shown || !unit) return shown;
  return plainPhrase(context, /^[A-Za-z0-9]/.test(unit) ? "amount.latin" : "amount", { number: shown, unit });
}

/** Returns a number with an exponent, if a printed text writes it so; else an empty text. */
export function scientific(value, printed = "") {
  const number = Number(value);
  const isIt = ([each]) => /e/i.test(each) && Math.abs(Number(each.replaceAll(",", "")) - number) <= 1e-9 * Math.abs(number);
  if (!number || !/e/i.test(printed) || ![...printed.matchAll(PRINTED)].some(isIt)) return "";
  const [, sign, whole, fraction = ""] = /^([+-]?)(\d*)\.?(\d*)$/.exec(value);
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const exponent = digits.length - fraction.length - 1;
  const mantissa = `${digits[0]}.${digits.slice(1)}`.replace(/\.?0*$/, "");
  return `${sign}${mantissa}e${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
}

/** Groups the digits of a number with at least five digits by three; leaves dates and other texts unchanged. */
export function groupDigits(value) {
  if (!value || !/^[+-]?\d{5,}(\.\d+)?$/.test(value)) return value ?? "";
  const [whole, ...decimals] = value.split(".");
  return [whole.replace(/\d(?=(\d{3})+$)/g, "$&,"), ...decimals].join(".");
}

/** Returns the keys of the patterns that fit a claim, best first: those for its status, then those for its relation or indicator. */
export function patternKeys({ relation, indicator = "", status }) {
  const keys = [relation ?? indicator, relation ? "relation" : "figure"];
  return isSpecial(status) ? [...keys.map((key) => `${key}.${status}`), ...keys] : keys;
}

function isSpecial(status) {
  return Boolean(status) && status !== "stated";
}

function fieldsOf({ model, lang }, claim) {
  const name = (key) => (key ? [{ ...nameOf(model, key, lang), key }] : []);
  const plain = (text) => (text ? [{ text: String(text) }] : []);
  const figureText = figure({ model, lang }, claim);
  return {
    ...Object.fromEntries(NAMES.map((field) => [field, name(claim[field])])),
    predicate: name(claim.relation ?? claim.indicator),
    figure: figureText ? [{ text: figureText, figure: true }] : [],
    rank: claim.rank === undefined ? [] : plain(claim.rank),
    text: textIn(claim.text, lang),
    period: plain((claim.period ?? "").replace("/", "–")),
    basis: claim.basis ? [nameOf(model, claim.basis, lang)] : [],
    valid_from: plain(claim.valid_from),
    valid_to: plain(claim.valid_to),
  };
}

function textIn(text = {}, lang) {
  const found = [lang, "en", ...Object.keys(text)].find((language) => text[language]);
  return found ? [{ text: text[found], lang: found }] : [];
}

function boundsOf(context, lower, upper) {
  if (lower && upper) return plainPhrase(context, "bounds", { lower, upper });
  if (lower) return plainPhrase(context, "bounds.lower", { lower });
  return upper ? plainPhrase(context, "bounds.upper", { upper }) : "";
}

function scoped(context, said, scope) {
  const phrases = scope.map(([name, parts]) => phrase(context, `scope.${name}`, { [name]: parts }));
  if (!phrases.length) return said;
  const joined = phrases.reduce((before, next) => phrase(context, "scope.next", { scope: before, next }));
  return phrase(context, "scope", { statement: said, scope: joined });
}

function phrase(context, key, fields) {
  return filled(patternOf(context, key), fields, false);
}

function plainPhrase(context, key, texts) {
  return textOf(phrase(context, key, Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, [{ text }]]))));
}

/** Returns a pattern in the reader's language, else in English. */
function patternOf({ model, lang }, key) {
  return model.patterns[key][lang] ?? model.patterns[key].en;
}

/** Fills the blanks of a pattern with parts; drops a bracketed piece if one of its blanks is empty. */
function filled(pattern, fields, plural) {
  const whole = pattern.replace(/\[([^[\]]*)\]/g, (_, piece) => {
    const names = [...piece.matchAll(/\{([^{}|]*)\}/g)].map(([, name]) => name);
    return names.every((name) => isThere(fields[name])) ? piece : "";
  });
  return whole.split(/(\{[^{}]*\})/).flatMap((piece) => {
    if (!piece.startsWith("{")) return piece ? [{ text: piece }] : [];
    const name = piece.slice(1, -1);
    const [one, several] = name.split("|");
    return name.includes("|") ? [{ text: plural ? several : one }] : fields[name] ?? [];
  });
}

function isThere(parts) {
  return Boolean(parts?.length && textOf(parts));
}

function textOf(parts) {
  return parts.map(({ text }) => text).join("");
}
