// Entry point: holds the state of the page, changes it in one place, and draws everything from it.

import { createDrawing } from "./adapter-vis.js";
import { answerPart } from "./answer.js";
import { curves } from "./curves.js";
import { byElementId, el, keepFocus, readData } from "./dom.js";
import { linkLooks, thingSigns } from "./evidence.js";
import { FACETS, tally, visible } from "./filter.js";
import { noTimes, readHash, writeHash } from "./hash.js";
import { listenToKeys } from "./keys.js";
import { legend } from "./legend.js";
import { claimsBetween, createModel, linkName, linkOf, nameOf, neighbourhood, parallelLinks } from "./model.js";
import { linkDetails, nodeDetails } from "./panel.js";
import { saving } from "./save.js";
import { searchBox } from "./search-box.js";
import { sentenceText } from "./sentence.js";
import { drawingLabel, lede, statusLine } from "./summary.js";
import { tables } from "./table.js";
import { timeFilter } from "./time-filter.js";
import { TIMES } from "./times.js";
import { toolbar } from "./toolbar.js";
import { unpack } from "./unpack.js";
import { languageOf, wordsIn } from "./words.js";

const data = unpack(readData("data-nodes"), readData("data-edges"), readData("data-view"));
const model = createModel(data);
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const wide = matchMedia("(min-width: 860px)");

const state = {
  node: null, link: null, hops: 1, lang: data.lang, view: "network", theme: null,
  off: Object.fromEntries(FACETS.map((facet) => [facet, new Set()])), times: noTimes(), message: "", anchor: null,
};
const parts = {
  model, kinds: data.kinds, signs: data.signs, variants: data.variants, date: data.date, shapes: curves(model.links),
  layers: data.layers, looks: linkLooks(model, data.signs), thingSigns: thingSigns(model, data.signs), unfolded: new Set(),
};

let drawnTable = "";
let address = "";
const stage = byElementId("mynetwork");
const search = searchBox(() => context());
const bar = toolbar(data.languages, {
  setLang: (lang) => change({ lang }),
  toggleView: () => change({ view: state.view === "table" ? "network" : "table" }),
  toggleTheme: () => change({ theme: isDark() ? "light" : "dark" }),
  fit: () => drawing.fit(),
  zoom: (factor) => drawing.zoom(factor),
});
const times = TIMES.map((time) => timeFilter(model, time, (name, days, done) => change(
  { times: { ...state.times, [name]: { ...state.times[name], ...days } } }, { done },
)));
const answer = answerPart(data, wide.matches);
const save = saving(context, () => visible(model, state), opened);
const filters = el("details", { open: wide.matches }, el("summary", {}),
  el("div", { id: "legend" }), ...times.map(({ element }) => element));

byElementId("tools").append(search.element, ...bar.elements, save.element);
byElementId("sidebar").append(filters);
byElementId("stage").prepend(bar.camera);
byElementId("tools").hidden = byElementId("main").hidden = false;

const drawing = createDrawing(stage, parts, pick);

function isDark() {
  return state.theme ? state.theme === "dark" : systemDark.matches;
}

function context() {
  return {
    ...parts, lang: state.lang, language: languageOf(data.languages, state.lang), t: wordsIn(data.words, state.lang), title: titleIn(state.lang),
    dark: isDark(), hops: state.hops, off: state.off, times: state.times, choose, setHops: (hops) => change({ hops }), toggle, setAll,
  };
}

function titleIn(lang) {
  return data.title[lang] ?? data.title.en ?? wordsIn(data.words, lang)("untitled");
}

/** Changes the state and draws the page; the address is updated when the change is `done`, not while a slider is held. */
function change(patch, { done = true } = {}) {
  Object.assign(state, { message: "" }, patch);
  const chosen = "node" in patch || "link" in patch || "hops" in patch;
  draw({ refocus: chosen });
  if (chosen && !wide.matches && state.view === "network") stage.scrollIntoView({ block: "start" });
  const after = writeHash(state, data.lang);
  if (!done || after === address) return;
  address = after;
  const whole = `${location.href.split("#")[0]}${after}`;
  if (chosen) history.pushState(null, "", whole);
  else history.replaceState(null, "", whole);
}

/** Selects a thing by its id ({ node }), a link by its number ({ link }), or nothing (null). */
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
  const values = on ? [] : [...tally(model, facet).keys()];
  change({ off: { ...state.off, [facet]: new Set(values) } });
}

/** Returns { name, claims } of what the panel shows, else of the claims that the answer names; null if there is neither. */
function opened() {
  const node = model.nodes[model.byId.get(state.node)];
  if (node) return { name: nameOf(model, node.id, state.lang), claims: node.claims };
  const link = linkOf(model, state.link);
  if (link === null) return answered();
  return { name: { text: linkName(context(), link), lang: state.lang }, claims: claimsBetween(model, link) };
}

