import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { groupBy } from '#platform';
import { packBlocks } from '../../../libs/telemetry/src/store/chunks/pack-blocks.js';
import { inPackingTransaction } from '../../../libs/telemetry/src/store/chunks/packing-transaction.js';
import { createMaker, type MakerOfWorld } from '../../../test/support/world.js';
import { addMachines, type HistoryMachine } from '../history-machines.js';
import { ShapedColumns } from '../shaped-columns.js';
import { ApiClient } from './http.js';
import { type CountedHours, countHours, type CounterProfile, profilesOf } from './profiles.js';
import { chargesOf } from './terms.js';

const COUNTER = { key: 'air_m3_total', unit: 'm3' } as const;
const DAY_MS = 86_400_000;

/** The months of the data: the billed month, and the earlier months of the contract year. */
export interface WorldMonths {
  /** `YYYY-MM`, in order; the last one is billed. */
  readonly names: readonly string[];
  /** First day of the contracts and of the first month. */
  readonly startsOn: string;
  /** Start of the first month, epoch milliseconds (UTC). */
  readonly from: number;
  /** Start of the billed month, epoch milliseconds (UTC). */
  readonly billedFrom: number;
  /** End of the billed month, epoch milliseconds (UTC). */
  readonly to: number;
}

/** A billing run as returned by the API. */
export interface RunOfMonth {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly totals: readonly { readonly outcome: string; readonly contracts: number }[];
}

/**
 * Interval between requests for the state of a run, about as long as a page waits before it reloads, i.e. one batch.
 * With ten requests per second, the responses took a twelfth of PostgreSQL's time.
 */
const POLL_INTERVAL_MS = 500;

/** Starts the billing run of a month and waits for its end. */
export async function runMonth(api: ApiClient, month: string): Promise<RunOfMonth> {
  const { id } = await api.post<RunOfMonth>('/billing-runs', { month }, { 'idempotency-key': randomUUID() });
  for (;;) {
    const run = await api.get<RunOfMonth>(`/billing-runs/${id}`);
    if (run.state === 'failed') throw new Error(`The billing run of ${month} failed`);
    if (run.state === 'done') return run;
    await sleep(POLL_INTERVAL_MS);
  }
}

/**
 * Creates a maker with machines of each profile, and a contract of each class and zone, which the product itself sets
 * up and bills. All other machines are copies of these readings, usage and evidence. Writes `scale.profile` and
 * `scale.step`.
 */
export async function makeTemplates(
  { portalUrl, databaseUrl }: { readonly portalUrl: string; readonly databaseUrl: string },
  database: pg.Client,
  { each, seed, months }: { readonly each: number; readonly seed: number; readonly months: WorldMonths },
): Promise<MakerOfWorld> {
  const maker = await createMaker(database, 'templates');
  await database.query(`update contract set state = 'draft' where maker_id = $1`, [maker.makerId]);
  await addCounter(database, maker);
  const profiles = profilesOf(each);
  const machines = await addMachines(database, maker, profiles.map(serialOf));
  await createPlacements(database, maker, machines);
  const counted = new Map(profiles.map((profile) => [profile, hoursOf(profile, seed, months)]));
  await storeReadings(databaseUrl, maker, profiles, machines, counted);
  const api = new ApiClient(portalUrl, maker.staff.admin.key);
  await database.query('create schema scale');
  await database.query(`
    create table scale.profile (number int primary key, class text, zone text, place int, machine_id uuid, device_id uuid,
                                device_key int, meter_id uuid, contract_id uuid);
    create table scale.step (profile int, at timestamptz, quantity numeric)`);
  for (const group of groupBy(profiles, ({ class: ofClass, zone }) => `${ofClass} ${zone}`).values())
    await createContracts(api, database, maker, months, group, machines, counted);
  await storeSteps(database, counted);
  for (const month of months.names) await runMonth(api, month);
  return maker;
}

const serialOf = ({ number }: CounterProfile): string => `P-${String(number).padStart(4, '0')}`;

/**
 * Machines that are billed by the year need earlier readings. For the others, counting can start on the day before the
 * month.
 */
function hoursOf(profile: CounterProfile, seed: number, { from, billedFrom, to }: WorldMonths): CountedHours {
  const first = profile.class === 'yearly' ? from : billedFrom;
  return countHours(profile, seed, first - DAY_MS, to + DAY_MS, billedFrom + 14 * DAY_MS + 20 * 60_000);
}

