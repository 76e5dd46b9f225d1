import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { previewMeter } from '#metering';
import { toMeterFacts } from '../../apps/api/src/metering/meter-description.js';
import { MeterDescriptionDto } from '../../apps/api/src/metering/meter-preview.dto.js';
import { meteringMapping } from './metering.js';
import { agrees, type WorkedCase } from './worked-case.js';

/** One worked case per kind of request, with published figures, by the id of the case. */
const CASES: readonly WorkedCase[] = [
  {
    id: 'CTR-03',
    input: { monotonic: ['0', '400', '800', '1200', '1600'], with_reset: ['100', '300', '50'] },
    expected: { monotonic_total: '1600', reset_total: '250' },
  },
  {
    id: 'CTR-05',
    input: { readings: ['2', '4', '4', '0', '2', '10', '4', '20', '7', '10'], reset: 'to_zero' },
    expected: { usage: '42' },
  },
  {
    id: 'CTR-08',
    input: {
      readings: ['9900', '100'],
      interpretations: ['rollover_at=10000', 'declared_reset', 'none'],
    },
    expected: { usage: ['200', '100', null] },
  },
  {
    id: 'CTR-11',
    input: { readings: ['1000', null, '5000'], first_billed: '1000' },
    expected: { third_delta: '4000' },
  },
  {
    id: 'CTR-13',
    input: { old: { start: '12340', final: '12555' }, new: { initial: '7', end: '61' } },
    expected: { usage: '269' },
  },
  {
    id: 'CTR-17',
    input: { readings: ['10', '12', '15', '15', '21'], deliveries: 3 },
    expected: { usage: '11', invoices: 1 },
  },
  {
    id: 'CTR-21',
    input: {
      samples: [
        [0, '1'],
        [0, '1'],
        [60, '1'],
        [120, '1'],
      ],
      window_s: 60,
      max_hold_s: 60,
    },
    expected: { per_window: ['60', '60'] },
  },
  {
    id: 'CTR-22',
    input: {
      derived_versions: [
        { v: 1, qty: '30' },
        { v: 1, qty: '30' },
        { v: 2, qty: '50' },
      ],
    },
    expected: { cumulative: ['30', '30', '50'] },
  },
  {
    id: 'AGG-03',
    input: {
      value: '123.4567',
      roundings: [
        ['round', 0],
        ['round', 2],
        ['round', -1],
      ],
    },
    expected: { values: ['123', '123.46', '120'] },
  },
  {
    id: 'WSUM-05',
    input: {
      aggregation: 'weighted_sum',
      period: ['2022-03-01', '2022-04-01'],
      deltas: [
        ['2022-03-16T00:00:00Z', 20],
        ['2022-03-17T00:00:00Z', 10],
      ],
    },
    expected: { value: '15.1612903226' },
  },
  {
    id: 'EC-29',
    input: { start: '99812.6', end: '412.3', modulus: '100000' },
    expected: { consumption: '599.7' },
  },
  {
    id: 'EC-34',
    input: { registered_m3: 52300, windows_all_off: 6, window_min: 30, avg_flow_m3_min: '2.1' },
    expected: { held_m3: '378', billable_m3: '51922', work_order: 'check_non_return_valve' },
  },
  {
    id: 'EC-36',
    input: { before: '8421.0', after: '3.2', hours_between: '5.0' },
    expected: {
      auto_consumption: 'none',
      state: 'needs_exchange_record',
      billing: 'meter_held_base_fee_continues',
    },
  },
  {
    id: 'EC-38',
    input: { meter: 'FM-PL-10', calibration_valid_to: '2026-10-31', period: '2026-11' },
    expected: { invoice_line_state: 'held', reason: 'calibration_expired', since: '2026-10-31' },
  },
];

describe('a metering case', () => {
  it.each(CASES.map((each) => [each.id, each] as const))('%s has a request and a result', (_, each) => {
    const mapping = meteringMapping(each)!;
    const answers = mapping.requests.map(({ preview, body }) => {
      const description = plainToInstance(MeterDescriptionDto, body);
      expect(preview).toBe('metering');
      expect(validateSync(description, { whitelist: true, forbidNonWhitelisted: true })).toEqual([]);
      return previewMeter(toMeterFacts(description));
    });
    const got = mapping.got(answers);
    expect(agrees(each.expected, got) ? each.expected : got).toEqual(each.expected);
  });

  it('has no mapping here if it belongs to another preview', () => {
    expect(
      meteringMapping({ id: 'RND-04', input: { amount: '1.005', currency: 'EUR' }, expected: {} }),
    ).toBeUndefined();
  });
});
