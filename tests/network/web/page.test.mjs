import assert from "node:assert/strict";
import test from "node:test";
import { readHash, writeHash } from "../../../graph/techatlas/network/drawing/web/src/hash.js";
import { placeLabels } from "../../../graph/techatlas/network/drawing/web/src/labels.js";
import { contrast, luminance, markOf, outline } from "../../../graph/techatlas/network/drawing/web/src/marks.js";
import { figure, groupDigits, sentenceText } from "../../../graph/techatlas/network/drawing/web/src/sentence.js";
import { describe, safeUrl, standing } from "../../../graph/techatlas/network/drawing/web/src/statement.js";
import { wordsIn } from "../../../graph/techatlas/network/drawing/web/src/words.js";

const words = { en: { shown: { one: "{n} thing", other: "{n} things" }, said: "{a} of {b}" }, ko: { said: "{b}의 {a}" } };
const signs = { status: { absent: "✕", zero: "0", unknown: "?" }, certainty: {}, modality: {}, link: {} };
const patterns = {
  relation: { en: "{subject} {is|are}[ (of {place})] {predicate} {object}" }, "bounds": { en: "{lower}–{upper}" },
  "bounds.lower": { en: "≥ {lower}" }, "bounds.upper": { en: "≤ {upper}" }, "bounds.around": { en: "{value} ({bounds})" },
  amount: { en: "{number} {unit}" }, "amount.latin": { en: "{number} {unit}" }, status: { en: "{statement}: {status}" },
  scope: { en: "{statement} ({scope})" }, "scope.next": { en: "{scope}; {next}" }, "scope.sector": { en: "{sector}" }, "scope.basis": { en: "{basis}" },
};
const context = { model: { labels: { absent: { en: "absent" } }, claims: {}, editions: {}, patterns }, lang: "en", t: wordsIn(words, "en"), signs };

test("what is chosen goes into the address and comes back", () => {
  const state = {
    node: "a&b=c", link: null, hops: 2, lang: "ja", view: "table",
    off: { kind: new Set(["A,B", "C"]), country: new Set([""]), sector: new Set(), source: new Set(["x&y"]), licence: new Set() },
    times: { published: { from: "2024-01-01", to: "" }, valid: { from: "", to: "2023-12-31" } },
  };
  const read = readHash(writeHash(state, "en"));
  assert.deepEqual(read, { ...state, off: { kind: ["A,B", "C"], country: [""], sector: [], source: ["x&y"], licence: [] } });
  assert.equal(writeHash({ ...readHash(""), lang: "en" }, "en"), "#");
});

test("a broken address is read as far as it goes", () => {
  assert.equal(readHash("#node=%E0%A4%A").node, null);
  assert.deepEqual(readHash("#hide-kind=%,A").off.kind, ["A"]);
  assert.equal(readHash("#hops=99").hops, 1);
  assert.deepEqual(readHash("#valid-from=2024&to=x&valid-to=2024-02-01").times, { published: { from: "", to: "" }, valid: { from: "", to: "2024-02-01" } });
});

test("words are filled once: a name with braces is not filled again", () => {
  assert.equal(wordsIn(words, "en")("said", { a: "{b}", b: "x" }), "{b} of x");
  assert.equal(wordsIn(words, "en")("shown", { n: 1 }), "1 thing");
  assert.equal(wordsIn(words, "en")("shown", { n: 2 }), "2 things");
});

test("a word that a language lacks is in English, with the plural of English", () => {
  assert.equal(wordsIn(words, "ko")("said", { a: "x", b: "y" }), "y의 x");
  assert.equal(wordsIn(words, "ko")("shown", { n: 1 }), "1 thing");
  assert.equal(wordsIn(words, "fr")("shown", { n: 2 }), "2 things");
});

test("long numbers are grouped, years and other text are not", () => {
  assert.equal(groupDigits("232100000"), "232,100,000");
  assert.equal(groupDigits("-12345.678"), "-12,345.678");
  assert.equal(groupDigits("2024"), "2024");
  assert.equal(groupDigits("about 20000"), "about 20000");
});

test("a figure keeps what was published and shows its bounds", () => {
  assert.equal(figure(context, { value: "53.20", unit: "percent" }), "53.20 percent");
  assert.equal(figure(context, { lower: "70" }), "≥ 70");
  assert.equal(figure(context, { upper: "0.1" }), "≤ 0.1");
  assert.equal(figure(context, { value: "5", lower: "4", upper: "6" }), "5 (4–6)");
  assert.equal(figure(context, {}), "");
});

