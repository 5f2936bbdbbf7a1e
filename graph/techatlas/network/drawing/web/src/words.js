// The page's own words, in the reader's language.

/** A function that gives the word for a key; `{name}` in it is filled from `values`. */
export function wordsIn(words, lang) {
  const plural = new Intl.PluralRules(lang);
  const own = words[lang] ?? words.en;
  return (key, values = {}) => {
    let word = own[key] ?? words.en[key] ?? key;
    if (typeof word === "object") word = word[plural.select(values.n)] ?? word.other;
    return word.replace(/\{(\w+)\}/g, (whole, name) => {
      const value = values[name] ?? whole;
      return typeof value === "number" ? value.toLocaleString(lang) : value;
    });
  };
}

/** Digits in groups of three; years and everything that is no plain number stay as they are. */
export function groupDigits(figure) {
  return /^[+-]?\d{5,}(\.\d+)?$/.test(figure)
    ? figure.replace(/\d(?=(\d{3})+(\.|$))/g, "$&,")
    : figure;
}
