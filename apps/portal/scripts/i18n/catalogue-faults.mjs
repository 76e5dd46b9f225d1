/** Texts by `namespace:key`. @typedef {ReadonlyMap<string, string>} Texts */

const PLURAL_SUFFIX = /_(zero|one|two|few|many|other)$/;
const MARKER = /\{\{\s*(\w+)[^}]*\}\}|<\/?\w+\s*\/?>|\$t\([^)]*\)/g;

/**
 * Returns the stem of a plural key, or undefined for any other key. A key is a plural only if English has the stem with
 * `_other`, because names can also end in `_one` or `_many`.
 * @param {string} key
 * @param {Texts} english
 * @returns {string | undefined}
 */
export function pluralStem(key, english) {
  const stem = key.replace(PLURAL_SUFFIX, '');
  return stem !== key && english.has(`${stem}_other`) ? stem : undefined;
}

/**
 * Returns the key without its plural suffix, so that all forms of a plural have the same name.
 * @param {string} key
 * @param {Texts} english
 */
export const nameOf = (key, english) => pluralStem(key, english) ?? key;

/**
 * Returns the keys that a complete language must have, each with the English texts that it can translate. A plural has
 * the forms of the language, and `_zero` if English has it. Every other form can translate the English `_one` or
 * `_other`.
 * @param {string} language
 * @param {Texts} english
 * @returns {Map<string, string[]>}
 */
export function expectedKeys(language, english) {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const expected = new Map();
  for (const [key, text] of english) {
    const stem = pluralStem(key, english);
    if (stem === undefined) {
      expected.set(key, [text]);
      continue;
    }
    const zero = english.get(`${stem}_zero`);
    if (zero !== undefined) expected.set(`${stem}_zero`, [zero]);
    const sources = ['one', 'other'].map((form) => english.get(`${stem}_${form}`)).filter(Boolean);
    for (const form of forms)
      if (form !== 'zero' || zero === undefined) expected.set(`${stem}_${form}`, sources);
  }
  return expected;
}

/**
 * Returns the keys that a language lacks.
 * @param {string} language
 * @param {Texts} english
 * @param {Texts} texts
 * @returns {string[]}
 */
export function missingKeys(language, english, texts) {
  return [...expectedKeys(language, english).keys()].filter((key) => !texts.has(key));
}

/**
 * Returns the faults in the texts of a language: keys that English lacks, empty texts, and placeholders and tags that
 * differ from English. A form of a plural may omit `{{count}}`.
 * @param {string} language
 * @param {Texts} english
 * @param {Texts} texts
 * @returns {string[]}
 */
export function textFaults(language, english, texts) {
  const expected = expectedKeys(language, english);
  return [...texts].flatMap(([key, text]) => {
    const sources = expected.get(key);
    if (sources === undefined) return [`${language} has ${key}, English has not`];
    if (text.trim() === '' && sources.every((source) => source.trim() !== ''))
      return [`${language} has an empty text for ${key}`];
    const isPlural = pluralStem(key, english) !== undefined;
    return markerFaults(sources, text, isPlural).map((fault) => `${language} ${key} ${fault}`);
  });
}

/** Returns the differences from the closest English form, because forms can differ in their placeholders. */
function markerFaults(sources, text, isPlural) {
  const own = markersOf(text);
  const perSource = sources.map((source) => {
    const english = markersOf(source);
    return [
      ...[...own].filter((marker) => !english.has(marker)).map((marker) => `has ${marker}, English has not`),
      ...[...english]
        .filter((marker) => !own.has(marker) && !(isPlural && marker === '{{count}}'))
        .map((marker) => `lacks ${marker}`),
    ];
  });
  return perSource.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

const markersOf = (text) =>
  new Set([...text.matchAll(MARKER)].map(([marker, name]) => (name === undefined ? marker : `{{${name}}}`)));
