import fc from 'fast-check';
import type { UsageReason } from '#metering';
import { Exact, minorDecimals } from '#platform';
import { composeDraft, type DraftInput, type KitToBill, type UsageToBill } from './compose-draft.js';
import { contentHash, type DraftContent } from './content-hash.js';
import { equationOf } from './line-equation.js';

const held = (quantity: string | null): UsageReason => ({
  code: quantity === null ? 'counter_fell' : 'possible_rollover',
  holds: true,
  from: null,
  to: null,
  fromValue: null,
  toValue: null,
  quantity,
});

const USAGE: UsageToBill = {
  usagePeriodId: 'u-1',
  includedQuantity: '150000',
  unitPrice: '0.0264',
  clause: '3.1',
  unit: 'm3',
  signalKey: 'air_m3_total',
  device: 'FM-PL-09',
  usage: { state: 'measured', quantity: '187350', heldQuantity: '0', reasons: [], hash: 'a1' },
};
const KIT: KitToBill = {
  deliveryId: 'kd-1',
  number: 'KD-1007',
  kit: 'KIT-2000',
  serial: 'BH75V-2409-101',
  sentOn: '2026-11-12',
  charge: 'charged',
  priceMinor: 45000n,
  currency: 'PLN',
};
const INPUT: DraftInput = {
  currency: 'PLN',
  kitsIncluded: false,
  share: { firstDay: '2026-11-01', endDay: '2026-12-01', days: 30, of: 30 },
  bases: [{ amount: '4900', clause: '2.1' }],
  usages: [USAGE],
  kits: [],
};
const withUsage = (usage: Partial<UsageToBill['usage']>): DraftInput => ({
  ...INPUT,
  usages: [{ ...USAGE, usage: { ...USAGE.usage, ...usage } }],
});

describe('composeDraft', () => {
  it('rounds each line once from its exact value, bills nothing below the included quantity, and adds up', () => {
    const decimal = (max: bigint, places: number) =>
      fc.bigInt({ min: 0n, max }).map((digits) => new Exact(digits.toString()).div(10 ** places).toFixed());
    fc.assert(
      fc.property(
        fc.constantFrom('PLN', 'IDR', 'KWD'),
        fc.array(
          fc.record({
            quantity: fc.option(decimal(10n ** 15n, 4)),
            included: decimal(10n ** 12n, 3),
            price: decimal(10n ** 9n, 8),
          }),
          { maxLength: 5 },
        ),
        fc.array(fc.bigInt({ min: 0n, max: 10n ** 14n }), { maxLength: 3 }),
        fc.integer({ min: 1, max: 31 }),
        (currency, priced, bases, days) => {
          const unit = new Exact(10).pow(minorDecimals(currency));
          const { lines, totalMinor, heldLines } = composeDraft({
            ...INPUT,
            currency,
            share: { ...INPUT.share, days, of: 31 },
            bases: bases.map((minor) => ({
              amount: new Exact(minor.toString()).div(unit).toFixed(),
              clause: '',
            })),
            usages: priced.map(({ quantity, included, price }) => ({
              ...USAGE,
              includedQuantity: included,
              unitPrice: price,
              usage: { ...USAGE.usage, quantity, state: quantity === null ? 'unknown' : 'measured' },
            })),
          });
          const exact = [
            ...bases.map((minor) => new Exact(minor.toString()).times(days).div(31)),
            ...priced.map(({ quantity, included, price }) => {
              const share =
                days === 31 ? new Exact(included) : new Exact(included).times(days).div(31).floor();
              return quantity && Exact.max(new Exact(quantity).minus(share), 0).times(price).times(unit);
            }),
          ];
          expect(lines).toHaveLength(exact.length);
          for (const [index, { amountMinor }] of lines.entries()) {
            const wanted = exact[index];
            if (!wanted) expect(amountMinor).toBeNull();
            else expect(new Exact(amountMinor!.toString()).minus(wanted).abs().lte('0.5')).toBe(true);
          }
          expect(totalMinor).toBe(lines.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0n), 0n));
          expect(heldLines).toBe(priced.filter(({ quantity }) => quantity === null).length);
        },
      ),
    );
  });

  it('bills base and overage, each rounded once', () => {
    const { lines, totalMinor, heldLines } = composeDraft(INPUT);
    expect(lines.map(({ kind, amountMinor, state }) => [kind, amountMinor, state])).toEqual([
      ['base', 490000n, 'fixed'],
      ['usage', 98604n, 'measured'],
    ]);
    expect(totalMinor).toBe(588604n);
    expect(heldLines).toBe(0);
    expect(lines[1]).toMatchObject({
      quantity: '187350',
      unit: 'm3',
      unitPrice: '0.0264',
      clause: '3.1',
      params: { included: '150000', overage: '37350', heldQuantity: '0', holds: 0 },
    });
  });

  it('bills what is measured and leaves out what is held, in sight', () => {
    const { lines, heldLines } = composeDraft(
      withUsage({ quantity: '187350', heldQuantity: '378', reasons: [held('378')] }),
    );
    expect(lines[1]).toMatchObject({
      amountMinor: 98604n,
      state: 'measured',
      params: { heldQuantity: '378', holds: 1 },
    });
    expect(heldLines).toBe(1);
  });

  it('counts a line whose held quantity nobody knows', () => {
    expect(composeDraft(withUsage({ reasons: [held(null)] })).heldLines).toBe(1);
  });

  it.each(['held', 'unknown'] as const)('lets a %s meter wait while the base goes on', (state) => {
    const { lines, totalMinor, heldLines } = composeDraft(withUsage({ state, quantity: null }));
    expect(lines[1]).toMatchObject({ state, quantity: null, amountMinor: null, params: { overage: null } });
    expect([totalMinor, heldLines]).toEqual([490000n, 1]);
  });

  it('cuts base and included quantity to the days billed', () => {
    const { lines } = composeDraft({
      ...INPUT,
      share: { firstDay: '2026-11-16', endDay: '2026-12-01', days: 15, of: 30 },
    });
    expect(lines[0]!.amountMinor).toBe(245000n);
    expect(lines[1]).toMatchObject({
      amountMinor: 296604n,
      params: { included: '75000', overage: '112350', days: 15, of: 30 },
    });
  });

  it.each<[string, Partial<DraftInput>, Partial<KitToBill>, bigint | null, string]>([
    ['charges a kit', {}, {}, 45000n, 'charged'],
    [
      'shows an included kit at zero',
      {},
      { charge: 'included', priceMinor: null, currency: null },
      0n,
      'included',
    ],
    ['never charges a kit that the contract includes', { kitsIncluded: true }, {}, 0n, 'included'],
    ['holds a price in another currency', {}, { currency: 'EUR' }, null, 'charged'],
  ])('%s', (_name, contract, kit, amountMinor, charge) => {
    const { lines } = composeDraft({ ...INPUT, ...contract, kits: [{ ...KIT, ...kit }] });
    expect(lines[2]).toMatchObject({
      kind: 'kit',
      amountMinor,
      kitDeliveryId: 'kd-1',
      params: { charge, delivery: 'KD-1007' },
    });
    expect(lines[2]!.state).toBe(amountMinor === null ? 'held' : 'fixed');
  });
});

