import { Injectable } from '@nestjs/common';
import {
  ContractMigrationRow,
  type ContractView,
  getContract,
  localDate,
  plusDays,
  withMigration,
  type ContractMigrationContent,
} from '#contracts';
import { type DepositStatus, loadDepositStatus } from '#invoicing';
import { type AuditAction, assertDualApproval, AuditTrail, recordDecision } from '#organization';
import {
  assertNoFaults,
  canonicalHash,
  Clock,
  DomainError,
  ensureVersion,
  type FieldFault,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import {
  type MigrationRequirements,
  requiredForMigration,
} from '../domain/migration/migration-requirements.js';
import { findDayFaults, findMigrationFaults, totalMoneyOf } from '../domain/migration/migration-faults.js';
import { type AmendmentPreview, AmendmentPreviews } from '../drafts/amendment-previews.service.js';
import { type RemainingBalance, RemainingBalances } from './remaining-balances.service.js';
import { OpeningConflicts } from './opening-conflicts.service.js';
import {
  findContractMigration,
  hasIssuedInvoice,
  type StoredContractMigration,
} from './contract-migrations.queries.js';

/** A contract migration with its contract, which provides display names. */
export interface ContractMigrationView extends StoredContractMigration {
  readonly contract: ContractView;
  /** Remaining balances by position, for balances that invoices use. */
  readonly remainingBalances: ReadonlyMap<number, RemainingBalance>;
  readonly deposit: DepositStatus | null;
}

/** The opening values that a migration requires, with the contract. */
export interface MigrationRequirementsView extends MigrationRequirements {
  readonly contract: ContractView;
  /**
   * Value of each meter at the end of the last day billed elsewhere, from readings in the product, by meter id. Meters
   * without readings are omitted.
   */
  readonly shownThen: ReadonlyMap<string, string>;
}

/**
 * Manages the migration of contracts that were billed elsewhere before. A migration is drafted, and then discarded or
 * permanently approved.
 */
@Injectable()
export class ContractMigrationsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly previews: AmendmentPreviews,
    private readonly conflicts: OpeningConflicts,
    private readonly balances: RemainingBalances,
  ) {}

  /**
   * Returns a contract's migration. Null if there is none, or if the caller is a customer and the migration is not
   * approved.
   * @throws DomainError contracts.contract_not_found
   */
  get(scope: Scope, contractId: string): Promise<ContractMigrationView | null> {
    return this.unitOfWork.run(scope, (tx) => this.viewOf(tx, contractId));
  }

  /**
   * Lists the data that is required to continue the billing of a contract.
   * @param billedUntil the last day that was billed elsewhere
   * @throws DomainError contracts.contract_not_found, billing.takeover_invalid (with fields)
   */
  getRequirements(scope: Scope, contractId: string, billedUntil: string): Promise<MigrationRequirementsView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      assertNoMigrationFaults(findDayFaults({ billedUntil }, contract, todayOf(tx, contract)));
      const requirements = requiredForMigration(contract, plusDays(billedUntil, 1));
      return {
        ...requirements,
        contract,
        shownThen: await this.conflicts.readCounterValues(tx, contract, billedUntil),
      };
    });
  }

  /**
   * Saves a draft, and replaces an existing draft. A migration takes effect only when it is approved.
   * @param version the version of the draft that the editor saw; null for the first draft
   * @throws DomainError contracts.contract_not_found, contracts.contract_ended, platform.version_mismatch,
   * billing.takeover_approved, billing.takeover_after_billing, billing.takeover_invalid (with fields)
   */
  save(
    scope: Scope,
    contractId: string,
    version: number | null,
    content: ContractMigrationContent,
  ): Promise<ContractMigrationView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContractToMigrate(tx, contractId);
      const before = await lockDraft(tx, contractId, version);
      // Another user may have discarded the draft that the user edited.
      if (!before) ensureVersion(0, version ?? 0);
      await this.validate(tx, contract, content);
      const row = { content: { ...content }, draftedAt: tx.now, draftedBy: scope.userId };
      const key = { makerId: scope.makerId, contractId };
      if (before) await tx.manager.update(ContractMigrationRow, key, { ...row, version: before.version + 1 });
      else await tx.manager.insert(ContractMigrationRow, { ...key, ...row });
      await writeAuditEntry(tx, 'billing.takeover_drafted', contractId, {
        ...(before && { before: before.content }),
        after: content,
      });
      return (await this.viewOf(tx, contractId))!;
    });
  }

  /**
   * Discards a draft.
   * @throws DomainError platform.version_mismatch, billing.takeover_approved, billing.takeover_not_found
   */
  discard(scope: Scope, contractId: string, version: number): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      await lockContract(tx, contractId);
      const before = await lockDraft(tx, contractId, version);
      if (!before) throw new DomainError('billing.takeover_not_found');
      await tx.manager.delete(ContractMigrationRow, { makerId: scope.makerId, contractId });
      await writeAuditEntry(tx, 'billing.takeover_discarded', contractId, { before: before.content });
    });
  }

  /**
   * Previews the first month billed here and the months after it, with and without the migration's opening values.
   * Stores nothing.
   * @throws DomainError those of `save`, billing.beyond_last_tier
   */
  preview(scope: Scope, contractId: string, content: ContractMigrationContent): Promise<AmendmentPreview> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContractToMigrate(tx, contractId, false);
      await this.validate(tx, contract, content);
      const present: ContractView = { ...contract, state: 'active' };
      const migratedContract = withMigration(present, content);
      return this.previews.compareWithin(tx, {
        present,
        supposed: migratedContract,
        effectiveOn: migratedContract.takeover!.billedFrom,
        termination: null,
      });
    });
  }

  /**
   * Approves the migration permanently: the contract is billed here from the day after the last day billed elsewhere,
   * and continues from its opening values. Above the maker's limit, a person other than the author must approve. The
   * time of approval is determined after the contract is locked, so that it is later than the cutoff of every draft
   * that ignored the migration.
   * @throws DomainError those of `save`, billing.takeover_not_found, billing.takeover_four_eyes,
   * billing.takeover_four_eyes_no_rate
   */
  approve(scope: Scope, contractId: string, version: number, why: string): Promise<ContractMigrationView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContractToMigrate(tx, contractId);
      const approvedAt = this.clock.now();
      const draft = await lockDraft(tx, contractId, version);
      if (!draft) throw new DomainError('billing.takeover_not_found');
      const { content, draftedBy } = draft;
      await this.validate(tx, contract, content);
      const money = {
        amount: totalMoneyOf(content).toFixed(),
        currency: contract.currency,
        legalEntityId: contract.legalEntity.id,
      };
      await assertDualApproval(tx, money, draftedBy, 'billing.takeover_four_eyes');
      const { billedFrom } = withMigration(contract, content);
      const contentHash = canonicalHash({ contractId, ...content });
      const key = { makerId: scope.makerId, contractId };
      const approved = { contentHash, approvedAt, approvedBy: scope.userId, version: version + 1 };
      await tx.manager.update(ContractMigrationRow, key, approved);
      await tx.manager.query(
        `update contract set billed_from = $3, version = version + 1 where maker_id = $1 and id = $2`,
        [scope.makerId, contractId, billedFrom],
      );
      await recordDecision(tx, {
        action: 'taken_over',
        legalEntityId: contract.legalEntityId,
        why,
        before: { billedFrom: contract.startsOn },
        after: { contractId, contract: contract.number, billedFrom, ...content },
        evidenceHash: contentHash,
        secondUserId: draftedBy,
      });
      await writeAuditEntry(tx, 'billing.takeover_approved', contractId, {
        after: { ...content, contentHash },
      });
      return (await this.viewOf(tx, contractId))!;
    });
  }

  private async viewOf(tx: Transaction, contractId: string): Promise<ContractMigrationView | null> {
    const contract = await getContract(tx, contractId);
    const stored = await findContractMigration(tx, contractId);
    if (!stored) return null;
    const remainingBalances = await this.balances.compute(tx, contract);
    return { ...stored, contract, remainingBalances, deposit: await loadDepositStatus(tx, contract) };
  }

  private async validate(
    tx: Transaction,
    contract: ContractView,
    content: ContractMigrationContent,
  ): Promise<void> {
    assertNoMigrationFaults(findMigrationFaults(content, contract, todayOf(tx, contract)));
    assertNoMigrationFaults(await this.conflicts.find(tx, contract, content));
  }
}

