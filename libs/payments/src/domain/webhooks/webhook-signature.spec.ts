import { createHmac } from 'node:crypto';
import { verifySignature } from './webhook-signature.js';

const NOW = new Date('2026-12-01T10:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const BODY = Buffer.from('{"id":"evt_1", "name":"Müller"}');
const [NEW, OLD] = ['whsec_new', 'whsec_old'];

const sign = (secret: string, at = SECONDS, body: Buffer = BODY) =>
  createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex');
const header = (at: number, ...signatures: string[]) =>
  [`t=${at}`, ...signatures.map((signature) => `v1=${signature}`)].join(',');
const verify = (text: string, secrets: readonly string[] = [NEW], body: Buffer = BODY) =>
  verifySignature({ header: text, body }, secrets, NOW);

describe("a webhook's signature", () => {
  it('is valid with the secret of the endpoint', () => {
    expect(verify(header(SECONDS, sign(NEW)))).toEqual({ isValid: true, secret: 0, signedAt: NOW });
  });

  it('is valid with either secret during a rotation', () => {
    expect(verify(header(SECONDS, sign(OLD)), [NEW, OLD])).toMatchObject({ isValid: true, secret: 1 });
    expect(verify(header(SECONDS, sign(OLD), sign(NEW)), [NEW])).toMatchObject({ isValid: true, secret: 0 });
  });

  it('ignores other schemes and spaces', () => {
    expect(verify(`t=${SECONDS}, v1=${sign(NEW)}, v0=${sign('other')}`)).toMatchObject({ isValid: true });
  });

  it.each([
    ['a changed body', () => verify(header(SECONDS, sign(NEW)), [NEW], Buffer.from('{"id":"evt_2"}'))],
    ['JSON that was written again', () => verify(header(SECONDS, sign(NEW)), [NEW], compact())],
    ['another secret', () => verify(header(SECONDS, sign('whsec_stranger')))],
    ['another timestamp', () => verify(header(SECONDS - 1, sign(NEW)))],
    ['no secret', () => verify(header(SECONDS, sign(NEW)), [])],
    ['an empty secret', () => verify(header(SECONDS, sign('')), [''])],
  ])('does not match %s', (_, attempt) => {
    expect(attempt()).toEqual({ isValid: false, reason: 'no_match' });
  });

  it.each([
    [300, { isValid: true }],
    [301, { isValid: false, reason: 'too_old' }],
    [-300, { isValid: true }],
    [-301, { isValid: false, reason: 'in_the_future' }],
  ])('that is %d seconds old: %j', (age, verdict) => {
    expect(verify(header(SECONDS - age, sign(NEW, SECONDS - age)))).toMatchObject(verdict);
  });

  it.each([
    '',
    'nonsense',
    `t=${SECONDS}`,
    `v1=${sign(NEW)}`,
    `t=,v1=${sign(NEW)}`,
    `t=1e9,v1=${sign(NEW)}`,
    `t=${SECONDS},t=${SECONDS},v1=${sign(NEW)}`,
    `t=${SECONDS},v1=abc`,
    `t=${SECONDS},v0=${sign(NEW)}`,
    `t=${SECONDS},v1=${sign(NEW)},${'x'.repeat(5000)}`,
  ])('with the header %s is malformed', (text) => {
    expect(verify(text)).toEqual({ isValid: false, reason: 'malformed' });
  });
});

function compact(): Buffer {
  return Buffer.from(JSON.stringify(JSON.parse(BODY.toString())));
}
