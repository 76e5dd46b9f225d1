import { Injectable } from '@nestjs/common';
import { MachinesService, PlacementsService } from '#equipment';
import { type AuditAction, AuditTrail, recordDecision } from '#organization';
import {
  assertNoFaults,
  Clock,
  DomainError,
  ensureVersion,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { type AmendmentView, describeAmendment, getAmendmentView, withNames } from './amendment-view.js';
import { getAmendment, listAmendments, type StoredAmendment } from './amendments.queries.js';
import { type ContractHistory, getContractHistory, getPreviewedContract } from './contract-view.queries.js';
import { lockContract, updateContract } from './contract.store.js';
import type { AmendmentInput } from './domain/amendments/amended-content.js';
import type { ContractView } from './domain/contract/contract-view.js';
import { type Acceptance, findAcceptanceFaults } from './domain/amendments/amendment-faults.js';
import { partsBefore } from './domain/amendments/contract-delta.js';
import { contentOn, contractInTime } from './domain/amendments/contract-in-time.js';
import type { ContractTermination } from './domain/amendments/contract-termination.js';
import { findNoticeFaults, type IndexStepEvidence, isStepCurrent } from './domain/amendments/index-step.js';
import { localDate } from './domain/calendar/local-dates.js';
import type { ChargeFields } from './domain/charges/charge-fields.js';
import { ContractAmendment } from './entities/contract-amendment.entity.js';
import { getAmendableHistory, validateChanges, validateAmendment, PREVIEW_ID } from './validate-amendment.js';
import { applyMoves } from './machine-moves.js';
import {
  fillAmendmentCharges,
  getVersionInCurrency,
  recordPriceBook,
  recordAmendmentPriceBook,
} from './price-books/price-book-terms.js';
import { applyTermination } from './apply-termination.js';

/** A contract before and after an amendment. */
export interface PreviewedAmendment {
  readonly present: ContractView;
  readonly supposed: ContractView;
  readonly effectiveOn: string;
  /** Null unless the amendment ends the contract. */
  readonly termination: ContractTermination | null;
}

/** The source of an amendment's prices. */
export interface AmendmentPriceBook {
  /**
   * Price book version of the prices, which is stored with the amendment. If the amendment contains no charges, the
   * charges of the contract's plan are filled in from this version.
   */
  readonly priceBookVersionId?: string | null;
}

/** Drafts, discards and signs amendments of active contracts. */
@Injectable()
export class AmendmentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly machines: MachinesService,
    private readonly placements: PlacementsService,
  ) {}

  /** Lists drafts first, then signed amendments, latest first. @throws DomainError contracts.contract_not_found */
  list(scope: Scope, contractId: string): Promise<AmendmentView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const history = await getContractHistory(tx, contractId);
      return withNames(
        tx,
        (await listAmendments(tx, contractId)).map((amendment) => describeAmendment(amendment, history)),
      );
    });
  }

  /**
   * Returns an amendment of a contract.
   * @throws DomainError contracts.contract_not_found, contracts.amendment_not_found
   */
  get(scope: Scope, contractId: string, id: string): Promise<AmendmentView> {
    return this.unitOfWork.run(scope, (tx) => getAmendmentView(tx, contractId, id));
  }

  /**
   * Creates a draft. The amendment takes effect only when it is signed.
   * @throws DomainError contracts.contract_not_found, contracts.contract_not_active, contracts.contract_ended,
   *   contracts.amendment_invalid (with fields), contracts.amendment_empty, contracts.amendment_id_taken,
   *   contracts.counter_billed_elsewhere (with fields), contracts.plan_not_found, contracts.buyer_not_found,
   *   contracts.machine_not_found, contracts.terminates_alone, contracts.already_terminated,
   *   contracts.price_book_version_not_found, contracts.price_book_other_currency
   */
  draft(
    scope: Scope,
    contractId: string,
    input: AmendmentInput & AmendmentPriceBook & { readonly id?: string },
  ): Promise<AmendmentView> {
    return this.unitOfWork.run(scope, (tx) => this.draftWithin(tx, contractId, input));
  }

  /**
   * Creates a draft within another use case.
   * @param indexStep the inputs of the draft's prices, if the amendment applies an index adjustment; each adjustment
   *   has only one amendment
   * @throws DomainError contracts.index_step_taken, and those of `draft`
   */
  async draftWithin(
    tx: Transaction,
    contractId: string,
    {
      id = newId(),
      priceBookVersionId = null,
      ...requested
    }: AmendmentInput & AmendmentPriceBook & { readonly id?: string },
    indexStep: IndexStepEvidence | null = null,
  ): Promise<AmendmentView> {
    const history = await getAmendableHistory(tx, contractId);
    const input = await applyPriceBook(tx, history, requested, priceBookVersionId);
    const { effectiveOn, changes } = await validateAmendment(tx, history, input);
    const { reason } = input;
    const stepOn = indexStep?.stepOn ?? null;
    await mapConstraintViolations(
      {
        contract_amendment_pk: () => new DomainError('contracts.amendment_id_taken'),
        contract_amendment_step_uq: () => new DomainError('contracts.index_step_taken', { stepOn }),
      },
      () =>
        tx.manager.insert(ContractAmendment, {
          makerId: tx.scope.makerId,
          id,
          contractId,
          number: null,
          effectiveOn,
          reason: reason.trim(),
          changes: { ...changes },
          stepOn,
          indexStep: indexStep && { ...indexStep },
          version: 1,
          draftedAt: tx.now,
          draftedBy: tx.scope.userId,
        }),
    );
    if (priceBookVersionId !== null) await recordAmendmentPriceBook(tx, id, priceBookVersionId);
    await recordAudit(tx, 'contracts.amendment_drafted', id, {
      after: {
        contractId,
        effectiveOn,
        reason,
        changes,
        ...(stepOn && { stepOn }),
        ...(priceBookVersionId !== null && { priceBookVersionId }),
      },
    });
    return getAmendmentView(tx, contractId, id);
  }

  /**
   * Replaces a draft.
   * @param version the version that the editor saw
   * @throws DomainError platform.version_mismatch, contracts.amendment_not_found, contracts.amendment_signed,
   *   contracts.amendment_follows_index, and those of `draft`
   */
  edit(
    scope: Scope,
    contractId: string,
    id: string,
    version: number,
    { priceBookVersionId = null, ...requested }: AmendmentInput & AmendmentPriceBook,
  ): Promise<AmendmentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const before = await lockDraft(tx, contractId, id, version);
      if (before.indexStep) throw new DomainError('contracts.amendment_follows_index');
      const history = await getAmendableHistory(tx, contractId);
      const input = await applyPriceBook(tx, history, requested, priceBookVersionId);
      const { effectiveOn, changes } = await validateAmendment(tx, history, input);
      const { reason } = input;
      // A termination can require a second person's signature, which the last editor can't give.
      const draftedBy = scope.userId;
      await tx.manager.update(
        ContractAmendment,
        { makerId: scope.makerId, id },
        { effectiveOn, reason: reason.trim(), changes: { ...changes }, draftedBy, version: version + 1 },
      );
      await recordAmendmentPriceBook(tx, id, priceBookVersionId);
      await recordAudit(tx, 'contracts.amendment_edited', id, {
        before: { effectiveOn: before.effectiveOn, reason: before.reason, changes: before.changes },
        after: { effectiveOn, reason, changes, ...(priceBookVersionId !== null && { priceBookVersionId }) },
      });
      return getAmendmentView(tx, contractId, id);
    });
  }

  /**
   * Discards a draft.
   * @throws DomainError platform.version_mismatch, contracts.amendment_signed, contracts.amendment_not_found
   */
  discard(scope: Scope, contractId: string, id: string, version: number): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { effectiveOn, reason, changes } = await lockDraft(tx, contractId, id, version);
      await tx.manager.delete(ContractAmendment, { makerId: scope.makerId, id });
      await recordAudit(tx, 'contracts.amendment_discarded', id, {
        before: { effectiveOn, reason, changes },
      });
    });
  }

  /**
   * Signs a draft permanently: its terms apply from its first day, even if that day has passed. The clause already
   * contains the agreement to index adjustments, so the acceptance of an adjustment records who was notified, and when.
   *
   * Amendments of a contract are numbered in the order of their commits, because both signing and drafting an invoice
   * lock the contract until the end of the transaction. The time of signing is determined after the lock, so that it is
   * later than the cutoff of every draft that ignored the amendment.
   * @throws DomainError platform.version_mismatch, contracts.amendment_signed, contracts.amendment_outdated if the
   * terms differ from the accepted ones, contracts.index_step_outdated if other prices were agreed since the adjustment
   * was calculated, contracts.acceptance_invalid (with fields), contracts.four_eyes, contracts.four_eyes_no_rate,
   * contracts.amendment_not_found, contracts.buyout_to_come, contracts.move_to_come, and those of `draft`
   */
  sign(
    scope: Scope,
    contractId: string,
    id: string,
    version: number,
    acceptance: Acceptance,
  ): Promise<AmendmentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await lockContract(tx, contractId);
      const signedAt = this.clock.now();
      const draft = await lockDraft(tx, contractId, id, version);
      const history = await getAmendableHistory(tx, contractId);
      const { contract, base, amendments } = history;
      assertNoFaults('contracts.acceptance_invalid', [
        ...findAcceptanceFaults(acceptance, localDate(signedAt.getTime(), contract.zone)),
        ...(draft.indexStep ? findNoticeFaults(acceptance, draft.indexStep) : []),
      ]);
      const { contentHash } = describeAmendment(draft, history);
      if (contentHash !== acceptance.contentHash) throw new DomainError('contracts.amendment_outdated');
      if (draft.indexStep && !isStepCurrent(draft.indexStep, chargesOn(history, draft.effectiveOn)))
        throw new DomainError('contracts.index_step_outdated');
      const inTime = await validateChanges(tx, history, draft);
      await applyTermination(tx, draft, inTime.content, signedAt, this.machines);
      await applyMoves(tx, draft, inTime.content, signedAt, this.placements);
      if (!history.isAmended)
        await tx.manager.query(
          `insert into contract_base (maker_id, contract_id, content, recorded_at) values ($1, $2, $3, $4)`,
          [scope.makerId, contractId, JSON.stringify(base), signedAt],
        );
      const signed = {
        number: amendments.length + 1,
        acceptedBy: acceptance.acceptedBy.trim(),
        acceptedOn: acceptance.acceptedOn,
        contentHash,
        signedAt,
        signedBy: scope.userId,
        version: version + 1,
      };
      await tx.manager.update(ContractAmendment, { makerId: scope.makerId, id }, signed);
      await updateContract(tx, contractId, inTime.content, contract.state, contract.version + 1);
      if (draft.priceBook) await recordPriceBook(tx, contractId, draft.priceBook.versionId, signedAt);
      if (draft.indexStep)
        await tx.record({
          name: 'contracts.index_step_signed',
          version: 1,
          payload: { contractId, amendmentId: id },
        });
      await recordDecision(tx, {
        action: 'amendment_signed',
        legalEntityId: base.legalEntityId,
        why: draft.reason,
        before: {
          contract: base.number,
          amendments: amendments.length,
          ...partsBefore(contentOn(contractInTime(base, amendments), draft.effectiveOn), draft.changes),
        },
        after: {
          contractId,
          contract: base.number,
          amendmentId: id,
          amendments: signed.number,
          effectiveOn: draft.effectiveOn,
          acceptedBy: signed.acceptedBy,
          acceptedOn: signed.acceptedOn,
          changes: draft.changes,
        },
        evidenceHash: contentHash,
        secondUserId: draft.draftedBy,
      });
      await recordAudit(tx, 'contracts.amendment_signed', id, {
        after: {
          contractId,
          effectiveOn: draft.effectiveOn,
          reason: draft.reason,
          changes: draft.changes,
          ...signed,
        },
      });
      return getAmendmentView(tx, contractId, id);
    });
  }

  /** Previews an amendment's effect on a contract. Stores nothing. @throws DomainError as `draft` */
  async previewWithin(
    tx: Transaction,
    contractId: string,
    { priceBookVersionId = null, ...requested }: AmendmentInput & AmendmentPriceBook,
  ): Promise<PreviewedAmendment> {
    const history = await getAmendableHistory(tx, contractId);
    const input = await applyPriceBook(tx, history, requested, priceBookVersionId);
    const { effectiveOn, changes } = await validateAmendment(tx, history, input);
    const views = await getPreviewedContract(tx, contractId, { id: PREVIEW_ID, effectiveOn, changes });
    return { ...views, effectiveOn, termination: changes.termination ?? null };
  }

  /**
   * Previews a draft's effect on its contract. Stores nothing.
   * @throws DomainError contracts.amendment_not_found, contracts.amendment_signed, and those of `draft` about the
   *   contract and the changes
   */
  async previewDraftWithin(tx: Transaction, contractId: string, id: string): Promise<PreviewedAmendment> {
    const { effectiveOn, changes, signedAt } = await getAmendment(tx, contractId, id);
    if (signedAt !== null) throw new DomainError('contracts.amendment_signed');
    await validateChanges(tx, await getAmendableHistory(tx, contractId), { id, effectiveOn, changes });
    const views = await getPreviewedContract(tx, contractId, { id, effectiveOn, changes });
    return { ...views, effectiveOn, termination: changes.termination ?? null };
  }
}