describe('equationOf', () => {
  const equation = (input: DraftInput, line: number) =>
    equationOf(composeDraft(input).lines[line]!, input.currency).map(({ code, value }) => [code, value]);

  it('writes a usage line as counted, held, included, overage and price', () => {
    expect(equation(withUsage({ heldQuantity: '378', reasons: [held('378')] }), 1)).toEqual([
      ['counted', '187728'],
      ['held', '378'],
      ['billed', '187350'],
      ['included', '150000'],
      ['overage', '37350'],
      ['unit_price', '0.0264'],
      ['before_rounding', '986.04'],
      ['amount', '986.04'],
    ]);
  });

  it('has no figures where nothing is known', () => {
    expect(equation(withUsage({ state: 'unknown', quantity: null }), 1)).toEqual([
      ['counted', null],
      ['held', '0'],
      ['billed', null],
      ['included', '150000'],
      ['overage', null],
      ['unit_price', '0.0264'],
      ['before_rounding', null],
      ['amount', null],
    ]);
  });

  it('writes a base line as amount by days', () => {
    expect(
      equation({ ...INPUT, share: { firstDay: '2026-11-17', endDay: '2026-12-01', days: 14, of: 30 } }, 0),
    ).toEqual([
      ['monthly_amount', '4900'],
      ['days_billed', '14'],
      ['days_of_month', '30'],
      ['before_rounding', '2286.6666666666666667'],
      ['amount', '2286.67'],
    ]);
  });

  it('writes a kit line', () => {
    expect(equation({ ...INPUT, kits: [KIT] }, 2)).toEqual([
      ['kits', '1'],
      ['price_per_kit', '450.00'],
      ['amount', '450.00'],
    ]);
  });
});

describe('contentHash', () => {
  const content = (input: DraftInput, change: Partial<DraftContent> = {}): DraftContent => ({
    contract: 'K-PL-1',
    currency: 'PLN',
    zone: 'Europe/Warsaw',
    periodFrom: '2026-11-01',
    periodTo: '2026-12-01',
    lines: composeDraft(input).lines,
    readingsHashes: ['a1'],
    ...change,
  });
  const hash = contentHash(content(INPUT));

  it('is equal for equal content, whatever ids stand behind it', () => {
    const other = { ...INPUT, usages: [{ ...USAGE, usagePeriodId: 'u-2' }] };
    expect(contentHash(content(other))).toBe(hash);
  });

  it.each<[string, DraftContent]>([
    ['a price', content({ ...INPUT, usages: [{ ...USAGE, unitPrice: '0.0265' }] })],
    ['a held quantity', content(withUsage({ heldQuantity: '1', reasons: [held('1')] }))],
    ['a reading', content(INPUT, { readingsHashes: ['a2'] })],
    ['a period', content(INPUT, { periodTo: '2026-11-30' })],
    ['a line', content({ ...INPUT, kits: [KIT] })],
  ])('changes with %s', (_name, changed) => {
    expect(contentHash(changed)).not.toBe(hash);
  });
});
