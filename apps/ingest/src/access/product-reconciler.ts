import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { DynamicSecurityLogins } from '#equipment';
import type { IngestConfig } from '../config.js';
import { isFirst } from '../edge/share.js';
import { BrokerReconciler } from './broker-reconciler.js';

/**
 * Creates the reconciler of an external broker's logins. Returns null if the broker is embedded, if it authorizes
 * clients over HTTP, if the product has no login there, or if this is not the first of several processes.
 */
export function createReconciler(
  { broker, brokerAuth }: Pick<IngestConfig, 'broker' | 'brokerAuth'>,
  pool: Pool,
  now: () => Date,
  log: Logger,
): BrokerReconciler | null {
  if (broker.kind !== 'external' || brokerAuth || !isFirst(broker.share)) return null;
  const { url, username, password } = broker;
  if (username === null || password === null) return null;
  return new BrokerReconciler(pool, new DynamicSecurityLogins({ url, username, password }), now, log);
}
