import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The product that this file was built into (`dist/apps/standalone/src`). */
export function readProductFacts(): { folder: string; version: string } {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { folder, version };
}
