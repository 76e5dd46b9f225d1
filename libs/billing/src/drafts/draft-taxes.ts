import type { ContractView } from '#contracts';
import { type DraftLine, holdsOfParties, rulesOfSellers, taxDraft, type TaxedDocument } from '#invoicing';
import type { Transaction } from '#platform';

/** Contract and lines of what is drafted. */
export interface ToTax {
  readonly contract: Pick<
    ContractView,
    'legalEntityId' | 'buyerId' | 'buyer' | 'currency' | 'pricesIncludeTax'
  >;
  readonly lines: readonly Pick<DraftLine, 'kind' | 'place' | 'amountMinor' | 'corrects'>[];
  /** The local day by which rules are chosen; what a line corrects keeps its own. */
  readonly taxPoint: string;
}

/** Taxes and totals of drafts, and all that keeps them from being approved. In their order. */
export async function taxDraftsWithin(tx: Transaction, drafts: readonly ToTax[]): Promise<TaxedDocument[]> {
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
      netMinor: taxed[index]!.netMinor,
    })),
  );
  return taxed.map((document, index) => ({ ...document, holds: [...document.holds, ...holds[index]!] }));
}

/** What of the taxes a draft says, for its content hash: without ids, so that equal content is equal. */
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
