import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AppEntry } from './supervision/apps.table.js';

/** Product to run: its folder, its version and its apps, which tests replace. */
export interface Product {
  folder: string;
  version: string;
  apps?: readonly AppEntry[];
  migrationScript?: string;
}

/** Returns the product that this file was built into (`dist/apps/standalone/src`). */
export function readProductFacts(): Product {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { folder, version };
}
