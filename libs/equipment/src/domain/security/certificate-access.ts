import {
  findAuthorityFaults,
  type Certificate,
  findDeviceCertificateFaults,
  isSignedBy,
} from './certificate.js';
import { type CredentialTerm, isCredentialUsable } from './device-credential.js';
import { matchSubject, parseSubjectPattern, type PatternField } from './subject-pattern.js';

/** A maker's authority as a certificate's issuer. */
export interface KnownAuthority {
  readonly makerId: string;
  readonly id: string;
  readonly certificate: Certificate;
  /** Pattern that finds the device in a certificate's common name. */
  readonly pattern: string;
  readonly withdrawnAt: Date | null;
}

/** A certificate that is already registered as a device's credential. */
export interface KnownCertificate extends CredentialTerm {
  readonly makerId: string;
  /** The authority that signed it; null for a certificate registered for its device. */
  readonly authorityId: string | null;
}

export type CertificateDecision<Known extends KnownCertificate> =
  | { readonly kind: 'known'; readonly credential: Known }
  /** First use: the certificate belongs to the maker's device with this value. */
  | {
      readonly kind: 'named';
      readonly makerId: string;
      readonly authorityId: string;
      readonly field: PatternField;
      readonly value: string;
    }
  | { readonly kind: 'refused' };

/**
 * Decides which device a certificate belongs to. The TLS handshake has proved possession of its key; everything else is
 * decided here:
 *
 * - The certificate itself must be acceptable: within its validity, strong, not an authority's, not for servers only.
 * - A certificate registered for a device belongs to that device. The registration does not count if an authority of
 *   another maker signed the certificate: certificates are public, so registering one of another maker must not give
 *   access to its device.
 * - If a valid authority of a maker signed it, its common name identifies the device.
 * - A certificate that has ended stays rejected, no matter which authority signed it.
 *
 * @param authorities authorities with the name of the certificate's issuer
 * @param known credentials with the certificate's fingerprint, of any maker
 */
export function decideCertificate<Known extends KnownCertificate>(
  certificate: Certificate,
  authorities: readonly KnownAuthority[],
  known: readonly Known[],
  now: Date,
): CertificateDecision<Known> {
  const refused = { kind: 'refused' } as const;
  if (findDeviceCertificateFaults(certificate, now).length > 0) return refused;
  const signers = authorities.filter((authority) => isValidSigner(authority, certificate, now));
  const [signer] = signers;
  const candidates = known.filter(({ makerId }) => signer === undefined || makerId === signer.makerId);
  if (candidates.length > 1) return refused;
  const [credential] = candidates;
  if (credential) {
    const hasTrustedSigner =
      credential.authorityId === null || signers.some(({ id }) => id === credential.authorityId);
    return hasTrustedSigner && isCredentialUsable(credential, now) ? { kind: 'known', credential } : refused;
  }
  for (const { makerId, id, pattern } of signers) {
    const parsed = parseSubjectPattern(pattern);
    const value = parsed && certificate.commonName !== null && matchSubject(parsed, certificate.commonName);
    if (parsed && value) return { kind: 'named', makerId, authorityId: id, field: parsed.field, value };
  }
  return refused;
}

function isValidSigner(
  { certificate: authorityCertificate, withdrawnAt }: KnownAuthority,
  certificate: Certificate,
  now: Date,
): boolean {
  return (
    withdrawnAt === null &&
    findAuthorityFaults(authorityCertificate, now).length === 0 &&
    isSignedBy(certificate, authorityCertificate)
  );
}
