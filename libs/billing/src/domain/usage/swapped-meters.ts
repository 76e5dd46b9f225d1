import { plusDays } from '#contracts/domain';
import { Exact } from '#platform/domain';
import type { ChargesFrom } from '#pricing/domain';
import type { DraftInput } from '../draft/draft-input.js';
import type { MeteredMonth } from './metered-month.js';

/**
 * Adds the meters of swapped machines to the charges on the day of the swap. Charges change by day, but a swapped
 * machine counts up to the instant of the swap, which is on a day next to the machine's own days. Without the added
 * meters, no version of the charges would bill the usage on that day.
 */
export function addSwappedMeters({
  versions,
  metered,
  machines,
}: Pick<DraftInput, 'versions' | 'metered' | 'machines'>): readonly ChargesFrom[] {
  if (versions.length === 1) return versions;
  const isCounted = (meterId: string, day: string): boolean =>
    metered.some((month) => month.meterId === meterId && countedOn(month, day));
  const machineOf = (meterId: string): string | null =>
    metered.find((month) => month.meterId === meterId)?.machineId ?? null;
  const joinsOn = (meterId: string, day: string): boolean =>
    machines.some(({ machineId, from }) => from === day && machineId === machineOf(meterId));
  const leavesOn = (meterId: string, day: string): boolean =>
    machines.some(({ machineId, to }) => to === day && machineId === machineOf(meterId));

  return versions.map((version, index) => {
    const [before, after] = [versions[index - 1], versions[index + 1]];
    const withLeavingMeters = withMeters(
      version,
      before,
      (id) => leavesOn(id, version.from) && isCounted(id, version.from),
    );
    return withMeters(
      withLeavingMeters,
      after,
      (id) => joinsOn(id, after!.from) && isCounted(id, plusDays(after!.from, -1)),
    );
  });
}

function withMeters(
  version: ChargesFrom,
  other: ChargesFrom | undefined,
  isMissing: (meterId: string) => boolean,
): ChargesFrom {
  if (!other) return version;
  const charges = version.charges.map((charge) => {
    const named = other.charges.find(({ key }) => key === charge.key)?.meterIds ?? [];
    const missing = named.filter((id) => !charge.meterIds.includes(id) && isMissing(id));
    return missing.length === 0 ? charge : { ...charge, meterIds: [...charge.meterIds, ...missing] };
  });
  return { ...version, charges };
}

function countedOn({ days }: MeteredMonth, day: string): boolean {
  return days.some(
    (one) => one.day === day && (!new Exact(one.quantity).isZero() || !new Exact(one.heldQuantity).isZero()),
  );
}
