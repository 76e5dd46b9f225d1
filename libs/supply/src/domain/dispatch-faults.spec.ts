import { findDispatchFaults } from './dispatch-faults.js';

const dispatch = { carrier: 'DHL', trackingNumber: 'X1', promisedOn: '2026-11-28' };

describe('a dispatch', () => {
  it.each([['2026-11-28'], ['2026-11-24'], ['2027-02-28']])(
    'is complete with a promised date of %s',
    (promisedOn) => {
      expect(findDispatchFaults({ ...dispatch, promisedOn }, '2026-11-24')).toEqual([]);
    },
  );

  it.each([
    ['carrier', '  ', '/carrier', 'supply.carrier_missing'],
    ['trackingNumber', '', '/trackingNumber', 'supply.tracking_number_missing'],
    ['promisedOn', 'soon', '/promisedOn', 'supply.promised_on_missing'],
    ['promisedOn', '2027-02-29', '/promisedOn', 'supply.promised_on_missing'],
    ['promisedOn', '2026-11-23', '/promisedOn', 'supply.promised_on_over'],
  ])('with %s %j is rejected', (field, value, pointer, code) => {
    expect(findDispatchFaults({ ...dispatch, [field]: value }, '2026-11-24')).toEqual([{ pointer, code }]);
  });
});
