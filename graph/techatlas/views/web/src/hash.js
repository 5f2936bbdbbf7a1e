// What the reader chose, in the address: #node=deepseek&hops=2&lang=ja&hide-kind=Chip,App

const LISTS = { "hide-kind": "kind", "hide-country": "country" };

export function readHash(hash) {
  const state = { node: null, link: null, hops: 1, lang: null, view: "network", off: { kind: [], country: [] } };
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [name, value = ""] = split(part);
    if (name === "node" || name === "link") state[name] = decode(value);
    else if (name === "hops") state.hops = value === "2" ? 2 : 1;
    else if (name === "lang") state.lang = decode(value);
    else if (name === "view") state.view = value === "table" ? "table" : "network";
    else if (LISTS[name]) state.off[LISTS[name]] = value.split(",").map(decode).filter((item) => item !== null);
  }
  return state;
}

export function writeHash(state, firstLang) {
  const parts = [];
  if (state.node !== null) parts.push(`node=${encodeURIComponent(state.node)}`);
  if (state.link !== null) parts.push(`link=${encodeURIComponent(state.link)}`);
  if (state.hops === 2) parts.push("hops=2");
  if (state.lang !== firstLang) parts.push(`lang=${encodeURIComponent(state.lang)}`);
  if (state.view === "table") parts.push("view=table");
  for (const [name, facet] of Object.entries(LISTS)) {
    const values = [...state.off[facet]].sort();
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
