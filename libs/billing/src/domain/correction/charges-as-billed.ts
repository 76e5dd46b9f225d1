import type { ChargeFields } from '#contracts/domain';
import type { LineSnapshot } from '#invoicing/domain';
import { canonicalJson } from '#platform/domain';

/**
 * The charges that a month was billed by: a correction goes at its price, whatever was agreed for later months
 * (docs/rules/invoicing.md#late-data-and-corrections). What a contract takes on or lets go of since has no part in it.
 * @param pricedBy as they were kept with the invoice; null of one from before they were
 * @param current of the contract as it is now
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

/** Whether the contract's charges differ from those that a month was billed by. */
export function saysOtherwise(billedBy: readonly ChargeFields[], current: readonly ChargeFields[]): boolean {
  const terms = (charges: readonly ChargeFields[]): string =>
    canonicalJson(charges.map(({ id: _id, ...said }) => said));
  return terms(billedBy) !== terms(current);
}
