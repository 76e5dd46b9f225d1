import { Injectable } from '@nestjs/common';
import { PackerDatabase } from './packing/packer-database.js';

/** The same however often metrics are asked for. */
const KEPT_MS = 15_000;

/** What waits, what is amiss and how much there is in the whole installation, over all makers. */
@Injectable()
export class StorageFacts {
  private readonly known = new Map<
    string,
    { readonly at: number; readonly rows: Promise<Map<string, number>> }
  >();

  constructor(private readonly database: PackerDatabase) {}

  /** Batches that evaluation does not know of, those that are not packed yet, and rollups whose means are to be made anew. */
  waiting(): Promise<Map<string, number>> {
    return this.ask(`
      select what, count from (select count(*) filter (where not judged) as evaluation, count(*) as packing from reading_batch) b,
        lateral (values ('evaluation', evaluation), ('packing', packing)) w (what, count)
      union all select 'rollups', count(*) from reading_rollup where mean_method = 0 and resolution > 0`);
  }

  /** By the form that readings lie in. */
  bytes(): Promise<Map<string, number>> {
    return this.ask(`
      select form, pg_total_relation_size(form::regclass)
        from unnest(array['reading_batch', 'reading_chunk', 'reading_rollup']) form`);
  }

  /** Messages in quarantine that nobody has dealt with, by why. */
  quarantined(): Promise<Map<string, number>> {
    return this.ask(`select reason, count(*) from quarantine_entry where resolved_at is null group by 1`);
  }

  /** Devices that something is amiss with: a signal that does not come, a clock that is two seconds or more off. */
  amiss(): Promise<Map<string, number>> {
    return this.ask(`
      select 'silent_signal', count(distinct device_key) from reading_gap where to_time is null and filled_at is null
      union all select 'clock', count(*) from device_status where abs(clock_skew_ms) >= 2000`);
  }

  private ask(text: string): Promise<Map<string, number>> {
    const now = performance.now();
    const known = this.known.get(text);
    if (known && now - known.at < KEPT_MS) return known.rows;
    const rows = this.database.pool
      .query<[string, string]>({ text, rowMode: 'array' })
      .then((result) => new Map(result.rows.map(([key, value]) => [key, Number(value)])));
    this.known.set(text, { at: now, rows });
    rows.catch(() => this.known.delete(text));
    return rows;
  }
}
