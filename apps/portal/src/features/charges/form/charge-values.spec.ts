/// <reference types="vitest/globals" />
import type { Charge, Pricing } from '../../../api/types.js';
import { withName } from './charge-name.js';
import { findCliff, toPricing } from './pricing-values.js';
import {
  newCharge,
  toBillingTerms,
  toBillingValues,
  toChargeTerms,
  toChargeValues,
  toShown,
} from './charge-values.js';

const METER = {
  id: 'me-1',
  device: { id: 'd-1', code: 'FM-1' },
  signalKey: 'air_m3_total',
  method: 'counter' as const,
  matches: [],
  intervalMinutes: null,
  factor: null,
  deducts: false,
  unit: 'm3',
  modulus: null,
  maxRatePerHour: '900',
  maxGapMinutes: 1440,
};
const charge = (key: string, pricing: Charge['pricing'], change: Partial<Charge> = {}): Charge => ({
  id: `id of ${key}`,
  key,
  name: {},
  clause: '',
  due: 'arrears',
  dueOn: null,
  countsBy: 'month',
  perMachine: false,
  machineIds: [],
  meterIds: pricing.model === 'flat' ? [] : ['me-1'],
  pricing,
  ...change,
});

describe('the terms of a contract in a form and back', () => {
  it('round-trip unchanged, including terms without a form field', () => {
    const charges = [
      charge('fee', { model: 'flat', amount: '4900.00' }, { perMachine: true, machineIds: ['m-1'] }),
      charge('usage', { model: 'unit', unitPrice: '0.0264', includedQuantity: '150000' }, { clause: '3.1' }),
      charge('tiers', {
        model: 'graduated',
        tiers: [
          { upTo: '100', unitPrice: '2' },
          { upTo: null, unitPrice: '1', flatFee: '5' },
        ],
        minQuantityPerMachine: '7',
      }),
      charge(
        'minimum',
        {
          model: 'unit',
          unitPrice: '0',
          minQuantity: '1260000',
          shortfallPrice: '0.0895',
          minRamp: [{ months: 3, percent: '40' }],
          minInstalments: 12,
        },
        { countsBy: 'year' },
      ),
      charge('setup', { model: 'flat', amount: '1' }, { due: 'once', dueOn: '2026-12-05' }),
    ];
    const contract = {
      startsOn: '2026-12-01',
      machines: [{ id: 'm-1', serial: 'S', from: '2026-12-15', endsOn: null, to: null }],
      meters: [METER],
      charges,
    };
    expect(toBillingTerms(toBillingValues(contract), contract)).toEqual({
      machines: [{ machineId: 'm-1', from: '2026-12-15', to: null }],
      meters: [
        {
          id: 'me-1',
          deviceId: 'd-1',
          signalKey: 'air_m3_total',
          method: 'counter',
          matches: [],
          intervalMinutes: null,
          factor: null,
          deducts: false,
          modulus: null,
          maxRatePerHour: '900',
          maxGapMinutes: 1440,
        },
      ],
      charges: charges.map(({ id: _id, ...rest }) => rest),
    });
  });

  it('omit empty fields and fields that the model does not use', () => {
    const { pricing } = newCharge('unit', ['me-1']);
    expect(toPricing({ ...pricing, unitPrice: '1', amount: '5', minInstalments: '12' })).toEqual({
      model: 'unit',
      unitPrice: '1',
    });
    const empty = { startsOn: '2026-12-01', machines: [], meters: [], charges: [] };
    expect(toBillingTerms(toBillingValues(empty), empty)).toEqual({ machines: [], meters: [], charges: [] });
  });
});

describe('findCliff', () => {
  const tier = (upTo: string, unitPrice: string) => ({ upTo, unitPrice, flatFee: '' });
  it('finds where one more unit lowers the total', () => {
    expect(findCliff([tier('100', '2'), tier('', '1')])).toEqual({ at: '100', before: 200, after: 100 });
    expect(findCliff([tier('100', '1'), tier('', '2')])).toBeNull();
    expect(findCliff([tier('', '2')])).toBeNull();
  });
});

describe('charges in a form', () => {
  it('keep per-machine charges, shared pools and additional tier terms', () => {
    const pricing: Pricing = {
      model: 'graduated',
      includedQuantityPerMachine: '200',
      minQuantityPerMachine: '100',
      shortfallPrice: '0.1',
      allocate: true,
      tiers: [{ upTo: null, unitPrice: '0.2', maxAmount: '500' }],
    };
    expect(toPricing(toChargeValues(charge('air', pricing)).pricing)).toEqual(pricing);
  });

  it('sell prepaid credits only if they are one-time', () => {
    const prepaid = { chargeKey: 'air', quantity: '100', expiresOn: null, expiresAfterMonths: 12 };
    const sale = charge('voucher', { model: 'flat', amount: '4500' }, { due: 'once', prepaid });
    const values = toChargeValues(sale);
    expect(toChargeTerms(values)).toMatchObject({ prepaid });
    expect(toShown(values)).toMatchObject({ key: 'voucher', prepaid });
    expect(toChargeTerms({ ...values, due: 'yearly' })).not.toHaveProperty('prepaid');
    expect(toChargeTerms(toChargeValues(charge('fee', { model: 'flat', amount: '1' })))).not.toHaveProperty(
      'prepaid',
    );
  });

  it("are named in the user's language, with English as the fallback for all others", () => {
    expect(withName({}, 'zh', '押金')).toEqual({ en: '押金', zh: '押金' });
    expect(withName({ en: 'Deposit', zh: '押金' }, 'zh', '定金')).toEqual({ en: '定金', zh: '定金' });
    expect(withName({ en: 'Deposit', pl: 'Kaucja' }, 'pl', 'Depozyt')).toEqual({
      en: 'Depozyt',
      pl: 'Depozyt',
    });
    expect(withName({ en: 'Deposit' }, 'en', '')).toEqual({});
  });
});
