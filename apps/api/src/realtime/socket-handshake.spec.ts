import { identifyingHeaders, isOwnOrigin } from './socket-handshake.js';

describe('socket handshake', () => {
  it.each([
    [{ cookie: 'dutycycle_session=s' }, {}, { cookie: 'dutycycle_session=s' }],
    [{ authorization: 'Bearer k' }, { token: 'other' }, { authorization: 'Bearer k' }],
    [{ cookie: 'a=1' }, { token: 'k' }, { cookie: 'a=1', authorization: 'Bearer k' }],
    [{}, { token: 5 }, {}],
  ])('%j with %j is identified by %j', (headers, auth, expected) => {
    expect(identifyingHeaders(headers, auth)).toEqual(expected);
  });

  it.each([
    [{ host: 'plant.example' }, true],
    [{ host: 'plant.example', origin: 'https://plant.example' }, true],
    [{ host: 'localhost:3000', origin: 'http://localhost:3000' }, true],
    [{ host: 'localhost:3000', origin: 'http://localhost:8080' }, false],
    [{ host: 'plant.example', origin: 'https://evil.example' }, false],
    [{ host: 'plant.example', origin: 'null' }, false],
    [{ host: '10.0.0.7:3000', origin: 'https://portal.example' }, true],
  ])('%j comes from our own page: %s', (headers, own) => {
    expect(isOwnOrigin(headers, 'https://portal.example')).toBe(own);
  });
});
