(() => {
  // src/bounds.js
  function bounds(nodes) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const { x, y, size } of nodes) {
      box.left = Math.min(box.left, x - size);
      box.right = Math.max(box.right, x + size);
      box.top = Math.min(box.top, y - size);
      box.bottom = Math.max(box.bottom, y + size);
    }
    return box;
  }
  function overlap(a, b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  }

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
  function pull(from, to, { smooth }) {
    if (!smooth) return null;
    const half = smooth.roundness / 2;
    const turn2 = (smooth.type === "curvedCW" ? half : -half) + 0.5;
    const angle = Math.atan2(from.y - to.y, to.x - from.x) + turn2 * Math.PI;
    const reach2 = (half + 0.5) * Math.hypot(to.x - from.x, to.y - from.y);
    return { x: from.x + reach2 * Math.sin(angle), y: from.y + reach2 * Math.cos(angle) };
  }
  function pointAt(from, to, shape2, share) {
    if (shape2.selfReference) return { x: from.x + 1.7 * shape2.selfReference.size, y: from.y - 1.7 * shape2.selfReference.size };
    const via = pull(from, to, shape2) ?? { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
    return { x: a * from.x + b * via.x + c * to.x, y: a * from.y + b * via.y + c * to.y };
  }

  // src/arrow.js
  function arrow(from, to, shape2, length) {
    const via = pull(from, to, shape2) ?? from;
    const angle = Math.atan2(to.y - via.y, to.x - via.x);
    const tip = { x: to.x - to.size * Math.cos(angle), y: to.y - to.size * Math.sin(angle) };
    const side = (turn2) => [tip.x - length * Math.cos(angle + turn2), tip.y - length * Math.sin(angle + turn2)];
    return [[tip.x, tip.y], side(0.4), side(-0.4)];
  }

  // src/model.js
  var HUBS = 30;
  var HUB_DEGREE = 8;
  function createModel({ nodes, edges, labels, claims, editions, patterns }) {
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
    const hubs = new Set(byDegree.slice(0, HUBS).filter((id) => degree[id] >= HUB_DEGREE));
    const told = [.../* @__PURE__ */ new Set([...nodes.flatMap((node) => node.claims), ...links.map(({ claim }) => claim)])].sort();
    return { nodes, links, labels, claims, told, editions, patterns, byId, around: around2, degree, byDegree, hubs };
  }
  function nameOf(model2, key, lang) {
    const names = Object.hasOwn(model2.labels, key) ? model2.labels[key] : {};
    if (names[lang]) return { text: names[lang], lang };
    if (names.en) return { text: names.en, lang: "en" };
    return { text: key, lang: "" };
  }
  function linkName({ model: model2, lang, t }, link) {
    const [a, b] = [model2.links[link].from, model2.links[link].to].map((id) => nameOf(model2, id, lang).text);
    return t("between", { a, b });
  }
  function otherNames(model2, node, lang) {
    const shown = nameOf(model2, node.id, lang).text;
    const names = /* @__PURE__ */ new Map();
    for (const [language, text2] of Object.entries(model2.labels[node.id] ?? {})) names.set(text2, language);
    for (const text2 of node.alt) if (!names.has(text2)) names.set(text2, "");
    names.delete(shown);
    return [...names].map(([text2, language]) => ({ text: text2, lang: language }));
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
  function linkOf(model2, chosen) {
    return chosen === null ? null : model2.links.findIndex(({ claim }) => claim === chosen);
  }
  function claimsBetween(model2, link) {
    return [...new Set([link, ...parallelLinks(model2, link)].map((number) => model2.links[number].claim))].sort();
  }
  function parallelLinks(model2, link) {
    const { tail, head: head2 } = model2.links[link];
    return model2.around[tail].filter(({ node }) => node === head2).map((entry) => entry.link);
  }

  // src/sentence.js
  var NAMES = ["subject", "object", "counterpart", "unit", "in_ranking", "sector", "place", "attributed_to"];
  var PRINTED = /(?:(?<![0-9.,])[+-])?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?(?![0-9])/g;
  var SCOPE = [
    "object",
    "figure",
    "rank",
    "counterpart",
    "in_ranking",
    "sector",
    "place",
    "period",
    "basis",
    "valid_from",
    "valid_to"
  ];
  function sentence(context2, claim) {
    const fields = fieldsOf(context2, claim);
    const key = patternKeys(claim).find((each) => Object.hasOwn(context2.model.patterns, each));
    const pattern = patternOf(context2, key);
    if (claim.relation && !claim.object && !pattern.includes("{text}")) {
      fields.object = fields.text;
      fields.text = [];
    }
    const named = new Set([...pattern.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name));
    let said = filled(pattern, fields, claim.plural);
    if (isSpecial(claim.status) && !key.endsWith(`.${claim.status}`)) {
      said = phrase(context2, "status", { statement: said, status: [nameOf(context2.model, claim.status, context2.lang)] });
    }
    if (claim.certainty === "hedged") said = phrase(context2, "hedged", { statement: said });
    if (isThere(fields.text) && !named.has("text")) said = phrase(context2, "text", { statement: said, text: fields.text });
    if (claim.modality !== "fact" && Object.hasOwn(context2.model.patterns, claim.modality ?? "")) {
      said = phrase(context2, claim.modality, { statement: said, attributed_to: fields.attributed_to });
    }
    const there = new Set([...named].map((name) => textOf(fields[name] ?? [])));
    const scope = SCOPE.filter((name) => isThere(fields[name]) && !there.has(textOf(fields[name])));
    return scoped(context2, said, scope.map((name) => [name, fields[name]]));
  }
  function sentenceText(context2, claim) {
    return textOf(sentence(context2, claim));
  }
  function figure(context2, claim) {
    const [value, lower, upper] = [claim.value, claim.lower, claim.upper].map((each) => scientific(each, claim.as_written) || groupDigits(each));
    let shown = boundsOf(context2, lower, upper);
    if (value) shown = shown ? plainPhrase(context2, "bounds.around", { value, bounds: shown }) : value;
    if (shown && claim.approximate) shown = plainPhrase(context2, "about", { number: shown });
    const unit = claim.unit ? nameOf(context2.model, claim.unit, context2.lang).text : "";
    if (!shown || !unit) return shown;
    return plainPhrase(context2, /^[A-Za-z0-9]/.test(unit) ? "amount.latin" : "amount", { number: shown, unit });
  }
  function scientific(value, printed = "") {
    const number = Number(value);
    const isIt = ([each]) => /e/i.test(each) && Math.abs(Number(each.replaceAll(",", "")) - number) <= 1e-9 * Math.abs(number);
    if (!number || !/e/i.test(printed) || ![...printed.matchAll(PRINTED)].some(isIt)) return "";
    const [, sign2, whole, fraction = ""] = /^([+-]?)(\d*)\.?(\d*)$/.exec(value);
    const digits = `${whole}${fraction}`.replace(/^0+/, "");
    const exponent = digits.length - fraction.length - 1;
    const mantissa = `${digits[0]}.${digits.slice(1)}`.replace(/\.?0*$/, "");
    return `${sign2}${mantissa}e${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
  }
  function groupDigits(value) {
    if (!value || !/^[+-]?\d{5,}(\.\d+)?$/.test(value)) return value ?? "";
    const [whole, ...decimals] = value.split(".");
    return [whole.replace(/\d(?=(\d{3})+$)/g, "$&,"), ...decimals].join(".");
  }
  function patternKeys({ relation, indicator = "", status }) {
    const keys = [relation ?? indicator, relation ? "relation" : "figure"];
    return isSpecial(status) ? [...keys.map((key) => `${key}.${status}`), ...keys] : keys;
  }
  function isSpecial(status) {
    return Boolean(status) && status !== "stated";
  }
  function fieldsOf({ model: model2, lang }, claim) {
    const name = (key) => key ? [{ ...nameOf(model2, key, lang), key }] : [];
    const plain = (text2) => text2 ? [{ text: String(text2) }] : [];
    const figureText = figure({ model: model2, lang }, claim);
    return {
      ...Object.fromEntries(NAMES.map((field) => [field, name(claim[field])])),
      predicate: name(claim.relation ?? claim.indicator),
      figure: figureText ? [{ text: figureText, figure: true }] : [],
      rank: claim.rank === void 0 ? [] : plain(claim.rank),
      text: textIn(claim.text, lang),
      period: plain((claim.period ?? "").replace("/", "–")),
      basis: claim.basis ? [nameOf(model2, claim.basis, lang)] : [],
      valid_from: plain(claim.valid_from),
      valid_to: plain(claim.valid_to)
    };
  }
  function textIn(text2 = {}, lang) {
    const found = [lang, "en", ...Object.keys(text2)].find((language) => text2[language]);
    return found ? [{ text: text2[found], lang: found }] : [];
  }
  function boundsOf(context2, lower, upper) {
    if (lower && upper) return plainPhrase(context2, "bounds", { lower, upper });
    if (lower) return plainPhrase(context2, "bounds.lower", { lower });
    return upper ? plainPhrase(context2, "bounds.upper", { upper }) : "";
  }
  function scoped(context2, said, scope) {
    const phrases = scope.map(([name, parts2]) => phrase(context2, `scope.${name}`, { [name]: parts2 }));
    if (!phrases.length) return said;
    const joined = phrases.reduce((before, next) => phrase(context2, "scope.next", { scope: before, next }));
    return phrase(context2, "scope", { statement: said, scope: joined });
  }
  function phrase(context2, key, fields) {
    return filled(patternOf(context2, key), fields, false);
  }
  function plainPhrase(context2, key, texts) {
    return textOf(phrase(context2, key, Object.fromEntries(Object.entries(texts).map(([name, text2]) => [name, [{ text: text2 }]]))));
  }
  function patternOf({ model: model2, lang }, key) {
    return model2.patterns[key][lang] ?? model2.patterns[key].en;
  }
  function filled(pattern, fields, plural) {
    const whole = pattern.replace(/\[([^[\]]*)\]/g, (_, piece) => {
      const names = [...piece.matchAll(/\{([^{}|]*)\}/g)].map(([, name]) => name);
      return names.every((name) => isThere(fields[name])) ? piece : "";
    });
    return whole.split(/(\{[^{}]*\})/).flatMap((piece) => {
      if (!piece.startsWith("{")) return piece ? [{ text: piece }] : [];
      const name = piece.slice(1, -1);
      const [one, several] = name.split("|");
      return name.includes("|") ? [{ text: plural ? several : one }] : fields[name] ?? [];
    });
  }
  function isThere(parts2) {
    return Boolean(parts2?.length && textOf(parts2));
  }
  function textOf(parts2) {
    return parts2.map(({ text: text2 }) => text2).join("");
  }

  // src/statement.js
  function describe(context2, key) {
    const { model: model2, lang } = context2;
    const claim = Object.hasOwn(model2.claims, key) ? model2.claims[key] : null;
    if (!claim) return null;
    const named = (field) => claim[field] ? { key: claim[field], ...nameOf(model2, claim[field], lang) } : null;
    return {
      key,
      sentence: sentence(context2, claim),
      printed: printedOtherwise(context2, claim) ? context2.t("printed_as", { text: claim.as_written }) : "",
      standing: standing(context2, claim),
      signs: [sign(context2, "certainty", claim.certainty), sign(context2, "modality", claim.modality)].filter(Boolean),
      saidBy: named("attributed_to"),
      source: named("edition"),
      locator: claim.locator ?? "",
      edition: claim.edition ? model2.editions[claim.edition] ?? {} : {},
      links: (claim.links ?? []).map((link) => ({ ...link, ...linkWord(context2, link) }))
    };
  }
  function standing(context2, claim) {
    if (claim.status && claim.status !== "stated") return sign(context2, "status", claim.status);
    const zero = claim.value !== void 0 && /^[+-]?0+([.,]0+)?$/.test(claim.value.normalize("NFKC").trim());
    return zero ? sign(context2, "status", "zero") : null;
  }
  function sign({ model: model2, lang, signs }, group2, key) {
    if (!key || group2 === "modality" && key === "fact") return null;
    return { group: group2, key, sign: Object.hasOwn(signs[group2], key) ? signs[group2][key] : "", ...nameOf(model2, key, lang) };
  }
  function printedOtherwise(context2, claim) {
    if (!claim.as_written) return false;
    if (claim.rank !== void 0 && claim.as_written.normalize("NFKC").replace(/\D/g, "") === String(claim.rank)) return false;
    const bare = (text2) => text2.normalize("NFKC").replace(/[\s,]/g, "").toLowerCase();
    return ![claim.value ?? "", figure(context2, claim)].map(bare).includes(bare(claim.as_written));
  }
  function linkWord({ model: model2, lang, t, signs }, { type, inverse }) {
    if (!Object.hasOwn(signs.link, type)) return { sign: "", word: nameOf(model2, type, lang).text };
    return { sign: signs.link[type], word: t(`link_${type}${inverse ? "_inverse" : ""}`) };
  }
  function safeUrl(url) {
    return typeof url === "string" && /^https?:\/\//i.test(url) ? url : "";
  }

  // src/evidence.js
  var STROKES = {
    unknown: [2, 5],
    absent: [10, 6],
    "below-resolution": [2, 2],
    hedged: [7, 5],
    opinion: [1, 4],
    causal: [1, 4],
    conditional: [1, 4],
    forecast: [1, 4],
    contradicts: [12, 4, 2, 4]
  };
  var FEW_LINKS = 30;
  function linkLooks(model2, signs) {
    const named = namedLinks(model2);
    return model2.links.map(({ claim }, id) => ({ ...lookOf({ model: model2, signs }, model2.claims[claim]), named: named.has(id) }));
  }
  function namedLinks(model2) {
    const few = model2.links.length <= FEW_LINKS && model2.nodes.every(({ layer }) => Number.isInteger(layer));
    const first = /* @__PURE__ */ new Map();
    for (const [id, { tail, head: head2, relation, claim }] of few ? model2.links.entries() : []) {
      const key = `${tail} ${head2} ${relation}`;
      if (relation && !model2.claims[claim]?.indicator && !first.has(key)) first.set(key, id);
    }
    return new Set(first.values());
  }
  function lookOf(context2, claim) {
    if (!claim) return { stroke: null, signs: [], disputed: false };
    const status = standingKey(context2, claim);
    const hedged = claim.certainty === "hedged" ? "hedged" : null;
    const modality = Object.hasOwn(context2.signs.modality, claim.modality ?? "") ? claim.modality : null;
    const disputed = isDisputed(claim);
    const keys = [status, hedged, modality, disputed ? "contradicts" : null].filter(Boolean);
    const stroke = keys.map((key) => STROKES[key]).find(Boolean) ?? (isStated(claim) ? null : STROKES.hedged);
    return { stroke, signs: keys, disputed };
  }
  function thingSigns(model2, signs) {
    const drawn = new Set(model2.links.map(({ claim }) => claim));
    return model2.nodes.map((node) => {
      const own = node.claims.filter((key) => !drawn.has(key) && model2.claims[key]?.subject === node.id);
      return own.flatMap((claim) => [standingKey({ model: model2, signs }, model2.claims[claim]), isDisputed(model2.claims[claim]) ? "contradicts" : null].filter(Boolean).map((key) => ({ claim, key })));
    });
  }
  function shownSigns(figures, shown) {
    const kept = figures.filter(({ claim }) => !shown.claims || shown.claims.has(claim));
    return [...new Set(kept.map(({ key }) => key))].sort();
  }
  function signCharacter(signs, key) {
    return [signs.status, signs.certainty, signs.modality, signs.link].find((group2) => Object.hasOwn(group2, key))?.[key] ?? "";
  }
  function signText(signs, keys) {
    return keys.map((key) => signCharacter(signs, key)).join("");
  }
  function linkText({ model: model2, signs, lang }, { claim, head: head2 }, keys) {
    return [signText(signs, keys), measures(model2, head2) && figure({ model: model2, lang }, model2.claims[claim] ?? {})].filter(Boolean).join(" ");
  }
  function measures(model2, id) {
    return model2.nodes[id].kind === "Indicator";
  }
  function signWord({ model: model2, lang, t }, key) {
    return key === "contradicts" ? { text: t("disputed"), lang } : nameOf(model2, key, lang);
  }
  function strokeOf(key) {
    return STROKES[key] ?? null;
  }
  function colourOf({ disputed }, { edge, disputed: own }) {
    return disputed ? own : edge;
  }
  function standingKey({ model: model2, signs }, claim) {
    const key = standing({ model: model2, lang: "en", t: String, signs }, claim)?.key;
    return key && Object.hasOwn(signs.status, key) ? key : null;
  }
  function isStated({ status }) {
    return !status || status === "stated";
  }
  function isDisputed({ links = [] }) {
    return links.some(({ type }) => type === "contradicts");
  }

  // src/scene.js
  var DIMMED = 0.12;
  function restingOpacity(linkCount) {
    return Math.max(0.15, Math.min(1, Math.sqrt(400 / linkCount)));
  }
  function isInFocus({ focus, links }, link, id) {
    if (links) return links.includes(id);
    return Boolean(focus && focus.has(link.tail) && focus.has(link.head));
  }
  var COLOURS = {
    text: "--text",
    quiet: "--quiet",
    ground: "--ground",
    accent: "--accent",
    edge: "--edge",
    strong: "--edge-strong",
    disputed: "--disputed"
  };
  var probes = /* @__PURE__ */ new Map();
  function palette(scheme = "") {
    const { languages } = document.body.dataset;
    const css = getComputedStyle(document.documentElement);
    return {
      ...Object.fromEntries(Object.keys(COLOURS).map((name) => [name, colourNow(name, scheme)])),
      fonts: Object.fromEntries(languages.split(" ").map((lang) => [lang, css.getPropertyValue(`--font-${lang}`).trim()]))
    };
  }
  function colourNow(name, scheme = "") {
    if (!probes.has(scheme)) probes.set(scheme, probe(scheme));
    const parts2 = probes.get(scheme)[name].color.match(/\d+/g).slice(0, 3);
    return `#${parts2.map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
  }
  function probe(scheme) {
    const box = document.createElement("div");
    box.hidden = true;
    box.style.colorScheme = scheme;
    document.body.append(box);
    return Object.fromEntries(Object.entries(COLOURS).map(([name, variable]) => {
      const point = box.appendChild(document.createElement("i"));
      point.style.color = `var(${variable})`;
      return [name, getComputedStyle(point)];
    }));
  }

  // src/marks.js
  var UNKNOWN = { color: "#767676", shape: "dot", order: 1e3 };
  var SVG = "http://www.w3.org/2000/svg";
  function markOf(kinds, kind) {
    return Object.hasOwn(kinds, kind) ? kinds[kind] : UNKNOWN;
  }
  function outline(color, ground) {
    const behind = luminance(parse(ground));
    const dark = behind < 0.5;
    let rgb = parse(color);
    for (let step = 0; step < 40 && contrast(luminance(rgb), behind) < 3.2; step += 1) {
      rgb = rgb.map((part) => dark ? part + (255 - part) * 0.06 : part * 0.94);
    }
    return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
  }
  function markIcon(document2, mark, dark) {
    const svg = document2.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "-10 -10 20 20");
    svg.setAttribute("class", "mark");
    svg.setAttribute("aria-hidden", "true");
    const shape2 = document2.createElementNS(SVG, "path");
    shape2.setAttribute("d", markPath(mark.shape, 0, 0, 7));
    shape2.setAttribute("fill", mark.color);
    shape2.setAttribute("stroke", outline(mark.color, colourNow("ground", dark ? "dark" : "light")));
    shape2.setAttribute("stroke-width", "1.5");
    svg.append(shape2);
    return svg;
  }
  function markPath(shape2, x, y, r) {
    const at = (right, down) => `${round(x + right)} ${round(y + down)}`;
    if (shape2 === "dot") return `M${at(-r, 0)}a${r} ${r} 0 1 0 ${round(2 * r)} 0a${r} ${r} 0 1 0 ${round(-2 * r)} 0z`;
    return `M${corners(shape2, r).map(([right, down]) => at(right, down)).join("L")}z`;
  }
  function round(number) {
    return Number(number.toFixed(2));
  }
  function corners(shape2, r) {
    if (shape2 === "square") return [[-r, -r], [r, -r], [r, r], [-r, r]];
    if (shape2 === "diamond") return [[0, r], [r, 0], [0, -r], [-r, 0]];
    if (shape2 === "triangle" || shape2 === "triangleDown") return triangle(r * 1.15, shape2 === "triangle" ? 1 : -1);
    if (shape2 === "hexagon") return turn(6, (i) => [r * Math.cos(i * Math.PI / 3), r * Math.sin(i * Math.PI / 3)]);
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

  // src/bulk-painter.js
  var STILL = 160;
  var SMALL = 2.5;
  var TOUCH = 5;
  var LEAF = 6;
  var TURN = 2 * Math.PI;
  function bulkPainter(network, { model: model2, kinds, looks, shapes }) {
    const { nodes, links } = model2;
    const kindsDrawn = groupBy(nodes.keys(), (id) => nodes[id].kind).map(([kind, ids]) => ({ ids, mark: markOf(kinds, kind) }));
    const strokes = groupBy(links.keys(), (id) => JSON.stringify([looks[id].stroke, looks[id].disputed])).map(([, ids]) => ({ ids, look: looks[ids[0]], dash: looks[ids[0]].stroke ?? [] }));
    let scene = null;
    let camera = "";
    let moving = false;
    let timer = 0;
    network.on("beforeDrawing", (context2) => scene && paint(context2));
    function paint(context2) {
      const scale = network.getScale();
      const view = viewBox(network, scale);
      notice(`${scale} ${view.left} ${view.top}`);
      const colours = palette();
      context2.save();
      if (!moving || scene.focus) drawLinks(context2, view, scale, colours);
      for (const inFocus of scene.focus ? [false, true] : [true]) {
        context2.globalAlpha = inFocus ? 1 : DIMMED;
        for (const { ids, mark } of kindsDrawn) drawMarks(context2, view, scale, ids, mark, inFocus, colours.ground);
      }
      context2.restore();
    }
    function notice(now) {
      if (camera && camera !== now) {
        moving = true;
        clearTimeout(timer);
        timer = setTimeout(() => {
          moving = false;
          network.redraw();
        }, STILL);
      }
      camera = now;
    }
    function drawLinks(context2, view, scale, colours) {
      for (const inFocus of scene.focus ? [false, true] : [false]) {
        if (moving && !inFocus) continue;
        context2.lineWidth = (inFocus ? 1.4 : 0.6) / scale;
        context2.globalAlpha = inFocus ? 1 : scene.focus ? DIMMED / 2 : restingOpacity(links.length);
        for (const { ids, dash, look } of strokes) {
          context2.strokeStyle = inFocus && !look.disputed ? colours.strong : colourOf(look, colours);
          context2.setLineDash(dash.map((length) => length / scale));
          context2.beginPath();
          for (const id of ids) if (scene.shown.links[id] && isInFocus(scene, links[id], id) === inFocus) trace(context2, view, id);
          context2.stroke();
        }
        context2.setLineDash([]);
        if (inFocus) drawArrows(context2, scale, colours.strong);
      }
    }
    function trace(context2, view, id) {
      const [from, to] = [nodes[links[id].tail], nodes[links[id].head]];
      if (Math.max(from.x, to.x) < view.left || Math.min(from.x, to.x) > view.right || Math.max(from.y, to.y) < view.top || Math.min(from.y, to.y) > view.bottom) return;
      const loop2 = shapes[id].selfReference;
      if (loop2) {
        context2.moveTo(from.x + 2 * loop2.size, from.y - loop2.size);
        context2.arc(from.x + loop2.size, from.y - loop2.size, loop2.size, 0, TURN);
        return;
      }
      const via = pull(from, to, shapes[id]);
      context2.moveTo(from.x, from.y);
      if (via) context2.quadraticCurveTo(via.x, via.y, to.x, to.y);
      else context2.lineTo(to.x, to.y);
    }
    function drawArrows(context2, scale, colour) {
      context2.fillStyle = colour;
      context2.beginPath();
      links.forEach((link, id) => {
        if (!scene.shown.links[id] || link.tail === link.head || !isInFocus(scene, link, id)) return;
        arrow(nodes[link.tail], nodes[link.head], shapes[id], 7 / scale).forEach(([x, y], i) => i ? context2.lineTo(x, y) : context2.moveTo(x, y));
      });
      context2.fill();
    }
    function drawMarks(context2, view, scale, ids, mark, inFocus, ground) {
      const tiny = LEAF * scale < SMALL;
      const border = outline(mark.color, ground);
      context2.fillStyle = tiny ? border : mark.color;
      context2.beginPath();
      for (const id of ids) {
        if (!scene.shown.nodes[id] || scene.focus && scene.focus.has(id) !== inFocus) continue;
        const { x, y, size } = nodes[id];
        if (x < view.left || x > view.right || y < view.top || y > view.bottom) continue;
        const radius = Math.max(size, 1.2 / scale);
        if (radius * scale < SMALL) context2.rect(x - radius, y - radius, 2 * radius, 2 * radius);
        else traceMark(context2, mark.shape, x, y, radius);
      }
      context2.fill();
      if (tiny) return;
      context2.strokeStyle = border;
      context2.lineWidth = 1.2;
      context2.stroke();
    }
    function nodeAt(point) {
      const place = network.DOMtoCanvas(point);
      const hit = nodes.findIndex(({ x, y, size }, id) => scene.shown.nodes[id] && Math.hypot(x - place.x, y - place.y) <= size);
      return hit < 0 ? void 0 : hit;
    }
    function linkAt(point) {
      const place = network.DOMtoCanvas(point);
      let best;
      let least = TOUCH / network.getScale();
      links.forEach((link, id) => {
        if (!scene.shown.links[id]) return;
        const gap = distance(place, nodes[link.tail], nodes[link.head], shapes[id]);
        if (gap < least) [best, least] = [id, gap];
      });
      return best;
    }
    return { show: (next) => {
      scene = next;
    }, nodeAt, linkAt };
  }
  function traceMark(context2, shape2, x, y, radius) {
    if (shape2 === "dot") {
      context2.moveTo(x + radius, y);
      context2.arc(x, y, radius, 0, TURN);
      return;
    }
    corners(shape2, radius).forEach(([right, down], i) => i ? context2.lineTo(x + right, y + down) : context2.moveTo(x + right, y + down));
    context2.closePath();
  }
  function viewBox(network, scale) {
    const { clientWidth, clientHeight } = network.canvas.frame;
    const { x, y } = network.getViewPosition();
    const [right, down] = [clientWidth / scale / 2 + 40, clientHeight / scale / 2 + 40];
    return { left: x - right, right: x + right, top: y - down, bottom: y + down };
  }
  function distance(place, from, to, shape2) {
    const reach2 = Math.hypot(from.x - to.x, from.y - to.y);
    if (Math.hypot(place.x - from.x, place.y - from.y) > 1.6 * reach2 + 40) return Infinity;
    let least = Infinity;
    let before = pointAt(from, to, shape2, 0);
    for (let step = 1; step <= 12; step += 1) {
      const next = pointAt(from, to, shape2, step / 12);
      least = Math.min(least, toSegment(place, before, next));
      before = next;
    }
    return least;
  }
  function toSegment({ x, y }, a, b) {
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const share = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - a.x - share * dx, y - a.y - share * dy);
  }
  function groupBy(ids, keyOf) {
    const groups = /* @__PURE__ */ new Map();
    for (const id of ids) {
      const key = keyOf(id);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(id);
    }
    return [...groups];
  }

  // src/labels.js
  var CELL = 40;
  var SLANT = 0.8;
  function placeLabels(candidates, marks, screen, most) {
    const taken = /* @__PURE__ */ new Map();
    const placed = [];
    for (const mark of marks) occupy(taken, mark);
    for (const candidate of candidates) {
      if (placed.length >= most) break;
      const places = around(candidate).filter((box2) => inside(box2, screen));
      const free2 = (keepsClear) => places.find((place) => !collides(taken, place, candidate.key, keepsClear));
      const box = free2(() => true) ?? (candidate.hub || candidate.must ? free2(({ hub, sign: sign2 }) => hub || sign2) ?? free2(({ hub }) => hub) : null) ?? (candidate.must ? places[0] ?? around(candidate)[0] : null);
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
      at(x - width / 2, y - radius - 2 - height),
      ...[1, -1].flatMap((down) => [1, -1].map((right) => at(
        x + right * SLANT * radius - (right < 0 ? width : 0),
        y + down * SLANT * radius - (down < 0 ? height : 0)
      )))
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
    for (const cell2 of cells(box)) {
      if (!taken.has(cell2)) taken.set(cell2, []);
      taken.get(cell2).push(box);
    }
  }
  function collides(taken, box, key, keepsClear) {
    for (const cell2 of cells(box)) {
      for (const other of taken.get(cell2) ?? []) {
        if (!other.name && (other.key === key || !keepsClear(other))) continue;
        if (overlap(box, other)) return true;
      }
    }
    return false;
  }

  // src/label-painter.js
  var MOST = 220;
  var MOST_IN_LARGE = 90;
  var LARGE = 3e3;
  var CLOSE = 0.3;
  var LONGEST = 190;
  var RING = 5;
  function labelPainter(network, model2) {
    const measured = /* @__PURE__ */ new Map();
    let boxes = [];
    function written(context2, style, node, lang) {
      const key = `${lang} ${node}`;
      if (!measured.has(key)) measured.set(key, writtenName(context2, model2, node, lang, style.fonts));
      return measured.get(key);
    }
    function most(scene) {
      return !scene.focus && model2.nodes.length > LARGE && network.getScale() < CLOSE ? MOST_IN_LARGE : MOST;
    }
    function paint(context2, scene, obstacles = []) {
      const scale = network.getScale();
      const ratio = context2.getTransform().a / scale;
      const screen = { width: context2.canvas.width / ratio, height: context2.canvas.height / ratio };
      const view = network.getViewPosition();
      const style = palette();
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
        hub: isHub(model2, id),
        must: id === scene.node,
        width: written(context2, style, id, scene.lang).width + 4
      }));
      const marks = wanted.map((id) => ({ key: id, hub: isHub(model2, id), ...square(at(id)) })).filter(({ width }) => width >= 5);
      boxes = placeLabels(candidates, [...marks, ...obstacles], screen, most(scene)).map((box) => ({ ...box, ...written(context2, style, box.key, scene.lang), width: box.width }));
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
  function writtenName(context2, model2, node, lang, fonts) {
    const name = nameOf(model2, model2.nodes[node].id, lang);
    const bold = isHub(model2, node);
    const font2 = `${bold ? "600 13px" : "12px"} ${fonts[name.lang || lang]}`;
    context2.font = font2;
    let text2 = [...name.text.normalize("NFC")].slice(0, 80).join("");
    while (text2.length > 1 && context2.measureText(text2).width > LONGEST) text2 = `${[...text2].slice(0, -2).join("")}…`;
    return { text: text2, font: font2, bold, lang: name.lang, width: context2.measureText(text2).width };
  }
  function isHub(model2, node) {
    return model2.hubs.has(node);
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
    for (const { text: text2, font: font2, x, y, height } of boxes) {
      context2.font = font2;
      context2.strokeText(text2, x + 2, y + height / 2);
      context2.fillText(text2, x + 2, y + height / 2);
    }
  }

  // src/layers.js
  var SIZE = 12;
  var ABOVE = 24;
  function layerWord({ model: model2, layers, lang, t }, layer) {
    const term = layers.find((each) => each.layer === layer)?.term;
    if (term) return nameOf(model2, term, lang).text;
    if (layer === null) return t("no_layer");
    if (layer < 0) return t("layer_before");
    return layer === 0 ? t("layer_start") : t("layer", { n: layer });
  }
  function layerPainter(network, { model: model2, layers }) {
    const sizes = new Map(layers.map(({ layer }) => [layer, Math.max(...sizesIn(model2, layer))]));
    let placed = [];
    function place(context2, scene) {
      const scale = network.getScale();
      const view = network.getViewPosition();
      const { clientWidth: width, clientHeight: height } = network.canvas.frame;
      context2.save();
      context2.font = font(scene);
      const across = (x) => (x - view.x) * scale + width / 2;
      placed = layers.filter(({ x }) => across(x) >= 0 && across(x) <= width).map(({ layer, x, y }) => {
        const text2 = layerWord({ model: model2, layers, ...scene }, layer);
        const { width: wide2 } = context2.measureText(text2);
        return {
          key: -1,
          hub: true,
          text: text2,
          width: wide2,
          height: SIZE + 4,
          x: Math.min(Math.max(2, across(x) - wide2 / 2), width - wide2 - 2),
          y: Math.max(4, (y - sizes.get(layer) - view.y) * scale + height / 2 - ABOVE)
        };
      });
      context2.restore();
      placed.forEach((head2, i) => {
        while (placed.slice(0, i).some((other) => overlap(head2, other))) head2.y -= head2.height;
      });
      return placed;
    }
    function paint(context2, scene) {
      const ratio = context2.getTransform().a / network.getScale();
      const { ground, quiet } = palette();
      context2.save();
      context2.setTransform(ratio, 0, 0, ratio, 0, 0);
      Object.assign(context2, { font: font(scene), textAlign: "left", textBaseline: "top", lineJoin: "round", lineWidth: 3, strokeStyle: ground, fillStyle: quiet });
      for (const { text: text2, x, y } of placed) {
        context2.strokeText(text2, x, y);
        context2.fillText(text2, x, y);
      }
      context2.restore();
    }
    return { place, paint, heads: () => placed };
  }
  function sizesIn(model2, wanted) {
    return model2.nodes.filter(({ layer = null }) => layer === wanted).map(({ size }) => size);
  }
  function font({ lang }) {
    return `600 ${SIZE}px ${palette().fonts[lang]}`;
  }

  // src/sign-painter.js
  var SIZE2 = 13;
  var WIDTH = 10;
  var LETTER = 8;
  var SMALL2 = 12;
  var SMALL_LETTER = 6.5;
  var ROOM = 34;
  var ALONG = [0.5, 0.38, 0.62];
  var ALONG_NAMED = [...ALONG, 0.28, 0.72];
  var ROOM_OF_NAMED = 2 * ROOM;
  function signPainter(network, { model: model2, signs, looks, thingSigns: thingSigns2, shapes }) {
    const signedLinks = looks.flatMap((look, id) => look.signs.length || measures(model2, model2.links[id].head) ? [id] : []);
    const namedLinks2 = looks.flatMap(({ named }, id) => named ? [id] : []);
    const signedThings = thingSigns2.flatMap((keys, id) => keys.length ? [id] : []);
    let painted = [];
    let relations = [];
    let marks = [];
    function place(scene) {
      const scale = network.getScale();
      const view = network.getViewPosition();
      const { clientWidth: width, clientHeight: height } = network.canvas.frame;
      const screen = ({ x, y }) => ({ x: (x - view.x) * scale + width / 2, y: (y - view.y) * scale + height / 2 });
      const onScreen = ({ x, y }) => x > 0 && y > 0 && x < width && y < height;
      const seen = (id) => scene.shown.links[id] && (!scene.focus || isInFocus(scene, model2.links[id], id));
      const along = (id, room, parts2) => {
        const [from, to] = [model2.nodes[model2.links[id].tail], model2.nodes[model2.links[id].head]];
        const roomy = Math.hypot(from.x - to.x, from.y - to.y) * scale > room;
        return (roomy ? parts2 : []).map((part) => screen(pointAt(from, to, shapes[id], part))).filter(onScreen);
      };
      painted = free([
        ...signedThings.filter((id) => scene.shown.nodes[id] && (!scene.focus || scene.focus.has(id))).map((id) => {
          const { x, y, size } = model2.nodes[id];
          const keys = shownSigns(thingSigns2[id], scene.shown);
          const corner = screen({ x: x + 0.7 * size, y: y - 0.7 * size });
          const roomy = keys.length > 0 && size * scale > 3;
          return { node: id, text: signText(signs, keys), places: (roomy ? [{ x: corner.x + 1 + WIDTH / 2 * keys.length, y: corner.y - 5 }] : []).filter(onScreen) };
        }),
        ...signedLinks.filter(seen).map((id) => ({ link: id, text: linkText({ model: model2, signs, lang: scene.lang }, model2.links[id], looks[id].signs), places: along(id, ROOM, ALONG) }))
      ]);
      marks = !namedLinks2.length ? [] : model2.nodes.filter((_, id) => scene.shown.nodes[id]).map((node) => {
        const { x, y } = screen(node);
        return { x: x - node.size * scale, y: y - node.size * scale, width: 2 * node.size * scale, height: 2 * node.size * scale };
      });
      relations = namedLinks2.filter(seen).map((id) => ({ link: id, relation: true, text: nameOf(model2, model2.links[id].relation, scene.lang).text, places: along(id, ROOM_OF_NAMED, ALONG_NAMED) }));
      return painted.map(({ box }) => ({ key: -1, sign: true, ...box }));
    }
    function paint(context2, scene, names) {
      painted = painted.filter(({ box }) => !names.some((name) => overlap(box, name)));
      painted = [...painted, ...free(relations, [...painted.map(({ box }) => box), ...names, ...marks])];
      const ratio = context2.getTransform().a / network.getScale();
      const { ground, text: ink, fonts } = palette();
      context2.save();
      context2.setTransform(ratio, 0, 0, ratio, 0, 0);
      context2.textAlign = "center";
      context2.textBaseline = "middle";
      context2.lineJoin = "round";
      context2.lineWidth = 4;
      context2.strokeStyle = ground;
      context2.fillStyle = ink;
      for (const { x, y, text: text2, relation } of painted) {
        context2.font = `${relation ? 400 : 600} ${relation ? SMALL2 : SIZE2}px ${fonts[scene.lang]}`;
        context2.strokeText(text2, x, y);
        context2.fillText(text2, x, y);
      }
      context2.restore();
    }
    return { place, paint, signs: () => painted };
  }
  function boxed(sign2, { x, y }) {
    const narrow = sign2.relation ? SMALL_LETTER : sign2.text.length > 3 ? LETTER : WIDTH;
    const letter = (character) => character >= "⺀" ? SIZE2 : narrow;
    const wide2 = [...sign2.text].reduce((sum, character) => sum + letter(character), 0);
    return { ...sign2, x, y, box: { x: x - wide2 / 2, y: y - SIZE2 / 2, width: wide2, height: SIZE2 } };
  }
  function free(texts, taken = []) {
    const kept = [];
    for (const text2 of texts) {
      const found = text2.places.map((place) => boxed(text2, place)).find(({ box }) => ![...kept.map((other) => other.box), ...taken].some((other) => overlap(other, box)));
      if (found) kept.push(found);
    }
    return kept;
  }

  // src/vis-marks.js
  function visMarks(network, { nodes, edges }, { model: model2, kinds, looks, shapes }) {
    const resting = restingOpacity(model2.links.length);
    nodes.add(model2.nodes.map((node, id) => ({
      id,
      x: node.x,
      y: node.y,
      size: node.size,
      shape: markOf(kinds, node.kind).shape
    })));
    edges.add(model2.links.map((link, id) => ({
      id,
      from: link.tail,
      to: link.head,
      dashes: looks[id].stroke ?? false,
      ...shapes[id]
    })));
    function show(scene) {
      const colours = palette();
      nodes.update(model2.nodes.map((node, id) => {
        const { color } = markOf(kinds, node.kind);
        return {
          id,
          hidden: !scene.shown.nodes[id],
          color: { background: color, border: outline(color, colours.ground) },
          opacity: scene.focus && !scene.focus.has(id) ? DIMMED : 1
        };
      }));
      edges.update(model2.links.map((link, id) => {
        const inFocus = isInFocus(scene, link, id);
        return {
          id,
          hidden: !scene.shown.links[id],
          width: inFocus ? 1.6 : 0.8,
          color: {
            color: inFocus && !looks[id].disputed ? colours.strong : colourOf(looks[id], colours),
            opacity: inFocus ? 1 : scene.focus ? DIMMED : looks[id].disputed ? 1 : resting
          }
        };
      }));
    }
    return { show, nodeAt: (point) => network.getNodeAt(point), linkAt: (point) => network.getEdgeAt(point) };
  }

  // src/adapter-vis.js
  var CLOSEST = 1.6;
  var NEAR = 8;
  var EDGE = 60;
  var EDGE_OF_COLUMNS = { x: 200, y: 120 };
  var LARGE2 = 3e3;
  function createDrawing(container, parts2, onPick) {
    const { model: model2 } = parts2;
    const large = model2.nodes.length > LARGE2;
    const data2 = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
    const network = new vis.Network(container, data2, options(model2.links.length));
    network.canvas.frame.tabIndex = -1;
    const marks = large ? bulkPainter(network, parts2) : visMarks(network, data2, parts2);
    const names = labelPainter(network, model2);
    const signs = signPainter(network, parts2);
    const heads = layerPainter(network, parts2);
    let scene = null;
    let waiting;
    network.on("afterDrawing", (context2) => {
      if (!scene) return;
      names.paint(context2, scene, [...heads.place(context2, scene), ...signs.place(scene)]);
      heads.paint(context2, scene);
      signs.paint(context2, scene, names.labels());
    });
    network.on("click", ({ pointer }) => onPick(pick2(pointer)));
    container.addEventListener("pointermove", (event) => {
      if (event.buttons) return;
      const box = container.getBoundingClientRect();
      const node = pickNode({ x: event.clientX - box.left, y: event.clientY - box.top });
      container.style.cursor = node === void 0 ? "" : "pointer";
    });
    function pickNode(point) {
      const hit = marks.nodeAt(point) ?? names.nodeAt(point);
      return hit !== void 0 && scene?.shown.nodes[hit] ? hit : void 0;
    }
    function pick2({ DOM: point }) {
      const node = pickNode(point) ?? nearest(network, model2, scene, point);
      return node === void 0 ? { link: marks.linkAt(point) } : { node };
    }
    function show(next) {
      scene = next;
      marks.show(scene);
      network.redraw();
    }
    function resize() {
      network.setSize("100%", "100%");
      network.redraw();
      if (waiting !== void 0) fit(waiting);
    }
    function fit(only = null) {
      const ids = [...only ?? model2.nodes.keys()].filter((id) => !scene || scene.shown.nodes[id]);
      if (!ids.length) return;
      const { clientWidth: width, clientHeight: height } = container;
      waiting = width ? void 0 : only;
      if (!width) return;
      const edge = parts2.layers.length ? EDGE_OF_COLUMNS : { x: EDGE, y: EDGE };
      const box = bounds(ids.map((id) => model2.nodes[id]));
      const scale = Math.min(CLOSEST, Math.max(1, width - edge.x) / (box.right - box.left), Math.max(1, height - edge.y) / (box.bottom - box.top));
      network.moveTo({
        position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
        scale: Math.max(0.01, scale),
        animation: false
      });
    }
    const zoom = (factor) => network.moveTo({ scale: Math.min(8, Math.max(0.01, network.getScale() * factor)) });
    function pan(right, down) {
      const { x, y } = network.getViewPosition();
      const scale = network.getScale();
      network.moveTo({ position: { x: x + right / scale, y: y + down / scale } });
    }
    return { network, show, resize, fit, zoom, pan, large, labels: () => names.labels(), signs: () => signs.signs(), heads: () => heads.heads(), marks };
  }
  function nearest(network, model2, scene, point) {
    const place = network.DOMtoCanvas(point);
    let best;
    let least = NEAR / network.getScale();
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
  function el(tag2, { attr = {}, ...properties } = {}, ...children) {
    const element = Object.assign(document.createElement(tag2), properties);
    for (const [name, value] of Object.entries(attr)) element.setAttribute(name, value);
    element.append(...children.flat().filter((child) => child !== null && child !== void 0 && child !== ""));
    return element;
  }
  function say({ text: text2, lang }, tag2 = "span", properties = {}) {
    return el(tag2, { ...properties, textContent: text2, ...lang ? { lang } : {} });
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

  // src/answer.js
  var FEW = 3;
  var SHORT = 16;
  function answerPart({ lead, remarks, rows }, roomy) {
    const word = el("summary", {});
    const list = el("ul", {});
    byElementId("remarks").replaceChildren(el("details", { open: roomy && remarks.length <= FEW }, word, list));
    const name = el("summary", {});
    const grid = el("div", { className: "scroll" });
    const first = rows.en;
    byElementId("rows").hidden = !first?.rows.length;
    byElementId("rows").replaceChildren(el("details", { open: roomy && first?.rows.length <= SHORT }, name, grid));
    function refresh({ t, lang }) {
      if (first) {
        const told = rows[lang] ?? first;
        name.textContent = [t("rows", { n: told.all }), told.all > told.rows.length ? t("rows_shown", { n: told.rows.length }) : ""].join(" ");
        grid.replaceChildren(table(told));
      }
      const inLang = (texts) => texts[lang] ? { text: texts[lang], lang } : { text: texts.en ?? "", lang: "en" };
      byElementId("lead").replaceChildren(say(inLang(lead)));
      byElementId("lead").hidden = !inLang(lead).text;
      byElementId("remarks").hidden = !remarks.length;
      word.textContent = t("remarks", { n: remarks.length });
      list.replaceChildren(...remarks.map((remark) => say(inLang(remark), "li")));
    }
    return { refresh };
  }
  function table({ headings, rows }) {
    const cells2 = (texts, tag2, attr) => el("tr", {}, ...texts.map((text2) => el(tag2, { textContent: text2, attr })));
    return el("table", {}, el("thead", {}, cells2(headings, "th", { scope: "col" })), el("tbody", {}, ...rows.map((row2) => cells2(row2, "td"))));
  }

  // src/times.js
  var TIMES = ["published", "valid"];
  var MONTHS_AT_MOST = 144;
  function spanOf(model2, claim, time) {
    if (time === "published") {
      const { published, published_after: after } = model2.editions[claim.edition] ?? {};
      if (isDate(published)) return [published, published];
      return isDate(after) ? [after, ""] : null;
    }
    const [from, to] = [claim.valid_from, claim.valid_to].map((date) => isDate(date) ? date : "");
    if (from || to) return [from, to];
    const [first, last = first] = (claim.period ?? "").split("/");
    return isDate(first) && isDate(last) ? [first, last] : null;
  }
  function isSet(range) {
    return Boolean(range && (range.from || range.to));
  }
  function within(span, { from, to }) {
    if (!span) return true;
    const [first, last] = span;
    return (!to || !first || first <= to) && (!from || !last || `${last}~` >= from);
  }
  function rangeOf(model2, time) {
    const dates = Object.values(model2.claims).flatMap((claim) => spanOf(model2, claim, time) ?? []).filter(Boolean).sort();
    return dates.length ? [dates[0], dates.at(-1)] : null;
  }
  function stepsOf([first, last]) {
    const [from, to] = [monthNumber(first, 1), monthNumber(last, 12)];
    if (to - from < MONTHS_AT_MOST) return Array.from({ length: to - from + 1 }, (_, i) => monthName(from + i));
    const [year, end] = [first, last].map((date) => Number(date.slice(0, 4)));
    return Array.from({ length: end - year + 1 }, (_, i) => String(year + i).padStart(4, "0"));
  }
  function firstDay(date) {
    return `${date}-01-01`.slice(0, 10).replace(/^(\d{4}-\d{2})-01-01$/, "$1-01");
  }
  function lastDay(date) {
    const [year, month = 12, day] = date.split("-").map(Number);
    if (day) return date;
    return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  }
  function monthNumber(date, otherwise) {
    const [year, month = otherwise] = date.split("-").map(Number);
    return 12 * year + month - 1;
  }
  function monthName(number) {
    return `${String(Math.floor(number / 12)).padStart(4, "0")}-${String(number % 12 + 1).padStart(2, "0")}`;
  }
  function isDate(text2) {
    return /^\d{4}(-(0[1-9]|1[0-2])(-[0-3]\d)?)?$/.test(text2 ?? "");
  }

  // src/filter.js
  var THING_FACETS = ["kind", "country"];
  var CLAIM_FACETS = ["sector", "source", "licence"];
  var FACETS = [...THING_FACETS, ...CLAIM_FACETS];
  function claimValue(model2, claim, facet) {
    if (facet === "source") return claim.edition ?? "";
    if (facet === "licence") return model2.editions[claim.edition]?.licence ?? "";
    return claim[facet] ?? "";
  }
  function tally(model2, facet) {
    const values = THING_FACETS.includes(facet) ? model2.nodes.map((node) => node[facet]) : model2.told.filter((key) => Object.hasOwn(model2.claims, key)).map((key) => claimValue(model2, model2.claims[key], facet));
    const counts = /* @__PURE__ */ new Map();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return counts;
  }
  function visible(model2, { off, times: times2 = {} }) {
    const spans = TIMES.filter((time) => isSet(times2[time]));
    const all = !spans.length && CLAIM_FACETS.every((facet) => !off[facet].size);
    const kept = all ? null : new Set(Object.keys(model2.claims).filter((key) => {
      const claim = model2.claims[key];
      return CLAIM_FACETS.every((facet) => !off[facet].has(claimValue(model2, claim, facet))) && spans.every((time) => within(spanOf(model2, claim, time), times2[time]));
    }));
    const nodes = model2.nodes.map((node, id) => THING_FACETS.every((facet) => !off[facet].has(node[facet])) && (all || node.claims.some((key) => kept.has(key)) || model2.around[id].some(({ link }) => kept.has(model2.links[link].claim))));
    const links = model2.links.map((link) => nodes[link.tail] && nodes[link.head] && (all || kept.has(link.claim)));
    return { nodes, links, claims: kept };
  }
  function shownClaims(model2, shown) {
    const keys = /* @__PURE__ */ new Set();
    model2.nodes.forEach((node, index) => {
      if (shown.nodes[index]) node.claims.forEach((key) => keys.add(key));
    });
    model2.links.forEach((link, index) => shown.links[index] || keys.delete(link.claim));
    model2.links.forEach((link, index) => shown.links[index] && keys.add(link.claim));
    return [...keys].filter((key) => !shown.claims || shown.claims.has(key)).sort();
  }

  // src/hash.js
  var ENDS = ["from", "to"];
  function readHash(hash) {
    const off = Object.fromEntries(FACETS.map((facet) => [facet, []]));
    const state2 = { node: null, link: null, hops: 1, lang: null, view: "network", off, times: noTimes() };
    const days = new Map(TIMES.flatMap((time) => ENDS.map((end) => [dayName(time, end), { time, end }])));
    for (const part of hash.replace(/^#/, "").split("&")) {
      const [name, value = ""] = split(part);
      const facet = name.replace(/^hide-/, "");
      if (name === "node" || name === "link") state2[name] = decode(value);
      else if (name === "hops") state2.hops = value === "2" ? 2 : 1;
      else if (name === "lang") state2.lang = decode(value);
      else if (name === "view") state2.view = value === "table" ? "table" : "network";
      else if (days.has(name)) state2.times[days.get(name).time][days.get(name).end] = /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : "";
      else if (facet !== name && FACETS.includes(facet)) off[facet] = value.split(",").map(decode).filter((item) => item !== null);
    }
    return state2;
  }
  function writeHash(state2, firstLang) {
    const parts2 = [];
    if (state2.node !== null) parts2.push(`node=${encodeURIComponent(state2.node)}`);
    if (state2.link !== null) parts2.push(`link=${encodeURIComponent(state2.link)}`);
    if (state2.hops === 2) parts2.push("hops=2");
    if (state2.lang !== firstLang) parts2.push(`lang=${encodeURIComponent(state2.lang)}`);
    if (state2.view === "table") parts2.push("view=table");
    for (const facet of FACETS) {
      const values = [...state2.off[facet]].sort();
      if (values.length) parts2.push(`hide-${facet}=${values.map(encodeURIComponent).join(",")}`);
    }
    for (const time of TIMES) {
      for (const end of ENDS) if (state2.times[time][end]) parts2.push(`${dayName(time, end)}=${state2.times[time][end]}`);
    }
    return `#${parts2.join("&")}`;
  }
  function noTimes() {
    return Object.fromEntries(TIMES.map((time) => [time, { from: "", to: "" }]));
  }
  function dayName(time, end) {
    return time === "published" ? end : `${time}-${end}`;
  }
  function split(part) {
    const at = part.indexOf("=");
    return at < 0 ? [part] : [part.slice(0, at), part.slice(at + 1)];
  }
  function decode(text2) {
    try {
      return decodeURIComponent(text2);
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

  // src/legend-lines.js
  function presentSigns({ signs, looks, thingSigns: thingSigns2 }) {
    const present = /* @__PURE__ */ new Set([...looks.flatMap((look) => look.signs), ...thingSigns2.flat().map(({ key }) => key)]);
    return [signs.status, signs.certainty, signs.modality, signs.link].flatMap((group2) => Object.keys(group2)).filter((key) => present.has(key));
  }
  function lineLegend(context2) {
    const { t, signs } = context2;
    const keys = presentSigns(context2);
    if (!keys.length) return null;
    return el(
      "section",
      { id: "lines" },
      el("h2", { className: "facet", textContent: t("lines") }),
      el("ul", {}, keys.map((key) => el(
        "li",
        { className: "row", attr: { "data-sign": key } },
        sample(strokeOf(key), key === "contradicts"),
        el("span", { className: "sign-character", textContent: signCharacter(signs, key), attr: { "aria-hidden": "true" } }),
        el("span", { className: "row-name" }, say(signWord(context2, key)))
      )))
    );
  }
  function layerLegend(context2) {
    const { t, lang, model: model2, layers } = context2;
    if (!layers.length) return null;
    const count = (wanted) => model2.nodes.filter(({ layer = null }) => layer === wanted).length.toLocaleString(lang);
    return el(
      "section",
      { id: "layers" },
      el("h2", { className: "facet", textContent: t("layers") }),
      el("ol", {}, layers.map(({ layer }) => el(
        "li",
        { className: "row" },
        el("span", { className: "row-name", textContent: layerWord(context2, layer) }),
        el("span", { className: "count", textContent: count(layer) })
      )))
    );
  }
  function sample(dash, disputed) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 30 10");
    svg.setAttribute("class", disputed ? "line disputed" : "line");
    svg.setAttribute("aria-hidden", "true");
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", dash ? "M0 5H30" : "");
    line.setAttribute("stroke-dasharray", (dash ?? []).join(" "));
    svg.append(line);
    return svg;
  }

  // src/legend.js
  function legend(context2) {
    const facets = [
      ["kind", kindRows(context2)],
      ["country", rowsByCount(context2, "country")],
      ...CLAIM_FACETS.map((facet) => [facet, rowsByCount(context2, facet)])
    ];
    const groups = facets.filter(([, values]) => values.length).map(([facet, values]) => {
      const rows = values.map((value) => row(context2, facet, value));
      return CLAIM_FACETS.includes(facet) ? folded(context2, facet, rows) : group(context2, facet, rows);
    });
    return [layerLegend(context2), groups[0], lineLegend(context2), ...groups.slice(1)].filter(Boolean);
  }
  function heading({ t }, facet) {
    return t(facet === "licence" ? "licence_name" : facet);
  }
  function group(context2, facet, rows) {
    return el(
      "fieldset",
      { attr: { "data-facet": facet } },
      el("legend", { textContent: heading(context2, facet) }),
      allOrNone(context2, facet),
      ...rows
    );
  }
  function folded(context2, facet, rows) {
    const { t, off, unfolded } = context2;
    const chosen = off[facet].size ? `${rows.length - off[facet].size}/${rows.length}` : rows.length;
    const details = el(
      "details",
      {
        className: "facet",
        open: unfolded.has(facet),
        attr: { "data-facet": facet },
        ontoggle: () => details.open ? unfolded.add(facet) : unfolded.delete(facet)
      },
      el("summary", { textContent: t("sources_of", { word: heading(context2, facet), n: chosen }), attr: { "data-focus": `open ${facet}` } }),
      el("fieldset", {}, el("legend", { className: "sr", textContent: heading(context2, facet) }), allOrNone(context2, facet), ...rows)
    );
    return details;
  }
  function kindRows({ model: model2, kinds }) {
    return [...tally(model2, "kind")].map(([value, count]) => ({ value, count, mark: markOf(kinds, value) })).sort((a, b) => a.mark.order - b.mark.order || (a.value < b.value ? -1 : 1));
  }
  function rowsByCount({ model: model2 }, facet) {
    const counts = [...tally(model2, facet)].map(([value, count]) => ({ value, count }));
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

  // src/claim-groups.js
  var FEW2 = 8;
  function claimGroups(model2, keys, self) {
    const groups = /* @__PURE__ */ new Map();
    for (const key of keys) {
      const claim = Object.hasOwn(model2.claims, key) ? model2.claims[key] : {};
      const { subject, relation, indicator = "" } = claim;
      const predicate = relation ?? indicator;
      const own = subject === self;
      const name = `${own} ${predicate}`;
      if (!groups.has(name)) groups.set(name, { own, disputed: false, predicate, keys: [] });
      const group2 = groups.get(name);
      group2.keys.push(key);
      group2.disputed || (group2.disputed = isDisputed(claim));
    }
    return [...groups.values()].sort((a, b) => b.own - a.own || b.disputed - a.disputed || a.keys.length - b.keys.length || (a.predicate < b.predicate ? -1 : 1));
  }
  function wantsGroups(count) {
    return count > FEW2;
  }

  // src/panel.js
  function nodeDetails(context2, id) {
    const { model: model2, lang, t, kinds, dark } = context2;
    const node = model2.nodes[id];
    const others2 = otherNames(model2, node, lang);
    const country = node.country && node.country !== node.id && nameOf(model2, node.country, lang);
    return [
      heading2(context2, say(nameOf(model2, node.id, lang))),
      el(
        "p",
        { className: "facts" },
        markIcon(document, markOf(kinds, node.kind), dark),
        say(nameOf(model2, node.kind, lang)),
        country ? [" · ", placeName(context2, node.country, country)] : null,
        node.layer === void 0 ? null : ` · ${layerWord(context2, node.layer)}`
      ),
      others2.length ? el("p", { className: "others" }, `${t("alt")}: `, others2.flatMap((name, i) => i ? [" · ", say(name)] : [say(name)])) : null,
      reach(context2),
      wantsGroups(node.claims.length) ? groupedClaims(context2, node.claims, node.id) : claimList(context2, node.claims, node.id),
      sourceList(context2, node.claims)
    ];
  }
  function linkDetails(context2, link) {
    const { model: model2, lang } = context2;
    const claims = claimsBetween(model2, link);
    return [
      heading2(context2, el("span", { textContent: linkName(context2, link), lang })),
      claimList(context2, claims, null, model2.links[link].claim),
      sourceList(context2, claims)
    ];
  }
  function heading2({ t, choose: choose2 }, name) {
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
  function groupedClaims(context2, keys, self) {
    const { model: model2, lang, t } = context2;
    const groups = claimGroups(model2, keys, self);
    return el("section", {}, ["about", "naming"].flatMap((word) => {
      const found = groups.filter(({ own }) => own === (word === "about"));
      const count = found.reduce((sum, group2) => sum + group2.keys.length, 0);
      return count === 0 ? [] : [
        el("h3", { textContent: `${t(word)} (${count})` }),
        ...found.map(({ predicate, keys: some }) => el(
          "details",
          { className: "group", open: true },
          el("summary", {}, say(nameOf(model2, predicate, lang)), ` (${some.length})`),
          el("ol", { className: "claims" }, some.map((key) => claimItem(context2, key, self)))
        ))
      ];
    }));
  }
  function claimItem(context2, key, self) {
    const claim = describe(context2, key);
    if (!claim) return el("li", { attr: { "data-claim": key } }, missing(context2, key));
    return el(
      "li",
      { attr: { "data-claim": key } },
      ...body(context2, claim, self),
      claim.links.length ? el("ul", { className: "answers" }, others(claim.links).map((links) => answer(context2, links))) : null
    );
  }
  function body(context2, claim, self = null) {
    return [
      saidLine(context2, claim, self),
      claim.printed && el("p", { className: "scope", textContent: claim.printed }),
      signLine(claim),
      provenance(context2, claim)
    ].filter(Boolean);
  }
  function missing({ t }, key) {
    return el("p", { className: "quiet" }, el("code", { textContent: key }), ` ${t("statement_missing")}`);
  }
  function saidLine(context2, { sentence: sentence2, standing: standing2 }, self = null) {
    const symbol = standing2 && standing2.key !== "zero" ? [statusSymbol(standing2), " "] : [];
    return el(
      "p",
      { className: "said" },
      ...symbol,
      sentence2.map((part) => {
        if (part.key) return thing(context2, part, self);
        if (part.figure) return el("strong", { className: "figure", textContent: part.text });
        return part.lang ? say(part) : part.text;
      })
    );
  }
  function thing({ model: model2, choose: choose2 }, name, self) {
    if (name.key === self) return say(name, "strong");
    if (!model2.byId.has(name.key)) return say(name);
    return wordButton(name, () => choose2({ node: name.key }));
  }
  function placeName(context2, key, name) {
    return context2.model.byId.has(key) ? wordButton(name, () => context2.choose({ node: key })) : say(name);
  }
  function statusSymbol({ key, sign: sign2, text: text2 }) {
    return el("span", { className: "sign status", title: text2, textContent: sign2, attr: { "data-sign": key, "aria-hidden": "true" } });
  }
  function signOf({ group: group2, key, sign: sign2, text: text2, lang }) {
    return el(
      "span",
      { className: `sign ${group2}`, attr: { "data-sign": key } },
      el("span", { textContent: `${sign2} `, attr: { "aria-hidden": "true" } }),
      say({ text: text2, lang })
    );
  }
  function signLine({ signs }) {
    return signs.length ? el("p", { className: "signs" }, signs.map(signOf)) : null;
  }
  function provenance(context2, { saidBy, source, locator, edition }) {
    const { t } = context2;
    const parts2 = [];
    if (saidBy) parts2.push(filled2(t("said_by", { who: "\0" }), thing(context2, saidBy, null)));
    if (source) parts2.push(sourceName(source, edition));
    if (locator) parts2.push(locator);
    parts2.push(...dated(t, edition));
    return el("p", { className: "source" }, parts2.flatMap((part, i) => i ? [" · ", part] : [part]));
  }
  function dated(t, { published, published_after: after }) {
    if (published) return [t("published", { date: published })];
    return after ? [t("published_after", { date: after })] : [];
  }
  function filled2(phrase2, element) {
    const [before, after] = phrase2.split("\0");
    return el("span", {}, before, element, after);
  }
  function sourceList({ model: model2, lang, t }, claimKeys) {
    const keys = [...new Set(claimKeys.map((key) => model2.claims[key]?.edition).filter(Boolean))].sort();
    if (!keys.length) return null;
    return el(
      "section",
      {},
      el("h3", { textContent: `${t("sources")} (${keys.length})` }),
      el("ul", { className: "sources" }, keys.map((key) => {
        const edition = model2.editions[key] ?? {};
        const parts2 = [
          sourceName(nameOf(model2, key, lang), edition),
          edition.publisher && say(nameOf(model2, edition.publisher, lang)),
          ...dated(t, edition),
          edition.licence && t("licence", { licence: nameOf(model2, edition.licence, lang).text })
        ].filter(Boolean);
        return el("li", {}, parts2.flatMap((part, i) => i ? [" · ", part] : [part]));
      }))
    );
  }
  function sourceName(source, edition) {
    const url = safeUrl(edition.url);
    return url ? say(source, "a", { href: url, target: "_blank", rel: "noopener noreferrer" }) : say(source);
  }
  function others(links) {
    const byClaim = /* @__PURE__ */ new Map();
    for (const link of links) byClaim.set(link.claim, [...byClaim.get(link.claim) ?? [], link]);
    return [...byClaim.values()];
  }
  function answer(context2, links) {
    const [{ claim }] = links;
    const other = describe(context2, claim);
    const kinds = links.map(({ type, sign: sign2, word }) => el(
      "span",
      { className: `sign link ${type}`, attr: { "data-link": type } },
      sign2 && el("span", { textContent: `${sign2} `, attr: { "aria-hidden": "true" } }),
      word
    ));
    return el("li", {}, ...kinds, ...other ? body(context2, other) : [missing(context2, claim)]);
  }

  // src/bitmap.js
  var MOST2 = 16e3;
  function bitmap({ width, height, ground, items }, fonts, times2 = 2) {
    const factor = Math.min(times2, MOST2 / width, MOST2 / height, Math.sqrt(2e8 / (width * height)));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * factor);
    canvas.height = Math.round(height * factor);
    const context2 = canvas.getContext("2d");
    context2.scale(factor, factor);
    context2.fillStyle = ground;
    context2.fillRect(0, 0, width, height);
    context2.lineJoin = "round";
    context2.textBaseline = "middle";
    for (const item of items) {
      if (item.path) drawShape(context2, item);
      else drawText(context2, item, fonts);
    }
    return canvas;
  }
  function drawShape(context2, { path, fill, stroke, width, dash, opacity = 1 }) {
    const shape2 = new Path2D(path);
    context2.globalAlpha = opacity;
    context2.setLineDash(dash ?? []);
    if (fill) {
      context2.fillStyle = fill;
      context2.fill(shape2);
    }
    if (stroke) {
      context2.strokeStyle = stroke;
      context2.lineWidth = width;
      context2.stroke(shape2);
    }
    context2.globalAlpha = 1;
  }
  function drawText(context2, { text: text2, x, y, size, weight, lang, fill, halo, middle }, fonts) {
    context2.setLineDash([]);
    context2.font = `${weight} ${size}px ${fonts[lang]}`;
    context2.textAlign = middle ? "center" : "left";
    if (halo) {
      context2.strokeStyle = halo;
      context2.lineWidth = 3;
      context2.strokeText(text2, x, y);
    }
    context2.fillStyle = fill;
    context2.fillText(text2, x, y);
  }

  // src/csv.js
  var NAMED = /* @__PURE__ */ new Set(["subject", "relation", "indicator", "object", "unit", "in_ranking", "counterpart", "sector", "place", "basis", "attributed_to", "edition"]);
  var COLUMNS = [
    "claim",
    "subject",
    "relation",
    "indicator",
    "object",
    "value",
    "lower",
    "upper",
    "unit",
    "as_written",
    "approximate",
    "rank",
    "in_ranking",
    "counterpart",
    "text",
    "sector",
    "place",
    "basis",
    "period",
    "valid_from",
    "valid_to",
    "status",
    "certainty",
    "modality",
    "attributed_to",
    "edition",
    "locator"
  ];
  var EDITION = ["published", "published_after", "licence", "url"];
  var FORMULA = /^'*([=＝@＠\t\r\n]|[+＋\-－](?!(INF|\s?[\d.,]+([eE][+-]?\d+)?\s?%?(\s[^=+*/|!@(&^]*)?)?$))/;
  function csvText(context2, shown) {
    const { model: model2 } = context2;
    const rows = shownClaims(model2, shown).filter((key) => Object.hasOwn(model2.claims, key)).map((key) => {
      const claim = model2.claims[key];
      const edition = model2.editions[claim.edition] ?? {};
      return [...COLUMNS.map((column) => cell(context2, key, claim, column)), ...EDITION.map((column) => edition[column] ?? "")];
    });
    return `\uFEFF${[[...COLUMNS, ...EDITION], ...rows].map((row2) => row2.map(quoted).join(",")).join("\r\n")}\r
`;
  }
  function cell({ model: model2, lang }, key, claim, column) {
    if (column === "claim") return key;
    const value = claim[column];
    if (value === void 0) return "";
    if (column === "text") return value[lang] ?? value.en ?? Object.values(value)[0] ?? "";
    if (NAMED.has(column)) return nameOf(model2, value, lang).text;
    return /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(value) ? value.replaceAll(",", "") : String(value);
  }
  function quoted(text2) {
    const safe = FORMULA.test(text2) ? `'${text2}` : text2;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  // src/summary.js
  var BEST = 3;
  var MANY = 3e4;
  function lede({ model: model2, lang, language, t }, date) {
    if (!model2.nodes.length) return t("empty");
    const sources = new Set(model2.told.map((key) => model2.claims[key]?.edition).filter(Boolean));
    const sentence2 = t("lede", {
      things: t("count_things", { n: model2.nodes.length }),
      claims: t("count_claims", { n: model2.told.length }),
      sources: t("count_sources", { n: sources.size })
    });
    const best = model2.byDegree.filter((id) => model2.degree[id] > 1).slice(0, BEST);
    const names = best.map((id) => nameOf(model2, model2.nodes[id].id, lang).text);
    const joined = new Intl.ListFormat(lang, { style: "long", type: "conjunction" }).format(names);
    return [
      sentence2,
      date ? t("newest", { date }) : "",
      names.length ? t("best", { names: joined }) : ""
    ].filter(Boolean).join(language.sentence_separator);
  }
  function shownCounts({ model: model2, t }, shown) {
    const count = (list) => list.filter(Boolean).length;
    return {
      things: t("shown_things", { shown: count(shown.nodes), n: model2.nodes.length }),
      links: t("shown_links", { shown: count(shown.links), n: model2.links.length }),
      claims: t("shown_claims", { shown: shownClaims(model2, shown).length, n: model2.told.length })
    };
  }
  function drawingLabel({ t }, shown) {
    const count = (list) => list.filter(Boolean).length;
    return t("network_of", {
      nodes: t("count_things", { n: count(shown.nodes) }),
      edges: t("count_links", { n: count(shown.links) })
    });
  }
  function isUndated(model2, key, time) {
    return Object.hasOwn(model2.claims, key) && spanOf(model2, model2.claims[key], time) === null;
  }
  function statusLine({ model: model2, lang, language, hops, times: times2, t }, { shown, focus, node, link, message }) {
    if (!model2.nodes.length) return message || t("empty");
    const parts2 = [message, t("shown", shownCounts({ model: model2, t }, shown))];
    for (const time of TIMES) {
      const n = isSet(times2[time]) ? shownClaims(model2, shown).filter((key) => isUndated(model2, key, time)).length : 0;
      if (n) parts2.push(t(`undated_${time}`, { claims: t("count_claims", { n }) }));
    }
    if (model2.nodes.length > MANY) parts2.push(t("many"));
    if (!shown.nodes.includes(true)) parts2.push(t("none_left"));
    if (node !== null) {
      parts2.push(t("focused", {
        name: nameOf(model2, model2.nodes[node].id, lang).text,
        reach: t(`hops_${hops}`),
        nodes: t("count_things", { n: [...focus].filter((id) => shown.nodes[id]).length })
      }));
    } else if (link !== null) {
      parts2.push(t("focused_link", { name: linkName({ model: model2, lang, t }, link) }));
    }
    return parts2.filter(Boolean).join(language.sentence_separator);
  }

  // src/wrap.js
  var PARTS = /[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef][、。，；：）」』”]?|[^\s\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+/gu;
  function wrap(text2, width, measure) {
    const done = [];
    let line = "";
    for (const part of text2.match(PARTS) ?? [""]) {
      if (line && measure(line + part.trimEnd()) > width) {
        done.push(line.trimEnd());
        line = part.trimStart();
      } else line += part;
    }
    return [...done, line.trimEnd()];
  }

  // src/picture-caption.js
  var MARGIN = 32;
  var MOST_SOURCES = 60;
  var ROW = 20;
  function write(text2, x, y, size, lang, fill, weight = 400) {
    return { text: text2, x, y, size, weight, lang, fill };
  }
  function lines(text2, { x, y, size, lang, fill, weight, width, fonts }, pen) {
    pen.font = `${weight ?? 400} ${size}px ${fonts[lang]}`;
    return wrap(text2, width, (part) => pen.measureText(part).width).map((line, i) => write(line, x, y + i * Math.round(size * 1.5), size, lang, fill, weight));
  }
  function head(context2, shown, { text: ink, quiet, fonts }, pen, width) {
    const { lang, language, t, title, date } = context2;
    const room = { x: MARGIN, lang, fonts, width: width - 2 * MARGIN };
    const top = lines(title, { ...room, y: MARGIN + 12, size: 22, weight: 600, fill: ink }, pen);
    const shownText = t("shown", shownCounts(context2, shown));
    const below = lines(
      [shownText, date && t("as_of", { date })].filter(Boolean).join(language.sentence_separator),
      { ...room, y: top.at(-1).y + 30, size: 13, fill: quiet },
      pen
    );
    return { title, items: [...top, ...below], height: below.at(-1).y + 16 };
  }
  function foot(context2, shown, colours, pen, width, top) {
    const { lang } = context2;
    const room = { x: MARGIN, lang, fonts: colours.fonts, width: width - 2 * MARGIN, size: 11, fill: colours.quiet };
    const legend2 = legendItems(context2, shown, colours, pen, width, top + 12);
    const items = [...legend2.items];
    let y = legend2.bottom + 14;
    for (const text2 of sourceTexts(context2, shown)) {
      const part = lines(text2, { ...room, y }, pen);
      items.push(...part);
      y = part.at(-1).y + 20;
    }
    return { items, height: y - top + MARGIN / 2 };
  }
  function legendItems(context2, shown, colours, pen, width, top) {
    const { text: ink, ground, fonts } = colours;
    const { model: model2, kinds, signs, lang, t } = context2;
    const counted = /* @__PURE__ */ new Map();
    model2.nodes.forEach(({ kind }, id) => shown.nodes[id] && counted.set(kind, (counted.get(kind) ?? 0) + 1));
    const rows = [...counted].map(([kind, count]) => ({ mark: markOf(kinds, kind), kind, count })).sort((a, b) => a.mark.order - b.mark.order).map(({ mark, kind, count }) => ({ mark, text: `${kind ? nameOf(model2, kind, lang).text : t("no_kind")}  ${count.toLocaleString(lang)}` }));
    for (const key of presentSigns(context2)) rows.push({ key, dash: strokeOf(key), sign: signCharacter(signs, key), text: signWord(context2, key).text });
    pen.font = `13px ${fonts[lang]}`;
    const step = Math.max(140, ...rows.map(({ text: text2 }) => pen.measureText(text2).width + 60));
    const columns = Math.max(1, Math.floor((width - 2 * MARGIN) / step));
    const items = rows.flatMap(({ mark, key, dash, sign: sign2, text: text2 }, i) => {
      const [x, y] = [MARGIN + i % columns * step, top + Math.floor(i / columns) * ROW];
      const name = write(text2, x + 32, y, 13, lang, ink);
      if (mark) return [{ path: markPath(mark.shape, x + 12, y, 6), fill: mark.color, stroke: outline(mark.color, ground), width: 1.2 }, name];
      return [
        dash ? { path: `M${x} ${y}H${x + 14}`, stroke: colourOf({ disputed: key === "contradicts" }, colours), width: 1.4, dash } : null,
        { ...write(sign2, x + 22, y, 13, lang, ink, 600), middle: true },
        name
      ].filter(Boolean);
    });
    return { items, bottom: top + Math.ceil(rows.length / columns) * ROW };
  }
  function sourceTexts(context2, shown) {
    const { model: model2, lang, language, t } = context2;
    const keys = [...new Set(shownClaims(model2, shown).map((key) => model2.claims[key]?.edition).filter(Boolean))].sort();
    const licences = [...new Set(keys.map((key) => model2.editions[key]?.licence).filter(Boolean))].sort();
    const named = (list2) => list2.map((key) => nameOf(model2, key, lang).text);
    const more = keys.length > MOST_SOURCES ? [t("and_more", { n: keys.length - MOST_SOURCES })] : [];
    const list = (parts2) => parts2.join(language.clause_separator);
    return [
      keys.length ? t("sources_and_licences", { sources: list([...named(keys.slice(0, MOST_SOURCES)), ...more]) }) : "",
      licences.length ? t("licences", { licences: list(named(licences)) }) : ""
    ].filter(Boolean);
  }
  var caption = { head, foot };

  // src/picture.js
  var MARGIN2 = 32;
  var NARROWEST = 900;
  var WIDEST2 = 2400;
  var ROOM2 = 45;
  var NAMES2 = 700;
  function picture(context2, shown, colours, pen) {
    const { model: model2 } = context2;
    const ids = [...model2.nodes.keys()].filter((id) => shown.nodes[id]);
    const box = ids.length ? bounds(ids.map((id) => model2.nodes[id])) : { left: 0, right: 1, top: 0, bottom: 1 };
    const widest = Math.min(WIDEST2, NARROWEST + ROOM2 * Math.sqrt(ids.length));
    const scale = Math.min(1.4, (widest - 2 * MARGIN2 - 160) / (box.right - box.left));
    const width = Math.round(Math.max(NARROWEST, (box.right - box.left) * scale + 2 * MARGIN2 + 160));
    const head2 = caption.head(context2, shown, colours, pen, width);
    const graph = { width, height: Math.round((box.bottom - box.top) * scale + 80), top: head2.height };
    const at = ({ x, y, size }) => ({
      x: round((x - (box.left + box.right) / 2) * scale + width / 2),
      y: round((y - (box.top + box.bottom) / 2) * scale + graph.top + graph.height / 2),
      size: round(size * scale)
    });
    const places = model2.nodes.map(at);
    const signs = signItems(context2, shown, ids, places, colours);
    const names = nameItems(context2, ids, places, graph, colours, pen, signs);
    const foot2 = caption.foot(context2, shown, colours, pen, width, graph.top + graph.height);
    return {
      width,
      height: graph.top + graph.height + foot2.height,
      ground: colours.ground,
      title: head2.title,
      items: [
        ...head2.items,
        ...linkItems(context2, shown, places, scale, colours),
        ...markItems(context2, ids, places, colours),
        ...signs,
        ...names,
        ...relationItems(context2, shown, ids, places, [...signs, ...names].map(boxOf), colours),
        ...headItems(context2, at, colours),
        ...foot2.items
      ]
    };
  }
  function headItems(context2, at, { quiet, ground }) {
    const { layers, lang } = context2;
    return layers.map(({ layer, x, y }) => {
      const place = at({ x, y, size: 0 });
      return { text: layerWord(context2, layer), x: place.x, y: place.y - 26, size: 12, weight: 600, lang, fill: quiet, halo: ground, middle: true };
    });
  }
  function linkItems({ model: model2, looks, shapes }, shown, places, scale, colours) {
    const opacity = Math.max(0.35, restingOpacity(model2.links.length));
    return model2.links.flatMap((link, id) => {
      if (!shown.links[id]) return [];
      const [from, to] = [places[link.tail], places[link.head]];
      const edge = colourOf(looks[id], colours);
      const line = { path: linkPath(from, to, shapes[id], scale), stroke: edge, width: 0.9, dash: looks[id].stroke, opacity };
      if (link.tail === link.head) return [line];
      return [line, { path: `M${arrow(from, to, shapes[id], 6).map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}z`, fill: edge, opacity }];
    });
  }
  function linkPath(from, to, shape2, scale) {
    const via = shape2.selfReference ? null : pull(from, to, shape2);
    if (shape2.selfReference) {
      const r = shape2.selfReference.size * scale;
      return markPath("dot", from.x + r, from.y - r, round(r));
    }
    return `M${from.x} ${from.y}${via ? `Q${round(via.x)} ${round(via.y)} ` : "L"}${to.x} ${to.y}`;
  }
  function markItems({ model: model2, kinds }, ids, places, { ground }) {
    return ids.map((id) => {
      const { color, shape: shape2 } = markOf(kinds, model2.nodes[id].kind);
      const { x, y, size } = places[id];
      return { path: markPath(shape2, x, y, size), fill: color, stroke: outline(color, ground), width: 1.2 };
    });
  }
  function nameItems({ model: model2, lang }, ids, places, graph, colours, pen, signs) {
    const shown = new Set(ids);
    const ordered = model2.byDegree.filter((id) => shown.has(id));
    const here = (id) => ({ x: places[id].x, y: places[id].y - graph.top, radius: places[id].size });
    const written = new Map(ordered.slice(0, 4 * NAMES2).map((id) => [id, writtenName(pen, model2, id, lang, colours.fonts)]));
    const candidates = [...written].map(([id, { width }]) => ({ key: id, ...here(id), width: width + 4, height: 16, hub: isHub(model2, id) }));
    const marks = ordered.map((id) => {
      const { x, y, radius } = here(id);
      return { key: id, hub: isHub(model2, id), x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
    });
    const obstacles = signs.map(({ text: text2, x, y }) => ({ key: -1, sign: true, x: x - 5 * text2.length, y: y - graph.top - 7, width: 10 * text2.length, height: 14 }));
    return placeLabels(candidates, [...marks, ...obstacles], graph, NAMES2).map(({ key, x, y }) => {
      const { text: text2, lang: language, bold } = written.get(key);
      return {
        text: text2,
        x: round(x + 2),
        y: round(y + graph.top + 8),
        size: bold ? 13 : 12,
        weight: bold ? 600 : 400,
        lang: language || lang,
        fill: colours.text,
        halo: colours.ground
      };
    });
  }
  function relationItems({ model: model2, looks, shapes, lang }, shown, ids, places, taken, { text: ink, ground }) {
    const named = looks.flatMap((look, id) => look.named && shown.links[id] ? [id] : []);
    const marks = named.length ? ids.map((id) => places[id]).map(({ x, y, size }) => ({ x: x - size, y: y - size, width: 2 * size, height: 2 * size })) : [];
    const texts = named.map((id) => {
      const [from, to] = [places[model2.links[id].tail], places[model2.links[id].head]];
      const roomy = Math.hypot(from.x - to.x, from.y - to.y) > ROOM_OF_NAMED;
      const { text: text2 } = nameOf(model2, model2.links[id].relation, lang);
      return { relation: true, text: text2, places: (roomy ? ALONG_NAMED : []).map((part) => pointAt(from, to, shapes[id], part)) };
    });
    return free(texts, [...taken, ...marks]).map(({ text: text2, x, y }) => ({ text: text2, x: round(x), y: round(y), size: 12, weight: 400, lang, fill: ink, halo: ground, middle: true }));
  }
  function boxOf({ text: text2, x, y, size, middle }) {
    const width = [...text2].reduce((sum, character) => sum + (character >= "⺀" ? size : 0.55 * size), 0);
    return { x: middle ? x - width / 2 : x, y: y - size / 2, width, height: size };
  }
  function signItems({ model: model2, signs, looks, thingSigns: thingSigns2, shapes, lang }, shown, ids, places, { text: ink, ground }) {
    const sign2 = (text2, { x, y }) => ({
      text: text2,
      x: round(x),
      y: round(y),
      size: 13,
      weight: 600,
      lang,
      fill: ink,
      halo: ground,
      middle: true
    });
    return [
      ...model2.links.flatMap((link, id) => {
        const text2 = shown.links[id] && linkText({ model: model2, signs, lang }, link, looks[id].signs);
        return text2 ? [sign2(text2, pointAt(places[link.tail], places[link.head], shapes[id], 0.5))] : [];
      }),
      ...ids.filter((id) => shownSigns(thingSigns2[id], shown).length).map((id) => {
        const { x, y, size } = places[id];
        const keys = shownSigns(thingSigns2[id], shown);
        return sign2(signText(signs, keys), { x: x + 0.7 * size + 1 + 5 * keys.length, y: y - 0.7 * size - 5 });
      })
    ];
  }

  // src/svg.js
  var ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  function svgText({ width, height, ground, title, items }, fonts) {
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${escape(title)}</title>`,
      `<rect width="${width}" height="${height}" fill="${ground}"/>`,
      ...items.map((item) => item.path ? shape(item) : text(item, fonts)),
      "</svg>"
    ].join("\n");
  }
  function shape({ path, fill, stroke, width, dash, opacity }) {
    return tag("path", {
      d: path,
      fill: fill ?? "none",
      stroke,
      "stroke-width": stroke && width,
      "stroke-dasharray": dash?.join(" "),
      opacity: opacity === 1 ? void 0 : opacity?.toFixed(2)
    });
  }
  function text({ text: content, x, y, size, weight, lang, fill, halo, middle }, fonts) {
    const attributes = {
      x,
      y,
      "font-size": size,
      "font-weight": weight === 400 ? void 0 : weight,
      "font-family": fonts[lang],
      lang,
      fill,
      "dominant-baseline": "central",
      "text-anchor": middle ? "middle" : void 0,
      ...halo ? { stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" } : {}
    };
    return tag("text", attributes, escape(content));
  }
  function tag(name, attributes, content = "") {
    const written = Object.entries(attributes).filter(([, value]) => value !== void 0 && value !== null).map(([key, value]) => ` ${key}="${escape(String(value))}"`).join("");
    return content ? `<${name}${written}>${content}</${name}>` : `<${name}${written}/>`;
  }
  function escape(content) {
    return content.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (sign2) => ESCAPES[sign2]);
  }

  // src/table.js
  var STEP2 = 1e3;
  function tables(context2, shown) {
    return [
      el("h2", { textContent: context2.t("things") }),
      thingTable(context2, shown, STEP2),
      el("h2", { textContent: context2.t("statements") }),
      statementTable(context2, shown, STEP2)
    ];
  }
  function thingTable(context2, shown, step) {
    const { model: model2, lang, t, kinds, dark, choose: choose2 } = context2;
    const collator = new Intl.Collator(lang);
    const rows = [...model2.nodes.keys()].filter((id) => shown.nodes[id]).map((id) => ({ id, node: model2.nodes[id], name: nameOf(model2, model2.nodes[id].id, lang) })).sort((a, b) => collator.compare(a.name.text, b.name.text) || a.id - b.id).map(({ id, node, name }) => () => el(
      "tr",
      { attr: { "data-node": node.id } },
      el("th", { attr: { scope: "row" } }, wordButton(name, () => choose2({ node: node.id }))),
      el("td", {}, markIcon(document, markOf(kinds, node.kind), dark), " ", say(nameOf(model2, node.kind, lang))),
      el("td", {}, node.country ? say(nameOf(model2, node.country, lang)) : ""),
      el("td", { className: "number", textContent: model2.around[id].length })
    ));
    const heads = ["name", "kind", "country"].map((word) => ({ textContent: t(word) }));
    return table2(context2, [...heads, { textContent: t("links"), className: "number" }], rows, step);
  }
  function statementTable(context2, shown, step, claims = shownClaims(context2.model, shown)) {
    const { model: model2, t } = context2;
    const linksOf = /* @__PURE__ */ new Map();
    model2.links.forEach((link, index) => shown.links[index] && linksOf.set(link.claim, index));
    const rows = claims.map((key) => () => {
      const claim = describe(context2, key);
      const attr = { "data-claim": key, ...linksOf.has(key) ? { "data-link": key } : {} };
      if (!claim) return el("tr", { attr }, el("td", { textContent: key, colSpan: 3 }));
      return el(
        "tr",
        { attr },
        el("td", {}, saidLine(context2, claim), claim.printed ? el("p", { className: "scope", textContent: claim.printed }) : null),
        el("td", { className: "certainty" }, claim.signs.map(({ text: text2, lang, sign: sign2 }) => el("div", {}, `${sign2} `, say({ text: text2, lang })))),
        el("td", {}, claim.source ? sourceName(claim.source, claim.edition) : "", claim.locator ? `, ${claim.locator}` : "")
      );
    });
    return table2(context2, ["said", "certainty", "source"].map((word) => ({ textContent: t(word) })), rows, step);
  }
  function table2({ t }, heads, rows, step) {
    const body2 = el("tbody", {});
    const more = el("button", { type: "button", className: "word", onclick: () => add() });
    const add = () => {
      const start = body2.children.length;
      body2.append(...rows.slice(start, start + step).map((make) => make()));
      more.hidden = body2.children.length >= rows.length;
      more.textContent = t("more_rows", { n: Math.min(step, rows.length - body2.children.length) });
    };
    add();
    return el(
      "div",
      { className: "scroll" },
      el("table", {}, el("thead", {}, el("tr", {}, heads.map((head2) => el("th", { ...head2, attr: { scope: "col" } })))), body2),
      more
    );
  }

  // src/save.js
  var FORMATS = ["png", "svg", "csv"];
  function saving(context2, shown, opened2) {
    const pen = document.createElement("canvas").getContext("2d");
    const colours = () => palette("light");
    const drawn = () => picture(context2(), shown(), colours(), pen);
    const makers = {
      png: () => new Promise((done) => {
        bitmap(drawn(), colours().fonts).toBlob(done, "image/png");
      }),
      svg: () => new Blob([svgText(drawn(), colours().fonts)], { type: "image/svg+xml" }),
      csv: () => new Blob([csvText(context2(), shown())], { type: "text/csv" })
    };
    const word = el("span", { className: "quiet" });
    const buttons = FORMATS.map((format) => el("button", {
      type: "button",
      textContent: format.toUpperCase(),
      attr: { "data-save": format },
      onclick: async () => download(await makers[format](), `${fileName(context2())}.${format}`)
    }));
    const print = el("button", { type: "button", onclick: () => globalThis.print() });
    const element = el("div", { className: "choice save", attr: { role: "group" } }, word, ...buttons, print);
    function preparePrint() {
      const svg = new DOMParser().parseFromString(svgText(drawn(), colours().fonts), "image/svg+xml").documentElement;
      const now = { ...context2(), dark: false, choose: () => void 0 };
      const only = opened2();
      byElementId("paper").replaceChildren(
        el("div", { className: "sheet" }, document.importNode(svg, true)),
        el(
          "section",
          { className: "after" },
          el("h2", {}, now.t("statements"), only ? [": ", say(only.name)] : null),
          statementTable(now, shown(), Infinity, only?.claims)
        )
      );
    }
    addEventListener("beforeprint", preparePrint);
    addEventListener("afterprint", () => byElementId("paper").replaceChildren());
    function refresh({ t }) {
      word.textContent = t("save");
      element.setAttribute("aria-label", t("save"));
      print.textContent = t("print");
    }
    return { element, refresh };
  }
  function download(blob, name) {
    const address2 = URL.createObjectURL(blob);
    el("a", { href: address2, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address2), 6e4);
  }
  function fileName({ title, date }) {
    const plain = title.normalize("NFC").replace(/[\p{C}<>:"/\\|?*.]+/gu, " ").trim().replace(/\s+/g, "-").slice(0, 60);
    return [plain || "network", date.replace(/[^\d-]/g, "")].filter(Boolean).join("-");
  }

  // src/search.js
  function canonicalForms(classes) {
    return new Map(classes.flatMap((forms) => [...forms].map((form, _, all) => [form, all[0]])));
  }
  function fold(text2, forms = /* @__PURE__ */ new Map()) {
    const plain = text2.normalize("NFKC").toLowerCase().replace(/[\s\-_.,'’・·]/gu, "");
    return forms.size ? plain.replace(/[^\0-\u2e7f]/gu, (sign2) => forms.get(sign2) ?? sign2) : plain;
  }
  function createIndex(model2, classes = []) {
    const forms = canonicalForms(classes);
    const names = model2.nodes.map((node) => {
      const all = [...Object.values(model2.labels[node.id] ?? {}), ...node.alt, node.id];
      return [...new Set(all)].map((name) => ({ name, folded: fold(name, forms) }));
    });
    return { forms, names };
  }
  function find(model2, { forms, names }, query, limit = 12) {
    const wanted = fold(query, forms);
    if (!wanted) return [];
    const grades = [[], [], []];
    for (const node of model2.byDegree) {
      let best = null;
      for (const { name, folded: folded2 } of names[node]) {
        const at = folded2.indexOf(wanted);
        if (at < 0) continue;
        const grade = folded2 === wanted ? 0 : at === 0 ? 1 : 2;
        if (!best || grade < best.grade) best = { grade, name };
      }
      if (best) grades[best.grade].push({ node, name: best.name });
    }
    return grades.flat().slice(0, limit);
  }

  // src/search-box.js
  function searchBox(context2) {
    let index = null;
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
      onblur: close,
      // pressing a result selects it before the field loses the focus
      attr: { role: "combobox", "aria-expanded": "false", "aria-controls": "results", "aria-autocomplete": "list" }
    });
    function search2() {
      index ?? (index = createIndex(context2().model, context2().variants));
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

  // src/time-filter.js
  var ENDS2 = ["from", "to"];
  function timeFilter(model2, time, setTime) {
    const range = rangeOf(model2, time);
    const steps = range ? stepsOf(range) : [""];
    const last = steps.length - 1;
    const words = ENDS2.map(() => el("span", {}));
    const id = time === "published" ? "time" : time;
    const fields = ENDS2.map((end) => el("input", {
      type: "date",
      id: `${id}-${end}`,
      onchange: (event) => setTime(time, { [end]: event.target.value }, true),
      min: range ? firstDay(range[0]) : "",
      max: range ? lastDay(range[1]) : ""
    }));
    const sliders = ENDS2.map((end) => el("input", {
      type: "range",
      id: `${id}-${end}-slider`,
      min: 0,
      max: last,
      step: 1,
      value: end === "from" ? 0 : last,
      oninput: () => slide(end, false),
      onchange: () => slide(end, true)
    }));
    const heading3 = el("legend", {});
    const element = el(
      "fieldset",
      { hidden: last < 1, attr: { "data-facet": time } },
      heading3,
      ...ENDS2.flatMap((_, i) => [el("label", { className: "row time" }, words[i], fields[i]), sliders[i]])
    );
    function slide(end, done) {
      const other = end === "from" ? 1 : 0;
      const at = sliders.map(({ valueAsNumber }) => valueAsNumber);
      if (at[0] > at[1]) at[other] = at[1 - other];
      setTime(time, { from: at[0] === 0 ? "" : firstDay(steps[at[0]]), to: at[1] === last ? "" : lastDay(steps[at[1]]) }, done);
    }
    function refresh({ t, times: times2 }) {
      const days = times2[time];
      heading3.textContent = t(`time_${time}`);
      ENDS2.forEach((end, i) => {
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

  // src/toolbar.js
  function toolbar(languages, actions) {
    const choices = languages.map(({ code: lang, own_name: name }) => el("button", {
      type: "button",
      textContent: name,
      lang,
      onclick: () => actions.setLang(lang),
      attr: { "data-lang": lang }
    }));
    const languageGroup = el("div", { className: "choice", attr: { role: "group" } }, choices);
    const view = el("button", { type: "button", id: "view-switch", onclick: actions.toggleView });
    const theme = el("button", { type: "button", id: "theme-switch", onclick: actions.toggleTheme });
    const fit = el("button", { type: "button", onclick: () => actions.fit() });
    const closer = el("button", { type: "button", textContent: "+", onclick: () => actions.zoom(1.25) });
    const farther = el("button", { type: "button", textContent: "−", onclick: () => actions.zoom(0.8) });
    const camera = el("div", { className: "choice camera" }, farther, closer, fit);
    function refresh({ t, lang, view: shown, dark }) {
      languageGroup.setAttribute("aria-label", t("language"));
      choices.forEach((button) => button.setAttribute("aria-pressed", String(button.lang === lang)));
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

  // src/unpack.js
  var USUAL = { status: "stated", certainty: "asserted", modality: "fact" };
  var MENTIONS = ["subject", "object", "in_ranking"];
  function unpack(nodeRows, edgeRows, { claims: claimRows, labels: labelRows, ...rest }) {
    const keyed = records(claimRows, claimRows.texts).map(claimOf);
    const claims = Object.fromEntries(keyed);
    const labels = Object.fromEntries(records(labelRows).map(({ key, ...names }) => [key, names]));
    const mentioned = mentions(keyed);
    const nodes = records(nodeRows).map((node) => ({ kind: "", country: "", alt: [], ...node, claims: node.claims ?? mentioned.get(node.id) ?? [] }));
    const edges = records(edgeRows).map(({ number, ...edge }) => number === void 0 ? edge : edgeOf(...keyed[number]));
    return { ...rest, nodes, edges, claims, labels };
  }
  function records({ shapes, rows }, texts = null) {
    const whole = (value) => texts && typeof value === "number" ? texts[value] : value;
    return rows.map(([shape2, ...values]) => Object.fromEntries(values.map((value, i) => [shapes[shape2][i], whole(value)])));
  }
  function claimOf({ key, name, ...claim }) {
    const whole = { ...USUAL, ...claim };
    for (const field of Object.keys(USUAL)) if (whole[field] === "") delete whole[field];
    if (whole.rank !== void 0) whole.rank = Number(whole.rank);
    return [key ?? `${claim.edition}/${name}`, whole];
  }
  function edgeOf(key, { subject: from, object: to, relation }) {
    return { from, to, relation, claim: key };
  }
  function mentions(keyed) {
    const mentioned = /* @__PURE__ */ new Map();
    for (const [key, claim] of keyed) {
      for (const thing2 of new Set(MENTIONS.map((field) => claim[field]).filter((id) => id !== void 0))) {
        if (!mentioned.has(thing2)) mentioned.set(thing2, []);
        mentioned.get(thing2).push(key);
      }
    }
    return mentioned;
  }

  // src/words.js
  function wordsIn(words, lang) {
    const own = words[lang] ?? {};
    const plurals = Object.fromEntries([lang, "en"].map((each) => [each, new Intl.PluralRules(each)]));
    return (key, values = {}) => {
      let word = own[key] ?? words.en[key] ?? key;
      if (typeof word === "object") word = word[plurals[own[key] ? lang : "en"].select(values.n)] ?? word.other;
      return word.replace(/\{(\w+)\}/g, (whole, name) => {
        const value = values[name] ?? whole;
        return typeof value === "number" ? value.toLocaleString(lang) : value;
      });
    };
  }
  function languageOf(languages, lang) {
    return languages.find(({ code }) => code === lang) ?? languages[0];
  }

  // src/main.js
  var data = unpack(readData("data-nodes"), readData("data-edges"), readData("data-view"));
  var model = createModel(data);
  var systemDark = matchMedia("(prefers-color-scheme: dark)");
  var wide = matchMedia("(min-width: 860px)");
  var state = {
    node: null,
    link: null,
    hops: 1,
    lang: data.lang,
    view: "network",
    theme: null,
    off: Object.fromEntries(FACETS.map((facet) => [facet, /* @__PURE__ */ new Set()])),
    times: noTimes(),
    message: "",
    anchor: null
  };
  var parts = {
    model,
    kinds: data.kinds,
    signs: data.signs,
    variants: data.variants,
    date: data.date,
    shapes: curves(model.links),
    layers: data.layers,
    looks: linkLooks(model, data.signs),
    thingSigns: thingSigns(model, data.signs),
    unfolded: /* @__PURE__ */ new Set()
  };
  var drawnTable = "";
  var address = "";
  var stage = byElementId("mynetwork");
  var search = searchBox(() => context());
  var bar = toolbar(data.languages, {
    setLang: (lang) => change({ lang }),
    toggleView: () => change({ view: state.view === "table" ? "network" : "table" }),
    toggleTheme: () => change({ theme: isDark() ? "light" : "dark" }),
    fit: () => drawing.fit(),
    zoom: (factor) => drawing.zoom(factor)
  });
  var times = TIMES.map((time) => timeFilter(model, time, (name, days, done) => change(
    { times: { ...state.times, [name]: { ...state.times[name], ...days } } },
    { done }
  )));
  var answer2 = answerPart(data, wide.matches);
  var save = saving(context, () => visible(model, state), opened);
  var filters = el(
    "details",
    { open: wide.matches },
    el("summary", {}),
    el("div", { id: "legend" }),
    ...times.map(({ element }) => element)
  );
  byElementId("tools").append(search.element, ...bar.elements, save.element);
  byElementId("sidebar").append(filters);
  byElementId("stage").prepend(bar.camera);
  byElementId("tools").hidden = byElementId("main").hidden = false;
  var drawing = createDrawing(stage, parts, pick);
  function isDark() {
    return state.theme ? state.theme === "dark" : systemDark.matches;
  }
  function context() {
    return {
      ...parts,
      lang: state.lang,
      language: languageOf(data.languages, state.lang),
      t: wordsIn(data.words, state.lang),
      title: titleIn(state.lang),
      dark: isDark(),
      hops: state.hops,
      off: state.off,
      times: state.times,
      choose,
      setHops: (hops) => change({ hops }),
      toggle,
      setAll
    };
  }
  function titleIn(lang) {
    return data.title[lang] ?? data.title.en ?? wordsIn(data.words, lang)("untitled");
  }
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
  function choose(choice) {
    if (choice === null) change({ node: null, link: null, anchor: null });
    else if (choice.node !== void 0) change({ node: choice.node, link: null, anchor: choice.node });
    else change({ node: null, link: model.links[choice.link].claim, anchor: null });
  }
  function pick({ node, link }) {
    if (node !== void 0) choose({ node: model.nodes[node].id });
    else choose(link === void 0 ? null : { link });
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
  function walk(step) {
    const shown = visible(model, state).nodes;
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
    const link = linkOf(model, state.link);
    const shown = visible(model, state);
    const links = link === null ? null : [link, ...parallelLinks(model, link)];
    const focus = node !== null ? neighbourhood(model, node, state.hops) : link !== null ? /* @__PURE__ */ new Set([model.links[link].tail, model.links[link].head]) : null;
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
    answer2.refresh(now);
    save.refresh(now);
    bar.refresh({ ...now, view: state.view });
    search.translate();
  }
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
    const content = asTable ? [now.lang, now.dark, ...shown.nodes, ...shown.links, ...shown.claims ?? []].join() : "";
    if (content !== drawnTable) place.replaceChildren(...asTable ? tables(now, shown) : []);
    drawnTable = content;
    return switched;
  }
  function followHash({ first = false } = {}) {
    const wanted = readHash(location.hash);
    const lang = data.languages.some(({ code }) => code === wanted.lang) ? wanted.lang : data.lang;
    const unknown = wanted.node !== null && !model.byId.has(wanted.node) ? wanted.node : wanted.link !== null && !model.links.some(({ claim }) => claim === wanted.link) ? wanted.link : null;
    Object.assign(state, {
      node: unknown === null ? wanted.node : null,
      link: unknown === null && wanted.node === null ? wanted.link : null,
      anchor: unknown === null ? wanted.node : null,
      hops: wanted.hops,
      lang,
      view: wanted.view,
      off: Object.fromEntries(FACETS.map((facet) => [facet, new Set(wanted.off[facet])])),
      times: wanted.times,
      message: unknown === null ? "" : wordsIn(data.words, lang)("unknown_id", { id: unknown })
    });
    address = writeHash(state, data.lang);
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
  addEventListener("hashchange", () => {
    const place = document.getElementById(location.hash.slice(1));
    if (!place && location.hash !== address) followHash();
  });
  systemDark.addEventListener("change", () => draw());
  followHash({ first: true });
  drawing.network.once("afterDrawing", () => performance.mark("ready"));
  globalThis.techatlas = { drawing, model, state, nameOf, sentence: (claim, lang) => sentenceText({ model, lang }, model.claims[claim]) };
})();
