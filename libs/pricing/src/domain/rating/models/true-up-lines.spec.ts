import { Exact } from '#platform/domain';
import type { ChargeInTime } from '../charge-in-time.js';
import type { UsageFact } from '../usage.js';
import type { Minimum } from './minimum.js';
import { trueUpLines } from './true-up-lines.js';

const UNIT = { key: 'air', model: 'unit', unitPrice: '2' } as const satisfies ChargeInTime;

const fact = (machine: string | null, quantity: string | null): UsageFact => ({
  part: '1',
  machine,
  quantity: new Exact(quantity ?? 0),
  events: [],
  held: quantity === null,
  known: quantity !== null,
});
const minimumOf = (change: Partial<Record<keyof Minimum, string>>): Minimum => {
  const exact = (value: string | undefined): Exact | null => (value === undefined ? null : new Exact(value));
  return {
    amount: exact(change.amount),
    quantity: exact(change.quantity),
    quantityPerMachine: exact(change.quantityPerMachine),
  };
};

/** Returns the lines as `machine quantity amount`, for usage that is priced at 2 per unit. */
function linesOf(
  minimum: Partial<Record<keyof Minimum, string>>,
  facts: readonly UsageFact[],
  charge: ChargeInTime = UNIT,
): string[] {
  const quantity = facts.reduce((sum, one) => sum.plus(one.quantity), new Exact(0));
  const moment = { final: true, settled: true, contractMonth: 1, interimRuns: 0 };
  return trueUpLines({ charge, facts, machine: null, moment, currency: 'EUR' }, minimumOf(minimum), {
    quantity,
    amount: quantity.times(2),
  }).map(({ machine, quantity: missing, exact, amount }) => {
    // A line has an exact and a rounded amount, or it is on hold.
    expect(exact === null).toBe(amount === null);
    return [machine ?? 'pool', missing?.toFixed() ?? '-', amount?.toFixed() ?? 'on hold'].join(' ');
  });
}

describe('trueUpLines', () => {
  it.each<[string, Partial<Record<keyof Minimum, string>>, readonly UsageFact[], readonly string[]]>([
    ['nothing without a minimum', {}, [fact(null, '1')], []],
    ['nothing without a minimum for a quantity on hold', {}, [fact(null, null)], []],
    ['the missing quantity', { quantity: '5' }, [fact(null, '2')], ['pool 3 6']],
    ['the missing amount', { amount: '5' }, [fact(null, '2')], ['pool - 1']],
    [
      'the amount that is missing beyond the missing quantity, in one line',
      { quantity: '5', amount: '12' },
      [fact(null, '2')],
      ['pool 3 8'],
    ],
    ['nothing if the minimum is reached', { quantity: '5', amount: '12' }, [fact(null, '6')], []],
    [
      'the missing quantity of each machine',
      { quantityPerMachine: '5' },
      [fact('A', '2'), fact('B', '5'), fact('C', '0')],
      ['A 3 6', 'C 5 10'],
    ],
    [
      'what the pool misses beyond its machines',
      { quantityPerMachine: '5', quantity: '20', amount: '50' },
      [fact('A', '2'), fact('B', '5')],
      // With A's shortfall of 3, the machines have 10 of 20 units. With the pool's shortfall of 10, 40 of the minimum
      // amount of 50 are billed.
      ['A 3 6', 'pool 10 30'],
    ],
  ])('bills %s', (_, minimum, facts, expected) => {
    expect(linesOf(minimum, facts)).toEqual(expected);
  });

  it('applies the own minimum of a machine that is present for a part of the period', () => {
    const ofMachine = new Map([['A', { includedQuantity: null, minQuantity: '3' }]]);
    const facts = [fact('A', '2'), fact('B', '2')];
    expect(linesOf({ quantityPerMachine: '5' }, facts, { ...UNIT, ofMachine })).toEqual(['A 1 2', 'B 3 6']);
  });

  it('converts the quantity of a machine before it is compared with its minimum', () => {
    const charge: ChargeInTime = { ...UNIT, convert: { divideBy: '10' } };
    expect(linesOf({ quantityPerMachine: '5' }, [fact('A', '20')], charge)).toEqual(['A 3 6']);
  });

  it('allocates what the pool misses, and merges it with what a machine misses', () => {
    const facts = [fact('A', '2'), fact('B', '6')];
    expect(linesOf({ quantityPerMachine: '5', quantity: '15' }, facts, { ...UNIT, allocate: true })).toEqual([
      // The pool misses 15 − (8 + 3) = 4, of which A has a quarter.
      'A 4 8',
      'B 3 6',
    ]);
  });

  it.each<[string, Partial<Record<keyof Minimum, string>>, readonly UsageFact[], readonly string[]]>([
    [
      'a machine on hold alone',
      { quantityPerMachine: '5' },
      [fact('A', null), fact('B', '2')],
      ['A - on hold', 'B 3 6'],
    ],
    [
      'a machine of which one part is on hold',
      { quantityPerMachine: '5' },
      [fact('A', '1'), fact('A', null)],
      ['A - on hold'],
    ],
    ['the quantity of the pool', { quantity: '5' }, [fact(null, '1'), fact(null, null)], ['pool - on hold']],
    ['the amount of the pool', { amount: '5' }, [fact(null, '1'), fact(null, null)], ['pool - on hold']],
    [
      'the sum of a shortfall and a minimum on hold',
      { quantityPerMachine: '5', quantity: '20' },
      [fact(null, '2'), fact('B', null)],
      ['pool - on hold', 'B - on hold'],
    ],
  ])('keeps %s on hold', (_, minimum, facts, expected) => {
    expect(linesOf(minimum, facts)).toEqual(expected);
  });
});
