import { collectDefaultMetrics, Registry } from 'prom-client';

/**
 * Returns the process's metrics registry for Prometheus, including Node's default metrics.
 * @param app `api`, `ingest` or `worker`
 */
export function createMetrics(app: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  collectDefaultMetrics({ register: registry, prefix: 'dutycycle_' });
  return registry;
}
