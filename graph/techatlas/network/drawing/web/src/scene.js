// How strongly each mark and link is drawn, and in which colours.

export const DIMMED = 0.12;

/** Links of a large network are drawn fainter, or they would hide everything. */
export function restingOpacity(linkCount) {
  return Math.max(0.15, Math.min(1, Math.sqrt(400 / linkCount)));
}

export function isInFocus({ focus, links }, link, id) {
  if (links) return links.includes(id);
  return Boolean(focus && focus.has(link.tail) && focus.has(link.head));
}

/** The colours of paper, for pictures and print. */
export const LIGHT = { text: "#16191d", quiet: "#565e68", ground: "#ffffff", edge: "#868e97", disputed: "#b3261e" };

/** The page's colours and fonts, as the style sheet has them now. */
export function palette() {
  const css = getComputedStyle(document.documentElement);
  const read = (name) => css.getPropertyValue(name).trim();
  return {
    text: read("--text"), quiet: read("--quiet"), ground: read("--ground"), accent: read("--accent"),
    edge: read("--edge"), strong: read("--edge-strong"), disputed: read("--disputed"),
    fonts: { en: read("--font-en"), ja: read("--font-ja"), zh: read("--font-zh") },
  };
}
