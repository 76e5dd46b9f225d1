import mqtt from 'mqtt';
import pg from 'pg';
import { Person, pollUntil } from '../../measure/support/maker.js';
import type { Product } from '../support/product.js';
import { type PumpMachine, PumpWorld } from '../support/pump-world.js';

export const MONTH = '2026-10';

/** A pump counter's value at an instant. */
export interface SentReading {
  readonly at: number;
  readonly seq: number;
  readonly litres: number;
}

/** A maker that bills pumps by the litre, with everything required to issue an invoice. */
export interface PumpMaker {
  readonly product: Product;
  readonly person: Person;
  readonly world: PumpWorld;
  /** Connection as the database's owner. */
  readonly database: pg.Client;
  close(): Promise<void>;
}

export async function openMaker(product: Product): Promise<PumpMaker> {
  const person = new Person(product.portalUrl);
  await person.setUp();
  const world = await PumpWorld.create(person, []);
  const database = new pg.Client({ connectionString: product.databaseUrl() });
  await database.connect();
  for (const table of ['legal_entity', 'customer_entity'])
    await database.query(
      `update ${table} set street = 'Prosta 1', city = 'Warszawa', tax_ids = '{"nip":"9990000003"}'`,
    );
  await database.query(`update legal_entity set series_prefix = 'PP'`);
  await database.query(`
    insert into tax_rule (maker_id, id, legal_entity_id, buyer_country, supply, category, percent, during, recorded_at)
    select maker_id, gen_random_uuid(), id, '*', 'service', 'standard', 23, '[2019-01-01,)', now() from legal_entity`);
  return { product, person, world, database, close: () => database.end() };
}

/** Sends readings over MQTT, and waits for their acknowledgement. */
export async function publish(
  { product }: PumpMaker,
  { username, password, topic }: PumpMachine,
  readings: readonly SentReading[],
): Promise<void> {
  if (readings.length === 0) return;
  const client = await mqtt.connectAsync(product.mqttUrl, { username, password, reconnectPeriod: 0 });
  const messages = readings.map(({ at, seq, litres }) => ({
    ts: new Date(at).toISOString(),
    seq,
    c: { flow_l_total: litres },
  }));
  await client.publishAsync(topic, JSON.stringify(messages), { qos: 1 });
  await client.endAsync();
}

interface RunAnswer {
  readonly id: string;
  readonly state: string;
}

/** Requests a billing run of the month. @returns its id */
export async function requestRun({ person }: PumpMaker): Promise<string> {
  return (await person.post<{ id: string }>('/billing-runs', { month: MONTH })).id;
}

export async function waitForRun({ person }: PumpMaker, id: string): Promise<void> {
  const run = await pollUntil(
    () => person.get<RunAnswer>(`/billing-runs/${id}`),
    ({ state }) => state === 'done' || state === 'failed',
    120,
  );
  if (run.state !== 'done') throw new Error(`Billing run ${id} has state ${run.state}`);
}

/** Performs a billing run and waits for its end. */
export async function bill(maker: PumpMaker): Promise<void> {
  await waitForRun(maker, await requestRun(maker));
}
