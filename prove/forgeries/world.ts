import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { completeSeller } from '../support/complete-seller.js';
import { publish } from '../support/counting-machine.js';
import { Person, pollUntil } from '../../measure/support/maker.js';
import type { Product } from '../support/product.js';
import { type PumpMachine, PumpWorld } from '../support/pump-world.js';

const MONTH = '2026-10';
const FROM = Date.parse('2026-09-30T21:00:00Z');
const HOURS = 24 * 31 + 3;

/** A downloaded pack of an invoice, and the root hash on the invoice. */
export interface GenuinePack {
  readonly contract: string;
  readonly invoiceId: string;
  readonly root: string;
  readonly zip: Buffer;
}

interface PackAnswer {
  readonly id: string;
  readonly invoiceId: string;
  readonly state: string;
  readonly root: string | null;
  readonly contract: string;
  readonly fault: { readonly code: string } | null;
}

interface InvoiceAnswer {
  readonly id: string;
  readonly version: number;
  readonly contentHash: string;
  readonly lines: readonly {
    readonly id: string;
    readonly amount: object | null;
    readonly params: Readonly<Record<string, string | number | null>>;
  }[];
  readonly proof: { readonly root: string } | null;
}

/**
 * Returns the hourly readings of a pump in a month. One pump has no errors, one decreases and sometimes reports bad
 * quality, and one has a gap of several days.
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
    packs.push(await packOf(person, pump));
  }
  return packs;
}

/** Issues the invoice of a pump's month. The worker then creates its pack. */
async function packOf(person: Person, pump: PumpMachine): Promise<GenuinePack> {
  const draft = await person.post<InvoiceAnswer>('/invoices/drafts', {
    contractId: pump.contractId,
    month: MONTH,
  });
  const heldLineIds = draft.lines
    .filter(({ amount, params }) => amount === null || Number(params.holds ?? 0) > 0)
    .map(({ id }) => id);
  const approved = await person.post<InvoiceAnswer>(`/invoices/${draft.id}/approve`, {
    ...seen(draft),
    heldLineIds,
  });
  await person.post(`/invoices/${draft.id}/issue`, seen(approved));
  const { proof } = await pollUntil(
    () => person.get<InvoiceAnswer>(`/invoices/${draft.id}`),
    ({ proof }) => proof !== null,
    120,
  );
  const { items } = await person.get<{ items: PackAnswer[] }>('/proof-packs');
  const pack = items.find(({ invoiceId }) => invoiceId === draft.id);
  if (!pack || proof === null || pack.root !== proof.root)
    throw new Error(`The pack of ${pump.serial} is ${pack?.state}: ${pack?.fault?.code}`);
  const zip = await person.bytes(`/proof-packs/${pack.id}/file`);
  return { contract: pack.contract, invoiceId: draft.id, root: proof.root, zip };
}

const seen = ({ version, contentHash }: InvoiceAnswer) => ({ version, contentHash, why: 'A proof' });
