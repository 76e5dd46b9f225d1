import { setTimeout as sleep } from 'node:timers/promises';
import mqtt from 'mqtt';
import { Person, settle } from '../support/maker.js';
import type { Product } from '../support/product.js';
import { type PumpMachine, PumpWorld } from '../support/pump-world.js';

export const MONTH = '2026-10';
const FROM = Date.parse('2026-09-30T21:00:00Z');
const HOURS = 24 * 31 + 3;

/** An invoice's pack as it was downloaded, and the root that the invoice carries. */
export interface GenuinePack {
  readonly contract: string;
  readonly invoiceId: string;
  readonly root: string;
  readonly zip: Buffer;
}

interface PackAnswer {
  id: string;
  state: string;
  root: string | null;
  contract: string;
  fault: { code: string } | null;
}

/** What a pump says in a month, hour by hour: one runs well, one falls and is called bad now and then, one is silent for days. */
function saidBy(pump: number): object[] {
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

/** A small real world over the product's own doors: pumps report by MQTT, part of it late, are billed, and their packs made. */
export async function makePacks({ portalUrl, mqttUrl }: Product): Promise<GenuinePack[]> {
  const person = new Person(portalUrl);
  await person.setUp();
  const world = await PumpWorld.create(person, []);
  const packs: GenuinePack[] = [];
  for (let index = 0; index < 3; index++) {
    const pump = await world.addPump(`PUMP-${index + 1}`);
    const said = saidBy(index);
    // What was buffered for a day comes after what was said later.
    await publish(mqttUrl, pump, [...said.slice(0, 300), ...said.slice(324)]);
    await sleep(1100);
    await publish(mqttUrl, pump, said.slice(300, 324));
    packs.push(await packOf(person, portalUrl, pump));
  }
  return packs;
}

async function publish(
  url: string,
  { username, password, topic }: PumpMachine,
  said: object[],
): Promise<void> {
  const client = await mqtt.connectAsync(url, { username, password, reconnectPeriod: 0 });
  await client.publishAsync(topic, JSON.stringify(said), { qos: 1 });
  await client.endAsync();
}

async function packOf(person: Person, portalUrl: string, pump: PumpMachine): Promise<GenuinePack> {
  const { id: invoiceId } = await person.post<{ id: string }>('/invoices/drafts', {
    contractId: pump.contractId,
    month: MONTH,
  });
  const asked = await person.post<PackAnswer>(`/invoices/${invoiceId}/proof-pack`, {});
  const pack = await settle(
    () => person.get<PackAnswer>(`/proof-packs/${asked.id}`),
    ({ state }) => state === 'done' || state === 'failed',
    120,
  );
  if (pack.root === null) throw new Error(`The pack of ${pump.serial} is ${pack.state}: ${pack.fault?.code}`);
  const zip = await person.bytes(`/proof-packs/${asked.id}/file`);
  return { contract: pack.contract, invoiceId, root: pack.root, zip };
}
