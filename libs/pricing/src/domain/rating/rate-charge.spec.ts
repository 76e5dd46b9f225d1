import { Exact } from '#platform/domain';
import type { ChargeInTime } from './charge-in-time.js';
import { rateCharge, type RatedCharge } from './rate-charge.js';
import type { RatingMoment } from './rated-line.js';
import type { UsageFact } from './usage.js';

const FINAL: RatingMoment = { final: true, settled: true, contractMonth: 1, interimRuns: 0 };
const INTERIM: RatingMoment = { ...FINAL, final: false, settled: false };
const UNIT = { key: 'air', model: 'unit', unitPrice: '2' } as const satisfies ChargeInTime;

/** A known quantity. */
const fact = (part: string, quantity: string, change: Partial<UsageFact> = {}): UsageFact => ({
  part,
  machine: null,
  quantity: new Exact(quantity),
  events: [new Exact(quantity)],
  held: false,
  known: true,
  ...change,
});
/** A quantity on hold that was never known. */
const held = (part: string, change: Partial<UsageFact> = {}): UsageFact =>
  fact(part, '0', { events: [], held: true, known: false, ...change });

const rate = (charge: ChargeInTime, facts: readonly UsageFact[], moment = FINAL) =>
  rateCharge(charge, facts, moment, 'EUR');
const linesOf = ({ lines }: RatedCharge) =>
  lines.map(({ component, part, machine, quantity, amount }) =>
    [
      component,
      part ?? 'period',
      machine ?? 'pool',
      quantity?.toFixed() ?? '-',
      amount?.toFixed() ?? 'on hold',
    ].join(' '),
  );

describe('a pool', () => {
  it('is rated as a whole, also if no machine has any usage', () => {
    expect(linesOf(rate({ ...UNIT, pooling: 'per_machine' }, []))).toEqual(['usage 1 pool 0 0']);
    const fleet = [fact('1', '1', { machine: 'A' }), fact('1', '2', { machine: 'B' })];
    expect(linesOf(rate(UNIT, fleet))).toEqual(['usage 1 pool 3 6']);
    expect(linesOf(rate({ ...UNIT, pooling: 'per_machine' }, fleet))).toEqual([
      'usage 1 A 1 2',
      'usage 1 B 2 4',
    ]);
  });

  it('is allocated to its machines by their usage in each part', () => {
    const facts = [
      fact('1', '1', { machine: 'A' }),
      fact('1', '3', { machine: 'B' }),
      fact('2', '5', { machine: 'B' }),
    ];
    expect(linesOf(rate({ ...UNIT, allocate: true }, facts))).toEqual([
      'usage 1 A 1 2',
      'usage 1 B 3 6',
      'usage 2 B 5 10',
    ]);
  });

  it('has shares of each figure', () => {
    const charge = { ...UNIT, allocate: true, discountPercent: '10', maxAmount: '12' };
    const { lines } = rate(charge, [fact('1', '2', { machine: 'A' }), fact('1', '6', { machine: 'B' })]);
    expect(
      lines.map(({ machine, exact, figures }) => [
        machine,
        exact!.toFixed(),
        figures!.gross.toFixed(),
        figures!.discount.toFixed(),
        figures!.capDiscount.toFixed(),
      ]),
    ).toEqual([
      ['A', '3', '4', '0.4', '0.6'],
      ['B', '9', '12', '1.2', '1.8'],
    ]);
  });

  it('has shares of a commitment', () => {
    const commitment = { quantity: '10', overageFactor: '1.5', trueUp: true };
    const charge = { ...UNIT, allocate: true, commitment };
    const fleet = (a: string, b: string) => [fact('1', a, { machine: 'A' }), fact('1', b, { machine: 'B' })];
    const sharesOf = (facts: readonly UsageFact[]) =>
      rate(charge, facts).lines.map(({ machine, amount, committed }) => [
        machine,
        amount!.toFixed(),
        committed!.used.toFixed(),
        committed!.overage.toFixed(),
        committed!.trueUp.toFixed(),
      ]);
    expect(sharesOf(fleet('4', '12'))).toEqual([
      ['A', '9.5', '5', '4.5', '0'],
      ['B', '28.5', '15', '13.5', '0'],
    ]);
    expect(sharesOf(fleet('1', '3'))).toEqual([
      ['A', '5', '2', '0', '3'],
      ['B', '15', '6', '0', '9'],
    ]);
  });

  it('that is rated by machine is not allocated again', () => {
    const charge: ChargeInTime = { ...UNIT, pooling: 'per_machine', allocate: true };
    expect(linesOf(rate(charge, [fact('1', '1', { machine: 'A' })]))).toEqual(['usage 1 A 1 2']);
  });
});

