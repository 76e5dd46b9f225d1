import 'reflect-metadata';
import { X509Certificate as NodeCertificate, randomBytes, webcrypto } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { isCertificateUsable } from '../domain/start/certificate-names.js';

// P-256, which the TLS stacks of small controllers support in hardware.
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;
/** Validity of the authority, which exceeds the lifetime of the devices that it is stored in. */
const AUTHORITY_DAYS = 25 * 365;
const SERVER_DAYS = 397;
/** Backdates certificates, so that devices with a slow clock do not consider a new one "not yet valid". */
const BACKDATED_MS = DAY_MS;

export interface BrokerCertificate {
  /** Path of the certificate followed by its authority, PEM. */
  cert: string;
  /** Path of the certificate's private key, PEM. */
  key: string;
  /** Path of the authority's certificate, which devices must trust. */
  ca: string;
}

/**
 * Ensures the broker's certificate in the home's `tls` folder, signed by an authority created on the first run. The
 * authority is permanent; the certificate is renewed before it expires, and when the machine's name or addresses
 * change.
 * @param names host names and IP addresses by which devices connect to the broker
 */
export async function ensureBrokerCertificate(
  folder: string,
  names: readonly string[],
  now: Date,
): Promise<BrokerCertificate> {
  const paths = {
    cert: join(folder, 'server.pem'),
    key: join(folder, 'server.key'),
    ca: join(folder, 'ca.pem'),
  };
  const caKey = join(folder, 'ca.key');
  if (!existsSync(paths.ca) || !existsSync(caKey)) {
    await makeAuthority(paths.ca, caKey, now);
  } else if (existsSync(paths.cert) && existsSync(paths.key) && (await isUsable(paths, names, now))) {
    return paths;
  }
  await makeServer(paths, caKey, names, now);
  return paths;
}

async function isUsable(paths: BrokerCertificate, names: readonly string[], now: Date): Promise<boolean> {
  const [server, authority] = [await readCertificate(paths.cert), await readCertificate(paths.ca)];
  const own = (server.subjectAltName ?? '')
    .split(', ')
    .map((entry) => canonical(entry.slice(entry.indexOf(':') + 1)));
  return (
    server.verify(authority.publicKey) &&
    isCertificateUsable({ validTo: new Date(server.validTo), names: own }, names.map(canonical), now)
  );
}

async function readCertificate(path: string): Promise<NodeCertificate> {
  return new NodeCertificate(await readFile(path));
}

/** Converts Node's `0:0:0:0:0:0:0:1` to `::1`, the form in a URL's host. */
function canonical(name: string): string {
  return isIP(name) === 6 ? new URL(`http://[${name}]`).hostname : name;
}

async function makeAuthority(certificate: string, key: string, now: Date): Promise<void> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Dutycycle installation ${randomBytes(4).toString('hex')}, O=Dutycycle`,
    notBefore: new Date(now.getTime() - BACKDATED_MS),
    notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  await writeKey(key, keys.privateKey);
  await writeAtomically(certificate, authority.toString('pem'), 0o644);
}

async function makeServer(
  paths: BrokerCertificate,
  caKey: string,
  names: readonly string[],
  now: Date,
): Promise<void> {
  const authority = new x509.X509Certificate(await readFile(paths.ca, 'utf8'));
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    x509.PemConverter.decodeFirst(await readFile(caKey, 'utf8')),
    ALGORITHM,
    false,
    ['sign'],
  );
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const server = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'CN=Dutycycle MQTT, O=Dutycycle',
    issuer: authority.subject,
    notBefore: new Date(now.getTime() - BACKDATED_MS),
    notAfter: new Date(now.getTime() + SERVER_DAYS * DAY_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) ? ('ip' as const) : ('dns' as const), value: name })),
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(authority),
    ],
  });
  await writeKey(paths.key, keys.privateKey);
  await writeAtomically(paths.cert, `${server.toString('pem')}\n${authority.toString('pem')}\n`, 0o644);
}

/** Returns a positive number, as the standard requires: the first bit is 0. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] ?? 0) & 0x7f || 1;
  return bytes.toString('hex');
}

async function writeKey(path: string, key: webcrypto.CryptoKey): Promise<void> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', key);
  await writeAtomically(path, x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), 0o600);
}

async function writeAtomically(path: string, text: string, mode: number): Promise<void> {
  await writeFile(`${path}.part`, text, { mode, flush: true });
  await rename(`${path}.part`, path);
}
