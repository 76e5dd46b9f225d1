import { guaranteesOf, modelMetersOf } from './demo-guarantees.js';

it('returns guarantees for which a contract has meters and fees, and none for other contracts', () => {
  const ground = { kwhMeterIds: ['kwh'], m3MeterIds: ['m3'] };
  expect(guaranteesOf('K-PL-1', ground)).toMatchObject([{ type: 'availability', chargeKeys: ['fee'] }]);
  expect(guaranteesOf('K-ID-2', ground)).toMatchObject([{ type: 'energy', ...ground }]);
  expect(guaranteesOf('K-MX-1', ground)).toEqual([]);
  expect(['BH-75V', 'BH-22'].map((model) => modelMetersOf(model).length)).toEqual([3, 0]);
});
