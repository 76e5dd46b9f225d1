import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { nameOf } from './catalogue-faults.mjs';
import { NAMES_OF_PLACES } from './catalogues.mjs';

const CALL = /(?:\bt|\.t|\.exists)\(\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`\n]+)`)/g;
const TRANS = /i18nKey=(?:"([^"\n]+)"|\{'([^'\n]+)'\}|\{`([^`\n]+)`\})/g;
const WORDS_IN_JSX = />\s*([A-Z][a-z]+(?: [a-z]+)+[.!?]?)\s*</g;
const REFUSALS = /(?:(?:DomainError|assertNoFaults)\(\s*|pointer[^{}]*?code: )'([a-z_]+\.[a-z0-9_]+)'/g;

/**
 * Returns a message for each key that the portal's source uses and English lacks, and for each hard-coded text of a
 * component. Keys are found in `t('ns:key')` and, for `t(`ns:start.${x}`)`, by their fixed prefix.
 * @param {string} portal folder of the portal
 * @param {ReadonlyMap<string, string>} english
 * @returns {Promise<{ faults: string[], usedCount: number }>}
 */
export async function sourceFaults(portal, english) {
  const names = namesOf(english);
  const faults = [];
  const used = new Set();
  for (const file of await filesOf(join(portal, 'src'))) {
    if (!/\.(ts|tsx)$/.test(file) || /\.spec\.|schema\.gen/.test(file)) continue;
    const text = await readFile(file, 'utf8');
    const where = relative(portal, file);
    for (const match of [...text.matchAll(CALL), ...text.matchAll(TRANS)]) {
      const raw = match[1] ?? match[2] ?? match[3];
      const start = raw.split('${')[0];
      const keys = keysOf(start);
      if (start === raw) {
        if (!keys.some((key) => names.has(key))) faults.push(`${where}: ${keys[0]} is missing in English`);
      } else {
        if (start.length < 3 || start === `${NAMES_OF_PLACES}:`) continue;
        if (![...names].some((name) => keys.some((key) => name.startsWith(key))))
          faults.push(`${where}: nothing in English starts with ${keys[0]}`);
      }
      used.add(keys[0]);
    }
    if (file.endsWith('.tsx') && !file.includes('gallery'))
      for (const [, words] of text.matchAll(WORDS_IN_JSX))
        faults.push(`${where}: words outside the catalogues: "${words}"`);
  }
  return { faults, usedCount: used.size };
}

/** Returns the candidates for a key. Without a namespace, i18next looks it up in `common`, then in `details`. */
function keysOf(key) {
  const [, namespace = 'common', name] = /^(?:(\w+):)?(.*)$/.exec(key);
  return namespace === 'common' ? [`common:${name}`, `details:${name}`] : [key];
}

/**
 * Returns a message for each key that `common` and `details` both contain: i18next would ignore one of the two texts.
 * @param {ReadonlyMap<string, string>} english
 * @returns {string[]}
 */
export function doubledKeys(english) {
  return [...english.keys()]
    .filter((key) => key.startsWith('details:') && english.has(key.replace('details:', 'common:')))
    .map((key) => `${key} is also in common`);
}

/**
 * Returns a message for each error code of the server that has no English text.
 * @param {string} root of the repository
 * @param {ReadonlyMap<string, string>} english
 * @returns {Promise<string[]>}
 */
export async function errorCodeFaults(root, english) {
  const names = namesOf(english);
  const faults = [];
  for (const folder of ['libs', 'apps/api/src'])
    for (const file of await filesOf(join(root, folder))) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      for (const [, code] of (await readFile(file, 'utf8')).matchAll(REFUSALS))
        if (!names.has(`errors:${code}`))
          faults.push(`${relative(root, file)}: errors:${code} is missing in English`);
    }
  return faults;
}

const namesOf = (english) => new Set([...english.keys()].map((key) => nameOf(key, english)));

async function filesOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
