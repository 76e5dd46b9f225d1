import { DomainError, type Transaction } from '#platform';
import type { Prices } from '../domain/calculation/invoice-taxes.js';
import type { CorrectionForm } from '../domain/correction/correction-form.js';
import type { InvoiceState } from '../domain/document/invoice-state.js';
import type { WhenHeld } from '../domain/groups/bill-group.js';
import { BillGroup } from '../entities/bill-group.entity.js';

/** A contract's membership in a billing group. Months are `YYYY-MM`. */
export interface GroupMember {
  readonly contract: { readonly id: string; readonly number: string };
  readonly from: string;
  /** First month after the contract leaves; null if it stays. */
  readonly to: string | null;
}

/** A month of a billing group with at least one invoice on its document. */
export interface DocumentOfGroup {
  readonly month: string;
  readonly states: readonly InvoiceState[];
  /** Null until the document is issued. */
  readonly number: string | null;
  readonly currency: string;
  readonly grossMinor: string;
}

/** A billing group with the terms that its contracts share. */
export interface BillGroupView {
  readonly id: string;
  readonly name: string;
  readonly whenHeld: WhenHeld;
  readonly customer: { readonly id: string; readonly name: string };
  readonly legalEntity: { readonly id: string; readonly name: string };
  readonly buyer: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly zone: string;
  /** Day of the month on which billing months begin. */
  readonly billingDay: number;
  readonly paymentDays: number;
  readonly prices: Prices;
  readonly corrections: CorrectionForm;
  /** Members by contract number. */
  readonly members: readonly GroupMember[];
  /** Documents, newest first. */
  readonly documents: readonly DocumentOfGroup[];
  readonly version: number;
}

export interface GroupFilter {
  readonly customerId?: string;
  /** Only groups to which the contract belongs, belonged or will belong. */
  readonly contractId?: string;
}

/** Maximum number of documents: the documents of two years. */
const DOCUMENTS_SHOWN = 24;

const GROUP = `
  select g.id, g.name, g.when_held as "whenHeld", g.currency, g.zone, g.billing_day as "billingDay", g.payment_days as "paymentDays", g.prices,
         g.corrections, g.version,
         jsonb_build_object('id', cu.id, 'name', cu.name) as customer,
         jsonb_build_object('id', e.id, 'name', e.name) as "legalEntity",
         jsonb_build_object('id', b.id, 'name', b.name) as buyer,
         coalesce((
           select jsonb_agg(jsonb_build_object(
                    'contract', jsonb_build_object('id', c.id, 'number', c.number),
                    'from', to_char(lower(m.during), 'YYYY-MM'), 'to', to_char(upper(m.during), 'YYYY-MM'))
                    order by c.number, lower(m.during))
             from bill_group_member m join contract c on c.maker_id = m.maker_id and c.id = m.contract_id
            where m.maker_id = g.maker_id and m.group_id = g.id), '[]') as members,
         coalesce((
           select jsonb_agg(jsonb_build_object('month', d.month, 'states', d.states, 'number', d.number,
                    'currency', g.currency, 'grossMinor', d.gross::text) order by d.month desc)
             from (select to_char(i.period_from, 'YYYY-MM') as month, jsonb_agg(i.state) as states, max(i.number) as number,
                          sum(i.gross_minor) as gross
                     from invoice i where i.maker_id = g.maker_id and i.bill_group_id = g.id
                    group by 1 order by 1 desc limit ${DOCUMENTS_SHOWN}) d), '[]') as documents
    from bill_group g
    join customer cu on cu.maker_id = g.maker_id and cu.id = g.customer_id
    join legal_entity e on e.maker_id = g.maker_id and e.id = g.legal_entity_id
    join customer_entity b on b.maker_id = g.maker_id and b.id = g.buyer_id`;

/** Lists billing groups, ordered by customer and name. */
export async function listGroups(
  tx: Transaction,
  { customerId, contractId }: GroupFilter,
): Promise<BillGroupView[]> {
  return tx.manager.query(
    `${GROUP}
      where g.maker_id = $1 and ($2::uuid is null or g.customer_id = $2)
        and ($3::uuid is null or exists (select from bill_group_member m
              where m.maker_id = g.maker_id and m.group_id = g.id and m.contract_id = $3))
      order by cu.name, g.name, g.id`,
    [tx.scope.makerId, customerId ?? null, contractId ?? null],
  );
}

/**
 * Returns a billing group with its members and documents.
 * @throws DomainError billing.group_not_found, also for a group of another customer
 */
export async function getGroup(tx: Transaction, id: string): Promise<BillGroupView> {
  const [group]: BillGroupView[] = await tx.manager.query(`${GROUP} where g.maker_id = $1 and g.id = $2`, [
    tx.scope.makerId,
    id,
  ]);
  if (!group) throw new DomainError('billing.group_not_found');
  return group;
}

/** A contract that is in a billing group for a month but is not on the group's document. */
export interface LeftOutContract {
  readonly contract: { readonly id: string; readonly number: string };
  /** Invoice that bills the month separately; null if there is none. */
  readonly invoiceId: string | null;
  readonly state: InvoiceState | null;
}

/** Finds contracts in force in a billing group's month that are not on its document, ordered by number. */
export async function findLeftOutContracts(
  tx: Transaction,
  groupId: string,
  month: string,
): Promise<LeftOutContract[]> {
  return tx.manager.query(
    `select jsonb_build_object('id', c.id, 'number', c.number) as contract, i.id as "invoiceId", i.state
       from bill_group_member m
       join contract c on c.maker_id = m.maker_id and c.id = m.contract_id
       left join invoice i on i.maker_id = m.maker_id and i.contract_id = m.contract_id and i.kind = 'invoice'
                          and date_trunc('month', i.period_from)::date = $3::date
      where m.maker_id = $1 and m.group_id = $2 and m.during @> $3::date and i.bill_group_id is distinct from $2
        and c.state in ('active', 'ended') and c.starts_on < $3::date + interval '1 month'
        and (c.ends_on is null or c.ends_on >= $3::date)
      order by c.number`,
    [tx.scope.makerId, groupId, `${month}-01`],
  );
}

/** Returns a billing group without locking it. @throws DomainError billing.group_not_found */
export async function findGroup(tx: Transaction, id: string): Promise<BillGroup> {
  const group = await tx.manager.findOneBy(BillGroup, { makerId: tx.scope.makerId, id });
  if (!group) throw new DomainError('billing.group_not_found');
  return group;
}
