// Puts the parts together: one state, one way to change it, everything drawn from it.

import { createDrawing } from "./adapter-vis.js";
import { byElementId, el, keepFocus, readData } from "./dom.js";
import { visible } from "./filter.js";
import { readHash, writeHash } from "./hash.js";
import { listenToKeys } from "./keys.js";
import { legend } from "./legend.js";
import { createModel, nameOf, neighbourhood, parallelLinks } from "./model.js";
import { linkDetails, nodeDetails } from "./panel.js";
import { searchBox } from "./search-box.js";
import { lede, statusLine } from "./summary.js";
import { tables } from "./table.js";
import { toolbar } from "./toolbar.js";
import { wordsIn } from "./words.js";

const data = readData("data-view");
const model = createModel({ nodes: readData("data-nodes"), edges: readData("data-edges"), ...data });
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const wide = matchMedia("(min-width: 860px)");

const state = {
  node: null, link: null, hops: 1, lang: data.lang, view: "network", theme: null,
  off: { kind: new Set(), country: new Set() }, message: "", anchor: null,
};

let drawnTable = "";
const stage = byElementId("mynetwork");
const search = searchBox(() => context());
const bar = toolbar({
  setLang: (lang) => change({ lang }),
  toggleView: () => change({ view: state.view === "table" ? "network" : "table" }),
  toggleTheme: () => change({ theme: isDark() ? "light" : "dark" }),
  fit: () => drawing.fit(),
  zoom: (factor) => drawing.zoom(factor),
});
const filters = el("details", { open: wide.matches }, el("summary", {}), el("div", { id: "legend" }));

byElementId("tools").append(search.element, ...bar.elements);
byElementId("sidebar").append(filters);
byElementId("stage").prepend(bar.camera);
byElementId("tools").hidden = byElementId("main").hidden = false;

const drawing = createDrawing(stage, model, data.kinds, pick);

function isDark() {
  return state.theme ? state.theme === "dark" : systemDark.matches;
}

function context() {
  return {
    model, lang: state.lang, t: wordsIn(data.words, state.lang), signs: data.signs, kinds: data.kinds,
    dark: isDark(), hops: state.hops, off: state.off, choose, setHops: (hops) => change({ hops }), toggle, setAll,
  };
}

/** What the reader did: the state changes, the page is drawn, the address follows. */
function change(patch) {
  const before = writeHash(state, data.lang);
  Object.assign(state, { message: "" }, patch);
  const chosen = "node" in patch || "link" in patch || "hops" in patch;
  draw({ refocus: chosen });
  if (chosen && !wide.matches && state.view === "network") stage.scrollIntoView({ block: "start" });
  const after = writeHash(state, data.lang);
  if (after === before) return;
  if (chosen) history.pushState(null, "", after);
  else history.replaceState(null, "", after);
}

/** Choose a thing by its id, a link by its number, or nothing. */
function choose(choice) {
  if (choice === null) change({ node: null, link: null, anchor: null });
  else if (choice.node !== undefined) change({ node: choice.node, link: null, anchor: choice.node });
  else change({ node: null, link: model.links[choice.link].claim, anchor: null });
}

function pick({ node, link }) {
  if (node !== undefined) choose({ node: model.nodes[node].id });
  else choose(link === undefined ? null : { link });
}

function toggle(facet, value, on) {
  const values = new Set(state.off[facet]);
  if (on) values.delete(value);
  else values.add(value);
  change({ off: { ...state.off, [facet]: values } });
}

function setAll(facet, on) {
  const values = on ? [] : model.nodes.map((node) => node[facet]);
  change({ off: { ...state.off, [facet]: new Set(values) } });
}

/** n and p: through the neighbours of the anchor, or through all things if there is none. */
function walk(step) {
  const shown = visible(model, state.off).nodes;
  const anchor = model.byId.get(state.anchor);
  const ring = model.byDegree.filter((id) => shown[id]
    && (anchor === undefined || (id !== anchor && model.around[anchor].some(({ node }) => node === id))));
  if (!ring.length) return;
  const at = ring.indexOf(model.byId.get(state.node));
  const next = at < 0 ? (step > 0 ? 0 : ring.length - 1) : (at + step + ring.length) % ring.length;
  change({ node: model.nodes[ring[next]].id, link: null });
}

