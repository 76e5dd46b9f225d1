import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

export const FOR_SERVERS = new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]);
export const CAN_SIGN = new x509.BasicConstraintsExtension(true, undefined, true);

/** A certificate with its private key, both PEM. */
export interface KeyedCertificate {
  readonly pem: string;
  readonly keyPem: string;
  readonly der: Buffer;
}

export interface CertificateInput {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Algorithm of the key and the signature; P-256 with SHA-256 by default. */
  readonly algorithm?:
    typeof EC | { name: string; modulusLength: number; publicExponent: Uint8Array; hash: string };
  readonly extensions?: x509.Extension[];
}

/** Signs certificates as a maker's own authority does. */
export class TestAuthority {
  private constructor(
    readonly certificate: KeyedCertificate,
    private readonly keys: CryptoKeyPair,
    private readonly now: Date,
  ) {}

  static async create(name: string, now = new Date(), input: CertificateInput = {}): Promise<TestAuthority> {
    const algorithm = input.algorithm ?? EC;
    return TestAuthority.issue(`CN=${name}`, await makeKeys(algorithm), now, input);
  }

  /** Renews the authority's certificate with the same key. */
  renew(notAfter: Date): Promise<TestAuthority> {
    const { subject } = new x509.X509Certificate(this.certificate.pem);
    return TestAuthority.issue(subject, this.keys, this.now, { notAfter });
  }

  private static async issue(
    name: string,
    keys: CryptoKeyPair,
    now: Date,
    input: CertificateInput,
  ): Promise<TestAuthority> {
    const algorithm = input.algorithm ?? EC;
    const made = await x509.X509CertificateGenerator.createSelfSigned({
      serialNumber: serialNumber(),
      name,
      ...validity(now, input, 3650),
      signingAlgorithm: algorithm,
      keys,
      extensions: input.extensions ?? [
        CAN_SIGN,
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    return new TestAuthority(await keyed(made, keys), keys, now);
  }

  /** Signs a certificate for a common name, by default for a client. */
  async sign(commonName: string, input: CertificateInput = {}): Promise<KeyedCertificate> {
    const algorithm = input.algorithm ?? EC;
    const keys = await makeKeys(algorithm);
    const authority = new x509.X509Certificate(this.certificate.pem);
    const made = await x509.X509CertificateGenerator.create({
      serialNumber: serialNumber(),
      subject: `CN=${commonName}`,
      issuer: authority.subject,
      ...validity(this.now, input, 365),
      signingAlgorithm: EC,
      publicKey: keys.publicKey,
      signingKey: this.keys.privateKey,
      extensions: input.extensions ?? [
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      ],
    });
    return keyed(made, keys);
  }

  /** Signs a certificate for a TLS listener that clients reach at its loopback address. */
  signForServer(): Promise<KeyedCertificate> {
    return this.sign('localhost', {
      extensions: [
        FOR_SERVERS,
        new x509.SubjectAlternativeNameExtension([
          { type: 'ip', value: '127.0.0.1' },
          { type: 'dns', value: 'localhost' },
        ]),
      ],
    });
  }
}

function makeKeys(algorithm: object): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm as EcKeyGenParams, true, [
    'sign',
    'verify',
  ]) as Promise<CryptoKeyPair>;
}

function validity(now: Date, { notBefore, notAfter }: CertificateInput, days: number) {
  return {
    notBefore: notBefore ?? new Date(now.getTime() - DAY_MS),
    notAfter: notAfter ?? new Date(now.getTime() + days * DAY_MS),
  };
}

async function keyed(certificate: x509.X509Certificate, keys: CryptoKeyPair): Promise<KeyedCertificate> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    pem: certificate.toString('pem'),
    keyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    der: Buffer.from(certificate.rawData),
  };
}

/** Returns a positive serial number, as the standard requires: the first bit is zero. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0] ?? 0) & 0x7f || 1;
  return bytes.toString('hex');
}
