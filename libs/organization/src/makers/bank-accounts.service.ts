import { Injectable } from '@nestjs/common';
import { assertNoFaults, DomainError, newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { AuditTrail } from '../audit/audit-trail.js';
import { findValidityFaults, placeAccount } from '../domain/bank-accounts/account-validity.js';
import {
  type BankAccount,
  findAccountFaults,
  normaliseAccount,
} from '../domain/bank-accounts/bank-account.js';
import { type BankAccountState, LegalEntityBankAccount } from '../entities/bank-account.entity.js';
import { type BankAccountView, getBankAccount, listBankAccounts } from './bank-accounts.queries.js';
import { recordDecision } from './money-decisions.store.js';

/** A bank account to print on documents. */
export interface ProposedAccount extends BankAccount {
  readonly legalEntityId: string;
  readonly account: string;
  /** ISO 4217 code; null for all currencies without a separate account. */
  readonly currency: string | null;
  /**
   * Local days of the legal entity, `YYYY-MM-DD`, both inclusive. If `validFrom` is null, the account is valid from
   * today, or has no start if the entity has no approved account. If `validTo` is null, it has no end.
   */
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export type AccountDecision = 'approve' | 'reject';

/**
 * Manages the bank accounts of the maker's legal entities. One person proposes an account and another person approves
 * it, so that no single person can divert payments. A proposed account needs no approval if the legal entity has no
 * approved account.
 */
@Injectable()
export class BankAccountsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Lists all accounts by legal entity: proposed ones first, rejected ones last, each by currency and latest start
   * first.
   */
  list(scope: Scope): Promise<BankAccountView[]> {
    return this.unitOfWork.run(scope, (tx) => listBankAccounts(tx));
  }

  /**
   * Proposes an account. It is approved immediately if the legal entity has no approved account.
   * @throws DomainError organization.legal_entity_not_found, organization.bank_account_invalid
   */
  propose(scope: Scope, proposed: ProposedAccount): Promise<BankAccountView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const id = await proposeAccount(tx, await lockAccountHolder(tx, proposed.legalEntityId), proposed);
      return getBankAccount(tx, id);
    });
  }

  /**
   * Approves or rejects a proposed account. An approved account replaces the account of the same currency on its first
   * day.
   * @throws DomainError organization.bank_account_not_found, organization.bank_account_decided,
   *   organization.bank_account_same_person, organization.bank_account_invalid
   */
  decide(scope: Scope, id: string, decision: AccountDecision, why: string): Promise<BankAccountView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      const found = await tx.manager.findOneBy(LegalEntityBankAccount, { makerId, id });
      if (!found) throw new DomainError('organization.bank_account_not_found');
      const seller = await lockAccountHolder(tx, found.legalEntityId);
      // The account is loaded again under the lock, because two people may decide at the same time.
      const account = await tx.manager.findOneByOrFail(LegalEntityBankAccount, { makerId, id });
      if (account.state !== 'proposed') throw new DomainError('organization.bank_account_decided');
      if (decision === 'approve') {
        if (scope.userId === null || scope.userId === account.proposedBy)
          throw new DomainError('organization.bank_account_same_person');
        await approve(tx, seller, account, why);
      } else await storeDecision(tx, account, { state: 'rejected', why });
      return getBankAccount(tx, id);
    });
  }
}

export interface AccountHolder {
  readonly id: string;
  readonly country: string;
  /** The local day. */
  readonly today: string;
}

/** Locks a legal entity, so that its accounts are decided one after another. */
export async function lockAccountHolder(tx: Transaction, id: string): Promise<AccountHolder> {
  const [seller]: AccountHolder[] = await tx.manager.query(
    `select id, country, ($3::timestamptz at time zone zone)::date::text as today
       from legal_entity where maker_id = $1 and id = $2 for update`,
    [tx.scope.makerId, id, tx.now],
  );
  if (!seller)
    throw new DomainError('organization.legal_entity_not_found', { id }, [
      { pointer: '/legalEntityId', code: 'organization.legal_entity_not_found' },
    ]);
  return seller;
}

/**
 * Stores a proposed account within a transaction that holds the lock of its legal entity. Returns its id.
 * @param at JSON pointer of the account in the request
 * @throws DomainError organization.bank_account_invalid
 */
