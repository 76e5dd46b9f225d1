/// <reference types="vitest/globals" />
import { renderPortalHook } from '../../../../test/render.js';
import { text } from '../../../../test/text.js';
import type { Charge, Pricing } from '../../../api/types.js';
import { type ChargedContract, isMinimumAlone, useChargeWords } from './charge-words.js';

const NBSP = '\u00a0';
const CONTRACT: ChargedContract = {
  currency: 'EUR',
  meters: [
    { id: 'me-1', signalKey: 'air_m3_total', unit: 'm3', device: { code: 'FM-1' } },
    { id: 'me-2', signalKey: 'air_m3_total', unit: 'm3', device: { code: 'FM-2' } },
  ],
  machines: [
    { id: 'm-1', serial: 'S-1' },
    { id: 'm-2', serial: 'S-2' },
  ],
};
const charge = (pricing: Pricing, change: Partial<Charge> = {}): Charge => ({
  id: 'ch-1',
  key: 'usage',
  name: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: ['me-1'],
  pricing,
  ...change,
});
const words = async (one: Charge, contract: ChargedContract = CONTRACT) => {
  const { result } = await renderPortalHook(() => useChargeWords());
  return result.current(one, contract);
};

describe('a charge in words', () => {
  it.each([
    [{ model: 'flat', amount: '4900' }, { due: 'advance' }, 'charge.flat.advance.contract'],
    [{ model: 'flat', amount: '4900' }, { due: 'advance', perMachine: true }, 'charge.flat.advance.machine'],
    [{ model: 'flat', amount: '4900' }, { due: 'quarterly' }, 'charge.flat.quarter.contract'],
    [{ model: 'flat', amount: '4900' }, { due: 'yearly' }, 'charge.flat.year.contract'],
    [{ model: 'flat', amount: '4900' }, { due: 'once' }, 'charge.flat.atStart'],
  ] as const)('%j with %j names its due date', async (pricing, change, key) => {
    const { sentences, unit } = await words(charge(pricing, { ...change, meterIds: [] }));
    expect(sentences).toEqual([text(key, { amount: `4,900.00${NBSP}EUR` })]);
    expect(unit).toBe('');
  });

  it('names the day of a one-time amount and whether it is a deposit', async () => {
    const { title, sentences } = await words(
      charge(
        { model: 'flat', amount: '100' },
        { due: 'once', dueOn: '2026-12-01', deposit: true, meterIds: [] },
      ),
    );
    expect(title).toBe(text('line.deposit'));
    expect(sentences).toEqual([
      text('charge.flat.once', { amount: `100.00${NBSP}EUR`, day: '1 Dec 2026' }),
      text('charge.deposit'),
    ]);
  });

  it('keeps every digit of a unit price, and says if it applies beyond an allowance', async () => {
    expect((await words(charge({ model: 'unit', unitPrice: '0.02640' }))).sentences).toEqual([
      text('charge.unitEach', { price: '0.02640 EUR', unit: 'm³' }),
    ]);
    const included = await words(charge({ model: 'unit', unitPrice: '0.0264', includedQuantity: '150000' }));
    expect(included.sentences).toEqual([
      text('charge.included.month', { quantity: `150,000${NBSP}m³` }),
      text('charge.unitBeyond', { price: '0.0264 EUR', unit: 'm³' }),
    ]);
  });

  it('omits an allowance of zero', async () => {
    const { sentences } = await words(
      charge({ model: 'unit', unitPrice: '1', includedQuantity: '0', minQuantity: '0' }),
    );
    expect(sentences).toEqual([text('charge.unitEach', { price: '1 EUR', unit: 'm³' })]);
  });

  it('describes a minimum by its price and then its ramp', async () => {
    const { sentences } = await words(
      charge({
        model: 'unit',
        unitPrice: '0.10',
        minQuantity: '5000',
        shortfallPrice: '0.08',
        minRamp: [
          { months: 3, percent: '50' },
          { months: 6, percent: '75' },
        ],
      }),
    );
    expect(sentences.slice(1)).toEqual([
      text('charge.minimum.month', { quantity: `5,000${NBSP}m³`, price: '0.08 EUR', unit: 'm³' }),
      text('charge.rampFirst', { count: 3, percent: '50' }),
      text('charge.rampThen', { count: 6, percent: '75' }),
    ]);
  });

  it("uses the first tier's price for a shortfall and bills an annual minimum at the end of the year", async () => {
    const { sentences } = await words(
      charge(
        {
          model: 'graduated',
          minQuantity: '10',
          tiers: [
            { upTo: '100', unitPrice: '2' },
            { upTo: null, unitPrice: '1' },
          ],
        },
        { countsBy: 'year' },
      ),
    );
    expect(sentences).toEqual([
      text('charge.graduated.year'),
      text('charge.minimum.year', { quantity: `10${NBSP}m³`, price: '2 EUR', unit: 'm³' }),
      text('charge.dueAtYearEnd'),
    ]);
  });

  it('names the covered machines and that each is rated separately', async () => {
    const { sentences } = await words(
      charge({ model: 'unit', unitPrice: '1', pooling: 'per_machine' }, { machineIds: ['m-2'] }),
    );
    expect(sentences.slice(1)).toEqual([
      text('charge.eachMachineAlone'),
      text('charge.covers', { machines: 'S-2' }),
    ]);
  });

  it('describes prepaid credits in the unit of the charge that uses them', async () => {
    const sale = charge(
      { model: 'flat', amount: '900' },
      {
        due: 'once',
        meterIds: [],
        prepaid: { chargeKey: 'usage', quantity: '10000', expiresOn: '2027-12-31', expiresAfterMonths: null },
      },
    );
    const { sentences } = await words(sale, { ...CONTRACT, charges: [{ key: 'usage', meterIds: ['me-1'] }] });
    expect(sentences).toContain(text('charge.sells.contract', { quantity: `10,000${NBSP}m³` }));
    expect(sentences).toContain(text('charge.sells.until', { day: '31 Dec 2027' }));
  });
});

describe('the name of a charge', () => {
  const USAGE: Pricing = { model: 'unit', unitPrice: '1' };
  it("is the maker's own name first", async () => {
    expect((await words(charge(USAGE, { name: { en: 'Compressed air', zh: '压缩空气' } }))).title).toBe(
      'Compressed air',
    );
  });

  it('is its signal and device, or the number of devices', async () => {
    expect((await words(charge(USAGE))).title).toMatch(/FM-1$/);
    const both = await words(charge(USAGE, { meterIds: ['me-1', 'me-2'] }));
    expect(both.title).not.toMatch(/FM-/);
    expect(both.title).toContain('2');
  });

  it('is "usage" if its meter no longer exists', async () => {
    expect((await words(charge(USAGE, { meterIds: ['gone'] }))).title).toBe(text('line.usage'));
  });
});

describe('a separate minimum', () => {
  it.each([
    [{ model: 'unit', unitPrice: '0', minAmount: '100' }, true],
    [{ model: 'unit', minQuantity: '5' }, true],
    [{ model: 'unit', unitPrice: '0' }, false],
    [{ model: 'unit', unitPrice: '0.01', minAmount: '100' }, false],
    [{ model: 'graduated', minAmount: '100' }, false],
  ] as const)('%j: %s', (pricing, alone) => {
    expect(isMinimumAlone(pricing)).toBe(alone);
  });
});
