/// <reference types="vitest/globals" />
import type { UsageHistory } from '../../../api/types.js';
import { newCharge } from '../../charges/form/charge-values.js';
import { newMeter } from '../../charges/meters/meter-values.js';
import { calculableCharges, draftFacts, hasNoReadings, readableMeters, toSimulation } from './draft-facts.js';

const METER = { ...newMeter(), id: 'me-1', deviceId: 'd-1', signalKey: 'air' };
const history = (...quantities: (string | null)[]) =>
  ({
    machineId: 'm-1',
    serial: 'S-1',
    code: 'D-1',
    unit: 'm3',
    months: quantities.map((quantity, index) => ({
      month: `2026-0${index + 1}`,
      quantity,
      heldQuantity: '0',
    })),
  }) as unknown as UsageHistory;
const DRAFT = {
  zone: 'Europe/Warsaw',
  currency: 'PLN',
  machines: [
    { machineId: 'm-1', from: '2027-01-01', to: '' },
    { machineId: 'm-2', from: '2027-01-01', to: '' },
  ],
};

describe('what a draft would have cost', () => {
  it('reads only meters with a device and a signal', () => {
    const meters = [METER, { ...newMeter(), deviceId: 'd-2' }];
    expect(readableMeters({ meters })).toMatchObject([{ id: 'me-1', deviceId: 'd-1', maxGapMinutes: null }]);
  });

  it.each([
    ['a fee with an amount', 'flat', { amount: '10' }, [], true],
    ['a fee without an amount', 'flat', {}, [], false],
    ['usage with a meter', 'unit', { unitPrice: '1' }, ['me-1'], true],
    ['usage without a meter', 'unit', { unitPrice: '1' }, [], false],
    ['usage with a meter that reads nothing yet', 'unit', { unitPrice: '1' }, ['me-2'], false],
  ] as const)('%s can be calculated: see last column', (_name, model, pricing, meterIds, isCalculable) => {
    const charge = newCharge(model, [...meterIds]);
    const values = { ...charge, pricing: { ...charge.pricing, ...pricing } };
    expect(calculableCharges([values], [{ id: 'me-1' }])).toHaveLength(isCalculable ? 1 : 0);
  });

  it('counts machines without a meter, for fees per machine', () => {
    const facts = draftFacts(DRAFT, readableMeters({ meters: [METER] }), [history('10', null)], '2026-03');
    expect(facts.counters.map(({ id, machineId }) => [id, machineId])).toEqual([
      ['me-1', 'm-1'],
      ['m-2', 'm-2'],
    ]);
    expect(facts.months.map(({ usage }) => usage.map(({ quantity }) => quantity))).toEqual([
      ['10', '0'],
      [null, '0'],
    ]);
  });

  it('bills the last twelve months of a contract without meters', () => {
    const { months, counters } = draftFacts({ ...DRAFT, machines: [] }, [], [], '2026-11');
    expect(months.map(({ month }) => month)).toEqual([
      '2025-11',
      '2025-12',
      ...Array.from({ length: 10 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`),
    ]);
    expect(counters).toHaveLength(1);
  });

  it('identifies charges by their rows, and keeps machines that are counted', () => {
    const charge = { ...newCharge('flat', []), perMachine: true, machineIds: ['m-2', 'm-9'] };
    const facts = draftFacts(DRAFT, [], [], '2026-11');
    expect(toSimulation(facts, [charge], 'Preview').plans[0]?.charges).toMatchObject([
      { key: charge.row, machineIds: ['m-2'] },
    ]);
  });

  it.each([
    ['no meters', [], false],
    ['no quantity in any month', [history(null, null)], true],
    ['a quantity in one month', [history(null, '0')], false],
  ])('has no readings with %s', (_name, histories, expected) => {
    expect(hasNoReadings(histories)).toBe(expected);
  });
});
