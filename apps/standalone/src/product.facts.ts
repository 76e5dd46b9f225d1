import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AppEntry } from './supervision/apps.table.js';

/** What is being run: the product's folder and version, and its apps, which tests replace. */
export interface Product {
  folder: string;
  version: string;
  apps?: readonly AppEntry[];
  migrationScript?: string;
}

/** The product that this file was built into (`dist/apps/standalone/src`). */
export function readProductFacts(): Product {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { folder, version };
}
