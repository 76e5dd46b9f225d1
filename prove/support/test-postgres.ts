import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findRoot } from '../../test/support/product.js';

/**
 * Starts the PostgreSQL of the integration tests for a proof and its processes.
 * @returns a function that stops it
 */
export async function startTestPostgres(): Promise<() => Promise<void>> {
  const script = pathToFileURL(join(findRoot(), 'test/support/start-postgres.mjs')).href;
  const { default: start } = (await import(script)) as {
    readonly default: () => Promise<() => Promise<void>>;
  };
  return start();
}
