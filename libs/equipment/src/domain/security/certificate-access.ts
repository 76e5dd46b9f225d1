import {
  findAuthorityFaults,
  type Certificate,
  findDeviceCertificateFaults,
  isSignedBy,
} from './certificate.js';
import { type CredentialTerm, isCredentialUsable } from './device-credential.js';
import { matchSubject, parseSubjectPattern, type PatternField } from './subject-pattern.js';

/** A maker's authority that has the name of a certificate's issuer. */
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
  /** The authority that signed the certificate; null for a certificate that was registered for its device. */
  readonly authorityId: string | null;
}

export type CertificateDecision<Known extends KnownCertificate> =
  | { readonly kind: 'known'; readonly credential: Known }
  /** First use: the certificate belongs to the maker's device with this value in the field. */
  | {
      readonly kind: 'named';
      readonly makerId: string;
      readonly authorityId: string;
      readonly field: PatternField;
      readonly value: string;
    }
  | { readonly kind: 'refused' };

/**
 * Decides which device a certificate belongs to. The TLS handshake has proved that the device has the certificate's
 * key. Everything else is decided here:
 *
 * - The certificate must be within its validity and have a strong key and signature. It must not belong to an
 *   authority, and must not be for servers only.
 * - A certificate registered for a device belongs to that device. The registration is ignored if an authority of
 *   another maker signed the certificate. Certificates are public, so registering another maker's certificate must not
 *   give access to that maker's device.
 * - If a valid authority of a maker signed the certificate, the common name identifies the device.
 * - A revoked or expired certificate stays rejected, even if a valid authority signed it.
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
