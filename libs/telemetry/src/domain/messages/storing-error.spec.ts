import { isContentError, sqlStateOf } from './storing-error.js';

it.each([
  ['a number out of range', '22003'],
  ['bytes that are not text', '22021'],
  ['a violated check constraint', '23514'],
  ['an exceeded program limit', '54000'],
])('%s is caused by the content', (_what, code) => {
  expect(isContentError({ code })).toBe(true);
});

it.each([
  ['a full disk', '53100'],
  ['exhausted memory', '53200'],
  ['too many connections', '53300'],
  ['a shutdown', '57P01'],
  ['a crash', '57P02'],
  ['a startup', '57P03'],
  ['a cancelled statement', '57014'],
  ['a lost connection', '08006'],
  ['an abandoned transaction', '25P03'],
  ['a standby', '25006'],
  ['a lock timeout', '55P03'],
  ['a deadlock', '40P01'],
  ['an I/O error', '58030'],
  ['damaged data', 'XX001'],
  ['a refused connection', 'ECONNREFUSED'],
  ['a reset connection', 'ECONNRESET'],
  ['a broken pipe', 'EPIPE'],
  ['a connection timeout', 'ETIMEDOUT'],
])('%s is not caused by the content', (_what, code) => {
  expect(isContentError({ code })).toBe(false);
});

it.each([[new Error('Connection terminated')], [null], [undefined], ['text'], [{ code: 22003 }]])(
  '%p without an SQLSTATE is not caused by the content',
  (error) => {
    expect([isContentError(error), sqlStateOf(error)]).toEqual([false, undefined]);
  },
);

it('does not mistake system error codes for an SQLSTATE', () => {
  expect(sqlStateOf({ code: 'EPIPE' })).toBeUndefined();
  expect(sqlStateOf({ code: '53100' })).toBe('53100');
});
