import { DateTime } from 'luxon';
import type { MeterDefinition, MeterEvent, MeterFacts, MeterReading } from '#metering';
import { DomainError } from '#platform';
import type {
  MeterDefinitionDto,
  MeterDescriptionDto,
  PreviewEventDto,
  PreviewReadingDto,
} from './meter-preview.dto.js';

/**
 * A meter and its readings as they were described, with what was left out filled in.
 * @throws DomainError metering.event_invalid when an event does not say when it was, or an estimate how much
 */
export function toMeterFacts(described: MeterDescriptionDto): MeterFacts {
  const { meter, period, windowSeconds, knownBefore, readings, events } = described;
  return {
    meter: toDefinition(meter, period.to),
    period: { from: instant(period.from), to: instant(period.to) },
    windowSeconds: windowSeconds ?? null,
    knownBefore: instantOrNull(knownBefore),
    readings: (readings ?? []).map(toReading),
    events: (events ?? []).map(toEvent),
  };
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
  const needed = <Field extends 'at' | 'from' | 'to' | 'perHour'>(field: Field): string => {
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

/** A certificate holds through its last day, where the period ends. */
const endOfDay = (day: string, periodTo: string): number =>
  DateTime.fromISO(day, { zone: DateTime.fromISO(periodTo, { setZone: true }).zone })
    .plus({ days: 1 })
    .toMillis();

const instant = (text: string): number => DateTime.fromISO(text).toMillis();
const instantOrNull = (text: string | null | undefined): number | null => (text ? instant(text) : null);
