// The two times of a claim, publication and validity: a span of days each, or null if the source does not give a date.

export const TIMES = ["published", "valid"];
const MONTHS_AT_MOST = 144;

/**
 * Returns the first and the last date of a claim in a time, as years, months or days; an open end is an empty text.
 * Returns null if there is no date: such a claim is not hidden by that time, and the status line counts it separately.
 */
export function spanOf(model, claim, time) {
  if (time === "published") {
    const { published, published_after: after } = model.editions[claim.edition] ?? {};
    if (isDate(published)) return [published, published];
    return isDate(after) ? [after, ""] : null;
  }
  const [from, to] = [claim.valid_from, claim.valid_to].map((date) => (isDate(date) ? date : ""));
  if (from || to) return [from, to];
  const [first, last = first] = (claim.period ?? "").split("/");
  return isDate(first) && isDate(last) ? [first, last] : null;
}

/** Returns whether a range has at least one limit. */
export function isSet(range) {
  return Boolean(range && (range.from || range.to));
}

/** Returns whether some day of a span is between two days; a year or a month stands for all its days. */
export function within(span, { from, to }) {
  if (!span) return true;
  const [first, last] = span;
  return (!to || !first || first <= to) && (!from || !last || `${last}~` >= from);
}

/** Returns the first and the last date of all claims in a time, or null if no claim has a date. */
export function rangeOf(model, time) {
  const dates = Object.values(model.claims).flatMap((claim) => spanOf(model, claim, time) ?? []).filter(Boolean).sort();
  return dates.length ? [dates[0], dates.at(-1)] : null;
}

/** Returns the steps of a slider: the months of a range, or its years if there are too many months. */
export function stepsOf([first, last]) {
  const [from, to] = [monthNumber(first, 1), monthNumber(last, 12)];
  if (to - from < MONTHS_AT_MOST) return Array.from({ length: to - from + 1 }, (_, i) => monthName(from + i));
  const [year, end] = [first, last].map((date) => Number(date.slice(0, 4)));
  return Array.from({ length: end - year + 1 }, (_, i) => String(year + i).padStart(4, "0"));
}

export function firstDay(date) {
  return `${date}-01-01`.slice(0, 10).replace(/^(\d{4}-\d{2})-01-01$/, "$1-01");
}

/** Returns the last day of a year or month, or the day itself. */
export function lastDay(date) {
  const [year, month = 12, day] = date.split("-").map(Number);
  if (day) return date;
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function monthNumber(date, otherwise) {
  const [year, month = otherwise] = date.split("-").map(Number);
  return 12 * year + month - 1;
}

function monthName(number) {
  return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
}

function isDate(text) {
  return /^\d{4}(-(0[1-9]|1[0-2])(-[0-3]\d)?)?$/.test(text ?? "");
}
