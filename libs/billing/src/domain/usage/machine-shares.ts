import { type Fraction, partOf, type Pricing, shareAllowance } from '#contracts/domain';
import { Exact } from '#platform/domain';
import { countUnpausedDays, type MachineTerms, type MachineToBill } from '#pricing/domain';
import type { DaysOfPeriod } from './counter.js';

/**
 * Returns the share of the billed days on which a machine is under the contract; without a machine, of all billed days.
 */
export function shareOfMachine(
  machineId: string | null,
  { from, to, share, rests }: DaysOfPeriod,
  machines: readonly MachineToBill[],
): Fraction {
  const stays = machines.filter((stay) => stay.machineId === machineId);
  if (machineId === null || stays.length === 0) return share;
  const used = stays.reduce((days, stay) => {
    const first = stay.from > from ? stay.from : from;
    const end = stay.to !== null && stay.to < to ? stay.to : to;
    return first < end ? days + countUnpausedDays({ from: first, to: end }, rests) : days;
  }, 0);
  return { used: Math.min(used, share.used), of: share.of };
}

/** Days of a period on which a pool's terms apply, with the machines counted on these days. */
export interface PoolPart extends DaysOfPeriod {
  readonly machineIds: readonly string[];
}

/**
 * Returns, for a pool, the allowance and the minimum of each machine that is under the contract for only a part of the
 * period (docs/rules/rating.md#change-inside-a-period). The shares of all machines in all parts are summed, and the sum
 * is rounded down to the billing unit once.
 * @param from the first day of the part to return
 * @param parts all parts that share the allowance per machine, including that one
 * @returns undefined if every machine is under the contract for the whole period, or nothing is agreed per machine
 */
export function termsOfMachines(
  { includedQuantityPerMachine: included, minQuantityPerMachine: minimum }: Pricing,
  from: string,
  parts: readonly PoolPart[],
  machines: readonly MachineToBill[],
): ReadonlyMap<string | null, MachineTerms> | undefined {
  if (isNone(included) && isNone(minimum)) return undefined;
  const partial = parts.flatMap((part) =>
    part.machineIds
      .map((id) => ({ id, isOwn: part.from === from, share: shareOfMachine(id, part, machines) }))
      .filter(({ share }) => share.used < share.of),
  );
  if (!partial.some(({ isOwn }) => isOwn)) return undefined;
  const used = partial.map(({ share }) => share.used);
  const allowances = isNone(included) ? [] : shareAllowance(included, used, partial[0]!.share.of);
  const own = partial
    .map((one, index) => ({ ...one, includedQuantity: allowances[index] ?? null }))
    .filter(({ isOwn }) => isOwn);
  return new Map(
    own.map(({ id, share, includedQuantity }) => {
      const minQuantity = isNone(minimum) ? null : partOf(new Exact(minimum), share).toFixed();
      return [id, { includedQuantity, minQuantity }];
    }),
  );
}

const isNone = (decimal: string | null | undefined): decimal is null | undefined =>
  decimal === null || decimal === undefined;
