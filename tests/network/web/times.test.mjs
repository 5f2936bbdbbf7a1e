import assert from "node:assert/strict";
import test from "node:test";
import { firstDay, isSet, lastDay, rangeOf, spanOf, stepsOf, within } from "../../../graph/techatlas/network/drawing/web/src/times.js";

const editions = { dated: { published: "2024-05" }, later: { published_after: "2025-01-31" }, bare: {} };
const claims = {
  year: { edition: "dated", period: "2023" }, two: { edition: "later", period: "2021-04/2022-03" },
  since: { edition: "bare", valid_from: "2024-02-01" }, until: { edition: "dated", valid_to: "2020", period: "1999" },
  none: { edition: "bare" }, odd: { edition: "gone", period: "early 2024" },
};
const model = { editions, claims };
const spans = (time) => Object.fromEntries(Object.entries(claims).map(([key, claim]) => [key, spanOf(model, claim, time)]));

test("the time of a claim is its validity, else its period; its publication that of its edition", () => {
  assert.deepEqual(spans("valid"), {
    year: ["2023", "2023"], two: ["2021-04", "2022-03"], since: ["2024-02-01", ""], until: ["", "2020"], none: null, odd: null,
  });
  assert.deepEqual(spans("published"), {
    year: ["2024-05", "2024-05"], two: ["2025-01-31", ""], since: null, until: ["2024-05", "2024-05"], none: null, odd: null,
  });
});

test("a span is within two days if one of its days is, and what has no date is never hidden", () => {
  const kept = (from, to) => Object.keys(claims).filter((key) => within(spanOf(model, claims[key], "valid"), { from, to }));
  assert.deepEqual(kept("2022-03-31", "2022-12-31"), ["two", "none", "odd"]);
  assert.deepEqual(kept("2022-04-01", "2022-12-31"), ["none", "odd"]);
  assert.deepEqual(kept("2023-12-31", ""), ["year", "since", "none", "odd"]);
  assert.deepEqual(kept("", "2020-01-01"), ["until", "none", "odd"]);
  assert.deepEqual([isSet({ from: "", to: "" }), isSet({ from: "", to: "2024-01-01" }), isSet(undefined)], [false, true, false]);
});

test("a slider steps through months, or through years where months would be too many", () => {
  assert.deepEqual(rangeOf(model, "valid"), ["2020", "2024-02-01"]);
  assert.equal(rangeOf({ editions, claims: { none: claims.none } }, "valid"), null);
  assert.deepEqual(stepsOf(["2023-11-05", "2024-02"]), ["2023-11", "2023-12", "2024-01", "2024-02"]);
  assert.equal(stepsOf(["2024", "2024"]).length, 12);
  assert.deepEqual(stepsOf(["1998", "2024-02"]).slice(0, 2), ["1998", "1999"]);
  assert.deepEqual(["2024", "2024-02", "2024-02-03"].map(firstDay), ["2024-01-01", "2024-02-01", "2024-02-03"]);
  assert.deepEqual(["2023", "2024-02", "2024-02-03"].map(lastDay), ["2023-12-31", "2024-02-29", "2024-02-03"]);
});