test("a sentence leaves out what is not there, names what its pattern does not, and never fills a name again", () => {
  const claim = { subject: "{object}", relation: "in", object: "b" };
  assert.equal(sentenceText(context, claim), "{object} is in b");
  assert.equal(sentenceText(context, { ...claim, plural: true, place: "p" }), "{object} are (of p) in b");
  assert.equal(sentenceText(context, { ...claim, sector: "s", basis: "by head", status: "absent" }), "{object} is in b: absent (s; by head)");
});

test("absent and zero are two things, and a figure is neither", () => {
  assert.equal(standing(context, { status: "absent" }).sign, "✕");
  assert.equal(standing(context, { status: "stated", value: "0.00" }).key, "zero");
  assert.equal(standing(context, { status: "stated", value: "０" }).key, "zero");
  assert.equal(standing(context, { status: "stated", value: "10" }), null);
  assert.equal(standing(context, { status: "constructor" }).sign, "");
});

test("a claim that the page does not hold is no statement", () => {
  assert.equal(describe(context, "toString"), null);
});

test("only web addresses become links", () => {
  assert.equal(safeUrl("https://example.org"), "https://example.org");
  for (const bad of ["javascript:alert(1)", " javascript:x", "file:///etc/passwd", "data:text/html,x", undefined]) {
    assert.equal(safeUrl(bad), "");
  }
});

test("no name is written over another, but the chosen one always is", () => {
  const at = (key, x, y, more = {}) => ({ key, x, y, radius: 5, width: 80, height: 16, ...more });
  const screen = { width: 400, height: 300 };
  const crowd = Array.from({ length: 60 }, (_, key) => at(key, 200 + (key % 8), 150));
  const placed = placeLabels(crowd, [], screen, 99);
  assert.ok(placed.length >= 2 && placed.length < 12);
  for (const [i, one] of placed.entries()) {
    for (const other of placed.slice(0, i)) {
      assert.ok(one.x >= other.x + other.width || other.x >= one.x + one.width
        || one.y >= other.y + other.height || other.y >= one.y + one.height);
    }
  }
  const walls = [{ key: -1, x: 0, y: 0, width: 400, height: 300 }];
  assert.deepEqual(placeLabels([at(1, 200, 150)], walls, screen, 9), []);
  assert.equal(placeLabels([at(1, 200, 150, { must: true })], walls, screen, 9).length, 1);
  assert.equal(placeLabels([at(1, 200, 150, { hub: true })], walls, screen, 9).length, 1);
});

test("a hub is named even where signs or small marks leave no free place, beside them where one is free", () => {
  const hub = { key: 1, x: 200, y: 150, radius: 10, width: 60, height: 16, hub: true };
  const screen = { width: 400, height: 300 };
  const sign = { key: -1, sign: true, x: 100, y: 80, width: 200, height: 140 };
  const hubs = { key: 2, hub: true, x: 100, y: 80, width: 200, height: 140 };
  assert.equal(placeLabels([hub], [sign], screen, 9).length, 1);
  assert.equal(placeLabels([{ ...hub, hub: false }], [sign], screen, 9).length, 0);
  assert.equal(placeLabels([hub], [hubs], screen, 9).length, 0, "but over no other hub");
  const [{ y }] = placeLabels([hub], [{ ...sign, y: 155 }], screen, 9);
  assert.ok(y + 16 <= 155, "above, since below it is taken");
});

test("every outline stands out 3 to 1 from a light and a dark ground", () => {
  const part = (color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  for (const color of ["#D55E00", "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#CC79A7", "#F0E442", "#8A8A8A"]) {
    assert.ok(contrast(luminance(part(outline(color, "#ffffff"))), luminance([255, 255, 255])) >= 3);
    assert.ok(contrast(luminance(part(outline(color, "#111316"))), luminance([17, 19, 22])) >= 3);
  }
});

test("an unknown kind has a grey dot", () => {
  assert.deepEqual(markOf({}, "constructor"), { color: "#767676", shape: "dot", order: 1000 });
});

test("counts are grouped as the language does it, names and dates stay as they are", () => {
  assert.equal(wordsIn(words, "en")("shown", { n: 20000 }), "20,000 things");
  assert.equal(wordsIn(words, "en")("said", { a: "2024", b: "2025-01" }), "2024 of 2025-01");
});
