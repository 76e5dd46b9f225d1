import { DeviceCertificatesService, DeviceCredentialsService, type NewAuthority } from '#equipment';
import { CAN_SIGN, FOR_SERVERS, TestAuthority } from '../../support/certificates.js';
import { CertificatesFixture, days } from './certificates-fixture.js';
import { NOW, rejectionOf } from './registry-fixture.js';

const RSA_1024 = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 1024,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};

describe('certificates reject', () => {
  let fixture: CertificatesFixture;
  let certificates: DeviceCertificatesService;

  beforeAll(async () => {
    fixture = await CertificatesFixture.open();
    certificates = fixture.registry.get(DeviceCertificatesService);
  });
  beforeEach(() => (fixture.now = NOW));
  afterAll(() => fixture?.close());

  const register = async (
    change: (request: NewAuthority, authority: TestAuthority) => Promise<Partial<NewAuthority>>,
  ) => {
    const authority = await TestAuthority.create('Works CA', NOW);
    const request = await fixture.request(authority);
    const changed = { ...request, ...(await change(request, authority)) };
    return rejectionOf(fixture.authorities.register(fixture.registry.engineer, changed));
  };

  it.each<
    [string, (request: NewAuthority, authority: TestAuthority) => Promise<Partial<NewAuthority>>, string]
  >([
    [
      'a file that is not a certificate',
      async () => ({ pem: 'hello' }),
      '/pem equipment.certificate_unreadable',
    ],
    [
      'a private key',
      async (_, { certificate }) => ({ pem: certificate.keyPem }),
      '/pem equipment.certificate_with_private_key',
    ],
    [
      'a certificate without permission to sign',
      async (_, authority) => ({ pem: (await authority.sign('leaf')).pem }),
      '/pem equipment.certificate_not_an_authority',
    ],
    [
      'an expired certificate',
      async () => ({ pem: (await TestAuthority.create('Old', NOW, { notAfter: days(-1) })).certificate.pem }),
      '/pem equipment.certificate_expired',
    ],
    [
      'a certificate with a weak key',
      async () => ({
        pem: (await TestAuthority.create('Weak', NOW, { algorithm: RSA_1024 })).certificate.pem,
      }),
      '/pem equipment.certificate_weak_key',
    ],
    [
      'a proof by another authority',
      async () => {
        const other = await TestAuthority.create('Works CA', NOW);
        return { proofPem: (await other.sign(fixture.registry.one.makerId)).pem };
      },
      '/proofPem equipment.proof_not_signed',
    ],
    [
      'a proof for another maker',
      async (_, authority) => ({ proofPem: (await authority.sign(fixture.registry.other.makerId)).pem }),
      '/proofPem equipment.proof_of_other_maker',
    ],
    [
      'a pattern that identifies no device',
      async () => ({ pattern: 'pump-{anything}' }),
      '/pattern equipment.pattern_malformed',
    ],
  ])('%s as an authority', async (_what, change, field) => {
    expect(await register(change)).toEqual(['equipment.authority_invalid', field]);
  });

  it('an authority of another maker, and the same one twice', async () => {
    const { authority } = await fixture.register();
    const again = await fixture.request(authority);
    expect(await rejectionOf(fixture.authorities.register(fixture.registry.engineer, again))).toEqual([
      'equipment.authority_taken',
      '/pem equipment.authority_taken',
    ]);
    const { other } = fixture.registry;
    const scope = fixture.registry.scopeOf(other.staff.engineer, undefined, other);
    const theirs = await fixture.request(await authority.renew(days(900)), other.makerId);
    expect(await rejectionOf(fixture.authorities.register(scope, theirs))).toEqual([
      'equipment.authority_taken',
      '/pem equipment.authority_taken',
    ]);
  });

  it('changes of a withdrawn authority', async () => {
    const { id } = await fixture.register();
    await fixture.authorities.withdraw(fixture.registry.engineer, id);
    expect(
      await rejectionOf(fixture.authorities.change(fixture.registry.engineer, id, 2, { name: 'x' })),
    ).toEqual(['equipment.authority_withdrawn']);
  });

  it('an invalid, expired or known certificate of a device', async () => {
    const device = await fixture.addDevice('BAD-1');
    const authority = await TestAuthority.create('Anybody', NOW);
    const add = (pem: string) => rejectionOf(certificates.add(fixture.registry.engineer, device.id, pem));
    const own = await authority.sign('BAD-1');
    const invalid = 'equipment.certificate_invalid';
    expect(await add('hello')).toEqual([invalid, '/pem equipment.certificate_unreadable']);
    expect(await add(own.pem + own.keyPem)).toEqual([invalid, '/pem equipment.certificate_with_private_key']);
    expect(await add(authority.certificate.pem)).toEqual([
      invalid,
      '/pem equipment.certificate_is_an_authority',
    ]);
    const old = await authority.sign('BAD-1', { notAfter: days(-0.5) });
    expect(await add(old.pem)).toEqual([invalid, '/pem equipment.certificate_expired']);
    await certificates.add(fixture.registry.engineer, device.id, own.pem);
    const second = await fixture.addDevice('BAD-2');
    expect(await rejectionOf(certificates.add(fixture.registry.engineer, second.id, own.pem))).toEqual([
      'equipment.certificate_known',
      '/pem equipment.certificate_known',
    ]);
  });

  it('a connection with anything but a valid certificate of an active device', async () => {
    const { authority } = await fixture.register();
    await fixture.addDevice('BAD-3');
    const refused = { kind: 'refused' };
    const decide = async (commonName: string, input: Parameters<TestAuthority['sign']>[1] = {}) =>
      fixture.decide((await authority.sign(commonName, input)).der);

    expect(await fixture.decide(Buffer.from('hello'))).toEqual(refused);
    expect(await decide('NOBODY')).toEqual(refused);
    expect(await decide('BAD-3', { notAfter: days(-0.1) })).toEqual(refused);
    expect(await decide('BAD-3', { notBefore: days(1), notAfter: days(9) })).toEqual(refused);
    expect(await decide('BAD-3', { algorithm: RSA_1024 })).toEqual(refused);
    expect(await decide('BAD-3', { extensions: [FOR_SERVERS] })).toEqual(refused);
    expect(await decide('BAD-3', { extensions: [CAN_SIGN] })).toEqual(refused);
    const namesake = await TestAuthority.create('Namesake', NOW);
    expect(await fixture.decide((await namesake.sign('BAD-3')).der)).toEqual(refused);
    // An earlier rejection doesn't block a valid certificate.
    expect(await decide('BAD-3')).toMatchObject({ kind: 'granted' });
  });

  it('a certificate of a maker that another maker registered for a device of its own', async () => {
    const { authority } = await fixture.register();
    const device = await fixture.addDevice('MINE');
    const own = await authority.sign('MINE');
    const { other } = fixture.registry;
    const scope = fixture.registry.scopeOf(other.staff.engineer, undefined, other);
    await certificates.add(scope, other.customers[0].ids.device!, own.pem);
    expect(await fixture.decide(own.der)).toMatchObject({ kind: 'granted', device: { deviceId: device.id } });
    const stranger = await authority.sign('NOT-MINE');
    await certificates.add(scope, other.customers[0].ids.device!, stranger.pem);
    expect(await fixture.decide(stranger.der)).toEqual({ kind: 'refused' });
  });

  it('a revoked certificate, even if its authority is still valid for the device', async () => {
    const { authority } = await fixture.register();
    const device = await fixture.addDevice('BAD-4');
    const own = await authority.sign('BAD-4');
    await fixture.decide(own.der);
    const credentials = fixture.registry.get(DeviceCredentialsService);
    const [credential] = await credentials.list(fixture.registry.engineer, device.id);
    await credentials.revoke(fixture.registry.engineer, credential!.id);
    expect(await fixture.decide(own.der)).toEqual({ kind: 'refused' });
  });

  it('clients that guess: ten wrong certificates from an address', async () => {
    const { authority } = await fixture.register();
    const { der } = await authority.sign('NOBODY');
    for (let i = 0; i < 10; i++) expect(await fixture.decide(der, '10.9.9.9')).toEqual({ kind: 'refused' });
    expect(await fixture.decide(der, '10.9.9.9')).toEqual({ kind: 'locked' });
  });

  it('a password for a username that belongs to a certificate', async () => {
    const { authority } = await fixture.register();
    await fixture.addDevice('BAD-5');
    await fixture.decide((await authority.sign('BAD-5')).der);
    for (const password of ['', 'null', '0'.repeat(64)]) {
      expect(await fixture.access.decide('one/BAD-5/1', Buffer.from(password), '10.0.0.2')).toEqual({
        kind: 'refused',
      });
    }
  });
});
