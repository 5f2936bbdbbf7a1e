// A claim prepared for display: sentence, symbols of status and certainty, provenance, and links.

import { nameOf } from "./model.js";
import { figure, sentence } from "./sentence.js";

/** Returns what is displayed of a claim, or null if the page does not have it. context: { model, lang, t, signs }. */
export function describe(context, key) {
  const { model, lang } = context;
  const claim = Object.hasOwn(model.claims, key) ? model.claims[key] : null;
  if (!claim) return null;
  const named = (field) => (claim[field] ? { key: claim[field], ...nameOf(model, claim[field], lang) } : null);
  return {
    key,
    sentence: sentence(context, claim),
    printed: printedOtherwise(context, claim) ? context.t("printed_as", { text: claim.as_written }) : "",
    standing: standing(context, claim),
    signs: [sign(context, "certainty", claim.certainty), sign(context, "modality", claim.modality)].filter(Boolean),
    saidBy: named("attributed_to"),
    source: named("edition"),
    locator: claim.locator ?? "",
    edition: claim.edition ? model.editions[claim.edition] ?? {} : {},
    links: (claim.links ?? []).map((link) => ({ ...link, ...linkWord(context, link) })),
  };
}

/** Returns symbol and word for a status other than stated, or for the value zero; otherwise null. */
export function standing(context, claim) {
  if (claim.status && claim.status !== "stated") return sign(context, "status", claim.status);
  const zero = claim.value !== undefined && /^[+-]?0+([.,]0+)?$/.test(claim.value.normalize("NFKC").trim());
  return zero ? sign(context, "status", "zero") : null;
}

function sign({ model, lang, signs }, group, key) {
  if (!key || (group === "modality" && key === "fact")) return null;
  return { group, key, sign: Object.hasOwn(signs[group], key) ? signs[group][key] : "", ...nameOf(model, key, lang) };
}

/** Returns whether the source prints the figure differently from here, apart from commas and spaces. */
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

/** Returns a URL of a web page, or an empty text for other schemes (`javascript:`, `file:`). */
export function safeUrl(url) {
  return typeof url === "string" && /^https?:\/\//i.test(url) ? url : "";
}
