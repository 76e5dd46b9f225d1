import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { locateScript } from './app-script.js';
import { MIGRATION_SCRIPT } from './apps.table.js';
import type { Product } from '../product.facts.js';

/**
 * Migrates the database to the product's schema in a separate process.
 * @param signal cancels it; uncommitted changes are rolled back
 * @returns number of executed migrations
 */
export async function migrateDatabase(
  product: Product,
  inherited: Readonly<Record<string, string | undefined>>,
  databaseUrl: string,
  secret: string,
  signal?: AbortSignal,
): Promise<number> {
  const script = locateScript(product.folder, product.migrationScript ?? MIGRATION_SCRIPT);
  const env = { ...inherited, DATABASE_URL: databaseUrl, DUTYCYCLE_SECRET: secret };
  const { stdout } = await promisify(execFile)(process.execPath, [script], {
    env,
    cwd: product.folder,
    signal,
  });
  return Number(stdout.trim());
}
