import { orderOn, ordersOf } from '#customers';
import { Exact, fromMinor, type Transaction } from '#platform';
import type { HoldReason } from './domain/invoice-state.js';
import { type BuyerOnInvoice, missingOfParty, type SellerOnInvoice } from './domain/parties.js';

export interface PartiesAsked {
  readonly legalEntityId: string;
  readonly buyerId: string;
  /** Local day, `YYYY-MM-DD`; the order valid on it is the buyer's. */
  readonly taxPoint: string;
}

export interface Parties {
  readonly seller: SellerOnInvoice;
  readonly buyer: BuyerOnInvoice;
}

/** Seller and buyer as a document would print them now. */
export async function partiesOf(
  tx: Transaction,
  { legalEntityId, buyerId, taxPoint }: PartiesAsked,
): Promise<Parties> {
  const [found]: Parties[] = await tx.manager.query(
    `select jsonb_build_object('id', le.id, 'name', le.name, 'street', le.street, 'postalCode', le.postal_code, 'city', le.city,
              'country', le.country, 'taxIds', le.tax_ids, 'registrations', le.registrations, 'email', le.email,
              'bankAccount', le.bank_account) as seller,
            jsonb_build_object('id', e.id, 'name', e.name, 'street', e.street, 'postalCode', e.postal_code, 'city', e.city,
              'country', e.country, 'taxIds', e.tax_ids, 'invoiceEmail', e.invoice_email, 'language', c.language,
              'order', null) as buyer
       from legal_entity le, customer_entity e
       join customer c on c.maker_id = e.maker_id and c.id = e.customer_id
      where le.maker_id = $1 and le.id = $2 and e.maker_id = $1 and e.id = $3`,
    [tx.scope.makerId, legalEntityId, buyerId],
  );
  const { seller, buyer } = found!;
  const order = orderOn(await ordersOf(tx, buyerId), taxPoint);
  return {
    seller,
    buyer: { ...buyer, order: order ? { number: order.number, reference: order.reference } : null },
  };
}

/** What the document lacks of its parties, and whether it goes beyond what the buyer ordered. */
export async function holdsOfParties(
  tx: Transaction,
  asked: PartiesAsked & { readonly currency: string; readonly netMinor: bigint },
): Promise<HoldReason[]> {
  const { seller, buyer } = await partiesOf(tx, asked);
  const incomplete = (code: string, missing: readonly string[]): HoldReason[] =>
    missing.length === 0 ? [] : [{ code, params: { missing: missing.join(', ') } }];
  return [
    ...incomplete('seller_incomplete', missingOfParty(seller)),
    ...incomplete('buyer_incomplete', missingOfParty(buyer)),
    ...(await beyondOrder(tx, asked)),
  ];
}

async function beyondOrder(
  tx: Transaction,
  { buyerId, taxPoint, currency, netMinor }: PartiesAsked & { currency: string; netMinor: bigint },
): Promise<HoldReason[]> {
  const order = orderOn(await ordersOf(tx, buyerId), taxPoint);
  if (!order || order.amount === null || order.currency !== currency) return [];
  const [row]: { issued: string }[] = await tx.manager.query(
    `select coalesce(sum(case kind when 'invoice' then net_minor else -net_minor end), 0)::text as issued
       from invoice
      where maker_id = $1 and buyer_id = $2 and currency = $3 and number is not null and buyer #>> '{order,number}' = $4`,
    [tx.scope.makerId, buyerId, currency, order.number],
  );
  const left = new Exact(order.amount).minus(fromMinor(BigInt(row!.issued), currency));
  if (left.gte(fromMinor(netMinor, currency))) return [];
  const params = { order: order.number, left: left.toFixed(), currency };
  return [{ code: 'order_exceeded', params }];
}
