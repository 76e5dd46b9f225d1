import type { FieldFault } from '#platform/domain';
import { isDate, plusDays, plusMonths } from '../calendar/local-dates.js';
import { type Pause, pausedDays } from './pauses.js';

const MAX_PAUSES = 24;

/** Validates pauses and returns errors by field. */
export function findPauseFaults({
  pauses,
  startsOn,
}: {
  readonly pauses: readonly Pause[];
  readonly startsOn: string;
}): FieldFault[] {
  if (pauses.length > MAX_PAUSES) return [fault('/pauses', 'too_many_pauses', { max: MAX_PAUSES })];
  const faults = pauses.flatMap((pause, index) => findFaultsOfPause(pause, `/pauses/${index}`));
  return faults.length > 0 || !isDate(startsOn) ? faults : findOverlaps(pauses, startsOn);
}

/**
 * Finds single pauses outside the days on which they can apply. Existing pauses are accepted, because an earlier end of
 * the contract does not invalidate a pause.
 * @param from the first day of the terms with the pauses
 * @param endsOn the last day of the contract; null if it has no end
 * @param agreed existing pauses
 */
export function findPausesOutside(
  pauses: readonly Pause[],
  { from: first, endsOn }: { readonly from: string; readonly endsOn: string | null },
  agreed: readonly Pause[] = [],
): FieldFault[] {
  const isAgreed = (pause: Pause): boolean =>
    agreed.some((one) => one.months === null && one.from === pause.from && one.to === pause.to);
  return pauses.flatMap((pause, index) => {
    const { from, to } = pause;
    if (from === null || to === null || isAgreed(pause)) return [];
    if (from < first) return [fault(`/pauses/${index}/from`, 'pause_before_terms', { first })];
    if (endsOn === null || to <= endsOn) return [];
    return [fault(`/pauses/${index}/${from > endsOn ? 'from' : 'to'}`, 'pause_after_end', { endsOn })];
  });
}

function findFaultsOfPause({ months, from, to, feePercent, use }: Pause, at: string): FieldFault[] {
  const isPercent = /^\d{1,3}(\.\d{1,6})?$/.test(feePercent) && Number(feePercent) <= 100;
  const hasEffect = use === 'not_billed' || Number(feePercent) < 100;
  const faults = isPercent
    ? hasEffect
      ? []
      : [fault(`${at}/feePercent`, 'pause_rests_nothing')]
    : [fault(`${at}/feePercent`, 'pause_percent_out_of_range')];
  if (months === null) return [...faults, ...findFaultsOfDays(from, to, at)];
  if (from !== null || to !== null)
    return [...faults, fault(`${at}/${from !== null ? 'from' : 'to'}`, 'pause_season_has_days')];
  const isValid =
    months.length > 0 &&
    months.length < 12 &&
    new Set(months).size === months.length &&
    months.every((month) => Number.isInteger(month) && month >= 1 && month <= 12);
  return isValid ? faults : [...faults, fault(`${at}/months`, 'pause_months_invalid')];
}

function findFaultsOfDays(from: string | null, to: string | null, at: string): FieldFault[] {
  const isDay = (day: string | null): day is string => day !== null && isDate(day);
  if (isDay(from) && isDay(to))
    return to < from ? [fault(`${at}/to`, 'ends_before_start', { value: to, startsOn: from })] : [];
  return [
    ...(isDay(from) ? [] : [fault(`${at}/from`, 'date_malformed', { value: from })]),
    ...(isDay(to) ? [] : [fault(`${at}/to`, 'date_malformed', { value: to })]),
  ];
}

/**
 * Finds days that belong to two pauses. Seasonal pauses are checked for all years that single pauses cover, and for at
 * least a few years.
 */
function findOverlaps(pauses: readonly Pause[], startsOn: string): FieldFault[] {
  const latest = pauses.reduce(
    (last, { to }) => (to !== null && to > last ? to : last),
    plusMonths(startsOn, 48),
  );
  const earliest = pauses.reduce(
    (first, { from }) => (from !== null && from < first ? from : first),
    startsOn,
  );
  const days = pauses.map((pause) => pausedDays([pause], earliest, plusDays(latest, 1)));
  return days.flatMap((own, index) => {
    const other = days
      .slice(0, index)
      .flat()
      .find((one) => own.some(({ from, to }) => from < one.to && one.from < to));
    return other
      ? [fault(`/pauses/${index}`, 'pauses_overlap', { from: other.from, to: plusDays(other.to, -1) })]
      : [];
  });
}

const fault = (pointer: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
  pointer,
  code: `contracts.${code}`,
  params,
});
