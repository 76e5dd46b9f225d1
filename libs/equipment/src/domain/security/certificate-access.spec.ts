import type { Certificate } from './certificate.js';
import { decideCertificate, type KnownAuthority, type KnownCertificate } from './certificate-access.js';

/** A device's certificate, signed by the first authority. */
const DEVICE_PEM = `-----BEGIN CERTIFICATE-----
MIIBIjCByAIUa2ILGCUF3nBHovd9EwD/ZoHe4qcwCgYIKoZIzj0EAwIwEzERMA8G
A1UEAwwIV29ya3MgQ0EwIBcNMjYxMTI5MjM0MjUxWhgPMjEyNjExMDUyMzQyNTFa
MBIxEDAOBgNVBAMMB3ByZXNzLTcwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT9
i9UKmch7VjfzzgYbHdZJ8yLqzXrzXoB8xOw5COa5YABvl2W2WKWhHP5Gxe8iId15
6CZCMo1abgkafgG0MvcIMAoGCCqGSM49BAMCA0kAMEYCIQD4JVCcH8BK9tfEzPVL
MqFmsys0RQpZe3cZxC+6ST3nwwIhANFrysIp/c4luqkKTvaLf/yp254bzyoWS1jA
F5cP/STi
-----END CERTIFICATE-----`;
const AUTHORITY_PEM = `-----BEGIN CERTIFICATE-----
MIIBjDCCATOgAwIBAgIUOLntCwFjDiX3aiMIxa0E+BxFrtowCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIV29ya3MgQ0EwIBcNMjYxMTI5MjM0MjUwWhgPMjEyNjExMDUy
MzQyNTBaMBMxETAPBgNVBAMMCFdvcmtzIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEeSv29FZLe98pRUWSJVdJ+Yu0K9fXw9ElhIxIdn8tEbSt6JiUExzLIByp
0qZDArcxvQsQcm5hBFY2LLmCI5weSKNjMGEwHQYDVR0OBBYEFEy749XijXLvcQTR
jS5hKPgnwCbrMB8GA1UdIwQYMBaAFEy749XijXLvcQTRjS5hKPgnwCbrMA8GA1Ud
EwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIEMAoGCCqGSM49BAMCA0cAMEQCIH9k
P6kLkrEDU7Y9rcqU7A6DKTXHQdQcYuUyGc3eH1T2AiBilmwbRY6pwfyOHKae/2VM
2aXUtMkpfdbRz8DLgwElcg==
-----END CERTIFICATE-----`;
/** A certificate with the same name but another key. */
const STRANGER_PEM = `-----BEGIN CERTIFICATE-----
MIIBjTCCATOgAwIBAgIUCtm+HVr+Pz0QVo1+gKvIiAQHNVMwCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIV29ya3MgQ0EwIBcNMjYxMTI5MjM0MjUxWhgPMjEyNjExMDUy
MzQyNTFaMBMxETAPBgNVBAMMCFdvcmtzIENBMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAEfd8p9cxv2BLnyE7KJp+HPbprcuhU34pe69aQffMa/lBJ4vxegh/NdFNK
NJV3MqAu7oPCAOlyeS4n69MCWn41SKNjMGEwHQYDVR0OBBYEFKiwmGAeasVphQBu
YhMlWcqHfNCBMB8GA1UdIwQYMBaAFKiwmGAeasVphQBuYhMlWcqHfNCBMA8GA1Ud
EwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIEMAoGCCqGSM49BAMCA0gAMEUCIQDw
OrO43NQOzT+CojaMc+JzxtJvOVG2EQ1Ud0zKawVhLQIgaVZNDTyWGv65MLoz3tXS
yGIn9oIV4TnKa78r1A0qoOI=
-----END CERTIFICATE-----`;

const NOW = new Date('2030-01-01T00:00:00Z');
const leaf: Certificate = {
  pem: DEVICE_PEM,
  fingerprint: 'f',
  keyFingerprint: 'k',
  subject: 'CN=press-7',
  issuer: 'CN=Works CA',
  commonName: 'press-7',
  notBefore: new Date('2026-01-01'),
  notAfter: new Date('2100-01-01'),
  isAuthority: false,
  isForClients: true,
  key: { kind: 'ec', bits: 256 },
  signatureHash: 'SHA-256',
};
const authority: KnownAuthority = {
  makerId: 'maker',
  id: 'a',
  certificate: { ...leaf, pem: AUTHORITY_PEM, isAuthority: true, isForClients: false },
  pattern: '{device.code}',
  withdrawnAt: null,
};
const stranger: KnownAuthority = {
  ...authority,
  id: 's',
  makerId: 'other',
  certificate: { ...authority.certificate, pem: STRANGER_PEM },
};
const known: KnownCertificate = { makerId: 'maker', authorityId: null, validUntil: null, revokedAt: null };

const REFUSED = { kind: 'refused' };
const NAMED = { kind: 'named', makerId: 'maker', authorityId: 'a', field: 'device.code', value: 'press-7' };
const decide = (
  authorities: readonly KnownAuthority[],
  credentials: readonly KnownCertificate[] = [],
  certificate: Partial<Certificate> = {},
) => decideCertificate({ ...leaf, ...certificate }, authorities, credentials, NOW);

describe('a certificate at first use', () => {
  it('identifies its device when a valid authority signed it', () => {
    expect(decide([stranger, authority])).toEqual(NAMED);
    expect(decide([{ ...authority, pattern: 'press-{machine.serial}' }])).toMatchObject({
      field: 'machine.serial',
      value: '7',
    });
  });

  it.each<[string, readonly KnownAuthority[], Partial<Certificate>]>([
    ['no authority signed it', [], {}],
    ['another key signed it', [stranger], {}],
    ['its authority was withdrawn', [{ ...authority, withdrawnAt: NOW }], {}],
    [
      'its authority’s certificate has expired',
      [{ ...authority, certificate: { ...authority.certificate, notAfter: NOW } }],
      {},
    ],
    ['it has expired', [authority], { notAfter: NOW }],
    ['it is not for clients', [authority], { isForClients: false }],
    ['it has no common name', [authority], { commonName: null }],
    ['its name does not match the pattern', [{ ...authority, pattern: 'pump-{device.code}' }], {}],
    ['the pattern is invalid', [{ ...authority, pattern: 'press' }], {}],
  ])('is rejected when %s', (_why, authorities, certificate) => {
    expect(decide(authorities, [], certificate)).toEqual(REFUSED);
  });
});

describe('a certificate that is a credential', () => {
  it('belongs to the device it was registered for', () => {
    expect(decide([], [known])).toEqual({ kind: 'known', credential: known });
    expect(decide([authority], [known])).toEqual({ kind: 'known', credential: known });
  });

  it('is ignored when another maker’s authority signed it', () => {
    expect(decide([authority], [{ ...known, makerId: 'other' }])).toEqual(NAMED);
  });

  it('is rejected when two makers registered it', () => {
    expect(decide([], [known, { ...known, makerId: 'other' }])).toEqual(REFUSED);
  });

  it('stays rejected after it was revoked or has expired', () => {
    expect(decide([authority], [{ ...known, revokedAt: NOW }])).toEqual(REFUSED);
    expect(decide([authority], [{ ...known, validUntil: NOW }])).toEqual(REFUSED);
  });

  it('requires that the authority that signed it is still valid', () => {
    const credential = { ...known, authorityId: 'a' };
    expect(decide([authority], [credential])).toEqual({ kind: 'known', credential });
    expect(decide([{ ...authority, withdrawnAt: NOW }], [credential])).toEqual(REFUSED);
  });
});
