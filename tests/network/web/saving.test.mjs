import assert from "node:assert/strict";
import test from "node:test";
import { arrow } from "../../../graph/techatlas/network/drawing/web/src/arrow.js";
import { bounds } from "../../../graph/techatlas/network/drawing/web/src/bounds.js";
import { csvText } from "../../../graph/techatlas/network/drawing/web/src/csv.js";
import { pointAt } from "../../../graph/techatlas/network/drawing/web/src/curves.js";
import { linkLooks, shownSigns, thingSigns } from "../../../graph/techatlas/network/drawing/web/src/evidence.js";
import { FACETS, shownClaims, tally, visible } from "../../../graph/techatlas/network/drawing/web/src/filter.js";
import { createModel } from "../../../graph/techatlas/network/drawing/web/src/model.js";
import { canonicalForms, fold } from "../../../graph/techatlas/network/drawing/web/src/search.js";
import { describe } from "../../../graph/techatlas/network/drawing/web/src/statement.js";
import { statusLine } from "../../../graph/techatlas/network/drawing/web/src/summary.js";
import { svgText } from "../../../graph/techatlas/network/drawing/web/src/svg.js";
import { unpack } from "../../../graph/techatlas/network/drawing/web/src/unpack.js";
import { wrap } from "../../../graph/techatlas/network/drawing/web/src/wrap.js";

const signs = { status: { unknown: "?", absent: "✕", "below-resolution": "<", zero: "0" }, certainty: { hedged: "~" }, link: { contradicts: "≠" }, modality: {} };
const say = (subject, object, more = {}) => ({ subject, object, relation: "r", edition: "s1", status: "stated", certainty: "asserted", ...more });
const claims = {
  c1: say("a", "b", { sector: "cars" }), c2: say("b", "c", { edition: "s2", certainty: "hedged" }),
  c3: say("c", "a", { edition: "s3", status: "absent" }), c4: say("a", undefined, { edition: "s2", value: "0", object: undefined }),
  c5: say("d", "d", { links: [{ type: "contradicts", claim: "c1", inverse: false }] }),
};
const model = createModel({
  nodes: ["a", "b", "c", "d"].map((id) => ({ id, kind: "K", country: "", alt: [],
    claims: Object.keys(claims).filter((key) => claims[key].subject === id || claims[key].object === id) })),
  edges: ["c1", "c2", "c3", "c5"].map((claim) => ({ from: claims[claim].subject, to: claims[claim].object, relation: "r", claim })),
  labels: { a: { en: "=Alpha, \"the first\"", ja: "甲" } }, claims, patterns: {},
  editions: { s1: { published: "2024-05-02", licence: "CC0" }, s2: { published: "2023" }, s3: { published_after: "2025-01" } },
});
const none = Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));
const kept = (filters) => shownClaims(model, visible(model, { off: none, ...filters }));

test("claims are filtered by sector, source and licence, and things go with their last claim", () => {
  assert.deepEqual(kept({ off: { ...none, source: new Set(["s1"]) } }), ["c2", "c3", "c4"]);
  assert.deepEqual(visible(model, { off: { ...none, source: new Set(["s1"]) } }).nodes, [true, true, true, false]);
  assert.deepEqual(kept({ off: { ...none, licence: new Set([""]) } }), ["c1", "c5"]);
  assert.deepEqual(kept({ off: { ...none, sector: new Set([""]) } }), ["c1"]);
  assert.equal(tally(model, "licence").get("CC0"), 2);
});

test("a date of a year or month counts as all of its days, and one that is only known to be later as any later day", () => {
  const between = (from, to) => kept({ times: { published: { from, to } } });
  assert.deepEqual(between("2023-06-01", "2023-06-30"), ["c2", "c4"]);
  assert.deepEqual(between("2024-05-02", "2024-05-02"), ["c1", "c5"]);
  assert.deepEqual(between("2024-05-03", ""), ["c3"]);
  assert.deepEqual(between("", "2022-12-31"), []);
});