function answered() {
  const shown = visible(model, state).claims;
  const claims = data.pinned.filter((claim) => !shown || shown.has(claim));
  return claims.length ? { name: { text: context().t("rests_on"), lang: state.lang }, claims } : null;
}

/** Selects the next (1) or previous (-1) neighbour of the anchor, or the next thing of all if there is no anchor. */
function walk(step) {
  const shown = visible(model, state).nodes;
  const anchor = model.byId.get(state.anchor);
  const ring = model.byDegree.filter((id) => shown[id]
    && (anchor === undefined || (id !== anchor && model.around[anchor].some(({ node }) => node === id))));
  if (!ring.length) return;
  const at = ring.indexOf(model.byId.get(state.node));
  const next = at < 0 ? (step > 0 ? 0 : ring.length - 1) : (at + step + ring.length) % ring.length;
  change({ node: model.nodes[ring[next]].id, link: null });
}

/** Draws the whole page from the state. */
function draw({ refocus = false } = {}) {
  const now = context();
  const node = state.node === null ? null : model.byId.get(state.node);
  const link = linkOf(model, state.link);
  const shown = visible(model, state);
  const links = link === null ? null : [link, ...parallelLinks(model, link)];
  const focus = node !== null ? neighbourhood(model, node, state.hops)
    : link !== null ? new Set([model.links[link].tail, model.links[link].head]) : null;
  drawFrame(now);
  stage.setAttribute("aria-label", drawingLabel(now, shown));
  drawPanel(now, node, link);
  drawing.show({ shown, focus, node, links, lang: state.lang, t: now.t, dark: now.dark });
  byElementId("status").textContent = statusLine(now, { shown, focus, node, link, message: state.message });
  const switched = drawView(now, shown);
  if (refocus || switched) drawing.resize();
  if (refocus && focus) drawing.fit(focus);
}

function drawFrame(now) {
  const { t, lang, dark, title } = now;
  document.documentElement.lang = lang;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.title = title;
  byElementId("title").textContent = title;
  byElementId("lede").textContent = lede(now, data.date);
  document.querySelector(".skip").textContent = t("skip");
  byElementId("keys").textContent = t("keys");
  stage.setAttribute("aria-describedby", "keys");
  filters.firstChild.textContent = t("filters");
  keepFocus(byElementId("legend"), () => byElementId("legend").replaceChildren(...legend(now)));
  times.forEach((time) => time.refresh(now));
  leadBack(now);
  answer.refresh(now);
  save.refresh(now);
  bar.refresh({ ...now, view: state.view });
  search.translate();
}

/** Updates the link to the overview in the reader's language. */
function leadBack({ t, lang }) {
  const link = document.getElementById("overview");
  if (!link) return;
  link.textContent = t("overview");
  link.href = data.overview[lang] ?? data.overview.en;
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
  const switched = place.hidden === asTable;
  stage.hidden = byElementId("keys").hidden = asTable;
  place.hidden = !asTable;
  const content = asTable ? [now.lang, now.dark, ...shown.nodes, ...shown.links, ...(shown.claims ?? [])].join() : "";
  if (content !== drawnTable) place.replaceChildren(...(asTable ? tables(now, shown) : []));
  drawnTable = content;
  return switched;
}

/** Sets the state from the address; an unknown id is reported in the status line. */
function followHash({ first = false } = {}) {
  const wanted = readHash(location.hash);
  const lang = data.languages.some(({ code }) => code === wanted.lang) ? wanted.lang : data.lang;
  const unknown = wanted.node !== null && !model.byId.has(wanted.node) ? wanted.node
    : wanted.link !== null && !model.links.some(({ claim }) => claim === wanted.link) ? wanted.link : null;
  Object.assign(state, {
    node: unknown === null ? wanted.node : null, link: unknown === null && wanted.node === null ? wanted.link : null,
    anchor: unknown === null ? wanted.node : null, hops: wanted.hops, lang, view: wanted.view,
    off: Object.fromEntries(FACETS.map((facet) => [facet, new Set(wanted.off[facet])])), times: wanted.times,
    message: unknown === null ? "" : wordsIn(data.words, lang)("unknown_id", { id: unknown }),
  });
  address = writeHash(state, data.lang);
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
addEventListener("hashchange", () => {
  const place = document.getElementById(location.hash.slice(1)); // the target of the link that skips to the drawing
  if (!place && location.hash !== address) followHash();
});
systemDark.addEventListener("change", () => draw());
followHash({ first: true });
drawing.network.once("afterDrawing", () => performance.mark("ready"));

/** Read access for scripts: the drawing, the model, the state, and the sentence of each claim. */
globalThis.techatlas = { drawing, model, state, nameOf, sentence: (claim, lang) => sentenceText({ model, lang }, model.claims[claim]) };
