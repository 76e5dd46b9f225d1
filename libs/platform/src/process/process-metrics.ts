import { collectDefaultMetrics, Registry } from 'prom-client';

/** A process's own metrics for Prometheus, what Node tells of itself among them. @param app `api`, `ingest` or `worker` */
export function createMetrics(app: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  collectDefaultMetrics({ register: registry, prefix: 'dutycycle_' });
  return registry;
}
