import { authorityFaults, type Certificate, deviceCertificateFaults, isSignedBy } from './certificate.js';
import { type CredentialTerm, isCredentialUsable } from './device-credential.js';
import { matchSubject, parseSubjectPattern, type PatternField } from './subject-pattern.js';

/** A maker's authority as a certificate's issuer. */
export interface KnownAuthority {
  readonly makerId: string;
  readonly id: string;
  readonly certificate: Certificate;
  /** How the common name of a certificate tells its device. */
  readonly pattern: string;
  readonly withdrawnAt: Date | null;
}

/** A certificate that is a device's credential already. */
export interface KnownCertificate extends CredentialTerm {
  readonly makerId: string;
  /** The authority through which it came; null for one that was entered for its device. */
  readonly authorityId: string | null;
}

export type CertificateDecision<Known extends KnownCertificate> =
  | { readonly kind: 'known'; readonly credential: Known }
  /** A first sight: whichever device of the maker has this value is the one. */
  | {
      readonly kind: 'named';
      readonly makerId: string;
      readonly authorityId: string;
      readonly field: PatternField;
      readonly value: string;
    }
  | { readonly kind: 'refused' };

/**
 * Whose a certificate is. Its key's possession was proven by the TLS handshake; everything else is decided here:
 *
 * - The certificate itself must be good: in its time, strong, not an authority's, not for servers alone.
 * - Entered for a device, it is that device's. Where an authority of another maker signed it, that entry does not count:
 *   certificates are public, and entering a stranger's must not take its device away.
 * - Signed by a maker's authority that is good now, its common name tells the device.
 * - One that has ended once stays out, whoever signed it.
 *
 * @param authorities those with the certificate's issuer as their name
 * @param known credentials with its fingerprint, of any maker
 */
export function decideCertificate<Known extends KnownCertificate>(
  certificate: Certificate,
  authorities: readonly KnownAuthority[],
  known: readonly Known[],
  now: Date,
): CertificateDecision<Known> {
  const refused = { kind: 'refused' } as const;
  if (deviceCertificateFaults(certificate, now).length > 0) return refused;
  const signers = authorities.filter((authority) => isGoodSigner(authority, certificate, now));
  const [signer] = signers;
  const claims = known.filter(({ makerId }) => signer === undefined || makerId === signer.makerId);
  if (claims.length > 1) return refused;
  const [credential] = claims;
  if (credential) {
    const isVouchedFor =
      credential.authorityId === null || signers.some(({ id }) => id === credential.authorityId);
    return isVouchedFor && isCredentialUsable(credential, now) ? { kind: 'known', credential } : refused;
  }
  for (const { makerId, id, pattern } of signers) {
    const parsed = parseSubjectPattern(pattern);
    const value = parsed && certificate.commonName !== null && matchSubject(parsed, certificate.commonName);
    if (parsed && value) return { kind: 'named', makerId, authorityId: id, field: parsed.field, value };
  }
  return refused;
}

function isGoodSigner(
  { certificate: own, withdrawnAt }: KnownAuthority,
  certificate: Certificate,
  now: Date,
): boolean {
  return withdrawnAt === null && authorityFaults(own, now).length === 0 && isSignedBy(certificate, own);
}
