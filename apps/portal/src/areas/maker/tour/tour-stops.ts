import { request } from '../../../api/transport.js';
import type { Contract, Invoice, InvoiceLine, InvoiceRow } from '../../../api/types.js';

/** Steps of the tour, from the fleet to the proof of an amount. */
export const TOUR_STEPS = ['fleet', 'machine', 'contract', 'invoice', 'proof'] as const;
export type TourStep = (typeof TOUR_STEPS)[number];

/** The objects that the tour shows: a line of an invoice, its contract, and a machine of that contract. */
export interface TourStops {
  readonly machineId: string;
  readonly contractId: string;
  readonly invoiceId: string;
  readonly lineId: string;
}

/** Maximum number of invoices that are searched for a line with usage. */
const MAX_CANDIDATES = 10;

/**
 * Orders invoices by how well they show the product: first those without usage on hold, because a complete amount is
 * easier to follow, otherwise in the given order. Group documents, credit notes and corrections are left out.
 */
export function rankInvoices(rows: readonly InvoiceRow[]): InvoiceRow[] {
  const plain = rows.filter(
    ({ documentType, billGroup }) => documentType === 'invoice' && billGroup === null,
  );
  return [
    ...plain.filter(({ heldLines }) => heldLines === 0),
    ...plain.filter(({ heldLines }) => heldLines > 0),
  ];
}

const isBilled = ({ amount }: Pick<InvoiceLine, 'amount'>): boolean =>
  amount !== null && Number(amount.amount) !== 0;

/**
 * Returns the first line that was calculated from a measured quantity, preferably one with an amount other than zero.
 * If all such lines are on hold, returns the first one, because its proof shows why it has no amount.
 */
export function findProvableLine({ lines }: Pick<Invoice, 'lines'>): InvoiceLine | undefined {
  const measured = lines.filter(
    ({ kind, component, quantity }) => kind === 'usage' && component === 'usage' && Number(quantity ?? 0) > 0,
  );
  return measured.find(isBilled) ?? measured.find(({ amount }) => amount !== null) ?? measured[0];
}

/** Returns the machine of a line, or the first machine of the contract if the line is about several. */
export function findMachine(
  { machines }: Pick<Contract, 'machines'>,
  { params }: Pick<InvoiceLine, 'params'>,
): string | undefined {
  return (machines.find(({ serial }) => serial === params['serial']) ?? machines[0])?.id;
}

/**
 * Finds the objects of the tour; null while the demo has no suitable invoice. Prefers an invoice with a line that costs
 * something, because the newest drafts often contain only included quantities.
 */
export async function findTourStops(signal: AbortSignal): Promise<TourStops | null> {
  const { items } = await request('GET', '/invoices', { query: { limit: 50 }, signal });
  let fallback: TourStops | null = null;
  for (const { id: invoiceId } of rankInvoices(items).slice(0, MAX_CANDIDATES)) {
    const invoice = await request('GET', '/invoices/{id}', { path: { id: invoiceId }, signal });
    const line = findProvableLine(invoice);
    if (line === undefined) continue;
    const contractId = invoice.contract.id;
    const contract = await request('GET', '/contracts/{id}', { path: { id: contractId }, signal });
    const machineId = findMachine(contract, line);
    if (machineId === undefined) continue;
    const stops = { machineId, contractId, invoiceId, lineId: line.id };
    if (isBilled(line)) return stops;
    fallback ??= stops;
  }
  return fallback;
}

/** Returns the address of a step; undefined while its object is unknown. */
export function pathOfStep(step: TourStep, stops: TourStops | null | undefined): string | undefined {
  if (step === 'fleet') return '/fleet';
  if (stops === null || stops === undefined) return undefined;
  switch (step) {
    case 'machine':
      return `/fleet/${stops.machineId}`;
    case 'contract':
      return `/contracts/${stops.contractId}`;
    case 'invoice':
      return `/billing/${stops.invoiceId}`;
    case 'proof':
      return `/billing/lines/${stops.lineId}`;
  }
}
