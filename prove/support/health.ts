import { readFile } from 'node:fs/promises';
import type { ProductProcess } from '../../test/support/product.js';
import type { Product } from './product.js';

export function isReady(page: string): Promise<boolean> {
  return fetch(page, { signal: AbortSignal.timeout(2000) })
    .then((response) => response.ok)
    .catch(() => false);
}

/**
 * The ports of the health pages of worker and ingest are only known from their environment. They don't change with a
 * restart.
 */
export async function healthPageOf(product: Product, victim: ProductProcess): Promise<string | undefined> {
  if (victim !== 'worker' && victim !== 'ingest') return undefined;
  const environment = await readFile(`/proc/${await product.pidOf(victim)}/environ`, 'utf8').catch(() => '');
  const port = environment
    .split('\0')
    .find((each) => each.startsWith('HEALTH_PORT='))
    ?.slice('HEALTH_PORT='.length);
  return port && `http://127.0.0.1:${port}/health/ready`;
}