const todayOf = (tx: Transaction, { zone }: ContractView): string => localDate(tx.now.getTime(), zone);

function assertNoMigrationFaults(faults: readonly FieldFault[]): void {
  assertNoFaults('billing.takeover_invalid', faults);
}

async function lockContract(tx: Transaction, contractId: string): Promise<void> {
  await tx.manager.query(`select from contract where maker_id = $1 and id = $2 for update`, [
    tx.scope.makerId,
    contractId,
  ]);
}

/**
 * Returns a contract that can be migrated.
 * @throws DomainError contracts.contract_not_found, contracts.contract_ended, billing.takeover_approved,
 *   billing.takeover_after_billing
 */
async function getContractToMigrate(tx: Transaction, contractId: string, lock = true): Promise<ContractView> {
  if (lock) await lockContract(tx, contractId);
  const contract = await getContract(tx, contractId);
  const { number, state, takeover } = contract;
  if (takeover) throw new DomainError('billing.takeover_approved', { number });
  if (state === 'ended') throw new DomainError('contracts.contract_ended', { number });
  if (await hasIssuedInvoice(tx, contract))
    throw new DomainError('billing.takeover_after_billing', { number });
  return contract;
}

/** Loads and locks the draft to overwrite; null if there is none. */
async function lockDraft(
  tx: Transaction,
  contractId: string,
  version: number | null,
): Promise<StoredContractMigration | null> {
  const draft = await findContractMigration(tx, contractId, true);
  if (draft?.approvedAt) throw new DomainError('billing.takeover_approved');
  if (draft) ensureVersion(draft.version, version ?? 0);
  return draft;
}

function writeAuditEntry(
  tx: Transaction,
  action: AuditAction,
  entityId: string,
  change: { readonly before?: object; readonly after?: object },
): Promise<void> {
  return AuditTrail.write(tx, { action, entity: 'contract_takeover', entityId, ...change });
}
