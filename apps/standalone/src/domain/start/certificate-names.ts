import { isLoopback, isWildcard } from './bind-address.js';

/** A certificate is renewed when less than this is left of it: a server that is restarted monthly never runs out. */
export const RENEW_BEFORE_MS = 60 * 86_400_000;

/**
 * The names by which devices may call the broker.
 * @param host the address that the broker listens on
 * @param hostname the machine's own name
 * @param addresses the machine's addresses; all of them count when the broker listens on every one
 * @returns unique names, sorted
 */
export function listCertificateNames(host: string, hostname: string, addresses: readonly string[]): string[] {
  const own = isWildcard(host) ? addresses : isLoopback(host) ? [] : [host];
  // fe80 addresses carry the interface's name, which means nothing to a device.
  const usable = own.filter((name) => !name.toLowerCase().startsWith('fe80'));
  return [...new Set(['localhost', '127.0.0.1', '::1', hostname, ...usable])]
    .filter((name) => name !== '')
    .sort();
}

/** Whether the certificate in use still serves: valid long enough, and for all names wanted now. */
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
