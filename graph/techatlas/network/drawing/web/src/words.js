// The page's own words, in the reader's language; in English where it lacks one.

/** A function that gives the word for a key; `{name}` in it is filled from `values`. */
export function wordsIn(words, lang) {
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

/** A language of the page: its own name, and what parts clauses and sentences in it. */
export function languageOf(languages, lang) {
  return languages.find(({ code }) => code === lang) ?? languages[0];
}
