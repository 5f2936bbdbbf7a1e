// Two dates between which the source of a claim was published. Made once, so that typing is never interrupted.

import { el } from "./dom.js";
import { dateRange } from "./filter.js";

/** setTime(name, day) is called with "from" or "to". Gives the element and a function that refreshes it. */
export function timeFilter(model, setTime) {
  const range = dateRange(model);
  const names = ["from", "to"];
  const words = names.map(() => el("span", {}));
  const inputs = names.map((name) => el("input", {
    type: "date", id: `time-${name}`, onchange: (event) => setTime(name, event.target.value),
    min: range ? `${range[0]}-01-01`.slice(0, 10) : "", max: range ? lastDay(range[1]) : "",
  }));
  const heading = el("legend", {});
  const element = el("fieldset", { hidden: !range, attr: { "data-facet": "time" } }, heading,
    ...names.map((_, i) => el("label", { className: "row time" }, words[i], inputs[i])));

  function refresh({ t, from, to }) {
    heading.textContent = t("time");
    names.forEach((name, i) => { words[i].textContent = t(name); });
    [from, to].forEach((day, i) => { if (inputs[i].value !== day && document.activeElement !== inputs[i]) inputs[i].value = day; });
  }

  return { element, refresh };
}

/** The last day of a year or month, or the day itself. */
function lastDay(date) {
  const [year, month = 12, day] = date.split("-").map(Number);
  if (day) return date;
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
