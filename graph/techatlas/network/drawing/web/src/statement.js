// A claim as the parts of a readable statement, in the reader's language.

import { nameOf } from "./model.js";
import { groupDigits } from "./words.js";

/** context: { model, lang, t, signs }. */
export function describe(context, key) {
  const { model, lang } = context;
  const claim = Object.hasOwn(model.claims, key) ? model.claims[key] : null;
  if (!claim) return null;
  const named = (field) => (claim[field] ? { key: claim[field], ...nameOf(model, claim[field], lang) } : null);
  return {
    key,
    subject: named("subject"),
    predicate: named("predicate"),
    object: named("object"),
    figure: figure(context, claim),
    rank: claim.rank === undefined ? "" : context.t("rank", { rank: claim.rank }),
    standing: standing(context, claim),
    text: textIn(claim.text, lang),
    scope: scope(context, claim),
    signs: [sign(context, "certainty", claim.certainty), sign(context, "modality", claim.modality)].filter(Boolean),
    saidBy: named("attributed_to"),
    source: named("source"),
    locator: claim.locator ?? "",
    edition: claim.source ? model.sources[claim.source] ?? {} : {},
    links: (claim.links ?? []).map((link) => ({ ...link, ...linkWord(context, link) })),
  };
}

/** The figure as published, or its bounds, with the unit; empty where there is none. */
export function figure({ model, lang }, claim) {
  const bounds = boundsOf(claim);
  const value = claim.value ? groupDigits(claim.value) : "";
  const number = value && bounds ? `${value} (${bounds})` : value || bounds;
  if (!number) return "";
  return claim.unit ? `${number} ${nameOf(model, claim.unit, lang).text}` : number;
}

function boundsOf({ lower, upper }) {
  if (lower && upper) return `${groupDigits(lower)}–${groupDigits(upper)}`;
  if (lower) return `≥ ${groupDigits(lower)}`;
  return upper ? `≤ ${groupDigits(upper)}` : "";
}

/** Not published, absent, below resolution and zero: a sign and a word each; otherwise nothing. */
export function standing(context, claim) {
  if (claim.status && claim.status !== "stated") return sign(context, "status", claim.status);
  const zero = claim.value !== undefined && /^[+-]?0+([.,]0+)?$/.test(claim.value.normalize("NFKC").trim());
  return zero ? sign(context, "status", "zero") : null;
}

function sign({ model, lang, signs }, group, key) {
  if (!key || (group === "modality" && key === "fact")) return null;
  return { group, key, sign: Object.hasOwn(signs[group], key) ? signs[group][key] : "", ...nameOf(model, key, lang) };
}

function textIn(text, lang) {
  if (!text) return null;
  const language = [lang, "en", ...Object.keys(text)].find((candidate) => text[candidate]);
  return language ? { text: text[language], lang: language } : null;
}

/** The figure as the source prints it, list, sector, place, basis and time, each as a short phrase. */
function scope(context, claim) {
  const { model, lang, t } = context;
  const name = (key) => nameOf(model, key, lang).text;
  const phrases = [];
  if (printedOtherwise(context, claim)) phrases.push(t("printed_as", { text: claim.as_written }));
  if (claim.in_ranking) phrases.push(t("in_ranking", { ranking: name(claim.in_ranking) }));
  for (const field of ["counterpart", "sector", "place", "basis"]) {
    if (claim[field]) phrases.push(`${t(field)}: ${name(claim[field])}`);
  }
  if (claim.period) phrases.push(`${t("period")}: ${claim.period.replace("/", "–")}`);
  const { valid_from: from, valid_to: to } = claim;
  if (from && to) phrases.push(t("valid_both", { from, to }));
  else if (from) phrases.push(t("valid_from", { date: from }));
  else if (to) phrases.push(t("valid_to", { date: to }));
  return phrases;
}

/** Whether the source prints the figure in another way than it is shown here; commas and spaces aside. */
function printedOtherwise(context, claim) {
  if (!claim.as_written) return false;
  if (claim.rank !== undefined && claim.as_written.normalize("NFKC").replace(/\D/g, "") === String(claim.rank)) return false;
  const bare = (text) => text.normalize("NFKC").replace(/[\s,]/g, "").toLowerCase();
  return ![claim.value ?? "", figure(context, claim)].map(bare).includes(bare(claim.as_written));
}

function linkWord({ model, lang, t, signs }, { type, inverse }) {
  if (!Object.hasOwn(signs.link, type)) return { sign: "", word: nameOf(model, type, lang).text };
  return { sign: signs.link[type], word: t(`link_${type}${inverse ? "_inverse" : ""}`) };
}

/** The address if it leads to a web page, else nothing: no `javascript:`, no `file:`. */
export function safeUrl(url) {
  return typeof url === "string" && /^https?:\/\//i.test(url) ? url : "";
}
