import type { Transaction } from '#platform';
import type { CustomerAccount } from './refund-limit.queries.js';

/** The payee that is proposed for a refund. */
export interface ProposedPayee {
  readonly name: string;
  /** Null if no payment of the customer names an account. */
  readonly account: string | null;
}

/**
 * Returns the payer of a payment or, if it names no account, of the customer's last payment to the same seller in the same
 * currency that does.
 */
export async function loadProposedPayee(
  tx: Transaction,
  { customerId, legalEntityId, currency }: CustomerAccount,
  paymentId: string | null,
): Promise<ProposedPayee> {
  const [found]: ProposedPayee[] = await tx.manager.query(
    `select coalesce(p.payer_name, c.name) as name, p.payer_account as account
       from customer c
       left join lateral (
         select p.payer_name, p.payer_account
           from payment p
          where p.maker_id = c.maker_id and p.customer_id = c.id and p.payer_account is not null
            and (p.id = $5 or (p.legal_entity_id = $3 and p.currency = $4))
          order by p.id is not distinct from $5 desc, p.received_on desc, p.id desc limit 1) p on true
      where c.maker_id = $1 and c.id = $2`,
    [tx.scope.makerId, customerId, legalEntityId, currency, paymentId],
  );
  return found!;
}

/**
 * Returns whether a customer has paid from an account, by a bank statement or a payment that another person recorded. A
 * payment that the current user recorded proves nothing about an account to which the same user sends money.
 */
export async function hasPaidFrom(tx: Transaction, customerId: string, account: string): Promise<boolean> {
  const [found]: { isKnown: boolean }[] = await tx.manager.query(
    `select exists (
       select from payment p
        where p.maker_id = $1 and p.customer_id = $2 and p.payer_account = $3
          and (p.recorded_by is null or p.recorded_by is distinct from $4)) as "isKnown"`,
    [tx.scope.makerId, customerId, account, tx.scope.userId],
  );
  return found!.isKnown;
}
