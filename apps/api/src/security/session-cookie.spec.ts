import { findSessionToken } from './session-cookie.js';

describe('session token', () => {
  it.each([
    ['dutycycle_session=abc_-9', 'abc_-9'],
    ['theme=dark; dutycycle_session=abc; x=y', 'abc'],
    ['theme=dark;dutycycle_session=abc', 'abc'],
    ['my_dutycycle_session=abc', undefined],
    ['dutycycle_session=', undefined],
    ['dutycycle_session=%00', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('in %s is %s', (cookie, token) => {
    expect(findSessionToken({ cookie })).toBe(token);
  });
});
