import type { ChargeFields, Pricing } from '#contracts/domain';
import {
  type ChargeSegment,
  chargesInTime,
  earlierDay,
  erasOf,
  joinSameTerms,
  laterDay,
} from './charge-segments.js';

const charge = (key: string, pricing: Pricing, change: Partial<ChargeFields> = {}): ChargeFields => ({
  id: key,
  key,
  nameI18n: { en: key },
  clause: '1',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: ['m'],
  pricing,
  ...change,
});
const unit = (unitPrice: string, more: Partial<Pricing> = {}): Pricing => ({
  model: 'unit',
  unitPrice,
  ...more,
});
const segment = (from: string | null, to: string | null, of: ChargeFields): ChargeSegment => ({
  from,
  to,
  charge: of,
});
const shown = (segments: readonly ChargeSegment[]): string[] =>
  segments.map(({ from, to, charge: { pricing } }) => `${from} ${to} ${pricing.unitPrice}`);

describe('chargesInTime', () => {
  it('returns the segments of each charge, those of the last version first', () => {
    const versions = [
      { from: '2026-01-01', charges: [charge('ended', unit('1')), charge('kept', unit('2'))] },
      { from: '2026-03-01', charges: [charge('kept', unit('3'))] },
      { from: '2026-05-01', charges: [charge('new', unit('4')), charge('kept', unit('5'))] },
    ];
    expect(chargesInTime(versions).map((segments) => [segments[0]!.charge.key, ...shown(segments)])).toEqual([
      ['new', '2026-05-01 null 4'],
      ['kept', 'null 2026-03-01 2', '2026-03-01 2026-05-01 3', '2026-05-01 null 5'],
      ['ended', 'null 2026-03-01 1'],
    ]);
  });
});

describe('erasOf', () => {
  const change = '2026-03-01';
  const eras = (before: ChargeFields, after: ChargeFields, gap = change): number =>
    erasOf([segment(null, change, before), segment(gap, null, after)]).length;
  const tiers = (...bounds: [string | null, string][]): Pricing => ({
    model: 'graduated',
    tiers: bounds.map(([upTo, unitPrice]) => ({ upTo, unitPrice })),
  });

  it.each<[string, Pricing, Pricing]>([
    ['unit price', unit('1'), unit('2')],
    ['price that was not agreed before', unit('1'), unit('1', { shortfallPrice: '3' })],
    ['discount', unit('1'), unit('1', { discountPercent: '5' })],
    ['missing value to null', unit('1'), unit('1', { includedQuantity: null })],
    ['price of a tier', tiers(['10', '1'], [null, '2']), tiers(['10', '3'], [null, '4'])],
  ])('continues counting after a change of a %s', (_, before, after) => {
    expect(eras(charge('k', before), charge('k', after))).toBe(1);
  });

  it.each<[string, ChargeFields, ChargeFields]>([
    ['allowance', charge('k', unit('1')), charge('k', unit('1', { includedQuantity: '5' }))],
    ['minimum', charge('k', unit('1')), charge('k', unit('1', { minAmount: '5' }))],
    [
      'bound of a tier',
      charge('k', tiers(['10', '1'], [null, '2'])),
      charge('k', tiers(['20', '1'], [null, '2'])),
    ],
    ['way of counting', charge('k', unit('1')), charge('k', unit('1'), { countsBy: 'year' })],
    [
      'price of a commitment',
      charge('k', unit('1', { commitment: { quantity: '9' } })),
      charge('k', unit('2', { commitment: { quantity: '9' } })),
    ],
    [
      'price of hour bands',
      charge('k', { model: 'hour_bands', unitPrice: '1' }),
      charge('k', { model: 'hour_bands', unitPrice: '2' }),
    ],
  ])('begins anew after a change of the %s', (_, before, after) => {
    expect(eras(before, after)).toBe(2);
  });

  it('begins anew after days without the charge', () => {
    expect(eras(charge('k', unit('1')), charge('k', unit('1')), '2026-03-02')).toBe(2);
  });

  it('continues hour bands and commitments if nothing changes', () => {
    const bands = charge('k', { model: 'hour_bands', unitPrice: '1' });
    expect(eras(bands, { ...bands, meterIds: ['other'], clause: '9' })).toBe(1);
  });
});

describe('joinSameTerms', () => {
  const one = charge('k', unit('1'));
  const joined = (next: ChargeFields, from = '2026-03-01'): string[] =>
    shown(joinSameTerms([segment(null, '2026-03-01', one), segment(from, null, next)]));

  it('joins segments with other meters', () => {
    expect(joined({ ...one, meterIds: ['other'], machineIds: ['x'] })).toEqual(['null null 1']);
    expect(joined(charge('k', unit('1', { includedQuantity: null })))).toEqual(['null null 1']);
  });

  it.each<[string, Partial<ChargeFields>]>([
    ['name', { nameI18n: { en: 'other' } }],
    ['clause', { clause: '2' }],
    ['due time', { due: 'advance' }],
    ['due day', { dueOn: '2026-03-01' }],
    ['way of counting', { countsBy: 'year' }],
    ['machines', { perMachine: true }],
    ['price', { pricing: unit('2') }],
  ])('keeps segments with another %s apart', (_, change) => {
    expect(joined({ ...one, ...change })).toHaveLength(2);
  });

  it('keeps segments with days in between apart', () => {
    expect(joined(one, '2026-03-02')).toHaveLength(2);
  });
});

it('the later and the earlier of two days, of which one can be missing', () => {
  const [a, b] = ['2026-01-01', '2026-01-02'];
  expect([laterDay(a, b), laterDay(b, a), laterDay(null, a), laterDay(a, a)]).toEqual([b, b, a, a]);
  expect([earlierDay(a, b), earlierDay(b, a), earlierDay(null, a), earlierDay(a, a)]).toEqual([a, a, a, a]);
});
