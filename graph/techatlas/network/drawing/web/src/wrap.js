// Breaking a text into lines: between words, and between any two Chinese or Japanese characters.

const PARTS = /[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef][、。，；：）」』”]?|[^\s\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+/gu;

/** The lines of a text, none wider than `width` unless one part alone is; measure(text) gives the width of a text. */
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