export async function addCounter(database: pg.Client, { makerId, ids }: MakerOfWorld): Promise<void> {
  await database.query(
    `insert into signal (maker_id, id, model_id, key, unit, kind, decimals) values ($1, gen_random_uuid(), $2, $3, $4, 'counter', 1)`,
    [makerId, ids.equipment_model, COUNTER.key, COUNTER.unit],
  );
}

async function createPlacements(
  database: pg.Client,
  { makerId, customers: [{ customerId, ids }] }: MakerOfWorld,
  machines: ReadonlyMap<string, HistoryMachine>,
): Promise<void> {
  await database.query(
    `insert into placement (maker_id, id, machine_id, site_id, customer_id, during)
     select $1, gen_random_uuid(), machine_id, $3, $4, '[2020-02-01T00:00:00Z,)' from unnest($2::uuid[]) as m (machine_id)`,
    [makerId, [...machines.values()].map(({ id }) => id), ids.site, customerId],
  );
}

async function storeReadings(
  databaseUrl: string,
  { makerId }: MakerOfWorld,
  profiles: readonly CounterProfile[],
  machines: ReadonlyMap<string, HistoryMachine>,
  counted: ReadonlyMap<CounterProfile, CountedHours>,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const columns = new ShapedColumns([COUNTER.key]);
  try {
    for (const profile of profiles) {
      const { block, receivedMs } = counted.get(profile)!;
      const readings = { ...columns.toBlock(block), receivedMs };
      const { deviceKey } = machines.get(serialOf(profile))!;
      await inPackingTransaction(pool, makerId, (client) =>
        packBlocks(client, makerId, new Map([[deviceKey, readings]]), 'final'),
      );
    }
  } finally {
    await pool.end();
  }
}

/** Creates one contract for all machines of a class and zone, with the records of their meters. */
async function createContracts(
  api: ApiClient,
  database: pg.Client,
  { ids, customers: [{ customerId, ids: of }] }: MakerOfWorld,
  { startsOn }: WorldMonths,
  group: readonly CounterProfile[],
  machines: ReadonlyMap<string, HistoryMachine>,
  counted: ReadonlyMap<CounterProfile, CountedHours>,
): Promise<void> {
  const [{ class: ofClass, zone }] = group as [CounterProfile];
  const rows = group.map((profile) => ({
    profile,
    machine: machines.get(serialOf(profile))!,
    meterId: randomUUID(),
  }));
  const contract = await api.post<{ id: string }>('/contracts', {
    number: `T-${ofClass}-${zone.replace('/', '-')}`,
    customerId,
    legalEntityId: ids.legal_entity,
    buyerId: of.buyer,
    planId: ids.plan,
    currency: 'PLN',
    zone,
    startsOn,
    state: 'active',
    machines: rows.map(({ machine }) => ({ machineId: machine.id, from: startsOn })),
    meters: rows.map(({ machine, meterId }) => ({
      id: meterId,
      deviceId: machine.deviceId,
      signalKey: COUNTER.key,
    })),
    charges: chargesOf(
      ofClass,
      rows.map(({ meterId }) => meterId),
    ),
  });
  for (const { profile, machine, meterId } of rows) {
    await database.query(`insert into scale.profile values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, [
      profile.number,
      ofClass,
      zone,
      profile.index,
      machine.id,
      machine.deviceId,
      machine.deviceKey,
      meterId,
      contract.id,
    ]);
    const { exchange } = counted.get(profile)!;
    if (exchange)
      await api.post('/meter-events', {
        kind: 'exchange',
        meterId,
        from: new Date(exchange.atMs).toISOString(),
        finalValue: String(exchange.final / 10),
        initialValue: String(exchange.initial / 10),
        reason: 'The counter was exchanged',
      });
  }
}

async function storeSteps(
  database: pg.Client,
  counted: ReadonlyMap<CounterProfile, CountedHours>,
): Promise<void> {
  for (const [{ number }, { block, tenths }] of counted)
    await database.query(
      `insert into scale.step select $1, to_timestamp(at), tenths / 10.0
         from unnest($2::float8[], $3::int[]) as s (at, tenths)`,
      [number, [...block.times].map((ms) => ms / 1000), tenths],
    );
}
