import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { completeSeller } from '../support/complete-seller.js';
import { publish } from '../support/counting-machine.js';
import { Person } from '../../measure/support/maker.js';
import { type IssuedPack, issue, packOf } from '../support/issued-documents.js';
import type { Product } from '../support/product.js';
import { type PumpMachine, PumpWorld } from '../support/pump-world.js';

const MONTH = '2026-10';
const FROM = Date.parse('2026-09-30T21:00:00Z');
const HOURS = 24 * 31 + 3;

/** A downloaded pack and its invoice. */
export interface GenuinePack extends IssuedPack {
  readonly invoiceId: string;
}

/**
 * Returns the hourly readings of a pump in a month. One pump has no errors, one sometimes drops to zero or reports bad
 * quality, and one has a gap of two and a half days.
 */
function readingsOf(pump: number): object[] {
  let litres = 50_000 * (pump + 1);
  return Array.from({ length: HOURS }, (_, hour) => {
    litres += 3000 + ((hour * 7 + pump * 131) % 900);
    const isGlitch = pump === 1 && hour % 200 === 150;
    const isBad = pump === 1 && hour % 90 === 45;
    return {
      ts: new Date(FROM + hour * 3_600_000).toISOString(),
      seq: hour + 1,
      c: { flow_l_total: isGlitch ? 0 : litres },
      ...(isBad && { q: { flow_l_total: 2 } }),
    };
  }).filter((_, hour) => pump !== 2 || hour < 200 || hour > 260);
}

/**
 * Creates a small world through the public interfaces of the product: pumps report over MQTT, some of them late, and
 * their invoices are billed and issued.
 */
export async function makePacks({ portalUrl, mqttUrl, databaseUrl }: Product): Promise<GenuinePack[]> {
  const person = new Person(portalUrl);
  await person.setUp();
  const world = await PumpWorld.create(person, []);
  const owner = new pg.Client({ connectionString: databaseUrl() });
  await owner.connect();
  await completeSeller(person, owner);
  await owner.end();
  const packs: GenuinePack[] = [];
  for (let index = 0; index < 3; index++) {
    const pump = await world.addPump(`PUMP-${index + 1}`);
    const readings = readingsOf(index);
    // Readings that were buffered for a day arrive after later readings.
    await publish(mqttUrl, pump, [[...readings.slice(0, 300), ...readings.slice(324)]]);
    await sleep(1100);
    await publish(mqttUrl, pump, [readings.slice(300, 324)]);
    packs.push(await issuePack(person, pump));
  }
  return packs;
}

/** Issues the invoice of a pump's month. The worker then creates its pack. */
async function issuePack(person: Person, pump: PumpMachine): Promise<GenuinePack> {
  const { id } = await person.post<{ id: string }>('/invoices/drafts', {
    contractId: pump.contractId,
    month: MONTH,
  });
  await issue(person, id);
  return { ...(await packOf(person, id)), invoiceId: id };
}
