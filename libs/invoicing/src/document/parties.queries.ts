import { findOrderOn, type OrderFields, listOrdersByBuyer } from '#customers';
import { Exact, fromMinor, type Transaction } from '#platform';
import type { HoldReason } from '../domain/document/invoice-state.js';
import { type BuyerOnInvoice, missingOfParty, type SellerOnInvoice } from '../domain/document/parties.js';
import { holdsOfOrder, type LimitedOrder } from '../domain/groups/order-holds.js';

export interface PartiesRequest {
  readonly legalEntityId: string;
  readonly buyerId: string;
  /** Local day, `YYYY-MM-DD`. It determines the buyer's order. */
  readonly taxPoint: string;
  /** Currency and day of issue determine the seller's bank account. The day is null for today. */
  readonly currency: string;
  readonly issuedOn: string | null;
}

export interface Parties {
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
}

/** Loads the seller and buyer of a document, as they would be printed now. */
export async function loadParties(tx: Transaction, asked: PartiesRequest): Promise<Parties> {
  const [parties] = await loadPartiesOfAll(tx, [asked]);
  return parties!;
}

/** Loads the sellers and buyers of documents, in the order of `asked`. */
export async function loadPartiesOfAll(
  tx: Transaction,
  asked: readonly PartiesRequest[],
): Promise<Parties[]> {
  return (await findParties(tx, asked)).map(({ parties }) => parties);
}

interface FoundParties {
  readonly parties: Parties;
  /** Order that is printed on the document. */
  readonly order: OrderFields | undefined;
}

/** Finds parties, in the order of `asked`. */
async function findParties(tx: Transaction, asked: readonly PartiesRequest[]): Promise<FoundParties[]> {
  const { makerId } = tx.scope;
  const sellers: Omit<SellerOnInvoice, 'bankAccount'>[] = await tx.manager.query(
    `select id, name, street, postal_code as "postalCode", city, country, tax_ids as "taxIds", registrations, email
       from legal_entity where maker_id = $1 and id = any($2)`,
    [makerId, [...new Set(asked.map(({ legalEntityId }) => legalEntityId))]],
  );
  const accountOf = await loadBankAccounts(tx, asked);
  const buyerIds = [...new Set(asked.map(({ buyerId }) => buyerId))];
  const buyers: Omit<BuyerOnInvoice, 'order'>[] = await tx.manager.query(
    `select e.id, e.name, e.street, e.postal_code as "postalCode", e.city, e.country, e.tax_ids as "taxIds",
            e.invoice_email as "invoiceEmail", c.language
       from customer_entity e join customer c on c.maker_id = e.maker_id and c.id = e.customer_id
      where e.maker_id = $1 and e.id = any($2)`,
    [makerId, buyerIds],
  );
  const sellersById = new Map(sellers.map((seller) => [seller.id, seller]));
  const buyersById = new Map(buyers.map((buyer) => [buyer.id, buyer]));
  const orders = await listOrdersByBuyer(tx, buyerIds);
  return asked.map((request) => {
    const { legalEntityId, buyerId, taxPoint } = request;
    const order = findOrderOn(orders.get(buyerId) ?? [], taxPoint);
    const shown = order ? { number: order.number, reference: order.reference } : null;
    return {
      parties: {
        seller: { ...sellersById.get(legalEntityId)!, bankAccount: accountOf(request) },
        buyer: { ...buyersById.get(buyerId)!, order: shown },
      },
      order,
    };
  });
}

type AccountRequest = Pick<PartiesRequest, 'legalEntityId' | 'currency' | 'issuedOn'>;

/** Loads the bank accounts that documents print, by seller, currency and day of issue. */
async function loadBankAccounts(
  tx: Transaction,
  asked: readonly AccountRequest[],
): Promise<(request: AccountRequest) => SellerOnInvoice['bankAccount']> {
  const keyOf = ({ legalEntityId, currency, issuedOn }: AccountRequest): string =>
    [legalEntityId, currency, issuedOn].join();
  const distinct = [...new Map(asked.map((request) => [keyOf(request), request])).values()];
  const rows: { index: number; account: SellerOnInvoice['bankAccount'] }[] = await tx.manager.query(
    `select w.index::int as index,
            bank_account_on(e.maker_id, e.id, w.currency,
              coalesce(w.issued_on, ($5::timestamptz at time zone e.zone)::date)) as account
       from unnest($2::uuid[], $3::text[], $4::date[]) with ordinality as w(legal_entity_id, currency, issued_on, index)
       join legal_entity e on e.maker_id = $1 and e.id = w.legal_entity_id`,
    [
      tx.scope.makerId,
      distinct.map(({ legalEntityId }) => legalEntityId),
      distinct.map(({ currency }) => currency),
      distinct.map(({ issuedOn }) => issuedOn),
      tx.now,
    ],
  );
  const accounts = new Map(rows.map(({ index, account }) => [keyOf(distinct[index - 1]!), account]));
  return (request) => accounts.get(keyOf(request)) ?? {};
}

