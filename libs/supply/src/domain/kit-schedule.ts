import type { KitDueForecast } from './forecast-kit-due.js';

/** A service kit of a model. */
export interface ScheduledKit {
  readonly id: string;
  readonly triggerHours: number;
  /** Whether the kit is due at every multiple of its hours, or only once at its hours. */
  readonly repeats: boolean;
  readonly parts: readonly { readonly partId: string; readonly quantity: number }[];
}

/** An existing delivery for a machine, with its kit and due hours. */
export interface KnownDelivery {
  readonly kitId: string;
  readonly dueHours: number;
}

/** A kit and the running hours at which it is due. */
export interface KitDue<Kit extends ScheduledKit = ScheduledKit> {
  readonly kit: Kit;
  readonly dueHours: number;
}

/**
 * Maximum number of multiples to search. If a larger kit covers all these multiples, it always covers the kit, which
 * then has no due hours of its own.
 */
const MAX_MULTIPLES = 100;

/**
 * Returns the next due hours of every kit of a machine, soonest first. A kit is due at the next of its hours that the
 * machine has not reached and that has no delivery, unless a larger kit that contains it is due at the same hours. The
 * larger kit then replaces it, so that no part is sent twice (4000 contains 2000).
 * @param runningHours the machine's counter now
 * @param known deliveries in any state, including cancelled ones, so that a past decision isn't proposed again
 */
export function planKits<Kit extends ScheduledKit>(
  kits: readonly Kit[],
  runningHours: number,
  known: readonly KnownDelivery[],
): KitDue<Kit>[] {
  const isCovered = (kit: Kit, hours: number): boolean =>
    known.some(
      ({ kitId, dueHours }) =>
        dueHours === hours && kits.some((each) => each.id === kitId && contains(each, kit)),
    ) || kits.some((other) => other.id !== kit.id && isDueAt(other, hours) && isLarger(other, kit));
  return kits
    .flatMap((kit): KitDue<Kit>[] => {
      const dueHours = listMultiplesAfter(kit, runningHours).find((hours) => !isCovered(kit, hours));
      return dueHours === undefined ? [] : [{ kit, dueHours }];
    })
    .sort((a, b) => a.dueHours - b.dueHours || b.kit.triggerHours - a.kit.triggerHours);
}

function listMultiplesAfter({ triggerHours, repeats }: ScheduledKit, runningHours: number): number[] {
  if (!repeats) return triggerHours > runningHours ? [triggerHours] : [];
  const first = Math.floor(runningHours / triggerHours) + 1;
  return Array.from({ length: MAX_MULTIPLES }, (_, index) => (first + index) * triggerHours);
}

function isDueAt(kit: ScheduledKit, hours: number): boolean {
  return kit.repeats ? hours % kit.triggerHours === 0 : hours === kit.triggerHours;
}

/** Returns true when the larger kit contains all parts of the smaller kit in at least the same quantity. */
function contains(larger: ScheduledKit, smaller: ScheduledKit): boolean {
  return smaller.parts.every(({ partId, quantity }) =>
    larger.parts.some((part) => part.partId === partId && part.quantity >= quantity),
  );
}

/**
 * Returns true when a kit contains all parts of the other kit and more. If two kits are equal, the one with more hours
 * is larger, so that exactly one of them is sent.
 */
function isLarger(larger: ScheduledKit, smaller: ScheduledKit): boolean {
  if (!contains(larger, smaller)) return false;
  return !contains(smaller, larger) || larger.triggerHours > smaller.triggerHours;
}

/** Number of days ahead for which kits are listed. */
const HORIZON_DAYS = 180;

/**
 * Returns true when a kit after the machine's next one is due soon enough to be listed. A kit without a due date isn't
 * listed.
 */
export function isWorthPlanning(forecast: KitDueForecast, now: Date): boolean {
  if (forecast.state === 'unknown') return false;
  return Date.parse(forecast.from) - now.getTime() <= HORIZON_DAYS * 86_400_000;
}
