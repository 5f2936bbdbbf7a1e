// The shown claims as a CSV file for spreadsheets.

import { shownClaims } from "./filter.js";
import { nameOf } from "./model.js";

const NAMED = new Set(["subject", "relation", "indicator", "object", "unit", "in_ranking", "counterpart", "sector", "place", "basis", "attributed_to", "edition"]);
const COLUMNS = [
  "claim", "subject", "relation", "indicator", "object", "value", "lower", "upper", "unit", "as_written", "approximate", "rank", "in_ranking", "counterpart", "text", "sector",
  "place", "basis", "period", "valid_from", "valid_to", "status", "certainty", "modality", "attributed_to", "edition", "locator",
];
const EDITION = ["published", "published_after", "licence", "url"];
// The rule of `results/sheets.py`: what begins so is a formula, unless it is a sign alone, a number, or words after one.
const FORMULA = /^'*([=＝@＠\t\r\n]|[+＋\-－](?!(INF|\s?[\d.,]+([eE][+-]?\d+)?\s?%?(\s[^=+*/|!@(&^]*)?)?$))/;

/** Returns comma-separated values (RFC 4180), one row per claim, with names in the reader's language. */
export function csvText(context, shown) {
  const { model } = context;
  const rows = shownClaims(model, shown).filter((key) => Object.hasOwn(model.claims, key)).map((key) => {
    const claim = model.claims[key];
    const edition = model.editions[claim.edition] ?? {};
    return [...COLUMNS.map((column) => cell(context, key, claim, column)), ...EDITION.map((column) => edition[column] ?? "")];
  });
  return `\ufeff${[[...COLUMNS, ...EDITION], ...rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}

function cell({ model, lang }, key, claim, column) {
  if (column === "claim") return key;
  const value = claim[column];
  if (value === undefined) return "";
  if (column === "text") return value[lang] ?? value.en ?? Object.values(value)[0] ?? "";
  if (NAMED.has(column)) return nameOf(model, value, lang).text;
  return /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(value) ? value.replaceAll(",", "") : String(value);
}

/** Returns a quoted cell; a text that a spreadsheet would read as a formula is marked as text. */
function quoted(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