/** Everything on the page, from the state. */
function draw({ refocus = false } = {}) {
  const now = context();
  const node = state.node === null ? null : model.byId.get(state.node);
  const link = state.link === null ? null : model.links.findIndex(({ claim }) => claim === state.link);
  const shown = visible(model, state.off);
  const links = link === null ? null : [link, ...parallelLinks(model, link)];
  const focus = node !== null ? neighbourhood(model, node, state.hops)
    : link !== null ? new Set([model.links[link].tail, model.links[link].head]) : null;
  drawFrame(now);
  drawPanel(now, node, link);
  drawing.show({ shown, focus, node, links, lang: state.lang, dark: now.dark });
  byElementId("status").textContent = statusLine(now, { shown, focus, node, link, message: state.message });
  drawView(now, shown);
  if (refocus) drawing.resize();
  if (refocus && focus) drawing.fit(focus);
}

function drawFrame(now) {
  const { t, lang, dark } = now;
  const title = data.title[lang] ?? data.title.en ?? t("untitled");
  document.documentElement.lang = lang;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.title = title;
  byElementId("title").textContent = title;
  byElementId("lede").textContent = lede(now, data.date);
  document.querySelector(".skip").textContent = t("skip");
  byElementId("keys").textContent = t("keys");
  stage.setAttribute("aria-label", t("network"));
  stage.setAttribute("aria-describedby", "keys");
  filters.firstChild.textContent = t("filters");
  keepFocus(byElementId("legend"), () => byElementId("legend").replaceChildren(...legend(now)));
  bar.refresh({ ...now, view: state.view });
  search.translate();
}

function drawPanel(now, node, link) {
  const panel = byElementId("panel");
  const focused = panel.contains(document.activeElement) || byElementId("table").contains(document.activeElement);
  const content = node !== null ? nodeDetails(now, node) : link !== null ? linkDetails(now, link) : [];
  panel.hidden = !content.length;
  panel.setAttribute("aria-label", now.t("details"));
  const kept = keepFocus(panel, () => panel.replaceChildren(...content.filter(Boolean)));
  if (!focused || kept) return;
  const next = panel.hidden ? stage : byElementId("panel-title");
  next.focus();
}

function drawView(now, shown) {
  const asTable = state.view === "table";
  const place = byElementId("table");
  stage.hidden = byElementId("keys").hidden = asTable;
  place.hidden = !asTable;
  const content = asTable ? [now.lang, now.dark, ...shown.nodes].join() : "";
  if (content === drawnTable) return;
  drawnTable = content;
  place.replaceChildren(...(asTable ? tables(now, shown) : []));
}

/** The address says what is chosen; what it does not know is told, not guessed. */
function followHash({ first = false } = {}) {
  const wanted = readHash(location.hash);
  const lang = Object.hasOwn(data.words, wanted.lang ?? "") ? wanted.lang : data.lang;
  const unknown = wanted.node !== null && !model.byId.has(wanted.node) ? wanted.node
    : wanted.link !== null && !model.links.some(({ claim }) => claim === wanted.link) ? wanted.link : null;
  Object.assign(state, {
    node: unknown === null ? wanted.node : null, link: unknown === null && wanted.node === null ? wanted.link : null,
    anchor: unknown === null ? wanted.node : null, hops: wanted.hops, lang, view: wanted.view,
    off: { kind: new Set(wanted.off.kind), country: new Set(wanted.off.country) },
    message: unknown === null ? "" : wordsIn(data.words, lang)("unknown_id", { id: unknown }),
  });
  draw({ refocus: true });
  if (first && state.node === null && state.link === null) drawing.fit();
}

listenToKeys(stage, {
  pan: drawing.pan, zoom: drawing.zoom, fit: () => drawing.fit(), walk, letGo: () => choose(null),
  search: () => search.input.focus(),
  openDetails: () => {
    if (state.node === null) return;
    state.anchor = state.node;
    byElementId("panel-title")?.focus();
  },
});
addEventListener("hashchange", () => followHash());
systemDark.addEventListener("change", () => draw());
followHash({ first: true });

/** For whoever scripts the page: the drawing, the model and the state, to read. */
globalThis.techatlas = { drawing, model, state, nameOf };