test("hedged, absent, zero and contradicted are told by stroke and sign, a plain claim by none", () => {
  const looks = linkLooks(model, signs);
  assert.deepEqual(looks[0], { stroke: null, signs: [], disputed: false, named: false });
  assert.deepEqual(looks.map((look) => look.signs), [[], ["hedged"], ["absent"], ["contradicts"]]);
  assert.equal(new Set(looks.map(({ stroke }) => String(stroke))).size, 4);
  assert.deepEqual(looks.map(({ disputed }) => disputed), [false, false, false, true]);
  const opinion = { ...model, claims: { ...claims, c1: say("a", "b", { modality: "opinion" }) } };
  const look = linkLooks(opinion, { ...signs, modality: { opinion: "※" } })[0];
  assert.deepEqual([look.signs, look.stroke.length], [["opinion"], 2]);
  const figures = thingSigns(model, signs);
  assert.deepEqual(figures, [[{ claim: "c4", key: "zero" }], [], [], []]);
  assert.deepEqual(shownSigns(figures[0], { claims: null }), ["zero"]);
  assert.deepEqual(shownSigns(figures[0], { claims: new Set(["c1"]) }), []);
  const disputed = { ...claims, c4: { ...claims.c4, value: "7", links: [{ type: "contradicts", claim: "c1", inverse: true }] } };
  assert.deepEqual(thingSigns({ ...model, claims: disputed }, signs)[0], [{ claim: "c4", key: "contradicts" }]);
});

test("where few things stand in columns, one link of each relation of two things has its relation beside it", () => {
  const claims = { c1: { relation: "makes" }, c2: { relation: "makes" }, c3: { indicator: "share" }, c4: { relation: "owns" } };
  const links = [["c1", "makes"], ["c2", "makes"], ["c3", "share"], ["c4", "owns"]].map(([claim, relation]) => ({ tail: 0, head: 1, claim, relation }));
  const named = (nodes, all = links) => linkLooks({ nodes, links: all, claims }, signs).map((look) => look.named);
  assert.deepEqual(named([{ layer: 0 }, { layer: 1 }]), [true, false, false, true]);
  assert.deepEqual(named([{ layer: 0 }, {}]), [false, false, false, false]);
  assert.ok(!named([{ layer: 0 }, { layer: 1 }], Array(31).fill(links[0])).includes(true));
});

test("a figure is told as printed only where the source prints it otherwise", () => {
  const words = (key, values) => (key === "printed_as" ? `printed as ${values.text}` : key);
  const patterns = { figure: { en: "{figure}" }, "amount.latin": { en: "{number} {unit}" }, scope: { en: "{statement} {scope}" }, "scope.rank": { en: "{rank}" } };
  const model = (claim) => ({ claims: { x: claim }, labels: { usd: { en: "US dollars" } }, editions: {}, patterns });
  const printed = (claim) => describe({ model: model(claim), lang: "en", t: words, signs }, "x").printed;
  assert.equal(printed({ value: "5,600,000", unit: "usd", as_written: "560万ドル" }), "printed as 560万ドル");
  assert.equal(printed({ value: "5600000", unit: "usd", as_written: "5,600,000" }), "");
  assert.equal(printed({ value: "5600000", unit: "usd", as_written: "５,600,000 US dollars" }), "");
  assert.equal(printed({ rank: 2, as_written: "2位" }), "");
  assert.equal(printed({ rank: 2, as_written: "2位タイ 3" }), "printed as 2位タイ 3");
});

test("spreadsheets get plain numbers, quoted text, and no formula", () => {
  const shown = visible(createModel({ ...model, edges: [] }), { off: none });
  const one = { ...model, claims: { c1: { ...claims.c1, value: "1,234,567", text: { en: "two\nlines" } } }, links: [], nodes: [{ ...model.nodes[0], claims: ["c1"] }] };
  const [head, row] = csvText({ model: one, lang: "en" }, { ...shown, nodes: [true] }).split("\r\n");
  assert.ok(head.startsWith("\ufeffclaim,subject,relation,indicator,object,value,"));
  assert.ok(row.startsWith("c1,\"'=Alpha, \"\"the first\"\"\",r,,b,1234567,"));
  assert.ok(row.includes('"two\nlines"'));
  assert.ok(row.endsWith("s1,,2024-05-02,,CC0,"));
});

