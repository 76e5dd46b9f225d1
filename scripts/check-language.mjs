/**
 * Fails when the repository uses a word of the table "Words that we don't use" in docs/contributing/glossary.md. Usage:
 * node scripts/check-language.mjs
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wordsToAvoid } from './language/words-to-avoid.mjs';
import { textsOf } from './language/texts.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const words = wordsToAvoid(readFileSync(join(root, 'docs', 'contributing', 'glossary.md'), 'utf8'));

const found = [];
for (const { where, path, line, text } of textsOf(root))
  for (const { pattern, places, instead } of words)
    if (places.includes(where)) {
      const [word] = pattern.exec(text) ?? [];
      if (word) found.push(`${path}:${line} "${word}": use ${instead}`);
    }

if (found.length > 0) console.error(found.join('\n'));
console.log(`${found.length} words to avoid`);
process.exitCode = found.length === 0 ? 0 : 1;
