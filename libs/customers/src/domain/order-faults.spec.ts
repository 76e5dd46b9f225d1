import { findOrderFaults, findOrderOn, type OrderFields } from './order-faults.js';

const ORDER: OrderFields = {
  number: '4500012345',
  reference: '',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  amount: '60000.00',
  currency: 'PLN',
};

it.each<[string, Partial<OrderFields>, string[]]>([
  ['a valid order', {}, []],
  ['an order without an end or a limit', { validTo: null, amount: null, currency: null }, []],
  ['a blank number', { number: ' ' }, ['/number customers.order_number_missing']],
  ['an end before its start', { validTo: '2025-12-31' }, ['/validTo customers.order_ends_before_start']],
  ['an amount without a currency', { currency: null }, ['/currency customers.order_amount_incomplete']],
  ['a currency without an amount', { amount: null }, ['/amount customers.order_amount_incomplete']],
  ['a tenth of a cent', { amount: '1.001' }, ['/amount customers.order_amount_too_fine']],
])('finds the fault in %s', (_, wrong, faults) => {
  expect(findOrderFaults({ ...ORDER, ...wrong }).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(
    faults,
  );
});

describe('the order on a day', () => {
  const orders = [
    { number: 'A', validFrom: '2026-01-01', validTo: '2026-06-30' },
    { number: 'B', validFrom: '2026-06-01', validTo: null },
  ];
  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', 'A'],
    ['2026-05-31', 'A'],
    ['2026-06-01', 'B'],
    ['2026-06-30', 'B'],
    ['2027-01-01', 'B'],
  ])('of %s is %s', (day, number) => expect(findOrderOn(orders, day)?.number).toBe(number));
});
