import pg from 'pg';
import { countReadings } from '../../measure/support/stored-readings.js';
import { expectedAlarms } from '../support/expected-alarms.js';
import { alarmsOf, type ExportedRow, exportOf } from '../support/findings.js';
import { pollUntil } from '../../measure/support/maker.js';
import type { PumpMachine } from '../support/pump-world.js';
import { type ChaosFixture, RULES } from './chaos-fixture.js';
import type { Measured } from './chaos-device.js';
import { expectedHistory, isSamePoint } from './expected-history.js';

/** Account of the acknowledged readings. */
export interface Account {
  acknowledged: number;
  /** Number of stored readings, acknowledged or not. */
  stored: number;
  /** Number of acknowledged readings that are only in quarantine, because the device's clock was too far ahead. */
  setAside: number;
  /** Number of acknowledged readings that are neither stored nor quarantined. */
  missing: number;
  /** Number of rows in excess of one row per reading. */
  doubled: number;
  /** Number of readings that were never sent, or were stored with a time or value other than sent. */
  differing: number;
}

/** Derived data, compared with a recalculation from the readings. */
export interface DerivedData {
  alarms: number;
  machinesWithOtherAlarms: number;
  points: number;
  otherPoints: number;
  /** Number of machines with last known values that differ from their newest reading. */
  machinesWithOtherValues: number;
  /** Number of rollup rows. */
  rollups: number;
}

/** Signals of the fleet's machines. */
const KEYS = ['flow_l_total', 'flow_l_min', 'pressure_bar'] as const;
const DAY_MS = 86_400_000;
const POINTS = 5000;
const CHARTS_TIMEOUT_SECONDS = 60;
const ALARMS_TIMEOUT_S = 120;

/**
 * Accounts for the measurements of each device, starting at an index.
 * @param from first index by device
 */
export async function accountForReadings(fixture: ChaosFixture, from: readonly number[]): Promise<Account> {
  const total = { acknowledged: 0, stored: 0, setAside: 0, missing: 0, doubled: 0, differing: 0 };
  // Read before the queries, because readings that are acknowledged during the queries may be missing from the
  // results.
  const sentByDevice = fixture.fleet.devices.map(({ measured }, index) => {
    const sentReadings = measured.slice(from[index]);
    return { lot: sentReadings, acknowledged: sentReadings.filter(({ isAcknowledged }) => isAcknowledged) };
  });
  const setAside = await findQuarantined(fixture);
  for (const [index, { lot: sentReadings, acknowledged }] of sentByDevice.entries()) {
    const machine = fixture.machines[index]!;
    const rows = await rowsOf(fixture, machine, sentReadings);
    const bySeq = new Map(rows.map((row) => [Number(row.seq), row]));
    const quarantinedSeqs = setAside.get(machine.deviceId);
    const sentBySeq = new Map(sentReadings.map((each) => [each.seq, each]));
    total.acknowledged += acknowledged.length;
    total.stored += rows.length;
    total.doubled += rows.length - bySeq.size;
    total.setAside += acknowledged.filter(({ seq }) => !bySeq.has(seq) && quarantinedSeqs?.has(seq)).length;
    total.missing += acknowledged.filter(({ seq }) => !bySeq.has(seq) && !quarantinedSeqs?.has(seq)).length;
    for (const [seq, row] of bySeq) {
      const sent = sentBySeq.get(seq) ?? fixture.fleet.devices[index]!.measured[seq - 1];
      if (!sent || !isSame(row, sent)) total.differing++;
    }
  }
  return total;
}

/**
 * Returns the number of table rows in excess of the readings that can be queried. Call it only while nothing is being
 * stored.
 */
export async function countHidden(fixture: ChaosFixture, readable: number): Promise<number> {
  return onDatabase(fixture.databaseUrl, async (client) => (await countReadings(client)) - readable);
}

/** Returns the number of unpacked batches. */
export function countUnpacked(databaseUrl: string): Promise<number> {
  return count(databaseUrl, 'reading_batch');
}

/** Compares alarms and charts with the stored readings. */
export async function compareDerivedData(fixture: ChaosFixture): Promise<DerivedData> {
  const derived = {
    alarms: 0,
    machinesWithOtherAlarms: 0,
    points: 0,
    otherPoints: 0,
    machinesWithOtherValues: 0,
  };
  const lastValues = await findLastValues(fixture);
  for (const [index, machine] of fixture.machines.entries()) {
    const rows = await rowsOf(fixture, machine, fixture.fleet.devices[index]!.measured);
    const alarms = expectedAlarmLines(rows);
    const seen = await pollUntil(
      async () => (await alarmsOf(fixture.person, machine)).map(formatAlarm).sort(),
      (lines) => lines.join() === alarms.join(),
      // Evaluation processes the readings of all machines together. If three machines differ, waiting longer doesn't
      // help.
      derived.machinesWithOtherAlarms > 2 ? 1 : ALARMS_TIMEOUT_S,
    );
    derived.alarms += alarms.length;
    if (seen.join() !== alarms.join()) derived.machinesWithOtherAlarms++;
    if (!isNewest(lastValues.get(machine.deviceId), rows.at(-1))) derived.machinesWithOtherValues++;
    // In a chart, a value is valid until the next reading or for its longest hold, but at most until the present. The
    // weight of the newest value therefore grows for some time.
    const { points, other } = await pollUntil(
      () => compareCharts(fixture, machine, rows),
      (compared) => compared.other === 0,
      CHARTS_TIMEOUT_SECONDS,
    );
    derived.points += points;
    derived.otherPoints += other;
  }
  return { ...derived, rollups: await count(fixture.databaseUrl, 'reading_rollup') };
}

