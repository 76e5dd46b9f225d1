import { DateTime } from 'luxon';
import {
  spanOfReadings,
  type MeterDefinition,
  type MeterEvent,
  type MeterPreviewInput,
  type MeterReading,
} from '#metering';
import { DomainError } from '#platform';
import type {
  MeterDefinitionDto,
  MeterDescriptionDto,
  PreviewEventDto,
  PreviewReadingDto,
} from './meter-preview.dto.js';

/**
 * Converts the description of a meter and its readings, and adds default values.
 * @throws DomainError metering.event_invalid if an event has no time, or an estimate has no quantity per hour;
 *   metering.period_missing if there is no period and the readings cover no time
 */
export function toMeterFacts(described: MeterDescriptionDto): MeterPreviewInput {
  const { meter, windowSeconds } = described;
  const knownBefore = instantOrNull(described.knownBefore);
  const readings = (described.readings ?? []).map(toReading);
  const events = (described.events ?? []).map(toEvent);
  const { period, end } = periodOf(described, readings, knownBefore);
  return {
    meter: toDefinition(meter, end),
    period,
    windowSeconds: windowSeconds ?? null,
    knownBefore,
    readings,
    events,
  };
}

/**
 * Returns the period of the description or, if it has none, the time span of the readings. `end` is the end of the
 * period as text, with its offset.
 */
function periodOf(
  { meter, period, readings }: MeterDescriptionDto,
  arrived: readonly MeterReading[],
  knownBefore: number | null,
): { readonly period: MeterPreviewInput['period']; readonly end: string } {
  if (period) return { period: { from: instant(period.from), to: instant(period.to) }, end: period.to };
  const span = spanOfReadings(meter.method, arrived, knownBefore);
  const last = arrived.findLastIndex(({ at }) => at === span.to || at === span.to - 1);
  return { period: span, end: readings![last]!.at };
}

function toDefinition(meter: MeterDefinitionDto, periodTo: string): MeterDefinition {
  const { calibrationValidTo: validTo } = meter;
  return {
    method: meter.method,
    factor: meter.factor ?? null,
    modulus: meter.modulus ?? null,
    maxRatePerMinute: meter.maxRatePerMinute ?? null,
    maxHoldSeconds: meter.maxHoldSeconds ?? null,
    rounding: meter.rounding ?? null,
    formula: meter.formula ?? null,
    reference: meter.reference ?? null,
    calibration: validTo ? { validTo, endsAt: endOfDay(validTo, periodTo) } : null,
    checksOff: meter.crossCheck === 'all_off',
  };
}

const toReading = (reading: PreviewReadingDto): MeterReading => ({
  at: instant(reading.at),
  value: reading.value ?? null,
  isEstimated: reading.quality === 'estimated',
  signal: reading.signal ?? null,
  subject: reading.subject ?? null,
  key: reading.key ?? null,
  receivedAt: instantOrNull(reading.receivedAt),
});

function toEvent(event: PreviewEventDto, index: number): MeterEvent {
  const needed = (field: 'at' | 'from' | 'to' | 'perHour'): string => {
    const value = event[field];
    if (typeof value === 'string') return value;
    throw new DomainError('metering.event_invalid', {}, [
      { pointer: `/events/${index}/${field}`, code: 'validation.required' },
    ]);
  };
  const span = () => ({ from: instant(needed('from')), to: instant(needed('to')) });
  switch (event.type) {
    case 'declared_reset':
    case 'exchange':
      return {
        type: event.type,
        at: instant(needed('at')),
        final: event.final ?? null,
        initial: event.initial ?? '0',
      };
    case 'estimate':
      return { type: event.type, ...span(), perHour: needed('perHour') };
    case 'all_off':
      return { type: event.type, ...span() };
  }
}

/** Returns the end of a certificate's last day, in the time zone of the period's end. */
const endOfDay = (day: string, periodTo: string): number =>
  DateTime.fromISO(day, { zone: DateTime.fromISO(periodTo, { setZone: true }).zone })
    .plus({ days: 1 })
    .toMillis();

const instant = (text: string): number => DateTime.fromISO(text).toMillis();
const instantOrNull = (text: string | null | undefined): number | null => (text ? instant(text) : null);
