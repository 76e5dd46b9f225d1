import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { connect, isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import mqtt, { type IClientOptions } from 'mqtt';
import { EdgeFixture, topicOf } from './edge-fixture.js';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

interface Issued {
  readonly cert: string;
  readonly key: string;
}

async function makeAuthority(name: string): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  return { certificate, key: keys.privateKey };
}

/** @param name code of a device, or address of a server */
async function issue(authority: Authority, name: string): Promise<Issued> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: authority.certificate.subject,
    notBefore: new Date(Date.now() - 2 * DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: authority.key,
    extensions: isIP(name) ? [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: name }])] : [],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}

let servers: Authority;
let makers: Authority;
let fixture: EdgeFixture;

beforeAll(async () => {
  [servers, makers] = [await makeAuthority('servers'), await makeAuthority('maker')];
  const { cert, key } = await issue(servers, '127.0.0.1');
  fixture = await EdgeFixture.open({ cert, key });
});
afterAll(() => fixture?.close());
afterEach(() => fixture.clear());

async function send(options: IClientOptions): Promise<void> {
  const client = await mqtt.connectAsync(
    `mqtts://127.0.0.1:${fixture.port}`,
    {
      ca: servers.certificate.toString('pem'),
      reconnectPeriod: 0,
      ...options,
    },
    false,
  );
  client.on('error', () => undefined);
  try {
    for (let i = 0; i < 50; i++)
      await client.publishAsync(topicOf('telemetry'), 'x'.repeat(i * 1000), { qos: 1 });
  } finally {
    await client.endAsync();
  }
}

const byPassword = { username: 'acme/press-1/1', password: 'press-1' };

it('accepts a password, with and without a client certificate', async () => {
  await send(byPassword);
  await send({ ...byPassword, ...(await issue(makers, 'press-1')), protocolVersion: 5 });
  expect(fixture.seen).toHaveLength(100);
});

it('accepts a certificate instead of a password', async () => {
  await send(await issue(makers, 'press-1'));
  await send({ ...(await issue(makers, 'press-1')), username: 'whatever', protocolVersion: 5 });
  expect(fixture.seen).toHaveLength(100);
  expect(fixture.connections[0]).toBe('press-1 online connected');
});

it('distinguishes clients with the same id by their certificates', async () => {
  const connectAs = async (code: string) =>
    mqtt.connectAsync(`mqtts://127.0.0.1:${fixture.port}`, {
      ca: servers.certificate.toString('pem'),
      reconnectPeriod: 0,
      clientId: 'same',
      ...(await issue(makers, code)),
    });
  const [one, other] = [await connectAs('press-1'), await connectAs('press-2')];
  await one.publishAsync(topicOf('telemetry'), 'x', { qos: 1 });
  await other.publishAsync(topicOf('telemetry', 'press-2'), 'x', { qos: 1 });
  await Promise.all([one.endAsync(), other.endAsync()]);
});

it('lets the registry decide about a certificate, regardless of its authority', async () => {
  const stranger = await makeAuthority('stranger');
  await send(await issue(stranger, 'press-1'));
  expect(fixture.seen).toHaveLength(50);
});

it('rejects a certificate that is not registered', async () => {
  const unregistered = await issue(makers, 'unregistered');
  await expect(send(unregistered)).rejects.toThrow(/Bad username/i);
  await expect(send({ ...unregistered, username: 'whatever' })).rejects.toThrow(/Bad username/i);
  expect(fixture.seen).toEqual([]);
});

it('uses the token of a device with an unregistered certificate', async () => {
  await send({ ...(await issue(makers, 'unregistered')), username: 'token-of-press-1' });
  expect(fixture.seen).toHaveLength(50);
});

it('rejects clients without credentials', async () => {
  await expect(send({})).rejects.toThrow();
});

it('keeps running when a client sends plain MQTT, or nothing', async () => {
  const plain = connect(fixture.port, '127.0.0.1');
  plain.on('error', () => undefined);
  plain.write(Buffer.from([0x10, 12, 0, 4, 77, 81, 84, 84, 4, 2, 0, 0, 0, 0]));
  await new Promise((resolve) => plain.once('close', resolve));
  const silent = connect(fixture.port, '127.0.0.1');
  await send(byPassword);
  silent.destroy();
});
