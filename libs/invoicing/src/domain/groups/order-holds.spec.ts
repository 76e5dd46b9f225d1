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

describe('a buyer’s order', () => {
  it.each([
    ['suffices to the last cent', 120n, []],
    ['is exceeded by a cent', 121n, [ALONE]],
  ])('%s', (_, netMinor, holds) => {
    expect(holdsOfOrder(month(netMinor))).toEqual(holds);
  });

  it('puts nothing on hold without an order, or without a limit', () => {
    expect(holdsOfOrder(month(10n ** 9n, null))).toEqual([]);
    expect(holdsOfOrders([month(10n ** 9n, null), month(10n ** 9n, null)], 'wait')).toEqual([[], []]);
  });

  it.each([
    ['suffices for a whole document', [month(60n), month(60n)], 'wait', [[], []]],
    [
      'does not suffice for the whole document',
      [month(60n), month(61n)],
      'wait',
      [[together('1.21')], [together('1.21')]],
    ],
    ['is exceeded by a single month', [month(121n), month(5n, null)], 'wait', [[ALONE], []]],
    ['suffices with a credit', [month(150n), month(-30n)], 'wait', [[], []]],
    [
      'is used only by its own months if there are two orders',
      [month(100n), month(100n, order('1.00', 'PO-2'))],
      'wait',
      [[], []],
    ],
    [
      'includes members on hold while the document waits for them',
      [month(100n), month(100n, order('1.20'), true)],
      'wait',
      [[together('2.00')], [together('2.00')]],
    ],
    [
      'excludes members that the document proceeds without',
      [month(100n), month(100n, order('1.20'), true)],
      'go_on',
      [[], []],
    ],
  ] as const)('%s', (_, months, whenHeld, holds) => {
    expect(holdsOfOrders(months, whenHeld)).toEqual(holds);
  });
});
