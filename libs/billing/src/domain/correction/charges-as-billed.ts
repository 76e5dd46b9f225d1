import type { ChargeFields } from '#contracts/domain';
import type { LineSnapshot } from '#invoicing/domain';
import { canonicalJson } from '#platform/domain';

/**
 * Returns the charges by which a month was billed. A correction uses the month's own prices, regardless of the terms
 * for later months (docs/rules/invoicing.md#late-data-and-corrections). Charges that were added after the month was
 * billed are ignored.
 * @param pricedBy the charges stored with the invoice; null for invoices that were issued before charges were stored
 * @param current the contract's current charges
 * @param lines the lines of the invoice, used if `pricedBy` is null
 */
export function chargesAsBilled(
  pricedBy: readonly ChargeFields[] | null,
  current: readonly ChargeFields[],
  lines: readonly { readonly snapshot: LineSnapshot | null }[],
): readonly ChargeFields[] {
  if (pricedBy !== null) return pricedBy;
  const billed = new Map(
    lines.flatMap(({ snapshot }) => (snapshot ? [[snapshot.charge.key, snapshot] as const] : [])),
  );
  return current.flatMap((charge) => {
    const snapshot = billed.get(charge.key);
    return snapshot ? [{ ...charge, ...snapshot.charge }] : [];
  });
}

/** Returns true when the contract's charges differ from those by which a month was billed. */
export function haveChargesChanged(
  billedBy: readonly ChargeFields[],
  current: readonly ChargeFields[],
): boolean {
  const terms = (charges: readonly ChargeFields[]): string =>
    canonicalJson(charges.map(({ id: _id, ...fields }) => fields));
  return terms(billedBy) !== terms(current);
}
