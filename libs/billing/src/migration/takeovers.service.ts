import { Injectable } from '@nestjs/common';
import {
  ContractTakeover,
  type ContractView,
  getContract,
  localDate,
  plusDays,
  takenOver,
  type TakeoverContent,
} from '#contracts';
import { type DepositStanding, depositStanding } from '#invoicing';
import { assertTwoPeople, AuditTrail, recordDecision } from '#organization';
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
import { type AskedOfTakeover, askedOfTakeover } from '../domain/migration/asked-of-takeover.js';
import { findDayFaults, findTakeoverFaults, moneyOf } from '../domain/migration/takeover-faults.js';
import { type AmendmentPreview, AmendmentPreviews } from '../drafts/amendment-previews.service.js';
import { type BalanceStanding, BalanceStandings } from './balance-standings.service.js';
import { OpeningConflicts } from './opening-conflicts.service.js';
import { findTakeover, hasIssued, type StoredTakeover } from './takeovers.queries.js';

/** A contract migration with its contract, which provides the names to show. */
export interface TakeoverView extends StoredTakeover {
  readonly contract: ContractView;
  /** Remaining balances by position, for balances that invoices draw on. */
  readonly standings: ReadonlyMap<number, BalanceStanding>;
  readonly deposit: DepositStanding | null;
}

/** The questions that an opening has to answer, with the contract. */
export interface AskedView extends AskedOfTakeover {
  readonly contract: ContractView;
  /** Value of each meter then, from the product's own readings; meters without readings are missing. */
  readonly shownThen: ReadonlyMap<string, string>;
}

/** Migrates contracts that were billed elsewhere before. A migration is drafted, discarded, or approved for good. */
@Injectable()
export class TakeoversService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly previews: AmendmentPreviews,
    private readonly conflicts: OpeningConflicts,
    private readonly balances: BalanceStandings,
  ) {}

  /**
   * Returns null if there is none, or if a customer asks for one that is not approved.
   * @throws DomainError contracts.contract_not_found
   */
  get(scope: Scope, contractId: string): Promise<TakeoverView | null> {
    return this.unitOfWork.run(scope, (tx) => this.viewOf(tx, contractId));
  }

  /**
   * Lists what has to be known about a contract to continue its billing from a day.
   * @param billedUntil the last day that was billed elsewhere
   * @throws DomainError contracts.contract_not_found, billing.takeover_invalid (with fields)
   */
  ask(scope: Scope, contractId: string, billedUntil: string): Promise<AskedView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      refuse(findDayFaults({ billedUntil }, contract, todayOf(tx, contract)));
      const asked = askedOfTakeover(contract, plusDays(billedUntil, 1));
      return { ...asked, contract, shownThen: await this.conflicts.shownThen(tx, contract, billedUntil) };
    });
  }

  /**
   * Saves a draft, replacing an existing one. Takes effect only on approval.
   * @param version the version of the draft that the editor saw; null for the first one
   * @throws DomainError contracts.contract_not_found, contracts.contract_ended, platform.version_mismatch,
   * billing.takeover_approved, billing.takeover_after_billing, billing.takeover_invalid (with fields)
   */
  save(
    scope: Scope,
    contractId: string,
    version: number | null,
    content: TakeoverContent,
  ): Promise<TakeoverView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await contractToTakeOver(tx, contractId);
      const before = await draftToChange(tx, contractId, version);
      await this.judge(tx, contract, content);
      const row = { content: { ...content }, draftedAt: tx.now, draftedBy: scope.userId };
      const key = { makerId: scope.makerId, contractId };
      if (before) await tx.manager.update(ContractTakeover, key, { ...row, version: before.version + 1 });
      else await tx.manager.insert(ContractTakeover, { ...key, ...row });
      await tell(tx, 'billing.takeover_drafted', contractId, {
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
      await holdContract(tx, contractId);
      const before = await draftToChange(tx, contractId, version);
      if (!before) throw new DomainError('billing.takeover_not_found');
      await tx.manager.delete(ContractTakeover, { makerId: scope.makerId, contractId });
      await tell(tx, 'billing.takeover_discarded', contractId, { before: before.content });
    });
  }

  /**
   * Previews the first month billed here and the months after it, without and with the opening. Stores nothing.
   * @throws DomainError those of `save`, billing.beyond_last_tier
   */
  preview(scope: Scope, contractId: string, content: TakeoverContent): Promise<AmendmentPreview> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await contractToTakeOver(tx, contractId, false);
      await this.judge(tx, contract, content);
      const present: ContractView = { ...contract, state: 'active' };
      const supposed = takenOver(present, content);
      return this.previews.compareWithin(tx, {
        present,
        supposed,
        effectiveOn: supposed.takeover!.billedFrom,
        termination: null,
      });
    });
  }

  /**
   * Approves the migration for good: the contract is billed here from the next day on and continues from its opening.
   * Above the maker's limit, a person other than the author has to approve. The instant is taken after the contract is
   * locked, so that it is later than the cutoff of every draft that did not know of it.
   * @throws DomainError those of `save`, billing.takeover_not_found, billing.takeover_four_eyes,
   * billing.takeover_four_eyes_no_rate
   */
  approve(scope: Scope, contractId: string, version: number, why: string): Promise<TakeoverView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await contractToTakeOver(tx, contractId);
      const approvedAt = this.clock.now();
      const draft = await draftToChange(tx, contractId, version);
      if (!draft) throw new DomainError('billing.takeover_not_found');
      const { content, draftedBy } = draft;
      await this.judge(tx, contract, content);
      const money = {
        amount: moneyOf(content).toFixed(),
        currency: contract.currency,
        legalEntityId: contract.legalEntity.id,
      };
      await assertTwoPeople(tx, money, draftedBy, 'billing.takeover_four_eyes');
      const { billedFrom } = takenOver(contract, content);
      const contentHash = canonicalHash({ contractId, ...content });
      const key = { makerId: scope.makerId, contractId };
      const approved = { contentHash, approvedAt, approvedBy: scope.userId, version: version + 1 };
      await tx.manager.update(ContractTakeover, key, approved);
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
      await tell(tx, 'billing.takeover_approved', contractId, { after: { ...content, contentHash } });
      return (await this.viewOf(tx, contractId))!;
    });
  }

  private async viewOf(tx: Transaction, contractId: string): Promise<TakeoverView | null> {
    const contract = await getContract(tx, contractId);
    const stored = await findTakeover(tx, contractId);
    if (!stored) return null;
    const standings = await this.balances.of(tx, contract);
    return { ...stored, contract, standings, deposit: await depositStanding(tx, contract) };
  }

  private async judge(tx: Transaction, contract: ContractView, content: TakeoverContent): Promise<void> {
    refuse(findTakeoverFaults(content, contract, todayOf(tx, contract)));
    refuse(await this.conflicts.find(tx, contract, content));
  }
}

