import { randomUUID } from 'node:crypto';
import { type ContractMonth, contractMonth } from '#metering';
import { Exact } from '#platform';
import { publish } from '../support/counting-machine.js';
import { type Person, pollUntil } from '../../measure/support/maker.js';
import { PUMP_COUNTER, type PumpWorld } from '../support/pump-world.js';
import type { Description } from './describe.js';

/** Month of the billing run. The first month of each contract ends in it. */
export const RUN_MONTH = '2026-10';
const ZONE = 'Europe/Warsaw';
const READINGS = 8;

export interface AmountAnswer {
  readonly amount: string;
}

/** A line of an invoice. */
export interface BilledLine {
  readonly chargeKey: string | null;
  readonly component: string | null;
  readonly params: Readonly<Record<string, string | number | null>>;
  readonly amount: AmountAnswer | null;
}

export interface BilledInvoice {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly contentHash: string;
  readonly total: AmountAnswer;
  readonly lines: readonly (BilledLine & { readonly id: string })[];
  readonly holdReasons: readonly { readonly code: string }[];
  readonly proof: { readonly root: string } | null;
}

interface PackAnswer {
  readonly id: string;
  readonly root: string | null;
}

const isPricedByMoney = ({ model }: Description['charges'][number]): boolean =>
  ['percentage', 'graduated_percentage', 'cost_plus'].includes(model);

/** Creates a contract from a description, with machines that report their usage over MQTT. */
export async function createContract(
  person: Person,
  mqttUrl: string,
  world: PumpWorld,
  description: Description,
): Promise<string> {
  const { number, currency, byYear, charges, used, months, feeDue } = description;
  const month = contractMonth(months.startsOn.slice(0, 7), { zone: ZONE, ...months });
  const machines = [];
  for (const [index, quantity] of used.entries()) {
    const machine = await world.addMachine(`${number}-M${index + 1}`);
    if (quantity !== null) await publish(mqttUrl, machine, [toReadings(quantity, index, month)]);
    machines.push({ ...machine, meterId: randomUUID() });
  }
  const meterIds = machines.map(({ meterId }) => meterId);
  const { id } = await person.post<{ id: string }>('/contracts', {
    ...world.parties,
    number,
    currency,
    zone: ZONE,
    ...months,
    state: 'active',
    machines: machines.map((machine) => ({ machineId: machine.id, from: months.startsOn })),
    meters: machines.map(({ meterId, deviceId }) => ({
      id: meterId,
      deviceId,
      signalKey: PUMP_COUNTER,
      // The base of a percentage is an amount of money.
      ...(charges.some(isPricedByMoney) && { factor: '1', unit: currency }),
    })),
    charges: charges.map(({ key, ...pricing }) => ({
      key,
      clause: '1',
      pricing,
      ...(pricing.model === 'flat' ? { due: feeDue } : { meterIds, countsBy: byYear ? 'year' : 'month' }),
    })),
  });
  return id;
}

/**
 * Returns a counter's readings from any start value, with the increase of the month, at the bounds of the month and
 * between them.
 */
function toReadings(quantity: string, index: number, { from, to }: ContractMonth): object[] {
  const startValue = new Exact(1000).times(index + 1).plus('0.125');
  return Array.from({ length: READINGS + 1 }, (_, step) => {
    const at = from + Math.round(((to - from) * step) / READINGS);
    const share = new Exact(quantity).times(step).div(READINGS).toDecimalPlaces(3, Exact.ROUND_DOWN);
    return {
      ts: new Date(at).toISOString(),
      seq: step + 1,
      c: { [PUMP_COUNTER]: Number(startValue.plus(share).toFixed()) },
    };
  });
}

/**
 * Approves an invoice, naming the lines on hold, and issues it if possible.
 * @returns the issued invoice, or otherwise the draft
 */
export async function issue(person: Person, invoiceId: string): Promise<BilledInvoice> {
  const draft = await person.get<BilledInvoice>(`/invoices/${invoiceId}`);
  if (draft.state !== 'draft' || draft.lines.every(({ amount }) => amount === null)) return draft;
  const heldLineIds = draft.lines
    .filter(({ amount, params }) => amount === null || Number(params.holds ?? 0) > 0)
    .map(({ id }) => id);
  const seen = ({ version, contentHash }: BilledInvoice) => ({ version, contentHash, why: 'As described' });
  const approved = await person.post<BilledInvoice>(`/invoices/${invoiceId}/approve`, {
    ...seen(draft),
    heldLineIds,
  });
  return person.post<BilledInvoice>(`/invoices/${invoiceId}/issue`, seen(approved));
}

const PACK_SECONDS = 300;

/**
 * Returns the pack that the worker creates for an issued invoice, and the root hash that is stored with the invoice.
 */
export async function packOf(person: Person, invoiceId: string): Promise<{ root: string; zip: Buffer }> {
  const { proof } = await pollUntil(
    () => person.get<BilledInvoice>(`/invoices/${invoiceId}`),
    (invoice) => invoice.proof !== null,
    PACK_SECONDS,
  );
  const { pack } = await person.get<{ pack: PackAnswer | null }>(`/invoices/${invoiceId}/proof-pack`);
  if (proof === null || pack === null || pack.root !== proof.root)
    throw new Error(`The invoice has root hash ${proof?.root}, but its pack has ${pack?.root}`);
  return { root: proof.root, zip: await person.bytes(`/proof-packs/${pack.id}/file`) };
}
