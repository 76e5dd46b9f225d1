import { nameOf } from './catalogue-faults.mjs';

/**
 * @typedef {{ term: string, translations: Readonly<Record<string, string>> }} Term
 * @typedef {object} TermRules
 * @property {Readonly<Record<string, string>>} unchecked reason by term
 * @property {Readonly<Record<string, string>>} idioms reason by English words in which a term has another meaning
 * @property {Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>} stems alternatives to the glossary's
 *   translation by language and term. The words of an alternative are beginnings of words (in Chinese, any part).
 * @property {Readonly<Record<string, Readonly<Record<string, string>>>>} exceptions reason by language
 *   (`all` for every language) and key, without the plural form; `*` at the end stands for any rest
 */

/** Words of a translation that are too common to identify it. */
const FUNCTION_WORDS = new Set([
  'de',
  'del',
  'la',
  'el',
  'por',
  'en',
  'a',
  'do',
  'na',
  'w',
  'przez',
  'pod',
  'ke',
]);

/**
 * Returns the texts that have a term in English, but no inflected form of its translation.
 * A term that is part of a longer term in the English text is not searched for: "retention hold" is not "retention".
 * @param {string} language
 * @param {readonly Term[]} terms
 * @param {TermRules} rules
 * @param {ReadonlyMap<string, string>} english
 * @param {ReadonlyMap<string, string>} texts
 * @returns {{ key: string, term: string, translation: string, english: string, text: string }[]}
 */
export function termFaults(language, terms, rules, english, texts) {
  const searched = terms
    .toSorted((a, b) => b.term.length - a.term.length)
    .map(({ term, translations }) => ({
      term,
      translation: translations[language],
      pattern: englishPattern(term),
      isUnchecked: Object.hasOwn(rules.unchecked, term),
      isFound: matcherOf(language, [translations[language], ...(rules.stems[language]?.[term] ?? [])]),
    }));
  const idioms = Object.keys(rules.idioms).map(englishPattern);
  const isException = exceptionTest(Object.keys({ ...rules.exceptions.all, ...rules.exceptions[language] }));
  const sources = englishByName(english);
  const faults = [];
  for (const [key, text] of texts) {
    const source = english.get(key) ?? sources.get(nameOf(key, english));
    if (source === undefined || isException(key)) continue;
    const folded = fold(language, text);
    let rest = idioms.reduce((words, idiom) => words.replace(idiom, ' ∅ '), visible(source));
    for (const { term, translation, pattern, isUnchecked, isFound } of searched) {
      const without = rest.replace(pattern, ' ∅ ');
      if (without === rest) continue;
      rest = without;
      if (!isUnchecked && !isFound(folded)) faults.push({ key, term, translation, english: source, text });
    }
  }
  return faults;
}

/** Returns the terms in the rules that the glossary lacks, and the exceptions that match no key. */
export function unknownRules(terms, rules, english) {
  const known = new Set(terms.map(({ term }) => term));
  const named = [rules.unchecked, ...Object.values(rules.stems)].flatMap((part) => Object.keys(part));
  const keys = [...english.keys()].map((key) => nameOf(key, english));
  const excepted = Object.values(rules.exceptions).flatMap((part) => Object.keys(part));
  return [
    ...named.filter((term) => !known.has(term)),
    ...excepted.filter((one) => !keys.some((key) => exceptionTest([one])(key))),
  ];
}

function exceptionTest(patterns) {
  const starts = patterns.filter((one) => one.endsWith('*')).map((one) => one.slice(0, -1));
  const names = new Set(patterns);
  return (key) =>
    names.has(key) ||
    names.has(key.replace(/_(zero|one|two|few|many|other)$/, '')) ||
    starts.some((start) => key.startsWith(start));
}

/** The plural form `_other` stands for all forms that English does not have. */
function englishByName(english) {
  const sources = new Map();
  for (const [key, text] of english) {
    const name = nameOf(key, english);
    if (!sources.has(name) || key.endsWith('_other')) sources.set(name, text);
  }
  return sources;
}

/** Removes placeholders and tags, because their names are not words of the text. */
const visible = (text) => text.replace(/\{\{[^}]*\}\}|<[^>]*>/g, ' ');

function englishPattern(term) {
  const words = term.replace(/y$/, '(?:y|ies)').replace(/([^s)])$/, '$1(?:s|es)?');
  return new RegExp(`(?<![\\p{L}-])${words.replaceAll(' ', '[ -]')}(?![\\p{L}-])`, 'giu');
}

function matcherOf(language, alternatives) {
  const patterns = alternatives.map((alternative, index) =>
    fold(language, alternative)
      .split(/\s+/)
      .filter((word) => word !== '' && !FUNCTION_WORDS.has(word))
      .map((word) => wordPattern(language, index === 0 ? stemOf(language, word) : word)),
  );
  return (folded) => patterns.some((words) => words.every((word) => word.test(folded)));
}

/** Indonesian puts syllables before the root, and Chinese has no spaces, so both match anywhere. */
function wordPattern(language, stem) {
  return new RegExp(language === 'es' || language === 'pl' ? `(?<!\\p{L})${stem}` : stem, 'u');
}

/** Removes the ending that changes with number, gender and case. */
function stemOf(language, word) {
  if (language === 'es') return word.length > 4 ? word.slice(0, -1) : word;
  if (language === 'pl')
    return word.length > 6 ? word.slice(0, -2) : word.length > 3 ? word.slice(0, -1) : word;
  return word;
}

/** Folds case and accents, because accents change with the form: umowa, umów. */
function fold(language, text) {
  const plain = visible(text).toLowerCase();
  if (language === 'zh') return plain.replace(/\s/g, '');
  return plain.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ł', 'l');
}
