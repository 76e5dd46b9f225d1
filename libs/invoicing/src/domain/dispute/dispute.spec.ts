import {
  DISPUTE_STATES,
  type DisputeEvent,
  type DisputeState,
  faultsOfClaim,
  faultsOfReadings,
  faultsOfDowntime,
  lastDisputeDay,
  canWithdraw,
  nextDisputeState,
} from './dispute.js';

it.each<[DisputeState, DisputeEvent, DisputeState | null]>([
  ['open', 'settle', 'settled'],
  ['open', 'reject', 'rejected'],
  ['open', 'withdraw', 'withdrawn'],
  ...DISPUTE_STATES.filter((state) => state !== 'open').flatMap((state) =>
    (['settle', 'reject', 'withdraw'] as const).map((event): [DisputeState, DisputeEvent, null] => [
      state,
      event,
      null,
    ]),
  ),
])('%s, %s: %s', (state, event, next) => expect(nextDisputeState(state, event)).toBe(next));

it.each([
  ['customer', 'customer', true],
  ['customer', 'maker', true],
  ['maker', 'maker', true],
  ['maker', 'customer', false],
] as const)('a dispute can be withdrawn by the %s if it was opened by the %s: %s', (side, opened, may) =>
  expect(canWithdraw(side, opened)).toBe(may),
);

it.each<[string, object, string]>([
  ['as agreed', { meter: { dispute_days: 10 } }, '2026-12-12'],
  ['on the due day itself', { meter: { dispute_days: 0 } }, '2026-12-02'],
  ['30 days without terms', {}, '2027-01-01'],
  ['30 days if the meter terms are empty', { meter: null }, '2027-01-01'],
  ['30 days for a text', { meter: { dispute_days: 'soon' } }, '2027-01-01'],
  ['30 days for a negative number', { meter: { dispute_days: -1 } }, '2027-01-01'],
])('may be disputed until %s', (_, terms, day) => expect(lastDisputeDay('2026-12-02', terms)).toBe(day));

const ABOUT = { periodFrom: '2026-10-01', periodTo: '2026-11-01', netMinor: 66_00n, currency: 'PLN' };
const NOTHING = { from: null, to: null, claimed: null };

it.each<[string, object, [string, string][]]>([
  ['nothing', {}, []],
  ['the whole period and amount', { from: '2026-10-01', to: '2026-10-31', claimed: '66' }, []],
  ['one day', { from: '2026-10-14', to: '2026-10-14' }, []],
  ['a first day without a last one', { from: '2026-10-14' }, [['/to', 'billing.dispute_day_missing']]],
  ['a last day without a first one', { to: '2026-10-14' }, [['/from', 'billing.dispute_day_missing']]],
  ['reversed days', { from: '2026-10-14', to: '2026-10-13' }, [['/to', 'billing.dispute_days_reversed']]],
  [
    'days outside the period',
    { from: '2026-09-30', to: '2026-11-01' },
    [
      ['/from', 'billing.dispute_day_outside'],
      ['/to', 'billing.dispute_day_outside'],
    ],
  ],
  ['a cent too much', { claimed: '66.01' }, [['/claimed', 'billing.claim_exceeds']]],
  ['less than a cent', { claimed: '1.001' }, [['/claimed', 'billing.amount_too_fine']]],
  ['an amount of zero', { claimed: '0' }, [['/claimed', 'billing.claim_not_positive']]],
])('validates %s', (_, claim, faults) =>
  expect(faultsOfClaim({ ...NOTHING, ...claim }, ABOUT).map(({ pointer, code }) => [pointer, code])).toEqual(
    faults,
  ),
);

it('sets no upper limit for a claim about a credit', () => {
  expect(faultsOfClaim({ ...NOTHING, claimed: '500' }, { ...ABOUT, netMinor: -10_00n })).toEqual([]);
});

const NOVEMBER = { from: new Date('2026-10-31T23:00:00Z'), to: new Date('2026-11-30T23:00:00Z') };
it.each<[string, string, string, string[]]>([
  ['within the period', '2026-10-31T23:00:00Z', '2026-11-30T23:00:00Z', []],
  ['starting before it', '2026-10-31T22:30:00Z', '2026-11-01T00:00:00Z', ['/readings/from']],
  ['ending after it', '2026-11-30T23:00:00Z', '2026-11-30T23:30:00Z', ['/readings/to']],
  ['of zero duration', '2026-11-02T00:00:00Z', '2026-11-02T00:00:00Z', ['/readings/to']],
])('readings %s: %j to %j', (_, from, to, pointers) => {
  const readings = { from: new Date(from), to: new Date(to) };
  expect(faultsOfReadings(readings, NOVEMBER).map(({ pointer }) => pointer)).toEqual(pointers);
  expect(faultsOfReadings(readings, undefined)).toMatchObject([{ pointer: '/readings/usageId' }]);
});

describe('disputed downtime', () => {
  const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 3, hour));
  const evaluatedTimes = [{ machineId: 'pump', from: at(0).getTime(), to: at(24).getTime() }];
  const stop = (from: number, to: number, machineId = 'pump') => ({ machineId, from: at(from), to: at(to) });
  const codes = (...args: Parameters<typeof faultsOfDowntime>) =>
    faultsOfDowntime(...args).map(({ pointer, code }) => `${pointer} ${code}`);

  it.each([
    ['is valid within the evaluated time', stop(1, 4), evaluatedTimes, []],
    ['is valid if it overlaps the evaluated time', stop(-5, 1), evaluatedTimes, []],
    [
      'is rejected if it ends as the evaluated time begins',
      stop(-5, 0),
      evaluatedTimes,
      ['/stop/from billing.dispute_stop_outside'],
    ],
    ['must have a duration', stop(4, 4), evaluatedTimes, ['/stop/to billing.dispute_days_reversed']],
    [
      'must belong to an evaluated machine',
      stop(1, 4, 'other'),
      evaluatedTimes,
      ['/stop/machineId billing.disputed_machine_not_judged'],
    ],
    [
      'must belong to a line that evaluates machines',
      stop(1, 4),
      null,
      ['/stop billing.disputed_stop_not_of_line'],
    ],
  ])('%s', (_, given, times, faults) => {
    expect(codes(given, times)).toEqual(faults);
  });
});
