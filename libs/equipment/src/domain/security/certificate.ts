import { X509Certificate } from 'node:crypto';

/** The fields of an X.509 certificate on which access depends. */
export interface Certificate {
  readonly pem: string;
  /** SHA-256 of the whole certificate in hexadecimal. */
  readonly fingerprint: string;
  /**
   * SHA-256 of the certificate's public key in hexadecimal. It doesn't change when an authority's certificate is
   * renewed with the same key.
   */
  readonly keyFingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  /** The first common name (CN) of the subject. */
  readonly commonName: string | null;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Whether the certificate may sign others, according to its basic constraints and, if present, its key usage. */
  readonly isAuthority: boolean;
  /** Whether its extended key usage, if present, allows client authentication. */
  readonly isForClients: boolean;
  readonly key: { readonly kind: string; readonly bits: number };
  /** The hash of the signature, such as `SHA-256`; null for schemes with a fixed hash. */
  readonly signatureHash: string | null;
}

/** Reason why a certificate isn't accepted. It is also the last part of the error code. */
export type CertificateFault =
  | 'not_an_authority'
  | 'is_an_authority'
  | 'not_for_clients'
  | 'expired'
  | 'not_yet_valid'
  | 'weak_key'
  | 'weak_signature';

/**
 * Number of days before its expiry from which a certificate is shown as expiring, so that there is time to visit a
 * plant.
 */
const EXPIRY_WARNING_DAYS = 30;
const DAY_MS = 86_400_000;
const MIN_RSA_BITS = 2048;
const MIN_CURVE_BITS = 256;
const WEAK_HASHES = ['SHA-1', 'MD5'];

/** Returns the reasons why a certificate can't be a maker's authority. */
export function findAuthorityFaults(certificate: Certificate, now: Date): CertificateFault[] {
  return [
    ...(certificate.isAuthority ? [] : ['not_an_authority' as const]),
    ...findCommonFaults(certificate, now),
  ];
}

/**
 * Returns the reasons why a certificate can't identify a device. An authority's certificate may sign others, but a
 * device must not connect with it.
 */
export function findDeviceCertificateFaults(certificate: Certificate, now: Date): CertificateFault[] {
  return [
    ...(certificate.isAuthority ? ['is_an_authority' as const] : []),
    ...(certificate.isForClients ? [] : ['not_for_clients' as const]),
    ...findCommonFaults(certificate, now),
  ];
}

/**
 * Returns true when an authority signed a certificate. Checks names, key identifiers, key usage, and the signature
 * itself. Chains aren't supported: if there are intermediate authorities, register the one that signs the devices'
 * certificates.
 */
export function isSignedBy(
  certificate: { readonly pem: string },
  authority: { readonly pem: string },
): boolean {
  const [signed, signer] = [new X509Certificate(certificate.pem), new X509Certificate(authority.pem)];
  return signed.checkIssued(signer) && signed.verify(signer.publicKey);
}

/** Returns true when a certificate is still valid but must be renewed soon. */
export function isExpiringSoon(notAfter: Date, now: Date): boolean {
  return notAfter > now && notAfter.getTime() - now.getTime() <= EXPIRY_WARNING_DAYS * DAY_MS;
}

/** Returns true when a string contains a private key, which only the device may know. */
export function holdsPrivateKey(text: string): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);
}

function findCommonFaults(
  { notBefore, notAfter, key, signatureHash }: Certificate,
  now: Date,
): CertificateFault[] {
  const enough = key.kind === 'rsa' ? MIN_RSA_BITS : MIN_CURVE_BITS;
  return [
    ...(notAfter <= now ? ['expired' as const] : []),
    ...(notBefore > now ? ['not_yet_valid' as const] : []),
    ...(key.bits < enough ? ['weak_key' as const] : []),
    ...(signatureHash !== null && WEAK_HASHES.includes(signatureHash) ? ['weak_signature' as const] : []),
  ];
}
