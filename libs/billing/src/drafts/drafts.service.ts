import { Injectable } from '@nestjs/common';
import { billingMonthOf, type ContractView, getContract } from '#contracts';
import {
  Correction,
  getInvoice,
  lockMonths,
  type InvoiceView,
  isIssued,
  issuedBetween,
  type MonthsOfContract,
} from '#invoicing';
import type { ContractMonth } from '#metering';
import { AuditTrail } from '#organization';
import { DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { billedWithoutEnd, contractYears } from '#pricing';
import type { IssuedMonth } from '../corrections/corrected-months.service.js';
import { Corrections, type FoundCorrection } from '../corrections/corrections.service.js';
import { countsSince } from '../domain/draft/month-cuts.js';
import { isAnyUsable } from '../domain/prepaid/prepaid-balances.js';
import { DraftBatches } from './draft-batches.service.js';
import { allCharges, spansMonths } from './draft-input.service.js';
import type { DraftOutcome } from './draft-writer.store.js';
import { deleteDraftsAfterEnd } from './draft.store.js';

/** Drafts months of contracts, compares issued months with current data, and withdraws drafts. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly drafts: DraftBatches,
    private readonly corrections: Corrections,
  ) {}

  /**
   * Drafts a contract's month, or redrafts it from current data. Drafting is idempotent: the same input results in the
   * same draft. Corrections of earlier months in the draft are recalculated too. If an issued month has an open
   * correction document, that document is returned.
   * @param month `YYYY-MM` in the contract's time zone; the current month is drafted from the data received until now
   * @throws DomainError contracts.contract_not_found, billing.contract_not_active, billing.contract_not_in_force,
   * billing.beyond_last_tier, billing.month_not_begun, billing.period_issued, billing.period_issued_differs,
   * metering.month_invalid
   */
  draft(scope: Scope, contractId: string, month: string): Promise<InvoiceView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const outcome = await this.draftOne(tx, contractId, month, tx.now);
      const { id, issued } = outcome;
      if (issued) {
        const documentId = await this.refreshDocument(tx, outcome);
        if (documentId !== null) return getInvoice(tx, documentId);
        const differs = issued.hash !== issued.contentHash;
        const code = differs ? 'billing.period_issued_differs' : 'billing.period_issued';
        throw new DomainError(code, { month, number: issued.number });
      }
      await this.refreshCarried(tx, contractId, id);
      return getInvoice(tx, id);
    });
  }

  /**
   * Recalculates an issued month that has an open correction document.
   * @returns the document's id; null if there is no document or no correction is due
   */
  private async refreshDocument(tx: Transaction, outcome: DraftOutcome): Promise<string | null> {
    const open = {
      makerId: tx.scope.makerId,
      originalId: outcome.id,
      state: 'open',
      form: 'document',
    } as const;
    if (!(await tx.manager.existsBy(Correction, open))) return null;
    await this.correctWithin(tx, outcome);
    return (await tx.manager.findOneBy(Correction, open))?.documentId ?? null;
  }

  /** Recalculates the issued months that a draft corrects, and redrafts it if one of their corrections changed. */
  private async refreshCarried(tx: Transaction, contractId: string, draftId: string): Promise<void> {
    const carried = await tx.manager.find(Correction, {
      where: { makerId: tx.scope.makerId, documentId: draftId, state: 'open' },
      order: { periodFrom: 'asc' },
    });
    if (carried.length === 0) return;
    const contract = await getContract(tx, contractId);
    for (const { periodFrom } of carried)
      await this.correctWithin(
        tx,
        await this.draftOne(tx, contractId, billingMonthOf(periodFrom, contract), tx.now),
      );
  }

  /**
   * Compares an issued invoice's month with current data, and stores the difference as its correction.
   * @throws DomainError billing.invoice_not_found, billing.not_correctable, and those of `draft`
   */
  correct(scope: Scope, invoiceId: string): Promise<readonly FoundCorrection[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { kind, state, contract, periodFrom } = await getInvoice(tx, invoiceId);
      if (kind !== 'invoice' || !isIssued(state))
        throw new DomainError('billing.not_correctable', { kind, state });
      const outcome = await this.draftOne(tx, contract.id, periodFrom.slice(0, 7), tx.now);
      const found = await this.correctWithin(tx, outcome);
      await AuditTrail.write(tx, {
        action: 'billing.invoice_compared',
        entity: 'invoice',
        entityId: invoiceId,
        after: { corrections: found.filter(({ correction }) => correction !== null).length },
      });
      return found;
    });
  }

  /**
   * Corrects an issued month that differs from current data. This includes all issued months of the contract year if a
   * charge counts by year or is due quarterly or yearly, and all issued months if there are prepaid credits, because
   * the usage of one month affects the prices of the others. Then redrafts later drafts, which include the corrections.
   * @param outcome the outcome of `draftAll` in the same transaction; a draft needs no correction
   */
  async correctWithin(
    tx: Transaction,
    { issued: first, knownBefore }: DraftOutcome,
  ): Promise<FoundCorrection[]> {
    if (first === null || first.hash === first.contentHash) return [];
    const { contract, month } = first;
    const months = await lockMonths(tx, contract.id, billedWithoutEnd(month, contract)!.from.date);
    const names = monthsPricedWith(contract, month, months);
    const issued: IssuedMonth[] = [];
    for (const name of names) {
      const issuedMonth =
        name === month.month ? first : (await this.draftOne(tx, contract.id, name, knownBefore)).issued;
      if (issuedMonth) issued.push({ invoiceId: issuedMonth.id, month: name, usages: issuedMonth.usages });
    }
    const found = await this.corrections.correctWithin(tx, contract, issued, months, knownBefore);
    // A different quantity changes the drafts that continue a month's rated periods, even if the amount of the month
    // stays the same.
    if (found.some(({ isNew, hasQuantityChanged }) => isNew || hasQuantityChanged))
      for (const { periodFrom } of months.drafts.filter((draft) => isStillBilled(contract, draft)))
        await this.draftOne(tx, contract.id, billingMonthOf(periodFrom, contract), knownBefore);
    return this.corrections.reload(tx, found);
  }

  /** Drafts one month of a contract. @throws DomainError as `draft` */
  private async draftOne(
    tx: Transaction,
    contractId: string,
    month: string,
    knownBefore: Date,
  ): Promise<DraftOutcome> {
    const outcome = (await this.drafts.draftAll(tx, [contractId], month, knownBefore)).get(contractId)!;
    if (outcome instanceof DomainError) throw outcome;
    return outcome;
  }

  /**
   * Withdraws drafts of months that their contracts no longer bill, because an end or a migration was agreed after they
   * were drafted.
   */
  withdrawDrafts(scope: Scope): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const withdrawn = await deleteDraftsAfterEnd(tx);
      await AuditTrail.write(
        tx,
        ...withdrawn.map(({ id, ...before }) => ({
          action: 'billing.draft_withdrawn' as const,
          entity: 'invoice',
          entityId: id,
          before,
        })),
      );
    });
  }
}

/** Returns true when a contract still bills a draft's month. */
const isStillBilled = ({ endsOn }: ContractView, { periodFrom }: { readonly periodFrom: string }): boolean =>
  endsOn === null || periodFrom <= endsOn;

/**
 * Returns the issued months that are priced together with a month: the month itself, all months of its contract years
 * if a charge counts by year or is due quarterly or yearly, and all months if prepaid credits carry over.
 */
function monthsPricedWith(
  contract: ContractView,
  month: ContractMonth,
  { issued }: MonthsOfContract,
): string[] {
  const isYearly = allCharges(contract).some(spansMonths);
  // A month issued after the contract's end was priced with its contract year too.
  const years = isYearly
    ? contractYears({ ...contract, endsOn: null }, month.endDay).filter(({ to }) => to.date > month.firstDay)
    : [];
  const counterFrom = years[0]?.from.date ?? month.firstDay;
  const from = countsSince(contract, counterFrom);
  const isOpen = isAnyUsable(contract.prepaid, counterFrom);
  const end = isOpen ? null : (years.at(-1)?.to.date ?? month.endDay);
  return issuedBetween(issued, contract, from, end);
}
