import { holdsOfOrder, holdsOfOrders, type LimitedOrder } from './order-holds.js';

const order = (left: string, number = 'PO-1'): LimitedOrder => ({ number, currency: 'PLN', left });
const month = (netMinor: bigint, of: LimitedOrder | null = order('1.20'), isHeld = false) => ({
  order: of,
  netMinor,
  isHeld,
});
const ALONE = { code: 'order_exceeded', params: { order: 'PO-1', left: '1.20', currency: 'PLN' } };
const together = (sum: string) => ({
  code: 'order_exceeded_together',
  params: { order: 'PO-1', left: '1.20', sum, currency: 'PLN' },
});

describe('what a buyer ordered', () => {
  it.each([
    ['is enough to the last cent', 120n, []],
    ['is exceeded by a cent', 121n, [ALONE]],
  ])('%s', (_, netMinor, holds) => {
    expect(holdsOfOrder(month(netMinor))).toEqual(holds);
  });

  it('holds nothing that is on no order, or on one without a limit', () => {
    expect(holdsOfOrder(month(10n ** 9n, null))).toEqual([]);
    expect(holdsOfOrders([month(10n ** 9n, null), month(10n ** 9n, null)], 'wait')).toEqual([[], []]);
  });

  it.each([
    ['is enough for all of a document', [month(60n), month(60n)], 'wait', [[], []]],
    ['is not enough for all', [month(60n), month(61n)], 'wait', [[together('1.21')], [together('1.21')]]],
    ['is exceeded by one alone', [month(121n), month(5n, null)], 'wait', [[ALONE], []]],
    ['is enough with what is given back', [month(150n), month(-30n)], 'wait', [[], []]],
    ['is one order of two', [month(100n), month(100n, order('1.00', 'PO-2'))], 'wait', [[], []]],
    [
      'is asked for what is held as well while the document waits for it',
      [month(100n), month(100n, order('1.20'), true)],
      'wait',
      [[together('2.00')], [together('2.00')]],
    ],
    [
      'is not asked for what the document goes on without',
      [month(100n), month(100n, order('1.20'), true)],
      'go_on',
      [[], []],
    ],
  ] as const)('%s', (_, months, whenHeld, holds) => {
    expect(holdsOfOrders(months, whenHeld)).toEqual(holds);
  });
});
