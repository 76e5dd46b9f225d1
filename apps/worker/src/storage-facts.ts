import { Injectable } from '@nestjs/common';
import { PackerDatabase } from './packing/packer-database.js';

/** Time for which results are cached, so that frequent scrapes do not increase the load. */
const CACHE_MS = 15_000;

/** Backlog, problems and storage of the whole installation, across all makers. */
@Injectable()
export class StorageFacts {
  private readonly known = new Map<
    string,
    { readonly at: number; readonly rows: Promise<Map<string, number>> }
  >();

  constructor(private readonly database: PackerDatabase) {}

  /**
   * Counts batches that have not been evaluated, batches that have not been packed, and rollups with means that must be
   * recalculated.
   */
  countWaiting(): Promise<Map<string, number>> {
    return this.queryCached(`
      select what, count from (select count(*) filter (where not judged) as evaluation, count(*) as packing from reading_batch) b,
        lateral (values ('evaluation', evaluation), ('packing', packing)) w (what, count)
      union all select 'rollups', count(*) from reading_rollup where mean_method = 0 and resolution > 0`);
  }

  /** Returns the storage size in bytes by table: batches, chunks and rollups. */
  countBytes(): Promise<Map<string, number>> {
    return this.queryCached(`
      select form, pg_total_relation_size(form::regclass)
        from unnest(array['reading_batch', 'reading_chunk', 'reading_rollup']) form`);
  }

  /** Counts unresolved messages in quarantine by reason. */
  countQuarantined(): Promise<Map<string, number>> {
    return this.queryCached(
      `select reason, count(*) from quarantine_entry where resolved_at is null group by 1`,
    );
  }

  /** Counts devices with a problem: a missing signal, or a clock that is off by two seconds or more. */
  countDevicesWithProblems(): Promise<Map<string, number>> {
    return this.queryCached(`
      select 'silent_signal', count(distinct device_key) from reading_gap where to_time is null and filled_at is null
      union all select 'clock', count(*) from device_status where abs(clock_skew_ms) >= 2000`);
  }

  private queryCached(text: string): Promise<Map<string, number>> {
    const now = performance.now();
    const cache = this.known.get(text);
    if (cache && now - cache.at < CACHE_MS) return cache.rows;
    const rows = this.database.pool
      .query<[string, string]>({ text, rowMode: 'array' })
      .then((result) => new Map(result.rows.map(([key, value]) => [key, Number(value)])));
    this.known.set(text, { at: now, rows });
    rows.catch(() => this.known.delete(text));
    return rows;
  }
}
