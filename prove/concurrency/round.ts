import type { PumpMachine } from '../support/pump-world.js';
import { shuffled } from '../../measure/support/seeded-random.js';
import type { Disturbance } from './disturbances.js';
import { bill, MONTH, publish, type PumpMaker, type SentReading } from './maker.js';
import { priceOn, type Repricing } from './repricing.js';

const HOUR = 3_600_000;
/** October 2026 in Warsaw. */
const FROM = Date.parse('2026-09-30T22:00:00Z');
const TO = Date.parse('2026-10-31T23:00:00Z');
/** Interval of the counter's readings, which start before the month and end shortly before its end. */
const EVERY = 11 * HOUR;
const BASE_MINOR = 10_000n;

/** Result of a round, with amounts in minor units. */
export interface RoundResult {
  readonly pump: string;
  readonly invoices: number;
  readonly billed: bigint;
  /** Amount calculated from all readings and all agreements. */
  readonly expected: bigint;
  readonly corrections: number;
  /** Names of the fields that another run changed. */
  readonly changed: readonly string[];
}

interface DocumentAnswer {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly number: string | null;
  readonly version: number;
  readonly contentHash: string;
  readonly periodFrom: string;
  readonly total: { readonly amount: string };
  readonly lines: readonly { readonly id: string; readonly amount: object | null }[];
  readonly corrections: readonly {
    readonly documentId: string | null;
    readonly total: { readonly amount: string };
  }[];
}

/**
 * Bills a month of a new pump. Some readings exist, and others arrive during a run. The invoice is issued. Then the
 * remaining readings arrive during another run, and the corrections are issued.
 */
export async function runRound(
  maker: PumpMaker,
  serial: string,
  disturbance: Disturbance,
  random: () => number,
): Promise<RoundResult> {
  const pump = await maker.world.addPump(serial);
  const all = drawReadings(random);
  const [first, second, third] = splitDeliveries(all, random);
  await publish(maker, pump, first!);
  const repricings = [await disturbance.run(maker, pump, second!, random)];
  await bill(maker);
  for (const { id } of await documentsOf(maker, pump)) await issue(maker, id);
  repricings.push(await disturbance.run(maker, pump, third!, random));
  await bill(maker);
  for (const { id, number } of await documentsOf(maker, pump)) if (number === null) await issue(maker, id);
  await bill(maker);
  const before = await documentsOf(maker, pump);
  await bill(maker);
  const after = await documentsOf(maker, pump);
  const invoices = after.filter(({ kind }) => kind === 'invoice');
  const billed = invoices.reduce((sum, invoice) => sum + billedBy(invoice), 0n);
  return {
    pump: serial,
    invoices: invoices.length,
    billed,
    expected: computeExpectedAmount(
      all,
      repricings.flatMap((repricing) => repricing ?? []),
    ),
    corrections: invoices.reduce((count, { corrections }) => count + corrections.length, 0),
    changed: changedFields(before, after),
  };
}

function changedFields(before: readonly DocumentAnswer[], after: readonly DocumentAnswer[]): string[] {
  const names = new Set([...before, ...after].flatMap(Object.keys));
  const isSame = (name: string): boolean => {
    const [was, is] = [before, after].map((documents) =>
      documents.map((document) => (document as unknown as Record<string, unknown>)[name]),
    );
    return JSON.stringify(was) === JSON.stringify(is);
  };
  return [...names].filter((name) => !isSame(name));
}

/** Returns random readings of a counter that never decreases. */
function drawReadings(random: () => number): SentReading[] {
  const readings: SentReading[] = [];
  let litres = Math.floor(random() * 1_000_000);
  for (let at = FROM - 30 * HOUR, seq = 1; at < TO - HOUR; at += EVERY, seq += 1) {
    litres += Math.floor(random() * 4000);
    readings.push({ at: at + Math.floor(random() * HOUR), seq, litres });
  }
  return readings;
}

/**
 * Splits readings into three deliveries, each in random order. The first delivery has enough readings for a quantity.
 */
function splitDeliveries(readings: readonly SentReading[], random: () => number): SentReading[][] {
  const deliveries: SentReading[][] = [[], [], []];
  for (const one of shuffled(readings, random)) deliveries[Math.floor(random() * 3)]!.push(one);
  const inMonth = readings.filter(({ at }) => at > FROM);
  for (const needed of [inMonth[2]!, inMonth.at(-5)!]) {
    const from = deliveries.find((delivery) => delivery.includes(needed))!;
    from.splice(from.indexOf(needed), 1);
    deliveries[0]!.push(needed);
  }
  return deliveries;
}

/**
 * Calculates the amount by brute force: the base fee, and the increase of the counter up to each reading of the month
 * at the price of that reading's day.
 */
function computeExpectedAmount(readings: readonly SentReading[], repricings: readonly Repricing[]): bigint {
  const price = readings.reduce((sum, { at, litres }, index) => {
    if (index === 0 || at <= FROM || at > TO) return sum;
    return sum + BigInt(litres - readings[index - 1]!.litres) * priceOn(dayOf(at), repricings);
  }, 0n);
  return BASE_MINOR + (price + 50n) / 100n;
}

/** A reading at the end of a day belongs to that day. */
function dayOf(at: number): string {
  return IN_WARSAW.format(at - 1);
}

const IN_WARSAW = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short' });

async function documentsOf({ person }: PumpMaker, pump: PumpMachine): Promise<DocumentAnswer[]> {
  const rows = await person.all<{ id: string }>(`/invoices?contractId=${pump.contractId}&month=${MONTH}`);
  const documents: DocumentAnswer[] = [];
  for (const { id } of rows) documents.push(await person.get<DocumentAnswer>(`/invoices/${id}`));
  return documents.map(
    ({ draftedAt: _at, knownUntil: _until, proof: _proof, ...document }: DocumentAnswer & VolatileFields) =>
      document,
  );
}

/**
 * Fields that change even if nothing is drafted again: the cutoff of the last run, and the pack that the worker
 * creates for the issued invoice.
 */
interface VolatileFields {
  readonly draftedAt?: string;
  readonly knownUntil?: string;
  readonly proof?: object | null;
}

async function issue({ person }: PumpMaker, id: string): Promise<void> {
  const { version, contentHash, lines } = await person.get<DocumentAnswer>(`/invoices/${id}`);
  const heldLineIds = lines.filter(({ amount }) => amount === null).map((line) => line.id);
  const approved = await person.post<DocumentAnswer>(`/invoices/${id}/approve`, {
    version,
    contentHash,
    heldLineIds,
  });
  await person.post(`/invoices/${id}/issue`, { version: approved.version, contentHash });
}

/** Returns the total of an invoice and all its corrections, including corrections that wait for the next invoice. */
function billedBy({ total, corrections }: DocumentAnswer): bigint {
  return [total, ...corrections.map((one) => one.total)].reduce(
    (sum, { amount }) => sum + BigInt(amount.replace('.', '')),
    0n,
  );
}