export async function proposeAccount(
  tx: Transaction,
  seller: AccountHolder,
  proposed: Omit<ProposedAccount, 'legalEntityId'>,
  at = '',
): Promise<string> {
  const account = normaliseAccount(proposed.account);
  const bic = normaliseAccount(proposed.bic ?? '');
  const faults = [
    ...findAccountFaults({ account, bic }, seller.country),
    ...findValidityFaults(proposed, seller.today),
  ];
  assertNoFaults(
    'organization.bank_account_invalid',
    faults.map((fault) => ({ ...fault, pointer: `${at}${fault.pointer}` })),
  );
  const isFirst = !(await tx.manager.existsBy(LegalEntityBankAccount, {
    makerId: tx.scope.makerId,
    legalEntityId: seller.id,
    state: 'approved',
  }));
  const row = {
    makerId: tx.scope.makerId,
    id: newId(),
    legalEntityId: seller.id,
    currency: proposed.currency,
    bank: proposed.bank?.trim() ?? '',
    account,
    bic,
    validFrom: proposed.validFrom ?? (isFirst ? null : seller.today),
    validTo: proposed.validTo,
    state: 'proposed' as const,
    proposedAt: tx.now,
    proposedBy: tx.scope.userId,
    decidedAt: null,
    decidedBy: null,
  };
  if (!isFirst) await placeBetween(tx, row, row.validFrom ?? seller.today);
  await tx.manager.insert(LegalEntityBankAccount, row);
  await AuditTrail.write(tx, {
    action: 'organization.bank_account_proposed',
    entity: 'legal_entity',
    entityId: seller.id,
    after: toContent(row),
  });
  if (isFirst) await storeDecision(tx, row, { state: 'approved', why: '' });
  return row.id;
}

type StoredAccount = Omit<LegalEntityBankAccount, 'proposedByName' | 'decidedByName'>;

/** Approves an account from its first day, or from today if that day has passed. */
async function approve(
  tx: Transaction,
  { today }: AccountHolder,
  account: StoredAccount,
  why: string,
): Promise<void> {
  const validFrom = account.validFrom === null || account.validFrom < today ? today : account.validFrom;
  assertNoFaults('organization.bank_account_invalid', findValidityFaults({ ...account, validFrom }, today));
  const ended = await placeBetween(tx, account, validFrom);
  await tx.manager.query(
    `update bank_account set valid_to = $3::date - 1 where maker_id = $1 and id = any($2)`,
    [account.makerId, ended, validFrom],
  );
  await storeDecision(tx, { ...account, validFrom }, { state: 'approved', why });
}

/**
 * Returns the approved accounts that end when an account starts.
 * @throws DomainError organization.bank_account_invalid if another account starts during its validity
 */
async function placeBetween(
  tx: Transaction,
  { makerId, legalEntityId, currency, validTo }: StoredAccount,
  validFrom: string,
): Promise<readonly string[]> {
  const approved: { id: string; validFrom: string | null; validTo: string | null }[] = await tx.manager.query(
    `select id, valid_from::text as "validFrom", valid_to::text as "validTo" from bank_account
      where maker_id = $1 and legal_entity_id = $2 and state = 'approved' and currency is not distinct from $3`,
    [makerId, legalEntityId, currency],
  );
  const { ended, blockedBy } = placeAccount({ validFrom, validTo }, approved);
  const blocking = approved.find(({ id }) => id === blockedBy);
  assertNoFaults(
    'organization.bank_account_invalid',
    blocking
      ? [
          {
            pointer: '/validFrom',
            code: 'organization.bank_account_overlaps',
            params: { starts: blocking.validFrom },
          },
        ]
      : [],
  );
  return ended;
}

async function storeDecision(
  tx: Transaction,
  account: StoredAccount,
  { state, why }: { readonly state: Exclude<BankAccountState, 'proposed'>; readonly why: string },
): Promise<void> {
  const { makerId, id, legalEntityId, validFrom } = account;
  const decided = { state, validFrom, decidedAt: tx.now, decidedBy: tx.scope.userId };
  await tx.manager.update(LegalEntityBankAccount, { makerId, id }, decided);
  const after = { ...toContent(account), state };
  await recordDecision(tx, {
    action: `bank_account_${state}`,
    legalEntityId,
    why,
    before: { ...toContent(account), state: account.state },
    after,
    secondUserId: account.proposedBy,
  });
  await AuditTrail.write(tx, {
    action: `organization.bank_account_${state}`,
    entity: 'legal_entity',
    entityId: legalEntityId,
    after,
  });
}

function toContent({ currency, bank, account, bic, validFrom, validTo }: StoredAccount): object {
  return { currency, bank, account, bic, validFrom, validTo };
}
