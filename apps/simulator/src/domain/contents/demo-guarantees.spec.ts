import { deriveGuarantees, deriveModelMeters } from './demo-guarantees.js';

it('returns guarantees only for contracts with the required meters and fees', () => {
  const context = { kwhMeterIds: ['kwh'], m3MeterIds: ['m3'] };
  expect(deriveGuarantees('K-PL-1', context)).toMatchObject([{ type: 'availability', chargeKeys: ['fee'] }]);
  expect(deriveGuarantees('K-ID-2', context)).toMatchObject([{ type: 'energy', ...context }]);
  expect(deriveGuarantees('K-MX-1', context)).toEqual([]);
  expect(['BH-75V', 'BH-22'].map((model) => deriveModelMeters(model).length)).toEqual([3, 0]);
});
