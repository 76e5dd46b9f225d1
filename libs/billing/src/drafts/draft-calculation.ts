import { type ContractVersion, termsOn } from '#contracts';
import {
  contentHash,
  depositAt,
  depositsBilled,
  depositsSetOff,
  isLastMonth,
  setOff,
  type TaxedDocument,
} from '#invoicing';
import type { Transaction } from '#platform';
import { composeDraft, type Draft } from '../domain/draft/compose-draft.js';
import { type DraftInput, evidenceOf } from '../domain/draft/draft-input.js';
import { lastDayOf, type MonthToDraft } from './draft-input.service.js';
import { taxContent, taxDraftsWithin } from './draft-taxes.js';

/** A month with its calculated draft. */
export interface ComposedMonth extends MonthToDraft {
  readonly input: DraftInput;
  readonly draft: Draft;
}

interface Taxed {
  /** Terms on the last billed day. They determine the buyer and the payment term. */
  readonly terms: ContractVersion;
  readonly taxed: TaxedDocument;
  /** Part of the contract's deposit that is set off; null if no deposit is set off. */
  readonly depositMinor: bigint | null;
  readonly hash: string;
}

export type TaxedMonth<Month extends ComposedMonth = ComposedMonth> = Month & Taxed;

/**
 * Calculates a month's draft from its inputs. Used by both drafts and previews.
 * @throws DomainError billing.beyond_last_tier
 */
export function composeMonth(month: MonthToDraft & { readonly input: DraftInput }): ComposedMonth {
  return { ...month, draft: composeDraft(month.input) };
}

export async function taxMonths<Month extends ComposedMonth>(
  tx: Transaction,
  months: readonly Month[],
): Promise<TaxedMonth<Month>[]> {
  const terms = months.map(({ contract, input }) => termsOn(contract.versions, lastDayOf(input.month)));
  const taxed = await taxDraftsWithin(
    tx,
    months.map(({ contract, draft, input }, index) => {
      const { buyer, buyerId } = terms[index]!;
      return {
        contract: { ...contract, buyer, buyerId },
        lines: draft.lines,
        taxPoint: lastDayOf(input.month),
      };
    }),
  );
  const deposits = await depositsLeft(tx, months);
  return months.map((month, index) => {
    const { contract, input, draft } = month;
    const held = deposits[index] ?? null;
    const depositMinor = held === null ? null : setOff(held, taxed[index]!.grossMinor);
    const payableIncrement = terms[index]!.invoiceTerms?.payableIncrement ?? null;
    const hash = contentHash({
      contract: contract.number,
      currency: contract.currency,
      zone: contract.zone,
      ...periodOf(input),
      lines: draft.lines,
      readingsHashes: evidenceOf(input),
      taxes: taxContent(taxed[index]!),
      ...(depositMinor !== null && { deposit: depositMinor.toString() }),
      ...(payableIncrement !== null && { payableIncrement }),
    });
    return { ...month, terms: terms[index]!, taxed: taxed[index]!, depositMinor, hash };
  });
}

/**
 * Returns, for each month in order, the remaining deposit of the contract that can be set off; null if no deposit can
 * be set off.
 */
async function depositsLeft(tx: Transaction, months: readonly ComposedMonth[]): Promise<(bigint | null)[]> {
  const billed = await depositsBilled(
    tx,
    months
      .filter(({ contract, input }) => isLastMonth(contract, input.month))
      .map(({ contract }) => contract.id),
  );
  const held = months.map(({ contract, input }) =>
    depositAt(contract, input.month, billed.get(contract.id) ?? 0n),
  );
  const taken = await depositsSetOff(
    tx,
    months.flatMap(({ contract }, index) => (held[index] === null ? [] : [contract.id])),
  );
  return months.map(({ contract, input }, index) => {
    const of = held[index] ?? null;
    if (of === null) return null;
    // Another month may have used the deposit: if an earlier end of the contract was revoked, the last month before
    // that end.
    const elsewhere = taken.filter(
      (one) => one.contractId === contract.id && one.periodFrom !== input.month.from.date,
    );
    const left = elsewhere.reduce((rest, { amountMinor }) => rest - BigInt(amountMinor), of);
    return left > 0n ? left : 0n;
  });
}

export const periodOf = ({ month }: DraftInput) => ({ periodFrom: month.from.date, periodTo: month.to.date });
