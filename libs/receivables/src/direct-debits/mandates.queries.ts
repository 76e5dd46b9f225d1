import type { Transaction } from '#platform';
import type { DebitScheme } from '../domain/direct-debits/mandate.js';

/** The authorization of a customer to collect by SEPA direct debit. */
export interface MandateView {
  readonly id: string;
  readonly legalEntity: { readonly id: string; readonly name: string };
  readonly customer: { readonly id: string; readonly name: string };
  readonly reference: string;
  readonly scheme: DebitScheme;
  readonly creditorId: string;
  readonly payerName: string;
  readonly account: string;
  readonly signedOn: string;
  readonly registeredAt: Date;
  readonly registeredBy: string | null;
  /** The latest day on which money was collected with the mandate and not returned. */
  readonly lastCollectedOn: string | null;
  /** Null while the mandate can be used. */
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly endWhy: string | null;
}

/** Returns the latest day of a mandate's debits that the bank has not returned. @param mandate alias */
export const lastCollectedOn = (mandate: string): string => `(
              select max(f.collect_on)::text
                from debit d
                join debit_file f on f.maker_id = d.maker_id and f.id = d.debit_file_id
               where d.maker_id = ${mandate}.maker_id and d.mandate_id = ${mandate}.id and d.returned_at is null)`;

const SELECT = `select m.id, jsonb_build_object('id', e.id, 'name', e.name) as "legalEntity",
            jsonb_build_object('id', cu.id, 'name', cu.name) as customer, m.reference, m.scheme,
            m.creditor_id as "creditorId", m.payer_name as "payerName", m.account, m.signed_on::text as "signedOn",
            m.registered_at as "registeredAt", m.registered_by_name as "registeredBy",
            ${lastCollectedOn('m')} as "lastCollectedOn", m.ended_at as "endedAt", m.ended_by_name as "endedBy",
            m.end_why as "endWhy"
       from mandate m
       join legal_entity e on e.maker_id = m.maker_id and e.id = m.legal_entity_id
       join customer cu on cu.maker_id = m.maker_id and cu.id = m.customer_id`;

/** Lists the mandates of a customer, the latest first. */
export function listMandates(tx: Transaction, customerId: string): Promise<MandateView[]> {
  return tx.manager.query<MandateView[]>(
    `${SELECT} where m.maker_id = $1 and m.customer_id = $2 order by m.registered_at desc, m.id`,
    [tx.scope.makerId, customerId],
  );
}

/** Returns a mandate; null if there is none. */
export async function findMandate(tx: Transaction, id: string): Promise<MandateView | null> {
  const [found]: MandateView[] = await tx.manager.query(`${SELECT} where m.maker_id = $1 and m.id = $2`, [
    tx.scope.makerId,
    id,
  ]);
  return found ?? null;
}