const todayOf = (tx: Transaction, { zone }: ContractView): string => localDate(tx.now.getTime(), zone);

function refuse(faults: readonly FieldFault[]): void {
  assertNoFaults('billing.takeover_invalid', faults);
}

async function holdContract(tx: Transaction, contractId: string): Promise<void> {
  await tx.manager.query(`select from contract where maker_id = $1 and id = $2 for update`, [
    tx.scope.makerId,
    contractId,
  ]);
}

/** @throws DomainError contracts.contract_not_found, contracts.contract_ended, billing.takeover_approved, billing.takeover_after_billing */
async function contractToTakeOver(tx: Transaction, contractId: string, hold = true): Promise<ContractView> {
  if (hold) await holdContract(tx, contractId);
  const contract = await getContract(tx, contractId);
  const { number, state, takeover } = contract;
  if (takeover) throw new DomainError('billing.takeover_approved', { number });
  if (state === 'ended') throw new DomainError('contracts.contract_ended', { number });
  if (await hasIssued(tx, contract)) throw new DomainError('billing.takeover_after_billing', { number });
  return contract;
}

/** The draft to overwrite, locked; null if there is none and the editor saw none. */
async function draftToChange(
  tx: Transaction,
  contractId: string,
  version: number | null,
): Promise<StoredTakeover | null> {
  const draft = await findTakeover(tx, contractId, true);
  if (draft?.approvedAt) throw new DomainError('billing.takeover_approved');
  if (draft) ensureVersion(draft.version, version ?? 0);
  return draft;
}

function tell(
  tx: Transaction,
  action: string,
  entityId: string,
  what: { readonly before?: object; readonly after?: object },
): Promise<void> {
  return AuditTrail.write(tx, { action, entity: 'contract_takeover', entityId, ...what });
}
