import { newCharge } from '../../charges/form/charge-values.js';
import { measureCounter } from '../past-usage/measurement.js';
import { readPlans, writePlans } from './plan-link.js';
import { type UnsavedPlan, toSimulatedPlan } from './simulated-plan.js';

const METER = { ...measureCounter('air_m3_total'), id: 'm-1', quantity: 'm-1', deviceId: 'd-1' };

function plan(name: string): UnsavedPlan {
  const [base, usage] = [newCharge('flat', []), newCharge('graduated', ['m-1'])];
  return {
    id: name,
    name,
    charges: [
      { ...base, key: 'base', perMachine: true, pricing: { ...base.pricing, amount: '4900' } },
      {
        ...usage,
        key: 'air',
        name: { zh: '用气' },
        countsBy: 'year',
        pricing: {
          ...usage.pricing,
          minQuantity: '1000',
          tiers: [
            { upTo: '100', unitPrice: '0.5', flatFee: '' },
            { upTo: '', unitPrice: '0.4', flatFee: '' },
          ],
          minRamp: [{ months: '3', percent: '40' }],
        },
      },
    ],
  };
}

describe('plans in an address', () => {
  it('round-trip unchanged', () => {
    const plans = [plan('A plan'), plan('更多空气')];
    const read = readPlans(writePlans(plans));
    expect(read.map((one) => toSimulatedPlan(one, [METER]))).toEqual(
      plans.map((one) => toSimulatedPlan(one, [METER])),
    );
    expect(writePlans(plans)).toMatch(/^[\w-]+$/);
  });

  it.each([
    '',
    'x',
    '%%%',
    btoa('{}'),
    btoa('[1]'),
    btoa('[["A",[{}]]]'),
    btoa('[["A",[{"pricing":{"model":"gift"}}]]]'),
  ])('are empty for %j', (text) => {
    expect(readPlans(text)).toEqual([]);
  });
});
