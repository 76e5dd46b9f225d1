import { type Fraction, partOf, type Pricing, shareAllowance } from '#contracts';
import { Exact } from '#platform';
import type { MachineTerms } from '../rating/charge-in-time.js';
import type { Counter } from './counter.js';
import type { MachineToBill } from './draft-input.js';
import type { MeteredMonth } from './metered-month.js';
import { countWorked } from './rests.js';

/** Of a counter's billed days those on which a machine is under the contract; all of them for what belongs to no machine. */
export function shareOfMachine(
  machineId: string | null,
  { from, to, share, rests }: Pick<Counter, 'from' | 'to' | 'share' | 'rests'>,
  machines: readonly MachineToBill[],
): Fraction {
  const stays = machines.filter((stay) => stay.machineId === machineId);
  if (machineId === null || stays.length === 0) return share;
  const used = stays.reduce((days, stay) => {
    const first = stay.from > from ? stay.from : from;
    const end = stay.to !== null && stay.to < to ? stay.to : to;
    return first < end ? days + countWorked({ from: first, to: end }, rests) : days;
  }, 0);
  return { used: Math.min(used, share.used), of: share.of };
}

/**
 * What is included, and due at least, for each machine of a pool that is there for some of the counter's days (billing.md, section 0,
 * "change inside a period": allowance shares add up, a lone share rounds down to the billing unit).
 * @returns undefined where every machine is there for all of them, or nothing is agreed for each
 */
export function termsOfMachines(
  { includedQuantityPerMachine: included, minQuantityPerMachine: minimum }: Pricing,
  counter: Pick<Counter, 'from' | 'to' | 'share' | 'rests'>,
  metered: readonly MeteredMonth[],
  machines: readonly MachineToBill[],
): ReadonlyMap<string | null, MachineTerms> | undefined {
  if (isNone(included) && isNone(minimum)) return undefined;
  const ids = [...new Set(metered.flatMap(({ machineId }) => machineId ?? []))];
  const partial = ids
    .map((id) => ({ id, share: shareOfMachine(id, counter, machines) }))
    .filter(({ share }) => share.used < counter.share.used);
  if (partial.length === 0) return undefined;
  const { of } = counter.share;
  const allowances = isNone(included)
    ? []
    : shareAllowance(
        included,
        partial.map(({ share }) => share.used),
        of,
      );
  return new Map(
    partial.map(({ id, share }, index) => [
      id,
      {
        includedQuantity: allowances[index] ?? null,
        minQuantity: isNone(minimum) ? null : partOf(new Exact(minimum), share).toFixed(),
      },
    ]),
  );
}

const isNone = (decimal: string | null | undefined): decimal is null | undefined =>
  decimal === null || decimal === undefined;
