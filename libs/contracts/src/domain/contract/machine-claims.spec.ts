import fc from 'fast-check';
import { findContestedMachines, type OtherStay, staysOf, type StayAtCustomer } from './machine-claims.js';

const ZONE = 'Europe/Warsaw';
const MOVED = '2026-11-12T13:37:00Z';
type Days = readonly [from: string, to: string | null];
const stay = (customerId: string, [from, to]: Days) => ({ machineId: 'm', customerId, zone: ZONE, from, to });
const other = (days: Days, over: Partial<OtherStay> = {}): OtherStay => ({
  ...stay('b', days),
  contract: 'K-B',
  isBilled: true,
  ...over,
});
const placed = (customerId: string, from: string, to: string | null = null): StayAtCustomer => ({
  machineId: 'm',
  customerId,
  from: Date.parse(from),
  to: to === null ? Infinity : Date.parse(to),
});
const isContested = (
  mine: Days,
  theirs: OtherStay,
  placements: readonly StayAtCustomer[],
  before: readonly Days[] = [],
): boolean =>
  findContestedMachines(
    [stay('a', mine)],
    before.map((days) => stay('a', days)),
    [theirs],
    placements,
  ).length > 0;

const AUTUMN: Days = ['2026-09-01', null];
const HANDOVER = [placed('a', '2026-01-01T00:00:00Z', MOVED), placed('b', MOVED)];

describe('machines that contracts of two customers claim', () => {
  it.each<[string, boolean, Days, OtherStay, readonly StayAtCustomer[]]>([
    ['the same days, placed nowhere', true, AUTUMN, other(AUTUMN), []],
    ['the same days, placed at one customer only', true, AUTUMN, other(AUTUMN), [placed('b', MOVED)]],
    ['the same days, handed over between them', false, AUTUMN, other(AUTUMN), HANDOVER],
    [
      'one shared day with the handover',
      false,
      ['2026-11-12', null],
      other(['2026-09-01', '2026-11-13']),
      HANDOVER,
    ],
    ['consecutive days', false, ['2026-11-01', null], other(['2026-09-01', '2026-11-01']), []],
    [
      'days before the other customer receives it',
      false,
      ['2026-09-01', '2026-10-01'],
      other(AUTUMN),
      [placed('b', MOVED)],
    ],
    ['a handover that ended before these days', true, ['2026-12-01', null], other(AUTUMN), HANDOVER],
    ['a draft of another customer', false, AUTUMN, other(AUTUMN, { isBilled: false }), []],
    ['the same customer', false, AUTUMN, other(AUTUMN, { customerId: 'a' }), []],
    ['another machine', false, AUTUMN, other(AUTUMN, { machineId: 'n' }), []],
    // The day begins in Warsaw eight hours before it ends in Chicago.
    [
      'consecutive days of two zones',
      true,
      ['2026-11-01', null],
      other(['2026-09-01', '2026-11-01'], { zone: 'America/Chicago' }),
      [],
    ],
  ])('%s: %s', (_name, expected, mine, theirs, placements) => {
    expect(isContested(mine, theirs, placements)).toBe(expected);
  });

  it('keep an existing conflict, but not a longer one', () => {
    const short: Days = ['2026-09-01', '2026-10-01'];
    expect(isContested(short, other(AUTUMN), [], [short])).toBe(false);
    expect(isContested(['2026-09-01', '2026-10-02'], other(AUTUMN), [], [short])).toBe(true);
    // Outside the days of its placement, the contract claims all remaining days, but it already included them before.
    const theirs = other(AUTUMN);
    const at = [placed('a', MOVED), placed('b', '2026-01-01T00:00:00Z', MOVED)];
    expect(isContested(short, theirs, at, [AUTUMN])).toBe(false);
    expect(isContested(short, theirs, at)).toBe(true);
  });

  it('are found from both sides, and never if placements at both customers cover the days', () => {
    const day = fc.integer({ min: 0, max: 60 });
    const days = fc
      .tuple(day, fc.option(fc.integer({ min: 1, max: 60 })))
      .map(([from, length]): Days => [dateOf(from), length === null ? null : dateOf(from + length)]);
    const placements = fc
      .tuple(day, fc.boolean(), fc.boolean())
      .map(([move, first, second]) => [
        ...(first ? [placed('a', '2026-01-01T00:00:00Z', `${dateOf(move)}T10:00:00Z`)] : []),
        ...(second ? [placed('b', `${dateOf(move)}T10:00:00Z`)] : []),
      ]);
    fc.assert(
      fc.property(days, days, placements, (mine, theirs, at) => {
        const found = isContested(mine, other(theirs), at);
        const reversed = findContestedMachines(
          [stay('b', theirs)],
          [],
          [{ ...stay('a', mine), contract: 'K-A', isBilled: true }],
          at,
        );
        expect(found).toBe(reversed.length > 0);
        expect(isContested(mine, other(theirs), at, [mine])).toBe(false);
        const [a, b] = [mine, theirs];
        const shareNoDay = (a[1] !== null && a[1] <= b[0]) || (b[1] !== null && b[1] <= a[0]);
        if (shareNoDay) expect(found).toBe(false);
      }),
    );
  });
});

describe('the days of machines under a contract', () => {
  it('are limited to its term', () => {
    const contract = { customerId: 'a', zone: ZONE, startsOn: '2026-09-01', endsOn: '2026-10-31' };
    const machines = [
      { machineId: 'm', from: '2026-08-01', to: null },
      { machineId: 'm', from: '2026-11-01', to: '2026-12-01' },
    ];
    expect(staysOf({ ...contract, machines })).toEqual([stay('a', ['2026-09-01', '2026-11-01'])]);
  });
});

function dateOf(day: number): string {
  return new Date(Date.parse('2026-09-01') + day * 86_400_000).toISOString().slice(0, 10);
}
