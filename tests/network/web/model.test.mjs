import assert from "node:assert/strict";
import test from "node:test";
import { claimGroups } from "../../../graph/techatlas/network/drawing/web/src/claim-groups.js";
import { curves } from "../../../graph/techatlas/network/drawing/web/src/curves.js";
import { FACETS, shownClaims, tally, visible } from "../../../graph/techatlas/network/drawing/web/src/filter.js";
import {
  createModel, nameOf, neighbourhood, otherNames, parallelLinks,
} from "../../../graph/techatlas/network/drawing/web/src/model.js";
import { find, fold, createIndex } from "../../../graph/techatlas/network/drawing/web/src/search.js";

const node = (id, kind = "Company", more = {}) => ({ id, kind, country: "", alt: [], claims: [], ...more });
const edge = (from, to, claim) => ({ from, to, claim, relation: "r" });

const model = createModel({
  nodes: [
    node("a", "Company", { alt: ["ＡＢＣ社"], claims: ["c1", "c5"] }), node("b", "Chip"), node("c"), node("d"),
    node("constructor"),
  ],
  edges: [edge("a", "b", "c1"), edge("b", "a", "c2"), edge("a", "b", "c3"), edge("b", "c", "c4"), edge("d", "d", "c6")],
  labels: { a: { en: "Alpha", ja: "アルファ", zh: "甲" }, b: { en: "Beta" } },
  claims: {}, editions: {}, patterns: {},
});
const none = Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));
const off = (kinds) => ({ off: { ...none, kind: new Set(kinds) } });

test("a name is in the wanted language, else in English, else the bare key", () => {
  assert.deepEqual(nameOf(model, "a", "ja"), { text: "アルファ", lang: "ja" });
  assert.deepEqual(nameOf(model, "b", "ja"), { text: "Beta", lang: "en" });
  assert.deepEqual(nameOf(model, "constructor", "ja"), { text: "constructor", lang: "" });
});

test("claims of a thing stand in groups: what is said of it, then where it is named, what is contradicted first", () => {
  const said = { one: ["a", "p"], two: ["a", "q"], three: ["a", "q"], four: ["b", "p"], five: ["a", "a"] };
  const claims = Object.fromEntries(Object.entries(said).map(([key, [subject, predicate]]) => [key, { subject, relation: predicate }]));
  const groups = () => claimGroups({ claims }, [...Object.keys(said), "toString"], "a").map(({ keys }) => keys.join());
  assert.deepEqual(groups(), ["five", "one", "two,three", "toString", "four"], "else the shorter list first");
  claims.three.links = [{ type: "contradicts", claim: "x" }];
  assert.deepEqual(groups(), ["two,three", "five", "one", "toString", "four"]);
});

test("other names are those of the other languages and the aliases", () => {
  assert.deepEqual(otherNames(model, model.nodes[0], "en").map(({ text }) => text), ["アルファ", "甲", "ＡＢＣ社"]);
});

test("a neighbourhood follows links in both directions, so many steps and no further", () => {
  assert.deepEqual([...neighbourhood(model, 2, 1)], [2, 1]);
  assert.deepEqual([...neighbourhood(model, 2, 2)], [2, 1, 0]);
  assert.deepEqual([...neighbourhood(model, 4, 2)], [4]);
});

test("parallel links are all links between the two ends", () => {
  assert.deepEqual(parallelLinks(model, 1), [0, 1, 2]);
  assert.deepEqual(parallelLinks(model, 4), [4]);
});

test("parallel links bend apart, whichever way they point, and a single one is straight", () => {
  const shapes = curves(model.links);
  const side = (index) => {
    const { smooth } = shapes[index];
    const turn = smooth ? smooth.roundness * (smooth.type === "curvedCW" ? 1 : -1) : 0;
    return model.links[index].tail < model.links[index].head ? turn : -turn;
  };
  assert.equal(new Set([side(0), side(1), side(2)]).size, 3);
  assert.equal(shapes[3].smooth, false);
  assert.ok(shapes[4].selfReference.size > 0);
});

test("a link is shown only with both its ends", () => {
  const shown = visible(model, off(["Chip"]));
  assert.deepEqual(shown.nodes, [true, false, true, true, true]);
  assert.deepEqual(shown.links, [false, false, false, false, true]);
  assert.deepEqual(shownClaims(model, shown), ["c5", "c6"]);
  assert.equal(tally(model, "kind").get("Company"), 4);
});

test("width, case, spaces and dots make no difference to a search", () => {
  assert.equal(fold("Ｄｅｅｐ Seek"), fold("deep・seek"));
  assert.equal(fold("ﾃﾞｨｰﾌﾟ"), fold("ディープ"));
});

test("the whole name comes before its beginning, and that before the middle", () => {
  const index = createIndex(model);
  assert.deepEqual(find(model, index, "abc社").map((hit) => hit.node), [0]);
  assert.deepEqual(find(model, index, "甲").map((hit) => hit.name), ["甲"]);
  assert.equal(find(model, index, "c")[0].node, 2);
  assert.deepEqual(find(model, index, " "), []);
});