/** Fills in prices from a price book if the input refers to one. @throws DomainError as `getVersionInCurrency` */
async function applyPriceBook(
  tx: Transaction,
  { base, amendments }: ContractHistory,
  input: AmendmentInput,
  versionId: string | null,
): Promise<AmendmentInput> {
  if (versionId === null) return input;
  const { entries } = await getVersionInCurrency(tx, versionId, base.currency);
  return fillAmendmentCharges(input, entries, contentOn(contractInTime(base, amendments), input.effectiveOn));
}

const chargesOn = ({ base, amendments }: ContractHistory, day: string): readonly ChargeFields[] =>
  contentOn(contractInTime(base, amendments), day).charges;

/** Locks a draft so that it can be changed. */
async function lockDraft(
  tx: Transaction,
  contractId: string,
  id: string,
  version: number,
): Promise<StoredAmendment> {
  await tx.manager.query(`select from contract_amendment where maker_id = $1 and id = $2 for update`, [
    tx.scope.makerId,
    id,
  ]);
  const draft = await getAmendment(tx, contractId, id);
  if (draft.signedAt !== null) throw new DomainError('contracts.amendment_signed', { number: draft.number });
  ensureVersion(draft.version, version);
  return draft;
}

function recordAudit(
  tx: Transaction,
  action: AuditAction,
  entityId: string,
  change: { readonly before?: object; readonly after?: object },
): Promise<void> {
  return AuditTrail.write(tx, { action, entity: 'contract_amendment', entityId, ...change });
}
