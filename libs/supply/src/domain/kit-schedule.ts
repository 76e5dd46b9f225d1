import type { KitDueForecast } from './forecast-kit-due.js';

/** A service kit of a model. */
export interface ScheduledKit {
  readonly id: string;
  readonly triggerHours: number;
  /** Due at every multiple of its hours; else once, at its hours. */
  readonly repeats: boolean;
  readonly parts: readonly { readonly partId: string; readonly quantity: number }[];
}

/** A delivery that exists for a machine: of which kit and for which due hours. */
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
 * The next due hours of every kit of a machine, soonest first. A kit is due at the next of its hours that the machine has
 * not reached and for which no delivery is known, of this kit or of a larger one that contains it. Where a larger kit is
 * due at the same hours it stands for the smaller one, so the parts are sent once (4000 contains 2000).
 * @param runningHours the machine's counter now
 * @param known deliveries of any state, cancelled ones too: what was decided once is not proposed again
 */
export function planKits<Kit extends ScheduledKit>(
  kits: readonly Kit[],
  runningHours: number,
  known: readonly KnownDelivery[],
): KitDue<Kit>[] {
  const isKnown = (kit: Kit, hours: number) =>
    known.some(
      ({ kitId, dueHours }) =>
        dueHours === hours && kits.some((each) => each.id === kitId && contains(each, kit)),
    );
  return kits
    .flatMap((kit): KitDue<Kit>[] => {
      const dueHours = nextHours(kit, runningHours, (hours) => isKnown(kit, hours));
      if (dueHours === undefined) return [];
      const standsIn = kits.some(
        (other) => other.id !== kit.id && isDueAt(other, dueHours) && isLarger(other, kit),
      );
      return standsIn ? [] : [{ kit, dueHours }];
    })
    .sort((a, b) => a.dueHours - b.dueHours || b.kit.triggerHours - a.kit.triggerHours);
}

function nextHours(
  kit: ScheduledKit,
  runningHours: number,
  isKnown: (hours: number) => boolean,
): number | undefined {
  if (!kit.repeats)
    return kit.triggerHours > runningHours && !isKnown(kit.triggerHours) ? kit.triggerHours : undefined;
  let hours = (Math.floor(runningHours / kit.triggerHours) + 1) * kit.triggerHours;
  while (isKnown(hours)) hours += kit.triggerHours;
  return hours;
}

function isDueAt(kit: ScheduledKit, hours: number): boolean {
  return kit.repeats ? hours % kit.triggerHours === 0 : hours === kit.triggerHours;
}

/** Whether everything of the smaller kit is in the larger one, in at least its quantity. */
function contains(larger: ScheduledKit, smaller: ScheduledKit): boolean {
  return smaller.parts.every(({ partId, quantity }) =>
    larger.parts.some((part) => part.partId === partId && part.quantity >= quantity),
  );
}

/** Contains it and more; of two equal kits the one with more hours, so that exactly one of them is sent. */
function isLarger(larger: ScheduledKit, smaller: ScheduledKit): boolean {
  if (!contains(larger, smaller)) return false;
  return !contains(smaller, larger) || larger.triggerHours > smaller.triggerHours;
}

/** How far ahead a kit is listed. */
const HORIZON_DAYS = 180;

/** Whether a kit beyond the machine's next one is near enough to be listed; one without a date is not. */
export function isWorthPlanning(forecast: KitDueForecast, now: Date): boolean {
  if (forecast.state === 'unknown') return false;
  return Date.parse(forecast.from) - now.getTime() <= HORIZON_DAYS * 86_400_000;
}