/** The parties and the amount of a draft. */
export interface DraftOfParties extends PartiesRequest {
  readonly netMinor: bigint;
}

/**
 * Finds reasons to put documents on hold: missing details of their parties, and exceeded order limits. Results are in
 * the order of `drafts`.
 */
export async function holdsOfParties(
  tx: Transaction,
  drafts: readonly DraftOfParties[],
): Promise<HoldReason[][]> {
  const found = await findParties(tx, drafts);
  const orders = await limitOrders(
    tx,
    drafts.map((draft, index) => ({ ...draft, order: found[index]!.order })),
  );
  const incomplete = (code: string, missing: readonly string[]): HoldReason[] =>
    missing.length === 0 ? [] : [{ code, params: { missing: missing.join(', ') } }];
  return drafts.map(({ netMinor }, index) => {
    const { seller, buyer } = found[index]!.parties;
    return [
      ...incomplete('seller_incomplete', missingOfParty(seller)),
      ...incomplete('buyer_incomplete', missingOfParty(buyer)),
      ...holdsOfOrder({ order: orders[index]!, netMinor }),
    ];
  });
}

type BuyerAndCurrency = Pick<DraftOfParties, 'buyerId' | 'currency'>;

/**
 * Returns the orders of documents with their remaining amounts; null without an order, or if its limit is missing or in
 * another currency. Results are in the order of `drafts`.
 */
export async function limitedOrders(
  tx: Transaction,
  drafts: readonly (BuyerAndCurrency & Pick<DraftOfParties, 'taxPoint'>)[],
): Promise<(LimitedOrder | null)[]> {
  const orders = await listOrdersByBuyer(tx, [...new Set(drafts.map(({ buyerId }) => buyerId))]);
  return limitOrders(
    tx,
    drafts.map((draft) => ({
      ...draft,
      order: findOrderOn(orders.get(draft.buyerId) ?? [], draft.taxPoint),
    })),
  );
}

async function limitOrders(
  tx: Transaction,
  drafts: readonly (BuyerAndCurrency & { readonly order: OrderFields | undefined })[],
): Promise<(LimitedOrder | null)[]> {
  const isLimited = ({ order, currency }: (typeof drafts)[number]): boolean =>
    order !== undefined && order.amount !== null && order.currency === currency;
  const buyers = drafts.filter(isLimited).map(({ buyerId }) => buyerId);
  const issued = await issuedOnOrders(tx, [...new Set(buyers)]);
  return drafts.map((draft) => {
    if (!isLimited(draft)) return null;
    const { number, amount } = draft.order!;
    const left = new Exact(amount!).minus(fromMinor(issued(draft, number), draft.currency));
    return { number, currency: draft.currency, left: left.toFixed() };
  });
}

/** Returns the amounts issued to buyers per order, in minor units. */
async function issuedOnOrders(
  tx: Transaction,
  buyerIds: readonly string[],
): Promise<(of: BuyerAndCurrency, order: string) => bigint> {
  if (buyerIds.length === 0) return () => 0n;
  const rows: { buyerId: string; currency: string; order: string | null; issued: string }[] =
    await tx.manager.query(
      `select buyer_id as "buyerId", currency, buyer #>> '{order,number}' as "order",
              sum(case kind when 'credit_note' then -net_minor else net_minor end)::text as issued
         from invoice where maker_id = $1 and buyer_id = any($2) and number is not null group by 1, 2, 3`,
      [tx.scope.makerId, buyerIds],
    );
  const keyOf = (...parts: readonly (string | null)[]): string => JSON.stringify(parts);
  const sums = new Map(
    rows.map(({ buyerId, currency, order, issued }) => [keyOf(buyerId, currency, order), BigInt(issued)]),
  );
  return ({ buyerId, currency }, order) => sums.get(keyOf(buyerId, currency, order)) ?? 0n;
}
