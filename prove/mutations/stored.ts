import pg from 'pg';
import type { Person } from '../../measure/support/maker.js';
import { rowOf } from './ledger.js';

const QUALITIES = ['good', 'uncertain', 'bad', 'stale'];

interface ExportedValue {
  device: string;
  signal: string;
  time_source: 'device' | 'arrival';
  device_time: string;
  seq: number | null;
  value: number | string | boolean | null;
  quality: string;
}

/** Returns the maker's stored values by device, as rows of the export, each with its number of occurrences. */
export async function storedRows(person: Person, nowMs: number): Promise<Map<string, Map<string, number>>> {
  const [from, to] = [Date.parse('2000-01-01'), nowMs + 86_400_000].map((ms) => new Date(ms).toISOString());
  const found = new Map<string, Map<string, number>>();
  for await (const line of person.lines(`/readings/export?format=ndjson&from=${from}&to=${to}`)) {
    const { device, signal, time_source, device_time, seq, value, quality } = JSON.parse(
      line,
    ) as ExportedValue;
    const timeMs = time_source === 'arrival' ? null : Date.parse(device_time);
    const row = rowOf(timeMs, seq, signal, value, QUALITIES.indexOf(quality));
    const rows = found.get(device) ?? new Map<string, number>();
    found.set(device, rows.set(row, (rows.get(row) ?? 0) + 1));
  }
  return found;
}

/** Returns the number of quarantined messages by device code, without oversized payloads. */
export async function quarantined(databaseUrl: string): Promise<Map<string, number>> {
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ code: string; count: string }>(
      `select d.code, count(*) from quarantine_entry q join device d on d.maker_id = q.maker_id and d.id = q.device_id
        where q.reason <> 'payload_too_large' group by 1`,
    );
    return new Map(rows.map(({ code, count }) => [code, Number(count)]));
  });
}

/** Returns client attributes by device code, as parsed from PostgreSQL's JSON. */
export async function storedAttributes(databaseUrl: string): Promise<Map<string, Map<string, unknown>>> {
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ code: string; name: string; value: unknown }>(
      `select d.code, a.name, a.value from device_attribute a join device d on d.maker_id = a.maker_id and d.id = a.device_id
        where a.scope = 'client'`,
    );
    const found = new Map<string, Map<string, unknown>>();
    for (const { code, name, value } of rows)
      found.set(code, (found.get(code) ?? new Map<string, unknown>()).set(name, value));
    return found;
  });
}

/** Runs queries on the product's database. */
export async function onDatabase<T>(
  connectionString: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
