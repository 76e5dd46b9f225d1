import { X509Certificate } from 'node:crypto';

/** An X.509 certificate as far as access depends on it. */
export interface Certificate {
  readonly pem: string;
  /** SHA-256 of the whole certificate, hex. */
  readonly fingerprint: string;
  /** SHA-256 of its public key, hex: stays when an authority's certificate is renewed with the same key. */
  readonly keyFingerprint: string;
  readonly subject: string;
  readonly issuer: string;
  /** The first CN of its subject. */
  readonly commonName: string | null;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Whether it may sign others: a CA by its basic constraints, and by its key usage where it has one. */
  readonly isAuthority: boolean;
  /** Whether its extended key usage, where it has one, lets a client identify itself. */
  readonly isForClients: boolean;
  readonly key: { readonly kind: string; readonly bits: number };
  /** The hash it was signed with, such as `SHA-256`; null for schemes that have one of their own. */
  readonly signatureHash: string | null;
}

/** Why a certificate is not accepted; also the last part of the refusal's code. */
export type CertificateFault =
  | 'not_an_authority'
  | 'is_an_authority'
  | 'not_for_clients'
  | 'expired'
  | 'not_yet_valid'
  | 'weak_key'
  | 'weak_signature';

/** So long before its end a certificate is shown as ending: time to reach a plant. */
const EXPIRY_WARNING_DAYS = 30;
const DAY_MS = 86_400_000;
const MIN_RSA_BITS = 2048;
const MIN_CURVE_BITS = 256;
const WEAK_HASHES = ['SHA-1', 'MD5'];

/** What keeps a certificate from being a maker's authority. */
export function authorityFaults(certificate: Certificate, now: Date): CertificateFault[] {
  return [
    ...(certificate.isAuthority ? [] : ['not_an_authority' as const]),
    ...commonFaults(certificate, now),
  ];
}

/** What keeps a certificate from identifying a device: an authority's own is for signing, never for connecting. */
export function deviceCertificateFaults(certificate: Certificate, now: Date): CertificateFault[] {
  return [
    ...(certificate.isAuthority ? ['is_an_authority' as const] : []),
    ...(certificate.isForClients ? [] : ['not_for_clients' as const]),
    ...commonFaults(certificate, now),
  ];
}

/**
 * Whether an authority signed a certificate: by names, key identifiers and key usage, and by the signature itself. There is
 * nothing between them: whoever has a chain registers the authority that signs the devices' certificates.
 */
export function isSignedBy(
  certificate: { readonly pem: string },
  authority: { readonly pem: string },
): boolean {
  const [signed, signer] = [new X509Certificate(certificate.pem), new X509Certificate(authority.pem)];
  return signed.checkIssued(signer) && signed.verify(signer.publicKey);
}

/** Whether a certificate that is good now ends so soon that somebody has to act. */
export function isEndingSoon(notAfter: Date, now: Date): boolean {
  return notAfter > now && notAfter.getTime() - now.getTime() <= EXPIRY_WARNING_DAYS * DAY_MS;
}

/** Whether a text holds a private key, which nobody but its device should ever have. */
export function holdsPrivateKey(text: string): boolean {
  return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);
}

function commonFaults(
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
