import {
  type ContractView,
  findPricedTwice,
  getContracts,
  listPricedQuantities,
  type QuantityPricedTwice,
} from '#contracts';
import { preparedQuery, type Transaction } from '#platform';
import type { Overlap } from '../domain/audit/audited-invoice.js';

/** A document and the days [from, to) that it bills. */
interface BilledDays {
  readonly invoiceId: string;
  readonly periodFrom: string;
  readonly periodTo: string;
}

type OverlapOfInvoice = Overlap & { readonly invoiceId: string };

/** Finds other invoices of the same contract, except credited ones, that bill days of the invoices. */
export async function findOverlappingInvoices(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<OverlapOfInvoice[]> {
  return preparedQuery(
    tx,
    `select d.id as "invoiceId", coalesce(o.number, o.period_from::text) as document, c.number as contract,
            null as device, null as "signalKey"
       from invoice d
       join contract c on c.maker_id = d.maker_id and c.id = d.contract_id
       join invoice o on o.maker_id = d.maker_id and o.contract_id = d.contract_id and o.id <> d.id and o.kind = 'invoice'
        and o.state <> 'credited' and daterange(o.period_from, o.period_to) && daterange(d.period_from, d.period_to)
      where d.maker_id = $1 and d.id = any($2)`,
    [tx.scope.makerId, invoiceIds],
  );
}

/**
 * Finds other contracts of the customer that price the same quantity on the days of an invoice, even if they have not
 * billed it yet. If all of a contract's documents for these days were credited in full, the contract is not reported.
 */
export async function findSharedQuantities(
  tx: Transaction,
  invoices: readonly BilledDays[],
): Promise<OverlapOfInvoice[]> {
  const pairs = await findContractsWithSharedMeters(
    tx,
    invoices.map(({ invoiceId }) => invoiceId),
  );
  if (pairs.length === 0) return [];
  const contracts = await getContracts(tx, [
    ...new Set(pairs.flatMap(({ contractId, otherId }) => [contractId, otherId])),
  ]);
  const shared = pairs.flatMap(({ invoiceId, contractId, otherId }) => {
    const [own, other] = [contracts.get(contractId), contracts.get(otherId)];
    const days = invoices.find((one) => one.invoiceId === invoiceId)!;
    return own && other
      ? sharedQuantities(own, other, days).map((one) => ({
          ...days,
          ...one,
          otherId,
          contract: other.number,
        }))
      : [];
  });
  const documents = await loadOtherDocuments(tx, shared);
  return shared.flatMap(({ invoiceId, otherId, contract, device, signalKey }) => {
    const [document] = documents.filter((one) => one.invoiceId === invoiceId && one.otherId === otherId);
    if (document?.isCredited) return [];
    return [{ invoiceId, document: document?.number ?? null, contract, device, signalKey }];
  });
}

/** Returns the devices and signals that both contracts price on days of an invoice, without duplicates. */
function sharedQuantities(
  own: ContractView,
  other: ContractView,
  { periodFrom, periodTo }: BilledDays,
): { readonly device: string; readonly signalKey: string }[] {
  const isBilled = ({ from, to }: QuantityPricedTwice): boolean =>
    from < periodTo && (to === null || to > periodFrom);
  const twice = findPricedTwice(listPricedQuantities(own), listPricedQuantities(other)).filter(isBilled);
  const meters = new Map(twice.map(({ mine: { meter } }) => [meter.id, meter]));
  return [...meters.values()].map(({ deviceId, signalKey }) => ({
    device: own.devices.get(deviceId)?.code ?? '',
    signalKey,
  }));
}

interface ContractPair {
  readonly invoiceId: string;
  readonly contractId: string;
  readonly otherId: string;
}

/**
 * Finds other contracts of the customer with a meter on the same signal of the same device, or of another device of the
 * same machine.
 */
async function findContractsWithSharedMeters(
  tx: Transaction,
  invoiceIds: readonly string[],
): Promise<ContractPair[]> {
  // Pairs with shared meters are rare, but PostgreSQL cannot estimate this under row-level security, so the query finds
  // the pairs before it reads the contracts.
  return preparedQuery(
    tx,
    `with mine as materialized (
       select i.id, i.contract_id, i.customer_id, m.device_id, m.signal_key, d.machine_id
         from invoice i
         join meter m on m.maker_id = i.maker_id and m.contract_id = i.contract_id
         join device d on d.maker_id = m.maker_id and d.id = m.device_id
        where i.maker_id = $1 and i.id = any($2) and i.kind <> 'credit_note'),
     alike as materialized (
       select mine.id, mine.contract_id, mine.customer_id, other.contract_id as other_id
         from mine
         join meter other on other.maker_id = $1 and other.device_id = mine.device_id
          and other.signal_key = mine.signal_key and other.contract_id <> mine.contract_id
       union
       select mine.id, mine.contract_id, mine.customer_id, other.contract_id
         from mine
         join device e on e.maker_id = $1 and e.machine_id = mine.machine_id and e.id <> mine.device_id
         join meter other on other.maker_id = $1 and other.device_id = e.id
          and other.signal_key = mine.signal_key and other.contract_id <> mine.contract_id)
     select a.id as "invoiceId", a.contract_id as "contractId", c.id as "otherId"
       from alike a
       join contract c on c.maker_id = $1 and c.id = a.other_id and c.customer_id = a.customer_id
        and c.state in ('active', 'ended')
      order by c.number`,
    [tx.scope.makerId, invoiceIds],
  );
}

interface OtherDocument {
  readonly invoiceId: string;
  readonly otherId: string;
  /** Document number; for a draft, the first day of its period. */
  readonly number: string;
  readonly isCredited: boolean;
}

/** Finds documents of other contracts for the days of an invoice. Documents that are not credited come first. */
async function loadOtherDocuments(
  tx: Transaction,
  shared: readonly { readonly invoiceId: string; readonly otherId: string }[],
): Promise<OtherDocument[]> {
  if (shared.length === 0) return [];
  return tx.manager.query(
    `select i.id as "invoiceId", o.contract_id as "otherId", coalesce(o.number, o.period_from::text) as number,
            o.state = 'credited' as "isCredited"
       from (select distinct * from unnest($2::uuid[], $3::uuid[]) as w (invoice_id, other_id)) w
       join invoice i on i.maker_id = $1 and i.id = w.invoice_id
       join invoice o on o.maker_id = $1 and o.contract_id = w.other_id and o.kind = 'invoice'
        and daterange(o.period_from, o.period_to) && daterange(i.period_from, i.period_to)
      order by 4, o.period_from`,
    [tx.scope.makerId, shared.map(({ invoiceId }) => invoiceId), shared.map(({ otherId }) => otherId)],
  );
}
