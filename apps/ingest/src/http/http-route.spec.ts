import fc from 'fast-check';
import { type HttpRoute, parseBasic, parseHttpRoute } from './http-route.js';

describe('parseHttpRoute', () => {
  it.each<[string, string, HttpRoute | 404 | 405]>([
    ['POST', '/ingest/v1/acme/P-1/telemetry', { kind: 'native', makerSlug: 'acme', deviceCode: 'P-1' }],
    ['GET', '/ingest/v1/acme/P-1/telemetry', 405],
    ['POST', '/ingest/v1/acme/P-1', 404],
    ['POST', '/ingest/v1//P-1/telemetry', 404],
    ['POST', '/api/v1/tok%2Fen/telemetry', { kind: 'telemetry', token: 'tok/en' }],
    ['POST', '/api/v1/token/attributes', { kind: 'attributes', token: 'token' }],
    ['GET', '/api/v1/token/attributes', { kind: 'ask-attributes', token: 'token' }],
    ['DELETE', '/api/v1/token/attributes', 405],
    ['POST', '/api/v1/%zz/telemetry', 404],
    ['POST', '/api/v1//telemetry', 404],
    ['GET', '/', 404],
  ])('%s %s', (method, path, expected) => expect(parseHttpRoute(method, path)).toEqual(expected));

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), fc.webPath(), (method, path) => void parseHttpRoute(method, path)));
  });
});

describe('parseBasic', () => {
  const header = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  it.each<[string | undefined, { username: string; password: string } | undefined]>([
    [header('acme/P-1/1:pa:ss'), { username: 'acme/P-1/1', password: 'pa:ss' }],
    [header(':x'), { username: '', password: 'x' }],
    [header('nobody'), undefined],
    ['Bearer x', undefined],
    [undefined, undefined],
  ])('%s', (text, expected) => expect(parseBasic(text)).toEqual(expected));
});
