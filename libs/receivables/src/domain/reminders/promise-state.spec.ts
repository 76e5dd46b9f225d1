import { type PromiseFacts, promiseStateOf } from './promise-state.js';

const PROMISE: PromiseFacts = {
  promisedOn: '2026-03-10',
  amountMinor: 400n,
  openBeforeMinor: 1000n,
  openMinor: 1000n,
  receivedLaterMinor: 0n,
  isWithdrawn: false,
};

it.each<[string, Partial<PromiseFacts>, string, string]>([
  ['pending before its day', {}, '2026-03-09', 'pending'],
  ['pending on its day', {}, '2026-03-10', 'pending'],
  ['broken after its day', {}, '2026-03-11', 'broken'],
  ['kept before its day', { openMinor: 600n }, '2026-03-01', 'kept'],
  ['kept by its day', { openMinor: 600n }, '2026-03-11', 'kept'],
  ['not kept by a smaller amount', { openMinor: 601n }, '2026-03-11', 'broken'],
  ['not kept by money that came later', { openMinor: 0n, receivedLaterMinor: 1000n }, '2026-03-20', 'broken'],
  ['kept if the rest came later', { openMinor: 0n, receivedLaterMinor: 600n }, '2026-03-20', 'kept'],
  ['withdrawn', { isWithdrawn: true, openMinor: 0n }, '2026-03-20', 'withdrawn'],
])('a promise is %s', (_name, over, today, state) => {
  expect(promiseStateOf({ ...PROMISE, ...over }, today)).toBe(state);
});
