import { isLoopback, isWildcard } from './bind-address.js';

/**
 * Remaining validity below which a certificate is renewed, so that it never expires on a server that is restarted
 * monthly.
 */
export const RENEW_BEFORE_MS = 60 * 86_400_000;

/**
 * Lists the names by which devices may connect to the broker.
 * @param host the address that the broker listens on
 * @param hostname the machine's own name
 * @param addresses the machine's addresses; all of them are included if the broker listens on all of them
 * @returns unique names, sorted
 */
export function listCertificateNames(host: string, hostname: string, addresses: readonly string[]): string[] {
  const own = isWildcard(host) ? addresses : isLoopback(host) ? [] : [host];
  // Excludes fe80 addresses, because they contain the interface's name, which means nothing to a device.
  const usable = own.filter((name) => !name.toLowerCase().startsWith('fe80'));
  return [...new Set(['localhost', '127.0.0.1', '::1', hostname, ...usable])]
    .filter((name) => name !== '')
    .sort();
}

/** Returns whether the current certificate is valid long enough and includes all required names. */
export function isCertificateUsable(
  certificate: { validTo: Date; names: readonly string[] },
  wanted: readonly string[],
  now: Date,
): boolean {
  return (
    certificate.validTo.getTime() - now.getTime() > RENEW_BEFORE_MS &&
    wanted.every((name) => certificate.names.includes(name))
  );
}
