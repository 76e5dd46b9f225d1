import type { Transaction } from '#platform';

/** What is needed to collect an open item. */
export interface CollectableItem {
  readonly documentId: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly sellerName: string;
  readonly currency: string;
  readonly dueOn: string;
  readonly totalMinor: string;
  readonly openMinor: string;
}

/** Returns an open item that the scope can see; null if there is none. */
export async function findCollectable(tx: Transaction, documentId: string): Promise<CollectableItem | null> {
  const [found]: CollectableItem[] = await tx.manager.query(
    `select o.document_id as "documentId", o.number, o.customer_id as "customerId", c.name as "customerName",
            e.name as "sellerName", o.currency, o.due_on::text as "dueOn", o.total_minor as "totalMinor",
            o.open_minor as "openMinor"
       from open_item o
       join customer c on c.maker_id = o.maker_id and c.id = o.customer_id
       join legal_entity e on e.maker_id = o.maker_id and e.id = o.legal_entity_id
      where o.maker_id = $1 and o.document_id = $2`,
    [tx.scope.makerId, documentId],
  );
  return found ?? null;
}

/** A customer at the payment company. */
export interface PayerFacts {
  readonly name: string;
  /** Null until the customer was created at Stripe. */
  readonly stripeId: string | null;
  /** Currencies in which the customer is billed. */
  readonly currencies: readonly string[];
}

/** Returns the facts of a customer that the scope can see; null if there is none. */
export async function findPayer(tx: Transaction, customerId: string): Promise<PayerFacts | null> {
  const [found]: PayerFacts[] = await tx.manager.query(
    `select c.name, s.stripe_id as "stripeId",
            array(select distinct k.currency from contract k
                   where k.maker_id = c.maker_id and k.customer_id = c.id
                  union select o.currency from open_item o
                   where o.maker_id = c.maker_id and o.customer_id = c.id) as currencies
       from customer c
       left join stripe_customer s on s.maker_id = c.maker_id and s.customer_id = c.id
      where c.maker_id = $1 and c.id = $2`,
    [tx.scope.makerId, customerId],
  );
  return found ?? null;
}
