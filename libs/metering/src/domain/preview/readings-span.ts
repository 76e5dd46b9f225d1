import { DomainError } from '#platform/domain';
import type { Span } from '../windows/spans.js';
import type { MeterMethod, MeterReading } from './meter-definition.js';
import { selectReadings } from './select-readings.js';

/** Methods that measure between readings; other methods count at the instant of a reading. */
const BETWEEN_READINGS: ReadonlySet<MeterMethod> = new Set<MeterMethod>([
  'counter',
  'integral',
  'mean',
  'formula',
]);

/**
 * Returns the period in which every known reading counts: from the first to the last. A period excludes its end, so the
 * returned period ends a millisecond after the last reading if that reading must count.
 *
 * @param knownBefore cutoff: readings received at this instant or later are ignored; null for no limit
 * @returns instants in milliseconds since 1970 UTC, half-open
 * @throws DomainError metering.period_missing if the readings cover no time that the method could measure
 */
export function spanOfReadings(
  method: MeterMethod,
  arrived: readonly MeterReading[],
  knownBefore: number | null,
): Span {
  const { readings } = selectReadings(arrived, knownBefore);
  const [first, last] = [readings[0], readings.at(-1)];
  if (!first || !last || (method === 'integral' && first.at === last.at)) throw periodMissing();
  const endsAtReading = BETWEEN_READINGS.has(method) && first.at < last.at;
  return { from: first.at, to: endsAtReading ? last.at : last.at + 1 };
}

const periodMissing = (): DomainError =>
  new DomainError('metering.period_missing', {}, [{ pointer: '/period', code: 'metering.period_missing' }]);
