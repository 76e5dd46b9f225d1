import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  DomainError,
  ensureVersion,
  groupBy,
  mapConstraintViolations,
  newId,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import {
  type AccountKey,
  findLedgerAccountFaults,
  findMissingAccounts,
  findNumberFaults,
  type NumberedAccount,
} from '../domain/accounting/chart-of-accounts.js';
import { LedgerAccount } from '../entities/ledger-account.entity.js';
import { getSeller } from '../taxes/tax-rules.service.js';
import {
  type LedgerAccountView,
  listLedgerAccounts,
  listUsedAccounts,
  lockLedgerAccount,
  type UsedAccount,
} from './ledger-accounts.queries.js';

export interface NewLedgerAccount extends NumberedAccount {
  readonly id?: string;
  readonly legalEntityId: string;
}

export interface ChartsOfAccounts {
  readonly accounts: LedgerAccountView[];
  /** Parts of the journals that have no account. */
  readonly missing: UsedAccount[];
}

/**
 * Manages the account numbers of legal entities for the account classes of the journal. Stored entries don't contain
 * numbers, so a change applies to reports and exports from then on.
 */
@Injectable()
export class LedgerAccountsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists the accounts of all legal entities, and the parts of their journals that have none. */
  list(scope: Scope): Promise<ChartsOfAccounts> {
    return this.unitOfWork.run(scope, async (tx) => {
      const accounts = await listLedgerAccounts(tx);
      const charts = groupBy(accounts, ({ legalEntityId }) => legalEntityId);
      const used = groupBy(await listUsedAccounts(tx), ({ legalEntityId }) => legalEntityId);
      const missing = [...used].flatMap(([legalEntityId, lines]) =>
        findMissingAccounts(charts.get(legalEntityId) ?? [], lines).map((key) => ({
          ...key,
          legalEntityId,
        })),
      );
      return { accounts, missing };
    });
  }

  /**
   * Creates an account.
   * @throws DomainError billing.ledger_account_invalid (with fields), billing.ledger_account_taken,
   *   organization.legal_entity_not_found
   */
  create(
    scope: Scope,
    { id = newId(), legalEntityId, ...fields }: NewLedgerAccount,
  ): Promise<LedgerAccountView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const account = { ...fields, ...trimmed(fields) };
      assertNoFaults('billing.ledger_account_invalid', findLedgerAccountFaults(account));
      await getSeller(tx, legalEntityId);
      const row = { makerId: scope.makerId, id, legalEntityId, ...account, changedAt: tx.now };
      await mapConstraintViolations(TAKEN, () => tx.manager.insert(LedgerAccount, row));
      await recordAudit(tx, 'created', id, { after: { legalEntityId, ...account } });
      return lockForEdit(tx, id, 1);
    });
  }

  /**
   * Changes the number and the name of an account.
   * @throws DomainError billing.ledger_account_not_found, platform.version_mismatch, billing.ledger_account_invalid
   *   (with fields)
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    fields: Pick<NumberedAccount, 'number' | 'name'>,
  ): Promise<LedgerAccountView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const before = await lockForEdit(tx, id, version);
      const after = trimmed(fields);
      assertNoFaults('billing.ledger_account_invalid', findNumberFaults(after));
      const changes = { ...after, changedAt: tx.now, version: version + 1 };
      await tx.manager.update(LedgerAccount, { makerId: scope.makerId, id }, changes);
      await recordAudit(tx, 'changed', id, { before: { number: before.number, name: before.name }, after });
      return { ...before, ...changes };
    });
  }

  /**
   * Removes an account.
   * @throws DomainError billing.ledger_account_not_found, platform.version_mismatch
   */
  remove(scope: Scope, id: string, version: number): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { legalEntityId, number, name, ...account } = await lockForEdit(tx, id, version);
      await tx.manager.delete(LedgerAccount, { makerId: scope.makerId, id });
      await recordAudit(tx, 'removed', id, { before: { legalEntityId, ...toKey(account), number, name } });
    });
  }
}

const TAKEN = {
  ledger_account_key_uq: () =>
    new DomainError('billing.ledger_account_taken', {}, [
      { pointer: '/account', code: 'billing.ledger_account_taken' },
    ]),
};

async function lockForEdit(tx: Transaction, id: string, version: number): Promise<LedgerAccountView> {
  const found = await lockLedgerAccount(tx, id);
  if (!found) throw new DomainError('billing.ledger_account_not_found', { id });
  ensureVersion(found.version, version);
  return found;
}

function recordAudit(
  tx: Transaction,
  action: 'created' | 'changed' | 'removed',
  entityId: string,
  change: { readonly before?: object; readonly after?: object },
): Promise<void> {
  return AuditTrail.write(tx, {
    action: `billing.ledger_account_${action}`,
    entity: 'ledger_account',
    entityId,
    ...change,
  });
}

function toKey({ account, revenueClass, taxCategory, taxPercent }: AccountKey): AccountKey {
  return { account, revenueClass, taxCategory, taxPercent };
}

function trimmed({
  number,
  name,
}: Pick<NumberedAccount, 'number' | 'name'>): Pick<NumberedAccount, 'number' | 'name'> {
  return { number: number.trim(), name: name.trim() };
}