describe('a quantity on hold', () => {
  it('replaces the line of its part only', () => {
    expect(linesOf(rate(UNIT, [fact('1', '3'), held('2')]))).toEqual([
      'usage 1 pool 3 6',
      'usage 2 pool - on hold',
    ]);
  });

  it('of one machine leaves the lines of the others', () => {
    const charge: ChargeInTime = { ...UNIT, allocate: true };
    const facts = [fact('1', '3', { machine: 'A' }), held('1', { machine: 'B' })];
    expect(linesOf(rate(charge, facts))).toEqual(['usage 1 A 3 6', 'usage 1 B - on hold']);
  });

  it('does not affect a flat fee, which has no quantity', () => {
    const flat: ChargeInTime = { key: 'fee', model: 'flat', amount: '7' };
    const rated = rate(flat, [held('1')]);
    expect(linesOf(rated)).toEqual(['usage 1 pool - 7']);
    expect(rated.gross.toFixed()).toBe('7');
  });

  it('adds nothing to the totals, unlike one that was known before', () => {
    const totalsOf = (facts: readonly UsageFact[]) => {
      const { gross, discount, capDiscount } = rate(
        {
          ...UNIT,
          model: 'graduated',
          tiers: [{ upTo: null, unitPrice: '2', flatFee: '5' }],
          discountPercent: '10',
        },
        facts,
      );
      return [gross, discount, capDiscount].map((one) => one.toFixed());
    };
    expect(totalsOf([held('1')])).toEqual(['0', '0', '0']);
    expect(totalsOf([fact('1', '3'), held('2')])).toEqual(['11', '1.1', '0']);
    expect(totalsOf([fact('1', '3', { held: true })])).toEqual(['11', '1.1', '0']);
    expect(totalsOf([fact('1', '3'), fact('2', '4')])).toEqual(['19', '1.9', '0']);
  });
});

describe('prepaid credits', () => {
  it('report their coverage after each part', () => {
    const prepaid = {
      lots: [{ quantity: new Exact(4), from: '1', until: null }],
      allowanceUntil: '9',
    };
    const rated = rate({ ...UNIT, prepaid }, [fact('1', '3'), fact('2', '3')]);
    expect(linesOf(rated)).toEqual(['usage 1 pool 0 0', 'usage 2 pool 2 4']);
    expect(rated.covered.map(({ part, drawn }) => [part, drawn[0]!.toFixed()])).toEqual([
      ['1', '3'],
      ['2', '4'],
    ]);
    expect(rate(UNIT, [fact('1', '3')]).covered).toEqual([]);
  });
});

describe('parts', () => {
  it('price their own events', () => {
    const charge: ChargeInTime = { key: 'share', model: 'percentage', ratePercent: '10', fixedPerEvent: '1' };
    expect(linesOf(rate(charge, [fact('1', '50'), fact('2', '20')]))).toEqual([
      'usage 1 pool 50 6',
      'usage 2 pool 20 3',
    ]);
  });

  it('have the prices of their days, and a shortfall the latest prices', () => {
    const charge: ChargeInTime = {
      ...UNIT,
      minQuantity: '10',
      later: [{ from: '2', pricing: { model: 'unit', unitPrice: '3', minQuantity: '10' } }],
    };
    expect(linesOf(rate(charge, [fact('1', '4'), fact('2', '2'), fact('3', '1')]))).toEqual([
      'usage 1 pool 4 8',
      'usage 2 pool 2 6',
      'usage 3 pool 1 3',
      'true_up period pool 3 9',
    ]);
    expect(linesOf(rate(charge, [fact('1', '4')], INTERIM))).toEqual(['usage 1 pool 4 8']);
  });

  it('count the amount that was billed elsewhere for the first one', () => {
    const charge: ChargeInTime = { ...UNIT, opening: { part: '1', amount: '100' } };
    expect(linesOf(rate(charge, [fact('1', '4'), fact('2', '2')]))).toEqual([
      'usage 1 pool 4 100',
      'usage 2 pool 2 4',
    ]);
  });
});

describe('a commitment', () => {
  const committed: ChargeInTime = { ...UNIT, commitment: { quantity: '10', trueUp: true } };

  it('has one line for all parts', () => {
    expect(linesOf(rate(committed, [fact('1', '4')]))).toEqual(['commitment 1 pool 4 20']);
    expect(linesOf(rate(committed, [fact('1', '4'), fact('2', '8')]))).toEqual([
      'commitment period pool 12 24',
    ]);
  });

  it('bills nothing unused while a quantity is on hold', () => {
    expect(linesOf(rate(committed, [fact('1', '4'), held('2')]))).toEqual([
      'commitment period pool 4 8',
      'commitment 2 pool - on hold',
    ]);
  });

  it('has no line while no quantity is known, but one without any usage', () => {
    expect(linesOf(rate(committed, [held('1')]))).toEqual(['commitment 1 pool - on hold']);
    expect(linesOf(rate(committed, []))).toEqual(['commitment 1 pool 0 20']);
  });
});

describe('steps', () => {
  const graduated: ChargeInTime = {
    key: 'air',
    model: 'graduated',
    tiers: [
      { upTo: '1', unitPrice: '0.333' },
      { upTo: null, unitPrice: '0.333' },
    ],
  };

  it('add up to the rounded price, and are exact without a currency', () => {
    const facts = [fact('1', '2')];
    expect(rate(graduated, facts).steps.map(({ charge, amount }) => [charge, amount.toFixed()])).toEqual([
      ['air', '0.34'],
      ['air', '0.33'],
    ]);
    expect(rateCharge(graduated, facts, FINAL, null).steps.map(({ amount }) => amount.toFixed())).toEqual([
      '0.333',
      '0.333',
    ]);
  });
});
