import { DomainError, type Transaction } from '#platform';
import type { Level } from '../domain/retention/retention-rule.js';
import type { Span } from '../domain/readings/outcomes.js';
import { toInstant } from '../store/chunks/stored-blocks.js';

/** A purged part of a device's signal within the requested span. */
export interface RemovedPart {
  readonly deviceKey: number;
  readonly key: string;
  readonly level: Level;
  /** End of the last purged part. Everything after it is stored. */
  readonly untilMs: number;
}

/** Returns the levels of signals that are incomplete within a span. */
export async function findRemovedParts(
  tx: Transaction,
  deviceKeys: readonly number[],
  keys: readonly string[],
  { fromMs, toMs }: Span,
): Promise<RemovedPart[]> {
  const rows: { device_key: number; key: string; resolution: Level; until_ms: number }[] =
    await tx.manager.query(
      `select device_key, key, resolution,
              (extract(epoch from upper(removed * tstzmultirange(tstzrange($4, $5)))) * 1000)::float8 as until_ms
         from reading_removal
        where maker_id = $1 and device_key = any($2) and key = any($3) and removed && tstzrange($4, $5)`,
      [tx.scope.makerId, deviceKeys, keys, toInstant(fromMs), toInstant(toMs)],
    );
  return rows.map(({ device_key, key, resolution, until_ms }) => ({
    deviceKey: device_key,
    key,
    level: resolution,
    untilMs: Math.round(until_ms),
  }));
}

/**
 * Rejects a span with purged readings of a signal, because the remaining readings would give a wrong quantity.
 * @throws DomainError telemetry.readings_removed
 */
export async function assertReadingsKept(
  tx: Transaction,
  deviceKey: number,
  key: string,
  span: Span,
): Promise<void> {
  if (!(span.fromMs < span.toMs)) return;
  const parts = await findRemovedParts(tx, [deviceKey], [key], span);
  const removed = parts.find(({ level }) => level === 0);
  if (removed)
    throw new DomainError('telemetry.readings_removed', {
      signal: key,
      until: new Date(removed.untilMs).toISOString(),
    });
}

/** A device's signal within a span. */
export interface SignalSpan {
  readonly deviceKey: number;
  readonly signalKey: string;
  readonly span: Span;
}

/** Like `assertReadingsKept`, for several spans in one query. @throws DomainError telemetry.readings_removed */
export async function assertAllReadingsKept(
  tx: Transaction,
  signalSpans: readonly SignalSpan[],
): Promise<void> {
  const [removed]: { key: string; until_ms: number }[] = await tx.manager.query(
    `select r.key, (extract(epoch from upper(r.removed * tstzmultirange(tstzrange(w.since, w.until)))) * 1000)::float8 as until_ms
       from unnest($2::int[], $3::text[], $4::timestamptz[], $5::timestamptz[]) as w (device_key, key, since, until)
       join reading_removal r on r.maker_id = $1 and r.device_key = w.device_key and r.key = w.key and r.resolution = 0
        and r.removed && tstzrange(w.since, w.until)
      limit 1`,
    [
      tx.scope.makerId,
      signalSpans.map(({ deviceKey }) => deviceKey),
      signalSpans.map(({ signalKey }) => signalKey),
      signalSpans.map(({ span }) => toInstant(span.fromMs)),
      signalSpans.map(({ span }) => toInstant(span.toMs)),
    ],
  );
  if (!removed) return;
  const until = new Date(Math.round(removed.until_ms)).toISOString();
  throw new DomainError('telemetry.readings_removed', { signal: removed.key, until });
}
