import {
  findAuthorityFaults,
  type Certificate,
  findDeviceCertificateFaults,
  holdsPrivateKey,
  isExpiringSoon,
} from './certificate.js';

const now = new Date('2026-11-24T12:00:00Z');
const days = (n: number): Date => new Date(now.getTime() + n * 86_400_000);
const leaf: Certificate = {
  pem: '',
  fingerprint: '',
  keyFingerprint: '',
  subject: 'CN=press-7',
  issuer: 'CN=Works CA',
  commonName: 'press-7',
  notBefore: days(-1),
  notAfter: days(300),
  isAuthority: false,
  isForClients: true,
  key: { kind: 'ec', bits: 256 },
  signatureHash: 'SHA-256',
};
const authority: Certificate = { ...leaf, isAuthority: true, isForClients: false };

describe('a certificate', () => {
  it.each<[string, Partial<Certificate>, string[]]>([
    ['is valid', {}, []],
    [
      'can have a signature scheme with a fixed hash',
      { key: { kind: 'ed25519', bits: 256 }, signatureHash: null },
      [],
    ],
    ['can use RSA', { key: { kind: 'rsa', bits: 2048 } }, []],
    ['expires at its end', { notAfter: now }, ['expired']],
    ['is valid from its beginning', { notBefore: now }, []],
    ['is not valid yet', { notBefore: days(1) }, ['not_yet_valid']],
    ['has a short RSA key', { key: { kind: 'rsa', bits: 2047 } }, ['weak_key']],
    ['has a key of an unknown curve', { key: { kind: 'ec', bits: 0 } }, ['weak_key']],
    ['is signed with SHA-1', { signatureHash: 'SHA-1' }, ['weak_signature']],
    [
      'has every fault',
      { notAfter: days(-9), key: { kind: 'ec', bits: 224 }, signatureHash: 'MD5' },
      ['expired', 'weak_key', 'weak_signature'],
    ],
  ])('%s', (_what, changes, faults) => {
    expect(findDeviceCertificateFaults({ ...leaf, ...changes }, now)).toEqual(faults);
    expect(findAuthorityFaults({ ...authority, ...changes }, now)).toEqual(faults);
  });

  it('is accepted only for its purpose', () => {
    expect(findDeviceCertificateFaults(authority, now)).toEqual(['is_an_authority', 'not_for_clients']);
    expect(findAuthorityFaults(leaf, now)).toEqual(['not_an_authority']);
  });

  it('is shown as expiring in its last thirty days, but not after its end', () => {
    expect([31, 30, 0.1, 0, -1].map((n) => isExpiringSoon(days(n), now))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it.each([
    ['-----BEGIN PRIVATE KEY-----', true],
    ['-----BEGIN RSA PRIVATE KEY-----', true],
    ['-----BEGIN ENCRYPTED PRIVATE KEY-----', true],
    ['-----BEGIN CERTIFICATE-----', false],
    ['-----BEGIN PUBLIC KEY-----', false],
  ])('is checked for private keys: %s', (text, holds) => {
    expect(holdsPrivateKey(`x\n${text}\n`)).toBe(holds);
  });
});
