import type { ContractView } from '#contracts';
import type { Transaction } from '#platform';
import { type TaxedDocument, taxDraft } from './domain/document-taxes.js';
import type { DraftLine } from './domain/draft/draft-line.js';
import { rulesOfSeller } from './tax-rules.queries.js';
import { holdsOfParties } from './parties.queries.js';

/** Contract and lines of what is drafted. */
export interface ToTax {
  readonly contract: Pick<
    ContractView,
    'legalEntityId' | 'buyerId' | 'buyer' | 'currency' | 'pricesIncludeTax'
  >;
  readonly lines: readonly Pick<DraftLine, 'kind' | 'amountMinor'>[];
  /** The local day by which rules are chosen. */
  readonly taxPoint: string;
}

/** Taxes and totals of a draft, and all that keeps it from being approved. */
export async function taxDraftWithin(
  tx: Transaction,
  { contract, lines, taxPoint }: ToTax,
): Promise<TaxedDocument> {
  const { legalEntityId, buyerId, currency } = contract;
  const taxed = taxDraft({
    currency,
    prices: contract.pricesIncludeTax ? 'inclusive' : 'exclusive',
    buyerCountry: contract.buyer.country,
    taxPoint,
    rules: await rulesOfSeller(tx, legalEntityId),
    lines,
  });
  const { netMinor } = taxed;
  const parties = await holdsOfParties(tx, { legalEntityId, buyerId, taxPoint, currency, netMinor });
  return { ...taxed, holds: [...taxed.holds, ...parties] };
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
