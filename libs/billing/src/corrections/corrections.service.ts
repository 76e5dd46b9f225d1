import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { type ContractView, plusDays, termsOn } from '#contracts';
import {
  contentHash,
  Correction,
  type CorrectionForm,
  correctionFormOf,
  type FoundDocument,
  fromStored,
  Invoice,
  isIssued,
  type MonthsOfContract,
  toStored,
} from '#invoicing';
import { AuditTrail, LegalEntity } from '#organization';
import { fromMinor, newId, type Transaction } from '#platform';
import { type Draft, withLines } from '../domain/draft/compose-draft.js';
import { findCarriedCorrections, deleteDrafts } from '../drafts/draft.store.js';
import { CorrectedMonths, type IssuedMonth, type RecalculatedMonth } from './corrected-months.service.js';
import { writeCorrection } from './correction-document.store.js';

/** The result of comparing an issued month with current data. Money is in minor units. */
export interface FoundCorrection {
  /** Invoice number. */
  readonly number: string;
  readonly alreadyCreditedMinor: bigint;
  readonly keysOnHold: number;
  readonly hasQuantityChanged: boolean;
  readonly hasOtherTerms: boolean;
  /** Null if there is nothing to bill or credit. */
  readonly correction: Correction | null;
  /** True if the correction was added, changed or withdrawn, so that drafts have to be updated. */
  readonly isNew: boolean;
}

/** A month's draft, and the existing document for the month. */
export interface MonthToCarry {
  readonly contract: ContractView;
  readonly draft: Draft;
  readonly periodFrom: string;
  readonly found: FoundDocument | undefined;
}

/** Stores the differences between issued months and current data until a document bills or credits them. */
@Injectable()
export class Corrections {
  constructor(private readonly corrected: CorrectedMonths) {}

  /**
   * Compares issued months with current data, and stores each difference as the month's only open correction. A new
   * difference replaces the previous correction. An unchanged difference has no effect.
   * @param issued the months to compare, in chronological order
   * @param months the months of the contract, locked by this transaction
   * @param cutoff data received at this instant or later is ignored
   */
  async correctWithin(
    tx: Transaction,
    contract: ContractView,
    issued: readonly IssuedMonth[],
    months: MonthsOfContract,
    cutoff: Date,
  ): Promise<FoundCorrection[]> {
    const found: FoundCorrection[] = [];
    for (const month of await this.corrected.compareWithCurrent(tx, contract, issued, months, cutoff))
      found.push(await storeCorrection(tx, contract, month, months, cutoff));
    return found;
  }

  /**
   * Adds corrections of earlier months to drafts. A correction that would make a draft negative gets a separate
   * document, because a document with a negative total is issued as a credit note.
   * @returns results in the order of `months`
   */
  async carryAll(
    tx: Transaction,
    months: readonly MonthToCarry[],
  ): Promise<{ readonly draft: Draft; readonly carried: readonly Correction[] }[]> {
    const pending = await findCarriedCorrections(
      tx,
      months.map(({ contract, periodFrom, found }) => ({
        contractId: contract.id,
        id: found?.id ?? null,
        periodFrom,
        isIssued: isIssuedDocument(found),
      })),
    );
    const carrying = [];
    for (const [index, month] of months.entries())
      carrying.push(await carryCorrections(tx, month, pending[index]!));
    return carrying;
  }

  /** Reloads corrections after they were assigned to drafts. */
  async reload(tx: Transaction, found: readonly FoundCorrection[]): Promise<FoundCorrection[]> {
    const ids = found.flatMap(({ correction }) => correction?.id ?? []);
    const rows = await tx.manager.findBy(Correction, { makerId: tx.scope.makerId, id: In(ids) });
    return found.map((one) => ({
      ...one,
      correction: rows.find(({ id }) => id === one.correction?.id) ?? null,
    }));
  }
}

const correctionLinesOf = ({ lines }: Correction) => lines.map(fromStored);
const isIssuedDocument = (found: FoundDocument | undefined): boolean =>
  found !== undefined && isIssued(found.state);

async function carryCorrections(
  tx: Transaction,
  { contract, draft: own, found }: MonthToCarry,
  pending: readonly Correction[],
): Promise<{ readonly draft: Draft; readonly carried: readonly Correction[] }> {
  const draft = withLines(own, pending.flatMap(correctionLinesOf));
  if (isIssuedDocument(found) || draft.totalMinor >= 0n || pending.length === 0)
    return { draft, carried: pending };
  const carried = pending.filter(({ totalMinor }) => BigInt(totalMinor) >= 0n);
  for (const correction of pending.filter((one) => !carried.includes(one))) {
    const { makerId } = tx.scope;
    const invoice = await tx.manager.findOneByOrFail(Invoice, { makerId, id: correction.originalId });
    Object.assign(correction, { form: 'document', documentId: null });
    await tx.manager.save(correction);
    await writeCorrection(tx, contract, invoice, correction);
  }
  return { draft: withLines(own, carried.flatMap(correctionLinesOf)), carried };
}

