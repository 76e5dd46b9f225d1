import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { toFieldFaults } from '../errors/validation-faults.js';
import { toMeterFacts } from './meter-description.js';
import { MeterDescriptionDto } from './meter-preview.dto.js';

const PERIOD = { from: '2026-10-01T00:00:00-06:00', to: '2026-11-01T00:00:00-06:00' };

const described = (more: object, meter: object = {}): MeterDescriptionDto =>
  plainToInstance(MeterDescriptionDto, { meter: { method: 'counter', ...meter }, period: PERIOD, ...more });

const faults = (body: MeterDescriptionDto): string[] =>
  toFieldFaults(
    validateSync(body, {
      whitelist: true,
      forbidNonWhitelisted: true,
      validationError: { target: true },
    }),
  ).map(({ pointer, code }) => `${pointer} ${code}`);

describe('described meter', () => {
  it('fills in neutral values for omitted fields', () => {
    const body = described({ readings: [{ at: PERIOD.from, value: '5' }] });
    expect(faults(body)).toEqual([]);
    const { meter, readings, events, knownBefore, windowSeconds } = toMeterFacts(body);
    expect({ ...meter, method: null, checksOff: null }).toEqual({
      ...Object.fromEntries(Object.keys(meter).map((key) => [key, null])),
    });
    expect([meter.checksOff, events, knownBefore, windowSeconds]).toEqual([false, [], null, null]);
    expect(readings).toEqual([
      {
        at: Date.parse(PERIOD.from),
        value: '5',
        isEstimated: false,
        signal: null,
        subject: null,
        key: null,
        receivedAt: null,
      },
    ]);
  });

  it('treats null as omitted', () => {
    expect(faults(described({ events: null, knownBefore: null }, { factor: null, rounding: null }))).toEqual(
      [],
    );
  });

  it("ends a certificate with its last day, in the time zone of the period's end", () => {
    const { meter, period } = toMeterFacts(described({}, { calibrationValidTo: '2026-10-31' }));
    expect(meter.calibration).toEqual({ validTo: '2026-10-31', endsAt: period.to });
  });

  it('without a period, covers its readings, with the offset of the last one', () => {
    const readings = ['2026-10-01T00:00:00-06:00', '2026-11-01T00:00:00-06:00'].map((at) => ({
      at,
      value: '5',
    }));
    const body = described({ period: undefined, readings }, { calibrationValidTo: '2026-10-31' });
    expect(faults(body)).toEqual([]);
    const { meter, period } = toMeterFacts(body);
    expect(period).toEqual({ from: Date.parse(PERIOD.from), to: Date.parse(PERIOD.to) });
    expect(meter.calibration?.endsAt).toBe(period.to);
  });

  it.each<[string, object, object, string]>([
    ['an unknown field', { reading: [] }, {}, '/reading validation.unknown_field'],
    ['an unknown field of the meter', {}, { unit: 'm3' }, '/meter/unit validation.unknown_field'],
    ['a number for a decimal', {}, { factor: 2 }, '/meter/factor validation.is_decimal'],
    ['a modulus of zero', {}, { modulus: '0' }, '/meter/modulus validation.is_decimal'],
    [
      'an instant without an offset',
      { readings: [{ at: '2026-10-01T00:00:00' }] },
      {},
      '/readings/0/at validation.is_instant',
    ],
    [
      'a day that does not exist',
      {},
      { calibrationValidTo: '2026-02-30' },
      '/meter/calibrationValidTo validation.is_day',
    ],
    ['an unknown method', {}, { method: 'guess' }, '/meter/method validation.is_in'],
  ])('rejects %s', (_, more, meter, fault) => {
    expect(faults(described(more, meter))).toEqual([fault]);
  });

  it.each([
    ['exchange', {}, '/events/0/at'],
    ['estimate', { from: PERIOD.from, to: PERIOD.to }, '/events/0/perHour'],
    ['all_off', { from: PERIOD.from }, '/events/0/to'],
  ])('rejects an event %s with missing fields', (type, more, pointer) => {
    expect(() => toMeterFacts(described({ events: [{ type, ...more }] }))).toThrow(
      expect.objectContaining({
        code: 'metering.event_invalid',
        fields: [expect.objectContaining({ pointer })],
      }),
    );
  });
});
