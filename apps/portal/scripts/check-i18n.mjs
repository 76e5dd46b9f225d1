#!/usr/bin/env node
/**
 * Checks the portal's texts. Fails if a language lacks a key or a plural form or has an extra one, if placeholders or
 * tags differ from English, if a translation lacks a term of the glossary that its English text has, if English lacks a
 * key that the source uses or an error code of the server, or if a component contains hard-coded text. A language that
 * is not in `languages.ts` is in preparation, so its missing keys are only counted.
 * Usage: node apps/portal/scripts/check-i18n.mjs [--missing]
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingKeys, textFaults } from './i18n/catalogue-faults.mjs';
import { readTexts } from './i18n/catalogues.mjs';
import { glossaryTerms } from './i18n/glossary-terms.mjs';
import { doubledKeys, errorCodeFaults, sourceFaults } from './i18n/source-faults.mjs';
import { termFaults, unknownRules } from './i18n/term-faults.mjs';
import { TERM_RULES } from './i18n/term-rules.mjs';

const portal = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = join(portal, '../..');
const locales = join(portal, 'src', 'i18n', 'locales');

const declared = await readFile(join(portal, 'src', 'i18n', 'languages.ts'), 'utf8');
const offered = [...declared.matchAll(/\{ code: '(\w+)'/g)].map(([, code]) => code);
const terms = glossaryTerms(await readFile(join(root, 'docs', 'contributing', 'glossary.md'), 'utf8'));
const english = await readTexts(locales, 'en');
const faults = [];

for (const language of new Set([...offered, ...(await readdir(locales))])) {
  const texts = await readTexts(locales, language);
  const missing = missingKeys(language, english, texts).map((key) => `${language} lacks ${key}`);
  if (offered.includes(language)) faults.push(...missing);
  else {
    console.log(`${language} is not offered yet: ${missing.length} texts are missing`);
    if (process.argv.includes('--missing')) console.log(missing.join('\n'));
  }
  faults.push(...textFaults(language, english, texts));
  if (terms.some(({ translations }) => translations[language]))
    for (const { key, term, translation, text } of termFaults(language, terms, TERM_RULES, english, texts))
      faults.push(`${language} ${key} has "${term}" in English, but not "${translation}": ${text}`);
}
for (const rule of unknownRules(terms, TERM_RULES, english))
  faults.push(`term-rules.mjs names ${rule}, which is neither a term nor a key`);

const source = await sourceFaults(portal, english);
faults.push(...source.faults, ...doubledKeys(english), ...(await errorCodeFaults(root, english)));

if (faults.length > 0) {
  console.error(faults.join('\n'));
  console.error(`${faults.length} faults in the texts`);
  process.exit(1);
}
console.log(
  `${english.size} English texts, complete in ${offered.join(', ')}; ${source.usedCount} used by name in the source; ` +
    `${terms.length - Object.keys(TERM_RULES.unchecked).length} terms of the glossary checked`,
);
