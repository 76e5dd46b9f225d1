import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findDebianPostgres, usesExternalServices } from '../../support/external-services.js';
import { startForeignPostgres } from '../../support/product-foreign-postgres.js';

/**
 * Starts PostgreSQL for this spec file and sets its URL for `createTestDatabase`. @returns a function that ends it
 */
export async function startPostgres(): Promise<() => Promise<void>> {
  if (!usesExternalServices()) return prepare({});
  const server = await startForeignPostgres(findDebianPostgres()!);
  const release = await prepare({ TEST_DATABASE_URL: await server.createDatabase() });
  return () => release().then(() => server.stop());
}

async function prepare(env: Readonly<Record<string, string>>): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'postgres.main.mjs')], {
    env: { ...process.env, NODE_OPTIONS: undefined, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const readyLine = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', () => reject(new Error('PostgreSQL did not start')));
  });
  Object.assign(process.env, JSON.parse(readyLine));
  return () => {
    child.stdin.end();
    return ended;
  };
}
