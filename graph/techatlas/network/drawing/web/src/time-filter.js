// The filter by a time of claims: first and last day, as fields and as sliders. Created once, so that drawing the page does not
// interrupt typing.

import { el } from "./dom.js";
import { firstDay, lastDay, rangeOf, stepsOf } from "./times.js";

const ENDS = ["from", "to"];

/**
 * Returns the element and a function that refreshes it.
 * setTime(time, days, done): `days` has what changes, { from } or { to } or both; `done` is false while a slider is held.
 */
export function timeFilter(model, time, setTime) {
  const range = rangeOf(model, time);
  const steps = range ? stepsOf(range) : [""];
  const last = steps.length - 1;
  const words = ENDS.map(() => el("span", {}));
  const id = time === "published" ? "time" : time;
  const fields = ENDS.map((end) => el("input", {
    type: "date", id: `${id}-${end}`, onchange: (event) => setTime(time, { [end]: event.target.value }, true),
    min: range ? firstDay(range[0]) : "", max: range ? lastDay(range[1]) : "",
  }));
  const sliders = ENDS.map((end) => el("input", {
    type: "range", id: `${id}-${end}-slider`, min: 0, max: last, step: 1, value: end === "from" ? 0 : last,
    oninput: () => slide(end, false), onchange: () => slide(end, true),
  }));
  const heading = el("legend", {});
  const element = el("fieldset", { hidden: last < 1, attr: { "data-facet": time } }, heading,
    ...ENDS.flatMap((_, i) => [el("label", { className: "row time" }, words[i], fields[i]), sliders[i]]));

  /** Applies the sliders: one at its end does not set a limit, and one that passes the other moves it too. */
  function slide(end, done) {
    const other = end === "from" ? 1 : 0;
    const at = sliders.map(({ valueAsNumber }) => valueAsNumber);
    if (at[0] > at[1]) at[other] = at[1 - other];
    setTime(time, { from: at[0] === 0 ? "" : firstDay(steps[at[0]]), to: at[1] === last ? "" : lastDay(steps[at[1]]) }, done);
  }

  function refresh({ t, times }) {
    const days = times[time];
    heading.textContent = t(`time_${time}`);
    ENDS.forEach((end, i) => {
      words[i].textContent = t(end);
      if (fields[i].value !== days[end] && document.activeElement !== fields[i]) fields[i].value = days[end];
      const step = positionOf(days[end], end);
      if (sliders[i].valueAsNumber !== step) sliders[i].value = step;
      sliders[i].setAttribute("aria-label", `${t(`time_${time}`)}: ${t(end)}`);
      sliders[i].setAttribute("aria-valuetext", days[end] || t(end === "from" ? "first_date" : "last_date", { date: steps[step] }));
    });
  }

  function positionOf(day, end) {
    if (!day) return end === "from" ? 0 : last;
    const found = steps.findLastIndex((step) => step <= day);
    return Math.max(0, found);
  }

  return { element, refresh };
}
