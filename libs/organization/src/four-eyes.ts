import { Exact, type Transaction } from '#platform';
import { Maker } from './entities/maker.entity.js';

/**
 * Above a maker's limit it takes two people to decide about money.
 * @param amount decimal, in major units of the currency
 * @param other who took part before; null for nobody
 * @returns the limit that keeps whoever decides now from doing so alone; null where they may
 */
export async function limitAgainstOneAlone(
  tx: Transaction,
  { amount, currency }: { readonly amount: string; readonly currency: string },
  other: string | null,
): Promise<string | null> {
  const maker = await tx.manager.findOneByOrFail(Maker, { id: tx.scope.makerId });
  const limit = maker.fourEyesLimits[currency];
  if (limit === undefined || new Exact(amount).lte(limit)) return null;
  return other !== null && other !== tx.scope.userId ? null : limit;
}
