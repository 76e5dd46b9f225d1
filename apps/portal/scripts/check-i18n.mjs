#!/usr/bin/env node
/**
 * Checks the texts of the portal. Fails when a complete language lacks a key of English or has one more, when a key that
 * the source uses or a code that the server refuses with is missing in English, or when a component carries words of its own. Lists what other languages lack.
 *
 * Keys are found in `t('ns:key')` and, for `t(`ns:start.${x}`)`, by their fixed start.
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const portal = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(portal, 'src');
const locales = join(source, 'i18n', 'locales');

const COMPLETE = ['zh'];
const PREPARED = ['es', 'id', 'pl'];
/** Written by a script, and only what differs from what English or the zone itself says. */
const NAMES_OF_PLACES = 'zones';
const PLURAL = /_(zero|one|two|few|many|other)$/;

async function files(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function flatten(value, prefix = '') {
  if (typeof value === 'string') return [prefix];
  return Object.entries(value).flatMap(([key, child]) =>
    flatten(child, prefix === '' ? key : `${prefix}.${key}`),
  );
}

/** Keys of a language as `ns:key`, plural endings cut: which forms there are is each language's own matter. */
async function keysOf(language) {
  const keys = new Set();
  for (const name of await readdir(join(locales, language))) {
    if (name === `${NAMES_OF_PLACES}.json`) continue;
    const namespace = name.replace(/\.json$/, '');
    const catalogue = JSON.parse(await readFile(join(locales, language, name), 'utf8'));
    for (const key of flatten(catalogue)) keys.add(`${namespace}:${key.replace(PLURAL, '')}`);
  }
  return keys;
}

const faults = [];
const english = await keysOf('en');

for (const language of COMPLETE) {
  const keys = await keysOf(language);
  for (const key of english) if (!keys.has(key)) faults.push(`${language} lacks ${key}`);
  for (const key of keys) if (!english.has(key)) faults.push(`${language} has ${key}, English has not`);
}

const CALL = /(?:\bt|\.t|\.exists)\(\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`\n]+)`)/g;
const TRANS = /i18nKey=(?:"([^"\n]+)"|\{'([^'\n]+)'\}|\{`([^`\n]+)`\})/g;
const WORDS_IN_JSX = />\s*([A-Z][a-z]+(?: [a-z]+)+[.!?]?)\s*</g;
const qualified = (key) => (key.includes(':') ? key : `common:${key}`);
const used = new Set();

for (const file of await files(source)) {
  if (!/\.(ts|tsx)$/.test(file) || /\.spec\.|schema\.gen/.test(file)) continue;
  const text = await readFile(file, 'utf8');
  const where = relative(portal, file);
  for (const match of [...text.matchAll(CALL), ...text.matchAll(TRANS)]) {
    const raw = match[1] ?? match[2] ?? match[3];
    const start = raw.split('${')[0];
    if (start !== raw) {
      if (start.length < 3 || start === `${NAMES_OF_PLACES}:`) continue;
      const prefix = qualified(start);
      if (![...english].some((key) => key.startsWith(prefix)))
        faults.push(`${where}: nothing in English starts with ${prefix}`);
      used.add(prefix);
      continue;
    }
    const key = qualified(raw);
    if (!english.has(key)) faults.push(`${where}: ${key} is missing in English`);
    used.add(key);
  }
  if (file.endsWith('.tsx') && !file.includes('gallery')) {
    for (const match of text.matchAll(WORDS_IN_JSX))
      faults.push(`${where}: words outside the catalogues: "${match[1]}"`);
  }
}

const REFUSALS = /(?:(?:DomainError|assertNoFaults)\(\s*|pointer[^{}]*?code: )'([a-z_]+\.[a-z0-9_]+)'/g;
for (const folder of ['libs', 'apps/api/src']) {
  for (const file of await files(join(portal, '../..', folder))) {
    if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
    for (const [, code] of (await readFile(file, 'utf8')).matchAll(REFUSALS))
      if (!english.has(`errors:${code}`.replace(PLURAL, '')))
        faults.push(`${file}: errors:${code} is missing in English`);
  }
}

for (const language of PREPARED) {
  const keys = await keysOf(language);
  const missing = [...english].filter((key) => !keys.has(key));
  for (const key of keys) if (!english.has(key)) faults.push(`${language} has ${key}, English has not`);
  console.log(
    `${language}: ${english.size - missing.length} of ${english.size} texts, the rest shows in English`,
  );
  if (process.argv.includes('--missing'))
    for (const key of missing) console.log(`  ${language} lacks ${key}`);
}

if (faults.length > 0) {
  console.error(faults.join('\n'));
  console.error(`${faults.length} faults in the texts`);
  process.exit(1);
}
console.log(
  `${english.size} English texts, complete in ${COMPLETE.join(', ')}; ${used.size} used by name in the source`,
);
