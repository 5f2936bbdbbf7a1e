(() => {
  // src/curves.js
  var STEP = 0.16;
  var WIDEST = 0.8;
  function curves(links) {
    const bundles = /* @__PURE__ */ new Map();
    links.forEach((link, index) => {
      const key = `${Math.min(link.tail, link.head)} ${Math.max(link.tail, link.head)}`;
      if (!bundles.has(key)) bundles.set(key, []);
      bundles.get(key).push(index);
    });
    const shapes = new Array(links.length);
    for (const bundle of bundles.values()) {
      bundle.forEach((index, place) => {
        shapes[index] = links[index].tail === links[index].head ? loop(place) : bend(links[index], place, bundle.length);
      });
    }
    return shapes;
  }
  function loop(place) {
    return { selfReference: { size: 14 + 7 * place, angle: Math.PI / 4 } };
  }
  function bend(link, place, count) {
    const step = Math.min(STEP, WIDEST / count);
    const side = (place - (count - 1) / 2) * step * (link.tail < link.head ? 1 : -1);
    if (side === 0) return { smooth: false };
    return {
      smooth: { enabled: true, type: side > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(side) }
    };
  }

  // src/labels.js
  var CELL = 40;
  function placeLabels(candidates, marks, screen, most) {
    const taken = /* @__PURE__ */ new Map();
    const placed = [];
    for (const mark of marks) occupy(taken, mark);
    for (const candidate of candidates) {
      if (placed.length >= most) break;
      const places = around(candidate).filter((box2) => inside(box2, screen));
      const box = places.find((place) => !collides(taken, place, candidate.key)) ?? (candidate.hub || candidate.must ? places.find((place) => !collides(taken, place, candidate.key, true)) : null) ?? (candidate.must ? places[0] ?? around(candidate)[0] : null);
      if (!box) continue;
      occupy(taken, { ...box, name: true });
      placed.push(box);
    }
    return placed;
  }
  function around({ key, x, y, radius, width, height }) {
    const at = (left, top) => ({ key, x: left, y: top, width, height });
    return [
      at(x - width / 2, y + radius + 2),
      at(x + radius + 4, y - height / 2),
      at(x - radius - 4 - width, y - height / 2),
      at(x - width / 2, y - radius - 2 - height)
    ];
  }
  function inside(box, screen) {
    return box.x >= 0 && box.y >= 0 && box.x + box.width <= screen.width && box.y + box.height <= screen.height;
  }
  function* cells(box) {
    const right = Math.floor((box.x + box.width) / CELL);
    const bottom = Math.floor((box.y + box.height) / CELL);
    for (let row2 = Math.floor(box.y / CELL); row2 <= bottom; row2 += 1) {
      for (let column = Math.floor(box.x / CELL); column <= right; column += 1) yield row2 * 4096 + column;
    }
  }
  function occupy(taken, box) {
    for (const cell of cells(box)) {
      if (!taken.has(cell)) taken.set(cell, []);
      taken.get(cell).push(box);
    }
  }
  function collides(taken, box, key, namesOnly = false) {
    for (const cell of cells(box)) {
      for (const other of taken.get(cell) ?? []) {
        if (!other.name && (other.key === key || namesOnly && !other.hub)) continue;
        if (box.x < other.x + other.width && other.x < box.x + box.width && box.y < other.y + other.height && other.y < box.y + box.height) return true;
      }
    }
    return false;
  }

  // src/model.js
  function createModel({ nodes, edges, labels, claims, sources }) {
    const byId = new Map(nodes.map((node, index) => [node.id, index]));
    const links = edges.map((edge) => ({
      ...edge,
      tail: byId.get(edge.from),
      head: byId.get(edge.to)
    }));
    const around2 = nodes.map(() => []);
    links.forEach((link, index) => {
      around2[link.tail].push({ node: link.head, link: index });
      if (link.tail !== link.head) around2[link.head].push({ node: link.tail, link: index });
    });
    const degree = around2.map((list) => new Set(list.map(({ node }) => node)).size);
    const byDegree = [...nodes.keys()].sort((a, b) => degree[b] - degree[a] || a - b);
    return { nodes, links, labels, claims, sources, byId, around: around2, degree, byDegree };
  }
  function nameOf(model2, key, lang) {
    const names = Object.hasOwn(model2.labels, key) ? model2.labels[key] : {};
    if (names[lang]) return { text: names[lang], lang };
    if (names.en) return { text: names.en, lang: "en" };
    return { text: key, lang: "" };
  }
  function otherNames(model2, node, lang) {
    const shown = nameOf(model2, node.id, lang).text;
    const names = /* @__PURE__ */ new Map();
    for (const [language, text] of Object.entries(model2.labels[node.id] ?? {})) names.set(text, language);
    for (const text of node.alt) if (!names.has(text)) names.set(text, "");
    names.delete(shown);
    return [...names].map(([text, language]) => ({ text, lang: language }));
  }
  function neighbourhood(model2, start, hops) {
    const reached = /* @__PURE__ */ new Set([start]);
    let edge = [start];
    for (let step = 0; step < hops; step += 1) {
      const next = [];
      for (const from of edge) {
        for (const { node } of model2.around[from]) {
          if (reached.has(node)) continue;
          reached.add(node);
          next.push(node);
        }
      }
      edge = next;
    }
    return reached;
  }
  function parallelLinks(model2, link) {
    const { tail, head } = model2.links[link];
    return model2.around[tail].filter(({ node }) => node === head).map((entry) => entry.link);
  }

  // src/label-painter.js
  var MOST = 220;
  var LONGEST = 190;
  var HUB_DEGREE = 8;
  var RING = 5;
  function labelPainter(network, model2) {
    const measured = /* @__PURE__ */ new Map();
    let boxes = [];
    function styles() {
      const css = getComputedStyle(document.documentElement);
      const read = (name) => css.getPropertyValue(name).trim();
      return {
        text: read("--text"),
        ground: read("--ground"),
        accent: read("--accent"),
        fonts: { en: read("--font-en"), ja: read("--font-ja"), zh: read("--font-zh") }
      };
    }
    function written(context2, style, node, lang) {
      const key = `${lang} ${node}`;
      if (measured.has(key)) return measured.get(key);
      const name = nameOf(model2, model2.nodes[node].id, lang);
      const weight = model2.degree[node] >= HUB_DEGREE ? "600 13px" : "12px";
      const font = `${weight} ${style.fonts[name.lang || lang]}`;
      context2.font = font;
      let text = [...name.text.normalize("NFC")].slice(0, 80).join("");
      while (text.length > 1 && context2.measureText(text).width > LONGEST) text = `${[...text].slice(0, -2).join("")}…`;
      const entry = { text, font, lang: name.lang, width: context2.measureText(text).width };
      measured.set(key, entry);
      return entry;
    }
    function paint(context2, scene) {
      const scale = network.getScale();
      const ratio = context2.getTransform().a / scale;
      const screen = { width: context2.canvas.width / ratio, height: context2.canvas.height / ratio };
      const view = network.getViewPosition();
      const style = styles();
      const at = (id) => ({
        x: (model2.nodes[id].x - view.x) * scale + screen.width / 2,
        y: (model2.nodes[id].y - view.y) * scale + screen.height / 2,
        radius: model2.nodes[id].size * scale
      });
      context2.save();
      context2.setTransform(ratio, 0, 0, ratio, 0, 0);
      const wanted = important(model2, scene).filter((id) => near(at(id), screen));
      const candidates = wanted.slice(0, MOST * 4).map((id) => ({
        key: id,
        ...ringed(at(id), id === scene.node),
        height: 16,
        hub: model2.degree[id] >= HUB_DEGREE,
        must: id === scene.node,
        width: written(context2, style, id, scene.lang).width + 4
      }));
      const marks = wanted.map((id) => ({ key: id, hub: model2.degree[id] >= HUB_DEGREE, ...square(at(id)) })).filter(({ width }) => width >= 5);
      boxes = placeLabels(candidates, marks, screen, MOST).map((box) => ({ ...box, ...written(context2, style, box.key, scene.lang), width: box.width }));
      drawRings(context2, style, scene, at);
      drawNames(context2, style, boxes);
      context2.restore();
    }
    function labels() {
      return boxes.map((box) => ({ ...box, id: model2.nodes[box.key].id }));
    }
    function nodeAt({ x, y }) {
      return boxes.find((box) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height)?.key;
    }
    return { paint, labels, nodeAt };
  }
  function important(model2, { shown, focus, node }) {
    const rest = model2.byDegree.filter((id) => id !== node && shown.nodes[id] && (!focus || focus.has(id)));
    return node !== null && shown.nodes[node] ? [node, ...rest] : rest;
  }
  function near({ x, y, radius }, { width, height }) {
    return x > -radius && y > -radius && x < width + radius && y < height + radius;
  }
  function ringed(place, chosen) {
    return chosen ? { ...place, radius: place.radius + RING + 2 } : place;
  }
  function square({ x, y, radius }) {
    return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
  }
  function drawRings(context2, style, { node, shown }, at) {
    if (node === null || !shown.nodes[node]) return;
    const { x, y, radius } = at(node);
    context2.strokeStyle = style.accent;
    context2.lineWidth = 2.5;
    context2.beginPath();
    context2.arc(x, y, radius + RING, 0, 2 * Math.PI);
    context2.stroke();
  }
  function drawNames(context2, style, boxes) {
    context2.textAlign = "left";
    context2.textBaseline = "middle";
    context2.lineJoin = "round";
    context2.lineWidth = 3;
    context2.strokeStyle = style.ground;
    context2.fillStyle = style.text;
    for (const { text, font, x, y, height } of boxes) {
      context2.font = font;
      context2.strokeText(text, x + 2, y + height / 2);
      context2.fillText(text, x + 2, y + height / 2);
    }
  }

  // src/marks.js
  var UNKNOWN = { color: "#767676", shape: "dot", order: 1e3 };
  var SVG = "http://www.w3.org/2000/svg";
  function markOf(kinds, kind) {
    return Object.hasOwn(kinds, kind) ? kinds[kind] : UNKNOWN;
  }
  function outline(color, dark) {
    const ground = luminance(dark ? [17, 19, 22] : [255, 255, 255]);
    let rgb = parse(color);
    for (let step = 0; step < 40 && contrast(luminance(rgb), ground) < 3.2; step += 1) {
      rgb = rgb.map((part) => dark ? part + (255 - part) * 0.06 : part * 0.94);
    }
    return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
  }
  function markIcon(document2, mark, dark) {
    const svg = document2.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "-10 -10 20 20");
    svg.setAttribute("class", "mark");
    svg.setAttribute("aria-hidden", "true");
    const shape = document2.createElementNS(SVG, mark.shape === "dot" ? "circle" : "polygon");
    if (mark.shape === "dot") shape.setAttribute("r", "7");
    else shape.setAttribute("points", corners(mark.shape, 7).map((point) => point.join(",")).join(" "));
    shape.setAttribute("fill", mark.color);
    shape.setAttribute("stroke", outline(mark.color, dark));
    shape.setAttribute("stroke-width", "1.5");
    svg.append(shape);
    return svg;
  }
  function corners(shape, r) {
    if (shape === "square") return [[-r, -r], [r, -r], [r, r], [-r, r]];
    if (shape === "diamond") return [[0, r], [r, 0], [0, -r], [-r, 0]];
    if (shape === "triangle" || shape === "triangleDown") return triangle(r * 1.15, shape === "triangle" ? 1 : -1);
    if (shape === "hexagon") return turn(6, (i) => [r * Math.cos(i * Math.PI / 3), r * Math.sin(i * Math.PI / 3)]);
    const size = r * 0.82;
    return turn(10, (i) => {
      const reach2 = i % 2 === 0 ? size * 1.3 : size * 0.5;
      return [reach2 * Math.sin(i * Math.PI / 5), 0.1 * size - reach2 * Math.cos(i * Math.PI / 5)];
    });
  }
  function triangle(r, up) {
    const inner = r / Math.sqrt(3);
    const height = r * Math.sqrt(3);
    return [[0, -(height - inner)], [r, inner], [-r, inner]].map(([x, y]) => [x, up * (y + 0.275 * r)]);
  }
  function turn(count, point) {
    return Array.from({ length: count }, (_, i) => point(i).map((part) => Number(part.toFixed(2))));
  }
  function parse(color) {
    return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  }
  function luminance(rgb) {
    const [red, green, blue] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function contrast(a, b) {
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  // src/adapter-vis.js
  var DIMMED = 0.12;
  var CLOSEST = 1.6;
  var NEAR = 8;
  function createDrawing(container, model2, kinds, onPick) {
    const shapes = curves(model2.links);
    const nodes = new vis.DataSet(model2.nodes.map((node, id) => ({
      id,
      x: node.x,
      y: node.y,
      size: node.size,
      shape: markOf(kinds, node.kind).shape
    })));
    const edges = new vis.DataSet(model2.links.map((link, id) => ({
      id,
      from: link.tail,
      to: link.head,
      ...shapes[id]
    })));
    const network = new vis.Network(container, { nodes, edges }, options(model2.links.length));
    network.canvas.frame.tabIndex = -1;
    const painter = labelPainter(network, model2);
    const resting = Math.max(0.3, Math.min(1, Math.sqrt(400 / model2.links.length)));
    let scene = null;
    network.on("afterDrawing", (context2) => scene && painter.paint(context2, scene));
    network.on("click", ({ pointer }) => onPick(pick2(pointer)));
    container.addEventListener("pointermove", (event) => {
      const box = container.getBoundingClientRect();
      const { node } = pickNode({ x: event.clientX - box.left, y: event.clientY - box.top });
      container.style.cursor = node === void 0 ? "" : "pointer";
    });
    function pickNode(point) {
      const hit = network.getNodeAt(point) ?? painter.nodeAt(point);
      return { node: hit !== void 0 && scene?.shown.nodes[hit] ? hit : void 0 };
    }
    function pick2({ DOM: point }) {
      const { node } = pickNode(point);
      if (node !== void 0) return { node };
      const close = nearest(network, model2, scene, point);
      if (close !== void 0) return { node: close };
      return { link: network.getEdgeAt(point) };
    }
    function show(next) {
      scene = next;
      const css = getComputedStyle(document.documentElement);
      const quiet = css.getPropertyValue("--edge").trim();
      const strong = css.getPropertyValue("--edge-strong").trim();
      nodes.update(model2.nodes.map((node, id) => {
        const { color } = markOf(kinds, node.kind);
        const border = outline(color, scene.dark);
        return {
          id,
          hidden: !scene.shown.nodes[id],
          color: { background: color, border },
          opacity: scene.focus && !scene.focus.has(id) ? DIMMED : 1
        };
      }));
      edges.update(model2.links.map((link, id) => {
        const inFocus = isInFocus(scene, link, id);
        return {
          id,
          hidden: !scene.shown.links[id],
          width: inFocus ? 1.6 : 0.8,
          color: { color: inFocus ? strong : quiet, opacity: inFocus ? 1 : scene.focus ? DIMMED : resting }
        };
      }));
    }
    function resize() {
      network.setSize("100%", "100%");
      network.redraw();
    }
    function fit(only = null) {
      const wanted = only ?? model2.nodes.keys();
      const ids = [...wanted].filter((id) => !scene || scene.shown.nodes[id]);
      if (!ids.length) return;
      network.fit({ nodes: ids, animation: false, maxZoomLevel: CLOSEST, minZoomLevel: 0.01 });
    }
    const zoom = (factor) => network.moveTo({ scale: Math.min(8, Math.max(0.02, network.getScale() * factor)) });
    function pan(right, down) {
      const { x, y } = network.getViewPosition();
      const scale = network.getScale();
      network.moveTo({ position: { x: x + right / scale, y: y + down / scale } });
    }
    return { network, show, resize, fit, zoom, pan, labels: () => painter.labels() };
  }
  function isInFocus({ focus, links }, link, id) {
    if (links) return links.includes(id);
    return Boolean(focus && focus.has(link.tail) && focus.has(link.head));
  }
  function nearest(network, model2, scene, point) {
    const place = network.DOMtoCanvas(point);
    const scale = network.getScale();
    let best;
    let least = NEAR / scale;
    model2.nodes.forEach((node, id) => {
      const gap = Math.hypot(node.x - place.x, node.y - place.y) - node.size;
      if (gap < least && scene.shown.nodes[id]) [best, least] = [id, gap];
    });
    return best;
  }
  function options(linkCount) {
    const many = linkCount > 1500;
    return {
      physics: false,
      layout: { improvedLayout: false },
      interaction: {
        keyboard: false,
        hover: false,
        selectable: false,
        dragNodes: false,
        tooltipDelay: 1e9,
        hideEdgesOnDrag: many,
        hideEdgesOnZoom: many
      },
      nodes: { borderWidth: 1.2, chosen: false, font: { size: 0 } },
      edges: {
        chosen: false,
        smooth: false,
        selectionWidth: 0,
        arrows: { to: { enabled: true, scaleFactor: 0.4 } }
      }
    };
  }

  // src/dom.js
  function el(tag, { attr = {}, ...properties } = {}, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    for (const [name, value] of Object.entries(attr)) element.setAttribute(name, value);
    element.append(...children.flat().filter((child) => child !== null && child !== void 0 && child !== ""));
    return element;
  }
  function say({ text, lang }, tag = "span", properties = {}) {
    return el(tag, { ...properties, textContent: text, ...lang ? { lang } : {} });
  }
  function wordButton(name, onclick, properties = {}) {
    return say(name, "button", { type: "button", className: "word", onclick, ...properties });
  }
  function keepFocus(part, draw2) {
    const wanted = part.contains(document.activeElement) ? document.activeElement.dataset.focus : void 0;
    draw2();
    if (wanted === void 0) return false;
    const next = [...part.querySelectorAll("[data-focus]")].find((element) => element.dataset.focus === wanted);
    next?.focus();
    return Boolean(next);
  }
  var byElementId = (id) => document.getElementById(id);
  function readData(id) {
    return JSON.parse(byElementId(id).textContent);
  }

  // src/filter.js
  var FACETS = ["kind", "country"];
  function tally(model2, facet2) {
    const counts = /* @__PURE__ */ new Map();
    for (const node of model2.nodes) counts.set(node[facet2], (counts.get(node[facet2]) ?? 0) + 1);
    return counts;
  }
  function visible(model2, off) {
    const nodes = model2.nodes.map((node) => FACETS.every((facet2) => !off[facet2].has(node[facet2])));
    const links = model2.links.map((link) => nodes[link.tail] && nodes[link.head]);
    return { nodes, links };
  }
  function shownClaims(model2, shown) {
    const keys = /* @__PURE__ */ new Set();
    model2.nodes.forEach((node, index) => {
      if (shown.nodes[index]) node.claims.forEach((key) => keys.add(key));
    });
    model2.links.forEach((link, index) => shown.links[index] || keys.delete(link.claim));
    model2.links.forEach((link, index) => shown.links[index] && keys.add(link.claim));
    return [...keys].sort();
  }

  // src/hash.js
  var LISTS = { "hide-kind": "kind", "hide-country": "country" };
  function readHash(hash) {
    const state2 = { node: null, link: null, hops: 1, lang: null, view: "network", off: { kind: [], country: [] } };
    for (const part of hash.replace(/^#/, "").split("&")) {
      const [name, value = ""] = split(part);
      if (name === "node" || name === "link") state2[name] = decode(value);
      else if (name === "hops") state2.hops = value === "2" ? 2 : 1;
      else if (name === "lang") state2.lang = decode(value);
      else if (name === "view") state2.view = value === "table" ? "table" : "network";
      else if (LISTS[name]) state2.off[LISTS[name]] = value.split(",").map(decode).filter((item) => item !== null);
    }
    return state2;
  }
  function writeHash(state2, firstLang) {
    const parts = [];
    if (state2.node !== null) parts.push(`node=${encodeURIComponent(state2.node)}`);
    if (state2.link !== null) parts.push(`link=${encodeURIComponent(state2.link)}`);
    if (state2.hops === 2) parts.push("hops=2");
    if (state2.lang !== firstLang) parts.push(`lang=${encodeURIComponent(state2.lang)}`);
    if (state2.view === "table") parts.push("view=table");
    for (const [name, facet2] of Object.entries(LISTS)) {
      const values = [...state2.off[facet2]].sort();
      if (values.length) parts.push(`${name}=${values.map(encodeURIComponent).join(",")}`);
    }
    return `#${parts.join("&")}`;
  }
  function split(part) {
    const at = part.indexOf("=");
    return at < 0 ? [part] : [part.slice(0, at), part.slice(at + 1)];
  }
  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return null;
    }
  }

  // src/keys.js
  var PAN = 60;
  var MOVES = { ArrowLeft: [-PAN, 0], ArrowRight: [PAN, 0], ArrowUp: [0, -PAN], ArrowDown: [0, PAN] };
  function listenToKeys(container, actions) {
    container.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (!onDrawing(event.key, actions)) return;
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = event.target instanceof HTMLInputElement && event.target.type === "search";
      if (event.key === "Escape") actions.letGo();
      else if (event.key === "/" && !typing) {
        event.preventDefault();
        actions.search();
      }
    });
  }
  function onDrawing(key, actions) {
    if (MOVES[key]) actions.pan(...MOVES[key]);
    else if (key === "+" || key === "=") actions.zoom(1.25);
    else if (key === "-" || key === "−") actions.zoom(0.8);
    else if (key === "0") actions.fit();
    else if (key === "n") actions.walk(1);
    else if (key === "p") actions.walk(-1);
    else if (key === "Enter") actions.openDetails();
    else return false;
    return true;
  }

  // src/legend.js
  function legend(context2) {
    const { t } = context2;
    return [facet(context2, "kind", kindRows(context2)), facet(context2, "country", countryRows(context2))].filter(({ rows }) => rows.length).map(({ facet: name, rows }) => el(
      "fieldset",
      { attr: { "data-facet": name } },
      el("legend", { textContent: t(name) }),
      allOrNone(context2, name),
      ...rows
    ));
  }
  function facet(context2, name, values) {
    return { facet: name, rows: values.map((value) => row(context2, name, value)) };
  }
  function kindRows({ model: model2, kinds }) {
    return [...tally(model2, "kind")].map(([value, count]) => ({ value, count, mark: markOf(kinds, value) })).sort((a, b) => a.mark.order - b.mark.order || (a.value < b.value ? -1 : 1));
  }
  function countryRows({ model: model2 }) {
    const counts = [...tally(model2, "country")].map(([value, count]) => ({ value, count }));
    if (!counts.some(({ value }) => value)) return [];
    return counts.sort((a, b) => Number(!a.value) - Number(!b.value) || b.count - a.count || (a.value < b.value ? -1 : 1));
  }
  function row({ model: model2, lang, t, dark, off, toggle: toggle2 }, name, { value, count, mark }) {
    const shown = value ? nameOf(model2, value, lang) : { text: t(`no_${name}`), lang };
    const box = el("input", {
      type: "checkbox",
      checked: !off[name].has(value),
      attr: { "data-facet": name, "data-value": value, "data-focus": `${name} ${value}` },
      onchange: () => toggle2(name, value, box.checked)
    });
    return el(
      "label",
      { className: "row" },
      box,
      mark ? markIcon(document, mark, dark) : null,
      say(shown, "span", { className: "row-name" }),
      el("span", { className: "count", textContent: count.toLocaleString(lang) })
    );
  }
  function allOrNone({ t, setAll: setAll2 }, name) {
    const button = (word, on) => el("button", {
      type: "button",
      className: "word",
      textContent: t(word),
      onclick: () => setAll2(name, on),
      attr: { "data-focus": `${name}/${word}` }
    });
    return el("span", { className: "all-none" }, button("all", true), " · ", button("nothing", false));
  }

  // src/words.js
  function wordsIn(words, lang) {
    const plural = new Intl.PluralRules(lang);
    const own = words[lang] ?? words.en;
    return (key, values = {}) => {
      let word = own[key] ?? words.en[key] ?? key;
      if (typeof word === "object") word = word[plural.select(values.n)] ?? word.other;
      return word.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    };
  }
  function groupDigits(figure2) {
    return /^[+-]?\d{5,}(\.\d+)?$/.test(figure2) ? figure2.replace(/\d(?=(\d{3})+(\.|$))/g, "$&,") : figure2;
  }

  // src/statement.js
  function describe(context2, key) {
    const { model: model2, lang } = context2;
    const claim = Object.hasOwn(model2.claims, key) ? model2.claims[key] : null;
    if (!claim) return null;
    const named = (field) => claim[field] ? { key: claim[field], ...nameOf(model2, claim[field], lang) } : null;
    return {
      key,
      subject: named("subject"),
      predicate: named("predicate"),
      object: named("object"),
      figure: figure(context2, claim),
      rank: claim.rank === void 0 ? "" : context2.t("rank", { rank: claim.rank }),
      standing: standing(context2, claim),
      text: textIn(claim.text, lang),
      scope: scope(context2, claim),
      signs: [sign(context2, "certainty", claim.certainty), sign(context2, "modality", claim.modality)].filter(Boolean),
      saidBy: named("attributed_to"),
      source: named("source"),
      locator: claim.locator ?? "",
      edition: claim.source ? model2.sources[claim.source] ?? {} : {},
      links: (claim.links ?? []).map((link) => ({ ...link, ...linkWord(context2, link) }))
    };
  }
  function figure({ model: model2, lang }, claim) {
    const bounds = boundsOf(claim);
    const value = claim.value ? groupDigits(claim.value) : "";
    const number = value && bounds ? `${value} (${bounds})` : value || bounds;
    if (!number) return "";
    return claim.unit ? `${number} ${nameOf(model2, claim.unit, lang).text}` : number;
  }
  function boundsOf({ lower, upper }) {
    if (lower && upper) return `${groupDigits(lower)}–${groupDigits(upper)}`;
    if (lower) return `≥ ${groupDigits(lower)}`;
    return upper ? `≤ ${groupDigits(upper)}` : "";
  }
  function standing(context2, claim) {
    if (claim.status && claim.status !== "stated") return sign(context2, "status", claim.status);
    const zero = claim.value !== void 0 && /^[+-]?0+([.,]0+)?$/.test(claim.value.normalize("NFKC").trim());
    return zero ? sign(context2, "status", "zero") : null;
  }
  function sign({ model: model2, lang, t, signs }, group, key) {
    if (!key || group === "modality" && key === "fact") return null;
    const known = Object.hasOwn(model2.labels, key);
    const word = known ? nameOf(model2, key, lang) : { text: t(`is_${key}`).replace(/^is_/, ""), lang };
    return { group, key, sign: Object.hasOwn(signs[group], key) ? signs[group][key] : "", ...word };
  }
  function textIn(text, lang) {
    if (!text) return null;
    const language = [lang, "en", ...Object.keys(text)].find((candidate) => text[candidate]);
    return language ? { text: text[language], lang: language } : null;
  }
  function scope({ model: model2, lang, t }, claim) {
    const name = (key) => nameOf(model2, key, lang).text;
    const phrases = [];
    if (claim.in_ranking) phrases.push(t("in_ranking", { ranking: name(claim.in_ranking) }));
    for (const field of ["sector", "place", "basis"]) {
      if (claim[field]) phrases.push(`${t(field)}: ${name(claim[field])}`);
    }
    if (claim.period) phrases.push(`${t("period")}: ${claim.period.replace("/", "–")}`);
    const { valid_from: from, valid_to: to } = claim;
    if (from && to) phrases.push(t("valid_both", { from, to }));
    else if (from) phrases.push(t("valid_from", { date: from }));
    else if (to) phrases.push(t("valid_to", { date: to }));
    return phrases;
  }
  function linkWord({ t, signs }, { type, inverse }) {
    return { sign: Object.hasOwn(signs.link, type) ? signs.link[type] : "", word: t(`link_${type}${inverse ? "_inverse" : ""}`) };
  }
  function safeUrl(url) {
    return typeof url === "string" && /^https?:\/\//i.test(url) ? url : "";
  }

  // src/panel.js
  function nodeDetails(context2, id) {
    const { model: model2, lang, t, kinds, dark } = context2;
    const node = model2.nodes[id];
    const others = otherNames(model2, node, lang);
    const country = node.country && node.country !== node.id && nameOf(model2, node.country, lang);
    return [
      heading(context2, say(nameOf(model2, node.id, lang))),
      el(
        "p",
        { className: "facts" },
        markIcon(document, markOf(kinds, node.kind), dark),
        say(nameOf(model2, node.kind, lang)),
        country ? [" · ", placeName(context2, node.country, country)] : null
      ),
      others.length ? el("p", { className: "others" }, `${t("alt")}: `, others.flatMap((name, i) => i ? [" · ", say(name)] : [say(name)])) : null,
      reach(context2),
      claimList(context2, node.claims, node.id),
      sourceList(context2, node.claims)
    ];
  }
  function linkDetails(context2, link) {
    const { model: model2, lang, t } = context2;
    const { tail, head } = model2.links[link];
    const parallel = parallelLinks(model2, link);
    const [a, b] = [tail, head].map((id) => nameOf(model2, model2.nodes[id].id, lang).text);
    const claims = [...new Set([link, ...parallel].map((number) => model2.links[number].claim))].sort();
    return [
      heading(context2, el("span", { textContent: t("between", { a, b }), lang })),
      claimList(context2, claims, null, model2.links[link].claim),
      sourceList(context2, claims)
    ];
  }
  function heading({ t, choose: choose2 }, name) {
    return el(
      "div",
      { className: "panel-head" },
      el("h2", { id: "panel-title", tabIndex: -1 }, name),
      el("button", { type: "button", className: "close", textContent: t("close"), onclick: () => choose2(null) })
    );
  }
  function reach({ t, hops, setHops }) {
    const button = (count) => el("button", {
      type: "button",
      textContent: t(`hops_${count}`),
      onclick: () => setHops(count),
      attr: { "aria-pressed": String(hops === count), "data-hops": count, "data-focus": `hops ${count}` }
    });
    return el(
      "div",
      { className: "choice", attr: { role: "group", "aria-label": t("hops") } },
      el("span", { textContent: t("hops") }),
      button(1),
      button(2)
    );
  }
  function claimList(context2, keys, self, chosen = null) {
    const { t } = context2;
    return el(
      "section",
      {},
      el("h3", { textContent: `${t("statements")} (${keys.length})` }),
      keys.length ? null : el("p", { className: "quiet", textContent: t("no_statements") }),
      el("ol", { className: "claims" }, keys.map((key) => {
        const item = claimItem(context2, key, self);
        if (key === chosen) item.classList.add("chosen");
        return item;
      }))
    );
  }
  function claimItem(context2, key, self) {
    const claim = describe(context2, key);
    if (!claim) return el("li", { attr: { "data-claim": key } }, missing(context2, key));
    return el(
      "li",
      { attr: { "data-claim": key } },
      ...body(context2, claim, self),
      claim.links.length ? el("ul", { className: "answers" }, claim.links.map((link) => answer(context2, link))) : null
    );
  }
  function body(context2, claim, self = null) {
    return [
      sentence(context2, claim, self),
      claim.text && el("p", { className: "quote" }, say(claim.text)),
      claim.scope.length > 0 && el("p", { className: "scope", textContent: claim.scope.join(" · ") }),
      signLine(claim),
      provenance(context2, claim)
    ].filter(Boolean);
  }
  function missing({ t }, key) {
    return el("p", { className: "quiet" }, el("code", { textContent: key }), ` ${t("statement_missing")}`);
  }
  function sentence(context2, claim, self = null) {
    const parts = [
      claim.subject && thing(context2, claim.subject, self),
      claim.predicate && say(claim.predicate, "span", { className: "predicate" }),
      claim.object && thing(context2, claim.object, self),
      claim.figure && el("strong", { className: "figure", textContent: claim.figure }),
      claim.rank && el("strong", { className: "figure", textContent: claim.rank }),
      claim.standing && signOf(claim.standing)
    ].filter(Boolean);
    return el("p", { className: "said" }, parts.flatMap((part, i) => i ? [" ", part] : [part]));
  }
  function thing({ model: model2, choose: choose2 }, name, self) {
    if (name.key === self) return say(name, "strong");
    if (!model2.byId.has(name.key)) return say(name);
    return wordButton(name, () => choose2({ node: name.key }));
  }
  function placeName(context2, key, name) {
    return context2.model.byId.has(key) ? wordButton(name, () => context2.choose({ node: key })) : say(name);
  }
  function signOf({ group, key, sign: sign2, text, lang }) {
    return el(
      "span",
      { className: `sign ${group}`, attr: { "data-sign": key } },
      el("span", { textContent: `${sign2} `, attr: { "aria-hidden": "true" } }),
      say({ text, lang })
    );
  }
  function signLine({ signs }) {
    return signs.length ? el("p", { className: "signs" }, signs.map(signOf)) : null;
  }
  function provenance(context2, { saidBy, source, locator, edition }) {
    const { t } = context2;
    const parts = [];
    if (saidBy) parts.push(filled(t("said_by", { who: "\0" }), thing(context2, saidBy, null)));
    if (source) parts.push(sourceName(source, edition));
    if (locator) parts.push(locator);
    if (edition.published) parts.push(t("published", { date: edition.published }));
    return el("p", { className: "source" }, parts.flatMap((part, i) => i ? [" · ", part] : [part]));
  }
  function filled(phrase, element) {
    const [before, after] = phrase.split("\0");
    return el("span", {}, before, element, after);
  }
  function sourceList({ model: model2, lang, t }, claimKeys) {
    const keys = [...new Set(claimKeys.map((key) => model2.claims[key]?.source).filter(Boolean))].sort();
    if (!keys.length) return null;
    return el(
      "section",
      {},
      el("h3", { textContent: `${t("sources")} (${keys.length})` }),
      el("ul", { className: "sources" }, keys.map((key) => {
        const edition = model2.sources[key] ?? {};
        const parts = [
          sourceName(nameOf(model2, key, lang), edition),
          edition.publisher && say(nameOf(model2, edition.publisher, lang)),
          edition.published && t("published", { date: edition.published }),
          edition.licence && t("licence", { licence: nameOf(model2, edition.licence, lang).text })
        ].filter(Boolean);
        return el("li", {}, parts.flatMap((part, i) => i ? [" · ", part] : [part]));
      }))
    );
  }
  function sourceName(source, edition) {
    const url = safeUrl(edition.url);
    return url ? say(source, "a", { href: url, target: "_blank", rel: "noopener noreferrer" }) : say(source);
  }
  function answer(context2, link) {
    const other = describe(context2, link.claim);
    const kind = el(
      "span",
      { className: `sign link ${link.type}`, attr: { "data-link": link.type } },
      el("span", { textContent: `${link.sign} `, attr: { "aria-hidden": "true" } }),
      link.word
    );
    if (!other) return el("li", {}, kind, missing(context2, link.claim));
    return el("li", {}, kind, ...body(context2, other));
  }

  // src/search.js
  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/[\s\-_.,'’・·]/gu, "");
  }
  function createIndex(model2) {
    return model2.nodes.map((node) => {
      const names = [...Object.values(model2.labels[node.id] ?? {}), ...node.alt, node.id];
      return [...new Set(names)].map((name) => ({ name, folded: fold(name) }));
    });
  }
  function find(model2, index, query, limit = 12) {
    const wanted = fold(query);
    if (!wanted) return [];
    const grades = [[], [], []];
    for (const node of model2.byDegree) {
      let best = null;
      for (const { name, folded } of index[node]) {
        const at = folded.indexOf(wanted);
        if (at < 0) continue;
        const grade = folded === wanted ? 0 : at === 0 ? 1 : 2;
        if (!best || grade < best.grade) best = { grade, name };
      }
      if (best) grades[best.grade].push({ node, name: best.name });
    }
    return grades.flat().slice(0, limit);
  }

  // src/search-box.js
  function searchBox(context2) {
    const index = createIndex(context2().model);
    let found = [];
    let current = -1;
    const list = el("ul", { id: "results", hidden: true, attr: { role: "listbox" } });
    const label = el("label", { htmlFor: "query" });
    const count = el("span", { className: "sr", attr: { "aria-live": "polite" } });
    const input = el("input", {
      id: "query",
      type: "search",
      autocomplete: "off",
      spellcheck: false,
      oninput: search2,
      onkeydown: onKey,
      onblur: () => setTimeout(close, 150),
      attr: { role: "combobox", "aria-expanded": "false", "aria-controls": "results", "aria-autocomplete": "list" }
    });
    function search2() {
      found = find(context2().model, index, input.value);
      current = found.length ? 0 : -1;
      paint();
      count.textContent = input.value.trim() ? context2().t("found", { n: found.length }) : "";
    }
    function paint() {
      const { model: model2, lang } = context2();
      list.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      if (current < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", `result-${current}`);
      list.replaceChildren(...found.map(({ node, name }, place) => {
        const shown = nameOf(model2, model2.nodes[node].id, lang);
        return el("li", {
          id: `result-${place}`,
          onpointerdown: (event) => {
            event.preventDefault();
            take(place);
          },
          attr: { role: "option", "aria-selected": String(place === current), "data-node": model2.nodes[node].id }
        }, say(shown), name === shown.text ? null : el("span", { className: "quiet", textContent: name }));
      }));
      list.children[current]?.scrollIntoView({ block: "nearest" });
    }
    function take(place) {
      const { model: model2, choose: choose2 } = context2();
      const { node } = found[place];
      input.value = "";
      close();
      choose2({ node: model2.nodes[node].id });
    }
    function close() {
      [found, current] = [[], -1];
      paint();
    }
    function onKey(event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown") current = Math.min(current + 1, found.length - 1);
      else if (event.key === "ArrowUp") current = Math.max(current - 1, 0);
      else if (event.key === "Enter" && current >= 0) {
        event.preventDefault();
        take(current);
        return;
      } else if (event.key === "Escape") {
        event.stopPropagation();
        input.value = "";
        close();
        return;
      } else return;
      event.preventDefault();
      paint();
    }
    function translate() {
      const { t } = context2();
      label.textContent = t("search");
      input.placeholder = t("search_hint");
      list.setAttribute("aria-label", t("results"));
    }
    return { element: el("div", { className: "search", attr: { role: "search" } }, label, input, list, count), input, translate };
  }

  // src/summary.js
  var BEST = 3;
  function lede({ model: model2, lang, t }, date) {
    if (!model2.nodes.length) return t("empty");
    const sentence2 = t("lede", {
      things: t("count_things", { n: model2.nodes.length }),
      claims: t("count_claims", { n: Object.keys(model2.claims).length }),
      sources: t("count_sources", { n: Object.keys(model2.sources).length })
    });
    const best = model2.byDegree.filter((id) => model2.degree[id] > 1).slice(0, BEST);
    const names = best.map((id) => nameOf(model2, model2.nodes[id].id, lang).text);
    const joined = new Intl.ListFormat(lang, { style: "long", type: "conjunction" }).format(names);
    return [
      sentence2,
      date ? t("newest", { date }) : "",
      names.length ? t("best", { names: joined }) : ""
    ].filter(Boolean).join(lang === "en" ? " " : "");
  }
  function statusLine({ model: model2, lang, hops, t }, { shown, focus, node, link, message }) {
    if (!model2.nodes.length) return message || t("empty");
    const nodes = shown.nodes.filter(Boolean).length;
    const parts = [message, t("shown", {
      nodes,
      allNodes: t("count_things", { n: model2.nodes.length }),
      edges: shown.links.filter(Boolean).length,
      allEdges: t("count_links", { n: model2.links.length })
    })];
    if (!nodes) parts.push(t("none_left"));
    if (node !== null) {
      parts.push(t("focused", {
        name: nameOf(model2, model2.nodes[node].id, lang).text,
        reach: t(`hops_${hops}`),
        nodes: t("count_things", { n: [...focus].filter((id) => shown.nodes[id]).length })
      }));
    } else if (link !== null) {
      const { from, to } = model2.links[link];
      const [a, b] = [from, to].map((id) => nameOf(model2, id, lang).text);
      parts.push(t("focused_link", { name: t("between", { a, b }) }));
    }
    return parts.filter(Boolean).join(lang === "en" ? " " : "");
  }

  // src/table.js
  function tables(context2, shown) {
    return [
      el("h2", { textContent: context2.t("things") }),
      scroll(thingTable(context2, shown)),
      el("h2", { textContent: context2.t("statements") }),
      scroll(statementTable(context2, shown))
    ];
  }
  function thingTable(context2, shown) {
    const { model: model2, lang, t, kinds, dark, choose: choose2 } = context2;
    const collator = new Intl.Collator(lang);
    const rows = [...model2.nodes.keys()].filter((id) => shown.nodes[id]).map((id) => ({ id, node: model2.nodes[id], name: nameOf(model2, model2.nodes[id].id, lang) })).sort((a, b) => collator.compare(a.name.text, b.name.text) || a.id - b.id).map(({ id, node, name }) => el(
      "tr",
      { attr: { "data-node": node.id } },
      el("th", { attr: { scope: "row" } }, wordButton(name, () => choose2({ node: node.id }))),
      el("td", {}, markIcon(document, markOf(kinds, node.kind), dark), " ", say(nameOf(model2, node.kind, lang))),
      el("td", {}, node.country ? say(nameOf(model2, node.country, lang)) : ""),
      el("td", { className: "number", textContent: model2.around[id].length })
    ));
    const heads = ["name", "kind", "country"].map((word) => ({ textContent: t(word) }));
    return table([...heads, { textContent: t("links"), className: "number" }], rows);
  }
  function statementTable(context2, shown) {
    const { model: model2, t } = context2;
    const linksOf = /* @__PURE__ */ new Map();
    model2.links.forEach((link, index) => shown.links[index] && linksOf.set(link.claim, index));
    const rows = shownClaims(model2, shown).map((key) => {
      const claim = describe(context2, key);
      const attr = { "data-claim": key, ...linksOf.has(key) ? { "data-link": key } : {} };
      if (!claim) return el("tr", { attr }, el("td", { textContent: key, colSpan: 3 }));
      return el(
        "tr",
        { attr },
        el(
          "td",
          {},
          sentence(context2, claim),
          claim.text ? say(claim.text, "p", { className: "quote" }) : null,
          claim.scope.length ? el("p", { className: "scope", textContent: claim.scope.join(" · ") }) : null
        ),
        el("td", {}, claim.signs.map(({ text, lang, sign: sign2 }) => el("div", {}, `${sign2} `, say({ text, lang })))),
        el("td", {}, claim.source ? sourceName(claim.source, claim.edition) : "", claim.locator ? `, ${claim.locator}` : "")
      );
    });
    return table(["said", "certainty", "source"].map((word) => ({ textContent: t(word) })), rows);
  }
  function table(heads, rows) {
    return el(
      "table",
      {},
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { ...head, attr: { scope: "col" } })))),
      el("tbody", {}, rows)
    );
  }
  function scroll(content) {
    return el("div", { className: "scroll" }, content);
  }

  // src/toolbar.js
  var LANGUAGES = { en: "English", ja: "日本語", zh: "中文" };
  function toolbar(actions) {
    const languages = Object.entries(LANGUAGES).map(([lang, name]) => el("button", {
      type: "button",
      textContent: name,
      lang,
      onclick: () => actions.setLang(lang),
      attr: { "data-lang": lang }
    }));
    const languageGroup = el("div", { className: "choice", attr: { role: "group" } }, languages);
    const view = el("button", { type: "button", id: "view-switch", onclick: actions.toggleView });
    const theme = el("button", { type: "button", id: "theme-switch", onclick: actions.toggleTheme });
    const fit = el("button", { type: "button", onclick: () => actions.fit() });
    const closer = el("button", { type: "button", textContent: "+", onclick: () => actions.zoom(1.25) });
    const farther = el("button", { type: "button", textContent: "−", onclick: () => actions.zoom(0.8) });
    const camera = el("div", { className: "choice camera" }, farther, closer, fit);
    function refresh({ t, lang, view: shown, dark }) {
      languageGroup.setAttribute("aria-label", t("language"));
      languages.forEach((button) => button.setAttribute("aria-pressed", String(button.lang === lang)));
      view.textContent = t(shown === "table" ? "as_network" : "as_table");
      theme.textContent = t("theme");
      theme.setAttribute("aria-pressed", String(dark));
      fit.textContent = t("fit");
      closer.setAttribute("aria-label", t("zoom_in"));
      farther.setAttribute("aria-label", t("zoom_out"));
      camera.hidden = shown === "table";
    }
    return { elements: [languageGroup, el("div", { className: "choice" }, view, theme)], camera, refresh };
  }

  // src/main.js
  var data = readData("data-view");
  var model = createModel({ nodes: readData("data-nodes"), edges: readData("data-edges"), ...data });
  var systemDark = matchMedia("(prefers-color-scheme: dark)");
  var wide = matchMedia("(min-width: 860px)");
  var state = {
    node: null,
    link: null,
    hops: 1,
    lang: data.lang,
    view: "network",
    theme: null,
    off: { kind: /* @__PURE__ */ new Set(), country: /* @__PURE__ */ new Set() },
    message: "",
    anchor: null
  };
  var drawnTable = "";
  var stage = byElementId("mynetwork");
  var search = searchBox(() => context());
  var bar = toolbar({
    setLang: (lang) => change({ lang }),
    toggleView: () => change({ view: state.view === "table" ? "network" : "table" }),
    toggleTheme: () => change({ theme: isDark() ? "light" : "dark" }),
    fit: () => drawing.fit(),
    zoom: (factor) => drawing.zoom(factor)
  });
  var filters = el("details", { open: wide.matches }, el("summary", {}), el("div", { id: "legend" }));
  byElementId("tools").append(search.element, ...bar.elements);
  byElementId("sidebar").append(filters);
  byElementId("stage").prepend(bar.camera);
  byElementId("tools").hidden = byElementId("main").hidden = false;
  var drawing = createDrawing(stage, model, data.kinds, pick);
  function isDark() {
    return state.theme ? state.theme === "dark" : systemDark.matches;
  }
  function context() {
    return {
      model,
      lang: state.lang,
      t: wordsIn(data.words, state.lang),
      signs: data.signs,
      kinds: data.kinds,
      dark: isDark(),
      hops: state.hops,
      off: state.off,
      choose,
      setHops: (hops) => change({ hops }),
      toggle,
      setAll
    };
  }
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
  function choose(choice) {
    if (choice === null) change({ node: null, link: null, anchor: null });
    else if (choice.node !== void 0) change({ node: choice.node, link: null, anchor: choice.node });
    else change({ node: null, link: model.links[choice.link].claim, anchor: null });
  }
  function pick({ node, link }) {
    if (node !== void 0) choose({ node: model.nodes[node].id });
    else choose(link === void 0 ? null : { link });
  }
  function toggle(facet2, value, on) {
    const values = new Set(state.off[facet2]);
    if (on) values.delete(value);
    else values.add(value);
    change({ off: { ...state.off, [facet2]: values } });
  }
  function setAll(facet2, on) {
    const values = on ? [] : model.nodes.map((node) => node[facet2]);
    change({ off: { ...state.off, [facet2]: new Set(values) } });
  }
  function walk(step) {
    const shown = visible(model, state.off).nodes;
    const anchor = model.byId.get(state.anchor);
    const ring = model.byDegree.filter((id) => shown[id] && (anchor === void 0 || id !== anchor && model.around[anchor].some(({ node }) => node === id)));
    if (!ring.length) return;
    const at = ring.indexOf(model.byId.get(state.node));
    const next = at < 0 ? step > 0 ? 0 : ring.length - 1 : (at + step + ring.length) % ring.length;
    change({ node: model.nodes[ring[next]].id, link: null });
  }
  function draw({ refocus = false } = {}) {
    const now = context();
    const node = state.node === null ? null : model.byId.get(state.node);
    const link = state.link === null ? null : model.links.findIndex(({ claim }) => claim === state.link);
    const shown = visible(model, state.off);
    const links = link === null ? null : [link, ...parallelLinks(model, link)];
    const focus = node !== null ? neighbourhood(model, node, state.hops) : link !== null ? /* @__PURE__ */ new Set([model.links[link].tail, model.links[link].head]) : null;
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
    place.replaceChildren(...asTable ? tables(now, shown) : []);
  }
  function followHash({ first = false } = {}) {
    const wanted = readHash(location.hash);
    const lang = Object.hasOwn(data.words, wanted.lang ?? "") ? wanted.lang : data.lang;
    const unknown = wanted.node !== null && !model.byId.has(wanted.node) ? wanted.node : wanted.link !== null && !model.links.some(({ claim }) => claim === wanted.link) ? wanted.link : null;
    Object.assign(state, {
      node: unknown === null ? wanted.node : null,
      link: unknown === null && wanted.node === null ? wanted.link : null,
      anchor: unknown === null ? wanted.node : null,
      hops: wanted.hops,
      lang,
      view: wanted.view,
      off: { kind: new Set(wanted.off.kind), country: new Set(wanted.off.country) },
      message: unknown === null ? "" : wordsIn(data.words, lang)("unknown_id", { id: unknown })
    });
    draw({ refocus: true });
    if (first && state.node === null && state.link === null) drawing.fit();
  }
  listenToKeys(stage, {
    pan: drawing.pan,
    zoom: drawing.zoom,
    fit: () => drawing.fit(),
    walk,
    letGo: () => choose(null),
    search: () => search.input.focus(),
    openDetails: () => {
      if (state.node === null) return;
      state.anchor = state.node;
      byElementId("panel-title")?.focus();
    }
  });
  addEventListener("hashchange", () => followHash());
  systemDark.addEventListener("change", () => draw());
  followHash({ first: true });
  globalThis.techatlas = { drawing, model, state, nameOf };
})();
