// Breaks a text into lines, between words and between Chinese or Japanese characters.

const PARTS = /[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef][、。，；：）」』”]?|[^\s\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+/gu;

/** Returns the lines of a text, at most `width` pixels wide unless one part is wider; measure(text) gives a width in pixels. */
export function wrap(text, width, measure) {
  const done = [];
  let line = "";
  for (const part of text.match(PARTS) ?? [""]) {
    if (line && measure(line + part.trimEnd()) > width) {
      done.push(line.trimEnd());
      line = part.trimStart();
    } else line += part;
  }
  return [...done, line.trimEnd()];
}
