import type { ContractView } from '#contracts';
import { type DraftLine, holdsOfParties, rulesOfSellers, taxDraft, type TaxedDocument } from '#invoicing';
import type { Transaction } from '#platform';

/** The contract and lines of a draft. */
export interface DraftToTax {
  readonly contract: Pick<
    ContractView,
    'legalEntityId' | 'buyerId' | 'buyer' | 'currency' | 'pricesIncludeTax'
  >;
  readonly lines: readonly Pick<DraftLine, 'kind' | 'place' | 'amountMinor' | 'corrects'>[];
  /** Local day that determines the tax rules. Lines that correct an earlier line keep the day of that line. */
  readonly taxPoint: string;
}

/**
 * Calculates taxes and totals of drafts, and the reasons that block their approval. The result is in the order of the
 * drafts.
 */
export async function taxDraftsWithin(
  tx: Transaction,
  drafts: readonly DraftToTax[],
): Promise<TaxedDocument[]> {
  const rules = await rulesOfSellers(
    tx,
    drafts.map(({ contract }) => contract.legalEntityId),
  );
  const taxed = drafts.map(({ contract, lines, taxPoint }) =>
    taxDraft({
      currency: contract.currency,
      prices: contract.pricesIncludeTax ? 'inclusive' : 'exclusive',
      buyerCountry: contract.buyer.country,
      taxPoint,
      rules: rules.get(contract.legalEntityId) ?? [],
      lines: lines.map(({ kind, place, amountMinor, corrects }) => ({
        kind,
        component: place?.component ?? null,
        amountMinor,
        ...(corrects && { taxPoint: corrects.taxPoint }),
      })),
    }),
  );
  const holds = await holdsOfParties(
    tx,
    drafts.map(({ contract: { legalEntityId, buyerId, currency }, taxPoint }, index) => ({
      legalEntityId,
      buyerId,
      taxPoint,
      currency,
      issuedOn: null,
      netMinor: taxed[index]!.netMinor,
    })),
  );
  return taxed.map((document, index) => ({ ...document, holds: [...document.holds, ...holds[index]!] }));
}

/** Returns the tax content of a draft for its content hash, without ids, so that equal content has an equal hash. */
export function taxContent({ taxStep, lines, taxes, netMinor, taxMinor }: TaxedDocument): unknown {
  return {
    taxStep,
    net: netMinor.toString(),
    tax: taxMinor.toString(),
    lines: lines.map((line) => [line.netMinor?.toString(), line.taxMinor?.toString(), line.rule]),
    taxes: taxes.map(({ category, percent, taxableMinor, reason, ...tax }) => [
      category,
      percent,
      taxableMinor.toString(),
      tax.taxMinor.toString(),
      reason,
    ]),
  };
}