test("an SVG holds text as text, whatever the text", () => {
  const text = svgText({ width: 9, height: 9, ground: "#fff", title: "<&>", items: [
    { text: "<script>\u0000'\"", x: 1, y: 2, size: 12, weight: 400, lang: "en", fill: "#000" },
    { path: "M0 0", stroke: "#000", width: 1, dash: [2, 1], opacity: 0.5 },
  ] }, { en: "A, \"B\"" });
  assert.ok(text.includes("<title>&lt;&amp;&gt;</title>"));
  assert.ok(text.includes("&lt;script&gt;&#39;&quot;</text>"));
  assert.ok(text.includes('font-family="A, &quot;B&quot;"') && text.includes('stroke-dasharray="2 1"'));
  assert.ok(!text.includes("\u0000"));
});

test("lines break between words, and anywhere in Japanese and Chinese but before a full stop", () => {
  const measure = (text) => text.length;
  assert.deepEqual(wrap("one two three", 8, measure), ["one two", "three"]);
  assert.deepEqual(wrap("一二三四。五", 4, measure), ["一二三", "四。五"]);
  assert.deepEqual(wrap("", 4, measure), [""]);
});

test("simplified, traditional and Japanese forms fold to one", () => {
  const forms = canonicalForms(["发発發髮", "丰豐豊"]);
  assert.equal(fold("発豊", forms), fold("發豐", forms));
  assert.notEqual(fold("一", forms), fold("发", forms));
});

test("what the page can tell by itself is put back", () => {
  const data = unpack(
    { shapes: [["id", "kind"], ["id", "alt", "claims"]], rows: [[0, "a", "K"], [1, "__proto__", ["x"], []]] },
    { shapes: [["number"], ["from", "to", "relation", "claim"]], rows: [[0, 1], [1, "a", "a", "r", "gone"]] },
    {
      claims: { shapes: [["key", "subject"], ["name", "subject", "object", "relation", "edition", "certainty"]], rows: [[0, "7", 0], [1, "1", 0, "__proto__", "r", "s", ""]], texts: ["a"] },
      labels: { shapes: [["key", "en"]], rows: [[0, "__proto__", "P"]] }, editions: {},
    },
  );
  assert.deepEqual(data.edges[0], { from: "a", to: "__proto__", relation: "r", claim: "s/1" });
  assert.equal(data.edges[1].claim, "gone");
  assert.deepEqual(data.nodes[0], { id: "a", kind: "K", country: "", alt: [], claims: ["7", "s/1"] });
  assert.deepEqual(data.nodes[1].claims, []);
  assert.equal(data.claims["7"].certainty, "asserted");
  assert.ok(!("certainty" in data.claims["s/1"]));
  assert.equal(Object.getOwnPropertyDescriptor(data.labels, "__proto__").value.en, "P");
});

test("a box holds its marks, an arrow touches its mark, and the middle of a straight line is half way", () => {
  assert.deepEqual(bounds([{ x: 0, y: 0, size: 2 }, { x: 10, y: 5, size: 1 }]), { left: -2, right: 11, top: -2, bottom: 6 });
  const [tip] = arrow({ x: 0, y: 0, size: 1 }, { x: 10, y: 0, size: 3 }, { smooth: false }, 4);
  assert.deepEqual(tip, [7, 0]);
  assert.deepEqual(pointAt({ x: 0, y: 0 }, { x: 10, y: 4 }, { smooth: false }, 0.5), { x: 5, y: 2 });
});

test("only a network of more than 30,000 things is said to be larger than a screen can show", () => {
  const told = (count) => {
    const crowd = createModel({ nodes: Array.from({ length: count }, (_, i) => ({ id: `n${i}`, claims: [] })), edges: [], labels: {}, claims: {}, editions: {}, patterns: {} });
    const shown = { nodes: crowd.nodes.map(() => true), links: [], claims: null };
    return statusLine({ model: crowd, lang: "en", language: { sentence_separator: " " }, hops: 1, times: {}, t: (key) => key }, { shown, focus: null, node: null, link: null, message: "" });
  };
  assert.equal(told(30_000), "shown");
  assert.equal(told(30_001), "shown many");
});
