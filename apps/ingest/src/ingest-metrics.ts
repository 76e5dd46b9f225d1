import { Counter, Gauge, type Registry } from 'prom-client';
import { createMetrics } from '#platform';
import { type IntakeCounts, type IntakeLedger, LAG_BOUNDS_MS } from '#telemetry';

export interface IngestFacts {
  readonly ledger: IntakeLedger;
  /** Number of bytes that are not durable yet. */
  readonly heldBytes: () => number;
  readonly connections: () => number;
  /** Whether devices have to wait for the database. */
  readonly isWaiting: () => boolean;
}

const COUNTER_HELP = {
  messages: 'Received payloads, regardless of the result',
  readings: 'Stored readings',
  points: 'Values in the stored readings',
  duplicates: 'Readings that were already stored',
  late: 'Stored readings that arrived more than ten minutes after their device time',
} as const satisfies Partial<Record<keyof IntakeCounts, string>>;

/** Creates the Prometheus metrics of ingest. All values are counted elsewhere and read at each scrape. */
export function createIngestMetrics(facts: IngestFacts): Registry {
  const registry = createMetrics('ingest');
  const registers = [registry];
  for (const [counterName, help] of Object.entries(COUNTER_HELP) as [keyof typeof COUNTER_HELP, string][]) {
    new Counter({
      name: `dutycycle_ingest_${counterName}_total`,
      help,
      labelNames: ['maker'],
      registers,
      collect() {
        this.reset();
        for (const { slug, counts } of facts.ledger.totals()) this.inc({ maker: slug }, counts[counterName]);
      },
    });
  }
  new Counter({
    name: 'dutycycle_ingest_quarantined_total',
    help: 'Quarantined messages by reason',
    labelNames: ['maker', 'reason'],
    registers,
    collect() {
      this.reset();
      for (const { slug, quarantinedBy } of facts.ledger.totals())
        for (const [reason, count] of quarantinedBy) this.inc({ maker: slug, reason }, count);
    },
  });
  // Buckets of a histogram that is updated once per batch.
  new Counter({
    name: 'dutycycle_ingest_commit_seconds_bucket',
    help: 'Readings with at most le seconds from arrival to commit',
    labelNames: ['le'],
    registers,
    collect() {
      this.reset();
      const totals = facts.ledger.totals();
      let below = 0;
      [...LAG_BOUNDS_MS, Infinity].forEach((bound, i) => {
        below += totals.reduce((sum, { counts }) => sum + counts.lags[i]!, 0);
        this.inc({ le: bound === Infinity ? '+Inf' : String(bound / 1000) }, below);
      });
    },
  });
  gauge('dutycycle_ingest_held_bytes', 'Received bytes that are not durable yet', facts.heldBytes);
  gauge('dutycycle_ingest_connections', 'Number of connected devices', facts.connections);
  gauge('dutycycle_ingest_waiting', '1 while devices have to wait for the database', () =>
    facts.isWaiting() ? 1 : 0,
  );
  return registry;

  function gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  }
}
