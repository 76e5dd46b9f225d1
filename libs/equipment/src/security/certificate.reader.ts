import 'reflect-metadata';
import { createHash, X509Certificate as NodeCertificate } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Certificate } from '../domain/security/certificate.js';

const load = createRequire(import.meta.url);

const CURVE_BITS: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp384r1: 384,
  secp521r1: 521,
  ed25519: 256,
  ed448: 448,
};
/** RFC 5280, section 4.2.1.12: anyExtendedKeyUsage. */
const ANY_PURPOSE = '2.5.29.37.0';

/**
 * @param text PEM or DER; from PEM, the first certificate is read
 * @returns undefined if the text contains no readable certificate
 */
export function readCertificate(text: string | Buffer): Certificate | undefined {
  try {
    const node = new NodeCertificate(text);
    const { subject, issuer, notBefore, notAfter, subjectName, ...parsed } = read(node.raw);
    return {
      pem: node.toString(),
      fingerprint: sha256(node.raw),
      keyFingerprint: sha256(node.publicKey.export({ type: 'spki', format: 'der' })),
      subject,
      issuer,
      commonName: subjectName.getField('CN')[0] ?? null,
      notBefore,
      notAfter,
      key: keyOf(node),
      ...parsed,
    };
  } catch {
    return undefined;
  }
}

function read(raw: Buffer) {
  // The module is loaded with the first certificate. Loading takes a sixth of a second, which would delay the start of
  // every process.
  const x509 = load('@peculiar/x509') as typeof import('@peculiar/x509');
  const parsed = new x509.X509Certificate(new Uint8Array(raw));
  const usages = parsed.getExtension(x509.KeyUsagesExtension)?.usages;
  const purposes = parsed.getExtension(x509.ExtendedKeyUsageExtension)?.usages as
    readonly string[] | undefined;
  const { hash } = parsed.signatureAlgorithm as { readonly hash?: { readonly name: string } };
  return {
    subject: parsed.subject,
    issuer: parsed.issuer,
    subjectName: parsed.subjectName,
    notBefore: parsed.notBefore,
    notAfter: parsed.notAfter,
    isAuthority:
      (parsed.getExtension(x509.BasicConstraintsExtension)?.ca ?? false) &&
      (usages === undefined || (usages & x509.KeyUsageFlags.keyCertSign) !== 0),
    isForClients:
      purposes === undefined ||
      purposes.includes(x509.ExtendedKeyUsage.clientAuth) ||
      purposes.includes(ANY_PURPOSE),
    signatureHash: hash?.name ?? null,
  };
}

/** Returns the key's type and bits. An unknown type has no bits and is treated as weak. */
function keyOf({ publicKey }: NodeCertificate): Certificate['key'] {
  const kind = publicKey.asymmetricKeyType ?? '';
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  return { kind, bits: modulusLength ?? CURVE_BITS[namedCurve ?? kind] ?? 0 };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
