import { createHash } from 'node:crypto';
import type { Person } from '../../measure/support/maker.js';
import { DEMO_MONTH } from '../support/demo-world.js';

/** Everything that an upgrade must not change, as the API returns it. Lists are in a stable order. */
export interface StoredState {
  /** Issued documents with their lines, totals and hashes. */
  readonly documents: readonly object[];
  /** Journal entries of each issued document. */
  readonly journals: readonly object[];
  /** Usage of each contract, by month, with the hashes of its evidence. */
  readonly usage: readonly object[];
  /** Hash of each machine's exported readings before the start of the current month. */
  readonly readings: readonly object[];
  /** Billed revenue, and the prepaid balances and terms of each contract. */
  readonly balances: readonly object[];
  readonly packs: readonly StoredPack[];
}

interface StoredPack {
  readonly id: string;
  readonly root: string;
  /** SHA-256 of the file. */
  readonly file: string;
}

interface Identified {
  readonly id: string;
}

/** The month before the billed one, in which the readings of the demo world start. */
const FIRST_MONTH = '2026-10';

export async function readStoredState(person: Person): Promise<StoredState> {
  const invoices = (await readAll<Identified & { state: string }>(person, '/invoices')).filter(
    ({ state }) => state === 'issued',
  );
  const contracts = await readAll<Identified>(person, '/contracts');
  const machines = await readAll<Identified>(person, '/machines');
  const packs = await readAll<Identified & { state: string; root: string }>(person, '/proof-packs');
  return {
    documents: await readEach(invoices, ({ id }) => person.get<object>(`/invoices/${id}`)),
    journals: await readEach(invoices, ({ id }) => person.get<object>(`/invoices/${id}/journal`)),
    usage: await readEach(contracts, ({ id }) =>
      person.get<object>(`/contracts/${id}/usage?from=${FIRST_MONTH}&to=${DEMO_MONTH.month}`),
    ),
    readings: await readEach(machines, async ({ id }) => ({
      id,
      csv: hashOf(
        await person.bytes(
          `/machines/${id}/readings.csv?from=${FIRST_MONTH}-01T00:00:00Z&to=${DEMO_MONTH.asOf}T00:00:00Z`,
        ),
      ),
    })),
    balances: [
      await person.get<object>(`/revenue?from=${FIRST_MONTH}&to=${DEMO_MONTH.month}`),
      ...(await readEach(contracts, ({ id }) => person.get<object>(`/contracts/${id}`))),
    ],
    packs: await readEach(
      packs.filter(({ state }) => state === 'done'),
      async ({ id, root }) => ({ id, root, file: hashOf(await person.bytes(`/proof-packs/${id}/file`)) }),
    ),
  };
}

/** Reads all pages of a list, ordered by id. The list itself may be ordered by a time that changes. */
async function readAll<Item extends Identified>(person: Person, path: string): Promise<Item[]> {
  return (await person.all<Item>(path)).sort((a, b) => a.id.localeCompare(b.id));
}

async function readEach<Item, Result>(
  items: readonly Item[],
  read: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = [];
  for (const item of items) results.push(await read(item));
  return results;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
