// The words of the page in the reader's language, else in English.

/** Returns a function that gives the word for a key and fills each `{name}` in it from `values`. */
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

/** Returns a language of the page: its code, its own name, and its separators of clauses and sentences. */
export function languageOf(languages, lang) {
  return languages.find(({ code }) => code === lang) ?? languages[0];
}
