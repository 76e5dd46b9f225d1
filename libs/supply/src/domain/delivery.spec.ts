import fc from 'fast-check';
import { DomainError } from '#platform/domain';
import { deriveKitCharge, isAmount } from './delivery-charge.js';
import {
  listPossibleSteps,
  transitionDelivery,
  type DeliveryState,
  type DeliveryStep,
} from './delivery-state.js';
import { allocateLots, findShortage } from './stock.js';

const STATES: DeliveryState[] = ['forecast', 'reserved', 'sent', 'received', 'cancelled'];
const STEPS: DeliveryStep[] = ['reserve', 'send', 'receive', 'cancel'];

describe('a delivery', () => {
  it('goes from the forecast to the customer', () => {
    const path = (['reserve', 'send', 'receive'] as const).reduce<DeliveryState[]>(
      (states, step) => [...states, transitionDelivery(states.at(-1)!, step)],
      ['forecast'],
    );
    expect(path).toEqual(['forecast', 'reserved', 'sent', 'received']);
  });

  it.each(STATES.flatMap((state) => STEPS.map((step): [DeliveryState, DeliveryStep] => [state, step])))(
    'in state %s allows the step %s exactly when it is offered',
    (state, step) => {
      if (listPossibleSteps(state).includes(step)) expect(STATES).toContain(transitionDelivery(state, step));
      else expect(() => transitionDelivery(state, step)).toThrow(DomainError);
    },
  );

  it('ends as received or cancelled', () => {
    expect(STATES.filter((state) => listPossibleSteps(state).length === 0)).toEqual([
      'received',
      'cancelled',
    ]);
  });
});

describe('the charge of a kit', () => {
  const terms = { currency: 'PLN', kitsIncluded: false, kitPrices: { 'KIT-2000': '411.505' } };

  it.each([
    [
      'comes with the contract',
      { ...terms, kitsIncluded: true },
      'KIT-2000',
      { charge: 'included', priceMinor: null, currency: null },
    ],
    [
      'is priced by the contract',
      terms,
      'KIT-2000',
      { charge: 'charged', priceMinor: 41151n, currency: 'PLN' },
    ],
    [
      'has no price in the contract',
      terms,
      'KIT-4000',
      { charge: 'charged', priceMinor: null, currency: 'PLN' },
    ],
    ['has no contract', null, 'KIT-4000', { charge: 'charged', priceMinor: null, currency: null }],
  ] as const)('%s', (_what, given, code, expected) => {
    expect(deriveKitCharge(given, code)).toEqual(expected);
  });

  it.each([
    ['0', true],
    ['12.50', true],
    ['-1', false],
    ['1e3', false],
    ['', false],
    ['12,50', false],
  ])('%s is an amount: %s', (text, expected) => {
    expect(isAmount(text)).toBe(expected);
  });
});

describe('stock', () => {
  it('reports which parts are short, and how many there are', () => {
    const needs = [
      { partId: 'AF', quantity: 1 },
      { partId: 'OIL', quantity: 3 },
      { partId: 'TV', quantity: 1 },
    ];
    const stock = [
      { partId: 'AF', available: 1 },
      { partId: 'OIL', available: 2 },
    ];
    expect(findShortage(needs, stock)).toEqual([
      { partId: 'OIL', quantity: 3, available: 2 },
      { partId: 'TV', quantity: 1, available: 0 },
    ]);
    expect(findShortage(needs.slice(0, 1), stock)).toEqual([]);
  });

  it('is taken from the oldest lots, exactly the quantity or not at all', () => {
    expect(
      allocateLots(
        [
          { lot: 'A', onHand: 2 },
          { lot: 'B', onHand: 0 },
          { lot: 'C', onHand: 5 },
        ],
        4,
      ),
    ).toEqual([
      { lot: 'A', quantity: 2 },
      { lot: 'C', quantity: 2 },
    ]);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -3, max: 9 })),
        fc.integer({ min: 1, max: 40 }),
        (onHand, quantity) => {
          const lots = onHand.map((count, index) => ({ lot: `L${index}`, onHand: count }));
          const held = onHand.reduce((sum, count) => sum + Math.max(0, count), 0);
          const taken = allocateLots(lots, quantity);
          expect(taken === undefined).toBe(held < quantity);
          if (!taken) return;
          expect(taken.reduce((sum, lot) => sum + lot.quantity, 0)).toBe(quantity);
          for (const { lot, quantity: part } of taken)
            expect(part).toBeLessThanOrEqual(lots.find((each) => each.lot === lot)!.onHand);
        },
      ),
    );
  });
});
