import { Injectable } from '@nestjs/common';
import { MachinesService, PlacementsService } from '#equipment';
import { AuditTrail, recordDecision } from '#organization';
import {
  assertNoFaults,
  Clock,
  DomainError,
  ensureVersion,
  newId,
  refusing,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { type AmendmentView, describe, viewOf, withNames } from './amendment-view.js';
import { getAmendment, listAmendments, type StoredAmendment } from './amendments.queries.js';
import { type ContractHistory, getContractHistory, getSupposedContract } from './contract-view.queries.js';
import { holdContract, updateContract } from './contract.store.js';
import type { AmendmentWish } from './domain/amendments/amended-content.js';
import type { ContractView } from './domain/contract/contract-view.js';
import { type Acceptance, findAcceptanceFaults } from './domain/amendments/amendment-faults.js';
import { partsBefore } from './domain/amendments/contract-delta.js';
import { contentOn, contractInTime } from './domain/amendments/contract-in-time.js';
import type { ContractTermination } from './domain/amendments/contract-termination.js';
import { findNoticeFaults, type IndexStepEvidence, isStepCurrent } from './domain/amendments/index-step.js';
import { localDate } from './domain/calendar/local-dates.js';
import type { ChargeFields } from './domain/charges/charge-fields.js';
import { ContractAmendment } from './entities/contract-amendment.entity.js';
import { historyToAmend, judgeDelta, judgeWish, SUPPOSED } from './judge-amendment.js';
import { settleMoves } from './machine-moves.js';
import { amendByBook, bookFor, noteBook, noteBookOfAmendment } from './price-books/priced-by-book.js';
import { settleTermination } from './settle-termination.js';

/** What a contract is and what it would be with an amendment. */
export interface SupposedAmendment {
  readonly present: ContractView;
  readonly supposed: ContractView;
  readonly effectiveOn: string;
  /** Where it ends the contract. */
  readonly termination: ContractTermination | null;
}

/** Where the prices of an amendment come from. */
export interface AmendedByBook {
  /** Noted; and where it names no charges, those of its plan are filled in by it. */
  readonly priceBookVersionId?: string | null;
}

/** Changes of active contracts: drafted, thrown away or signed. */
@Injectable()
export class AmendmentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly machines: MachinesService,
    private readonly placements: PlacementsService,
  ) {}

  /** Drafts first, then what was signed, the latest first. @throws DomainError contracts.contract_not_found */
  list(scope: Scope, contractId: string): Promise<AmendmentView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const history = await getContractHistory(tx, contractId);
      return withNames(
        tx,
        (await listAmendments(tx, contractId)).map((amendment) => describe(amendment, history)),
      );
    });
  }

  /** @throws DomainError contracts.contract_not_found, contracts.amendment_not_found */
  get(scope: Scope, contractId: string, id: string): Promise<AmendmentView> {
    return this.unitOfWork.run(scope, (tx) => viewOf(tx, contractId, id));
  }

  /**
   * Writes a draft. It changes nothing yet.
   * @throws DomainError contracts.contract_not_found, contracts.contract_not_active, contracts.contract_ended,
   * contracts.amendment_invalid (with fields), contracts.counter_billed_elsewhere (with fields), contracts.plan_not_found,
   * contracts.buyer_not_found, contracts.machine_not_found, contracts.terminates_alone, contracts.already_terminated,
   * contracts.price_book_version_not_found, contracts.price_book_other_currency
   */
  draft(
    scope: Scope,
    contractId: string,
    wish: AmendmentWish & AmendedByBook & { readonly id?: string },
  ): Promise<AmendmentView> {
    return this.unitOfWork.run(scope, (tx) => this.draftWithin(tx, contractId, wish));
  }

  /**
   * Writes a draft, within a use case of another's.
   * @param indexStep what its prices were worked out of, where it makes the step of an index clause: one amendment a step
   * @throws DomainError contracts.index_step_taken, and those of `draft`
   */
  async draftWithin(
    tx: Transaction,
    contractId: string,
    {
      id = newId(),
      priceBookVersionId = null,
      ...asked
    }: AmendmentWish & AmendedByBook & { readonly id?: string },
    indexStep: IndexStepEvidence | null = null,
  ): Promise<AmendmentView> {
    const history = await historyToAmend(tx, contractId);
    const wish = await pricedByBook(tx, history, asked, priceBookVersionId);
    const { effectiveOn, changes } = await judgeWish(tx, history, wish);
    const { reason } = wish;
    const stepOn = indexStep?.stepOn ?? null;
    await refusing(
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
    if (priceBookVersionId !== null) await noteBookOfAmendment(tx, id, priceBookVersionId);
    await tell(tx, 'contracts.amendment_drafted', id, {
      after: {
        contractId,
        effectiveOn,
        reason,
        changes,
        ...(stepOn && { stepOn }),
        ...(priceBookVersionId !== null && { priceBookVersionId }),
      },
    });
    return viewOf(tx, contractId, id);
  }

  /**
   * Writes a draft anew.
   * @param version the version that the editor saw
   * @throws DomainError platform.version_mismatch, contracts.amendment_signed, contracts.amendment_follows_index, and those of
   * `draft`
   */
  edit(
    scope: Scope,
    contractId: string,
    id: string,
    version: number,
    { priceBookVersionId = null, ...asked }: AmendmentWish & AmendedByBook,
  ): Promise<AmendmentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const before = await draftToChange(tx, contractId, id, version);
      if (before.indexStep) throw new DomainError('contracts.amendment_follows_index');
      const history = await historyToAmend(tx, contractId);
      const wish = await pricedByBook(tx, history, asked, priceBookVersionId);
      const { effectiveOn, changes } = await judgeWish(tx, history, wish);
      const { reason } = wish;
      // Whoever wrote it as it stands is not the second person that a termination may need.
      const draftedBy = scope.userId;
      await tx.manager.update(
        ContractAmendment,
        { makerId: scope.makerId, id },
        { effectiveOn, reason: reason.trim(), changes: { ...changes }, draftedBy, version: version + 1 },
      );
      await noteBookOfAmendment(tx, id, priceBookVersionId);
      await tell(tx, 'contracts.amendment_edited', id, {
        before: { effectiveOn: before.effectiveOn, reason: before.reason, changes: before.changes },
        after: { effectiveOn, reason, changes, ...(priceBookVersionId !== null && { priceBookVersionId }) },
      });
      return viewOf(tx, contractId, id);
    });
  }

  /** Throws a draft away. @throws DomainError platform.version_mismatch, contracts.amendment_signed, contracts.amendment_not_found */
  discard(scope: Scope, contractId: string, id: string, version: number): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { effectiveOn, reason, changes } = await draftToChange(tx, contractId, id, version);
      await tx.manager.delete(ContractAmendment, { makerId: scope.makerId, id });
      await tell(tx, 'contracts.amendment_discarded', id, { before: { effectiveOn, reason, changes } });
    });
  }

  /**
   * Makes a draft part of the contract for good: what it says holds from its first day on, also where that is over. The step of an
   * index clause was agreed with it: there the acceptance says who was told, and when.
   *
   * Amendments of a contract are numbered in the order of their commits: whoever signs holds the contract to the end of the
   * transaction, and so does whoever drafts an invoice of it. The instant of signing is taken once it is held, so that it lies after
   * the mark of every draft that did not know of it.
   * @throws DomainError platform.version_mismatch, contracts.amendment_signed, contracts.amendment_outdated when it would not say any
   * more what was accepted, contracts.index_step_outdated when other prices were agreed since it was worked out,
   * contracts.acceptance_invalid (with fields), contracts.four_eyes, contracts.buyout_to_come, contracts.move_to_come, and those of `draft`
   */
  sign(
    scope: Scope,
    contractId: string,
    id: string,
    version: number,
    acceptance: Acceptance,
  ): Promise<AmendmentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await holdContract(tx, contractId);
      const signedAt = this.clock.now();
      const draft = await draftToChange(tx, contractId, id, version);
      const history = await historyToAmend(tx, contractId);
      const { contract, base, amendments } = history;
      assertNoFaults('contracts.acceptance_invalid', [
        ...findAcceptanceFaults(acceptance, localDate(signedAt.getTime(), contract.zone)),
        ...(draft.indexStep ? findNoticeFaults(acceptance, draft.indexStep) : []),
      ]);
      const { contentHash } = describe(draft, history);
      if (contentHash !== acceptance.contentHash) throw new DomainError('contracts.amendment_outdated');
      if (draft.indexStep && !isStepCurrent(draft.indexStep, chargesOn(history, draft.effectiveOn)))
        throw new DomainError('contracts.index_step_outdated');
      const inTime = await judgeDelta(tx, history, draft);
      await settleTermination(tx, draft, inTime.content, signedAt, this.machines);
      await settleMoves(tx, draft, inTime.content, signedAt, this.placements);
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
      if (draft.priceBook) await noteBook(tx, contractId, draft.priceBook.versionId, signedAt);
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
      await tell(tx, 'contracts.amendment_signed', id, {
        after: {
          contractId,
          effectiveOn: draft.effectiveOn,
          reason: draft.reason,
          changes: draft.changes,
          ...signed,
        },
      });
      return viewOf(tx, contractId, id);
    });
  }

  /** What a wish would make of a contract. Stores nothing. @throws DomainError as `draft` */
  async supposeWithin(
    tx: Transaction,
    contractId: string,
    { priceBookVersionId = null, ...asked }: AmendmentWish & AmendedByBook,
  ): Promise<SupposedAmendment> {
    const history = await historyToAmend(tx, contractId);
    const wish = await pricedByBook(tx, history, asked, priceBookVersionId);
    const { effectiveOn, changes } = await judgeWish(tx, history, wish);
    const views = await getSupposedContract(tx, contractId, { id: SUPPOSED, effectiveOn, changes });
    return { ...views, effectiveOn, termination: changes.termination ?? null };
  }

  /** What a draft would make of its contract. Stores nothing. @throws DomainError contracts.amendment_not_found, contracts.amendment_signed */
  async supposeDraftWithin(tx: Transaction, contractId: string, id: string): Promise<SupposedAmendment> {
    const { effectiveOn, changes, signedAt } = await getAmendment(tx, contractId, id);
    if (signedAt !== null) throw new DomainError('contracts.amendment_signed');
    await judgeDelta(tx, await historyToAmend(tx, contractId), { id, effectiveOn, changes });
    const views = await getSupposedContract(tx, contractId, { id, effectiveOn, changes });
    return { ...views, effectiveOn, termination: changes.termination ?? null };
  }
}

/** A wish with the prices of a book, where it names one. @throws DomainError as `bookFor` */
async function pricedByBook(
  tx: Transaction,
  { base, amendments }: ContractHistory,
  wish: AmendmentWish,
  versionId: string | null,
): Promise<AmendmentWish> {
  if (versionId === null) return wish;
  const { entries } = await bookFor(tx, versionId, base.currency);
  return amendByBook(wish, entries, contentOn(contractInTime(base, amendments), wish.effectiveOn));
}

const chargesOn = ({ base, amendments }: ContractHistory, day: string): readonly ChargeFields[] =>
  contentOn(contractInTime(base, amendments), day).charges;

/** A draft, held until it is changed. */
async function draftToChange(
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

function tell(
  tx: Transaction,
  action: string,
  entityId: string,
  what: { readonly before?: object; readonly after?: object },
): Promise<void> {
  return AuditTrail.write(tx, { action, entity: 'contract_amendment', entityId, ...what });
}
