import type { Transaction } from '#platform';
import type { BankAccount } from '../domain/bank-accounts/bank-account.js';
import type { LegalEntityBankAccount } from '../entities/bank-account.entity.js';

export interface BankAccountView extends Pick<
  LegalEntityBankAccount,
  'id' | 'currency' | 'account' | 'validFrom' | 'validTo' | 'state' | 'proposedAt' | 'decidedAt'
> {
  readonly legalEntity: { readonly id: string; readonly name: string };
  readonly bank: string;
  readonly bic: string;
  /** Whether documents issued today show the account. */
  readonly isCurrent: boolean;
  readonly proposedBy: string | null;
  readonly decidedBy: string | null;
  /** Whether the current user may approve the account, because another person proposed it. */
  readonly canApprove: boolean;
}

/** Returns one account for display. */
export async function getBankAccount(tx: Transaction, id: string): Promise<BankAccountView> {
  const [view] = await listBankAccounts(tx, id);
  return view!;
}

/**
 * Lists accounts for display by legal entity: proposed ones first, rejected ones last, each by currency and latest
 * start first.
 * @param id one account; null for all
 */
export function listBankAccounts(tx: Transaction, id: string | null = null): Promise<BankAccountView[]> {
  return tx.manager.query<BankAccountView[]>(
    `select a.id, jsonb_build_object('id', e.id, 'name', e.name) as "legalEntity", a.currency,
            coalesce(a.bank, '') as bank, a.account, coalesce(a.bic, '') as bic,
            a.valid_from::text as "validFrom", a.valid_to::text as "validTo", a.state,
            a.state = 'approved' and coalesce(a.valid_from <= d.today, true) and coalesce(a.valid_to >= d.today, true) as "isCurrent",
            a.proposed_at as "proposedAt", a.proposed_by_name as "proposedBy",
            a.decided_at as "decidedAt", a.decided_by_name as "decidedBy",
            a.state = 'proposed' and $3::uuid is not null and a.proposed_by is distinct from $3 as "canApprove"
       from bank_account a
       join legal_entity e on e.maker_id = a.maker_id and e.id = a.legal_entity_id
      cross join lateral (select ($4::timestamptz at time zone e.zone)::date as today) d
      where a.maker_id = $1 and ($2::uuid is null or a.id = $2)
      order by e.name, e.id, a.state <> 'proposed', a.state = 'rejected', a.currency nulls first, a.valid_from desc nulls last, a.id`,
    [tx.scope.makerId, id, tx.scope.userId, tx.now],
  );
}

/**
 * Returns, by the id of the legal entity, the account that its documents in its accounting currency print today. Legal
 * entities without an account have an empty account.
 */
export async function currentAccounts(tx: Transaction): Promise<ReadonlyMap<string, BankAccount>> {
  const rows: { id: string; account: BankAccount }[] = await tx.manager.query(
    `select id, bank_account_on(maker_id, id, currency, ($2::timestamptz at time zone zone)::date) as account
       from legal_entity where maker_id = $1`,
    [tx.scope.makerId, tx.now],
  );
  return new Map(rows.map(({ id, account }) => [id, account]));
}
