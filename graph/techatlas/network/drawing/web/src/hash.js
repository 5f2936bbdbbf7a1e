// The state of the page in its address: #node=deepseek&hops=2&lang=ja&hide-kind=Chip,App&from=2024-01-01&valid-to=2023-12-31

import { FACETS } from "./filter.js";
import { TIMES } from "./times.js";

const ENDS = ["from", "to"];

export function readHash(hash) {
  const off = Object.fromEntries(FACETS.map((facet) => [facet, []]));
  const state = { node: null, link: null, hops: 1, lang: null, view: "network", off, times: noTimes() };
  const days = new Map(TIMES.flatMap((time) => ENDS.map((end) => [dayName(time, end), { time, end }])));
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [name, value = ""] = split(part);
    const facet = name.replace(/^hide-/, "");
    if (name === "node" || name === "link") state[name] = decode(value);
    else if (name === "hops") state.hops = value === "2" ? 2 : 1;
    else if (name === "lang") state.lang = decode(value);
    else if (name === "view") state.view = value === "table" ? "table" : "network";
    else if (days.has(name)) state.times[days.get(name).time][days.get(name).end] = /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : "";
    else if (facet !== name && FACETS.includes(facet)) off[facet] = value.split(",").map(decode).filter((item) => item !== null);
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
  for (const facet of FACETS) {
    const values = [...state.off[facet]].sort();
    if (values.length) parts.push(`hide-${facet}=${values.map(encodeURIComponent).join(",")}`);
  }
  for (const time of TIMES) {
    for (const end of ENDS) if (state.times[time][end]) parts.push(`${dayName(time, end)}=${state.times[time][end]}`);
  }
  return `#${parts.join("&")}`;
}

/** Returns all times without limits. */
export function noTimes() {
  return Object.fromEntries(TIMES.map((time) => [time, { from: "", to: "" }]));
}

function dayName(time, end) {
  return time === "published" ? end : `${time}-${end}`;
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