async function storeCorrection(
  tx: Transaction,
  contract: ContractView,
  { invoice, correction: found, evidence, hasOtherTerms }: RecalculatedMonth,
  months: MonthsOfContract,
  cutoff: Date,
): Promise<FoundCorrection> {
  const { makerId } = tx.scope;
  const { lines, totalMinor, alreadyCreditedMinor, keysOnHold, hasQuantityChanged } = found;
  const summary = {
    number: invoice.number!,
    alreadyCreditedMinor,
    keysOnHold,
    hasQuantityChanged,
    hasOtherTerms,
  };
  const open = await tx.manager.findOneBy(Correction, {
    makerId,
    contractId: contract.id,
    periodFrom: invoice.periodFrom,
    state: 'open',
  });
  if (lines.length === 0) {
    if (open) await withdrawCorrection(tx, open);
    return { ...summary, correction: null, isNew: open !== null };
  }
  const hash = contentHash({
    contract: contract.number,
    currency: contract.currency,
    zone: contract.zone,
    periodFrom: invoice.periodFrom,
    periodTo: invoice.periodTo,
    lines,
    readingsHashes: evidence,
    taxes: null,
  });
  const form = await formOf(tx, contract, invoice, totalMinor, open, months);
  const isNew = open?.contentHash !== hash || open.form !== form;
  const correction = tx.manager.create(Correction, {
    makerId,
    id: open?.id ?? newId(),
    contractId: contract.id,
    periodFrom: invoice.periodFrom,
    originalId: invoice.id,
    state: 'open',
    form,
    documentId: open && open.form === form ? open.documentId : null,
    totalMinor: totalMinor.toString(),
    lines: lines.map(toStored),
    contentHash: hash,
    knownBefore: cutoff,
    foundAt: isNew ? tx.now : open.foundAt,
    settledAt: null,
  });
  await tx.manager.save(correction);
  if (isNew) await recordFoundCorrection(tx, invoice, correction, contract.currency);
  if (form === 'document') await writeCorrection(tx, contract, invoice, correction);
  return { ...summary, correction, isNew };
}

async function formOf(
  tx: Transaction,
  contract: ContractView,
  invoice: Invoice,
  totalMinor: bigint,
  open: Correction | null,
  { issuedTo, drafts }: MonthsOfContract,
): Promise<CorrectionForm> {
  // A correction keeps its separate document, even if the draft's total has since become large enough to include the
  // correction.
  if (open?.form === 'document') return 'document';
  const { makerId } = tx.scope;
  const seller = await tx.manager.findOneByOrFail(LegalEntity, { makerId, id: invoice.legalEntityId });
  const isSame =
    contract.legalEntityId === invoice.legalEntityId &&
    isForBuyer(contract, invoice) &&
    contract.pricesIncludeTax === (invoice.prices === 'inclusive');
  const isContinuing = contract.endsOn === null || issuedTo === null || contract.endsOn >= issuedTo;
  return correctionFormOf({
    country: seller.country,
    terms: contract.terms,
    totalMinor,
    hasNext: isSame && (isContinuing || drafts.some(({ periodFrom }) => periodFrom > invoice.periodFrom)),
  });
}

/** Returns true when the invoice's last day and all later days are billed to the invoice's buyer. */
function isForBuyer({ versions }: ContractView, { buyerId, periodTo }: Invoice): boolean {
  const later = versions.filter(({ from }) => from >= periodTo);
  return [termsOn(versions, plusDays(periodTo, -1)), ...later].every((terms) => terms.buyerId === buyerId);
}

/**
 * Withdraws a correction that no longer applies, and deletes its separate document. The caller redrafts an invoice that
 * included the correction.
 */
async function withdrawCorrection(tx: Transaction, correction: Correction): Promise<void> {
  const { makerId } = tx.scope;
  const { id, form, documentId, periodFrom, totalMinor } = correction;
  await tx.manager.delete(Correction, { makerId, id });
  if (form === 'document' && documentId !== null) await deleteDrafts(tx, [documentId]);
  await AuditTrail.write(tx, {
    action: 'billing.correction_withdrawn',
    entity: 'invoice',
    entityId: correction.originalId,
    before: { periodFrom, totalMinor },
  });
}

async function recordFoundCorrection(
  tx: Transaction,
  { id, number }: Invoice,
  { form, totalMinor, contentHash: hash }: Correction,
  currency: string,
): Promise<void> {
  const total = fromMinor(BigInt(totalMinor), currency);
  await AuditTrail.write(tx, {
    action: 'billing.correction_found',
    entity: 'invoice',
    entityId: id,
    after: { number, form, total, currency, contentHash: hash },
  });
}
