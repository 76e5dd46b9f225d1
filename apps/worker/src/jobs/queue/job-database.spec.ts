import { isConnectionError } from './job-database.js';

const withCode = (code?: string) =>
  Object.assign(new Error('Connection terminated unexpectedly'), code === undefined ? {} : { code });

describe('isConnectionError', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P02', '57P03', '08006', '53300', undefined])(
    'is true for %s',
    (code) => {
      expect(isConnectionError(withCode(code))).toBe(true);
    },
  );

  it('is false for a programming error', () => {
    expect(isConnectionError(new TypeError('x is not a function'))).toBe(false);
  });

  it.each(['23505', '42P01', '57014', '40001'])('is false for %s', (code) => {
    expect(isConnectionError(withCode(code))).toBe(false);
  });
});