/** The last values of a device by signal key, each with its time in epoch milliseconds. */
type LastValues = Readonly<Record<string, { readonly v: number; readonly t: number }>>;

function findLastValues(fixture: ChaosFixture): Promise<Map<string, LastValues>> {
  return onDatabase(fixture.databaseUrl, async (client) => {
    const { rows } = await client.query<{ device_id: string; last_values: LastValues }>(
      'select d.id as device_id, s.last_values from device_status s join device d using (device_key)',
    );
    return new Map(rows.map((row) => [row.device_id, row.last_values]));
  });
}

function isNewest(last: LastValues | undefined, newest: ExportedRow | undefined): boolean {
  if (!last || !newest) return !newest;
  return KEYS.every(
    (key) => last[key]?.v === Number(newest.values[key]) && last[key].t === Date.parse(newest.time),
  );
}

/** Compares charts. A chart of more than a week uses rollups for packed readings. */
async function compareCharts(
  { person }: ChaosFixture,
  machine: PumpMachine,
  rows: readonly ExportedRow[],
): Promise<{ points: number; other: number }> {
  if (rows.length === 0) return { points: 0, other: 0 };
  const toMs = Date.parse(rows.at(-1)!.time) + 1;
  const [from, to] = [toMs - 8 * DAY_MS, toMs].map((ms) => new Date(ms).toISOString());
  const history = await person.get<{
    bucketSeconds: number;
    series: { key: string; points: number[][] }[];
  }>(`/machines/${machine.id}/history?signals=${KEYS.join()}&from=${from}&to=${to}&points=${POINTS}`);
  let [points, other] = [0, 0];
  for (const key of KEYS) {
    const samples = rows.map(({ time, values }) => ({
      timeMs: Date.parse(time),
      value: Number(values[key]),
    }));
    const expected = expectedHistory(samples, history.bucketSeconds * 1000);
    const seen = history.series.find((series) => series.key === key)?.points ?? [];
    points += expected.length;
    other +=
      Math.abs(seen.length - expected.length) +
      expected.filter((point, i) => seen[i] !== undefined && !isSamePoint(seen[i], point)).length;
  }
  return { points, other };
}

function expectedAlarmLines(rows: readonly ExportedRow[]): string[] {
  return RULES.flatMap((rule, index) =>
    expectedAlarms(
      rows.map(({ time, values }) => ({ time, value: Number(values[rule.signal]) })),
      rule,
    ).map(({ raisedAt, clearedAt }) => formatAlarm({ code: `P${index + 1}`, raisedAt, clearedAt })),
  ).sort();
}

function formatAlarm({
  code,
  raisedAt,
  clearedAt,
}: {
  code: string;
  raisedAt: string;
  clearedAt: string | null;
}): string {
  return `${code} ${raisedAt} ${clearedAt ?? 'open'}`;
}

async function rowsOf(
  { person }: ChaosFixture,
  machine: PumpMachine,
  sentReadings: readonly Measured[],
): Promise<ExportedRow[]> {
  if (sentReadings.length === 0) return [];
  let [from, to] = [Infinity, -Infinity];
  for (const { timeMs } of sentReadings) [from, to] = [Math.min(from, timeMs), Math.max(to, timeMs)];
  return exportOf(person, machine, new Date(from).toISOString(), new Date(to + 1).toISOString());
}

function isSame({ time, values }: ExportedRow, sent: Measured): boolean {
  return (
    Date.parse(time) === sent.timeMs &&
    Object.entries(sent.values).every(([key, value]) => Number(values[key]) === value)
  );
}

/** Returns sequence numbers of messages quarantined for being too far ahead, by device. */
function findQuarantined(fixture: ChaosFixture): Promise<Map<string, Set<number>>> {
  return onDatabase(fixture.databaseUrl, async (client) => {
    const { rows } = await client.query<{ device_id: string; payload: string }>(
      "select device_id, payload from quarantine_entry where reason = 'too_far_ahead'",
    );
    const found = new Map<string, Set<number>>();
    for (const { device_id, payload } of rows) {
      const { seq } = JSON.parse(payload) as { seq: number };
      found.set(device_id, (found.get(device_id) ?? new Set<number>()).add(seq));
    }
    return found;
  });
}

function count(databaseUrl: string, table: 'reading_batch' | 'reading_rollup'): Promise<number> {
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>(`select count(*) as count from ${table}`);
    return Number(rows[0]!.count);
  });
}

async function onDatabase<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
