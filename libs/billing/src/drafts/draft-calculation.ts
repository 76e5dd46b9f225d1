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

/** A month with what it would say. */
export interface ComposedMonth extends MonthToDraft {
  readonly input: DraftInput;
  readonly draft: Draft;
}

interface Taxed {
  /** Those of the last day that is billed: whose the document is, and how long there is to pay. */
  readonly terms: ContractVersion;
  readonly taxed: TaxedDocument;
  /** What of the contract's deposit is set off against it; null where none is. */
  readonly depositMinor: bigint | null;
  readonly hash: string;
}

export type TaxedMonth<Month extends ComposedMonth = ComposedMonth> = Month & Taxed;

/**
 * What a month would say by what was gathered. Drafts, and whoever wants to see one before, come this way.
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

/** What is left of the deposits that months are to be set off against, in their order; null where none is. */
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
    // The end was taken back once, and the month that was the last one took some of it.
    const elsewhere = taken.filter(
      (one) => one.contractId === contract.id && one.periodFrom !== input.month.from.date,
    );
    const left = elsewhere.reduce((rest, { amountMinor }) => rest - BigInt(amountMinor), of);
    return left > 0n ? left : 0n;
  });
}

export const periodOf = ({ month }: DraftInput) => ({ periodFrom: month.from.date, periodTo: month.to.date });
