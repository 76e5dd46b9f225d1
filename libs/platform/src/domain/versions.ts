import { DomainError } from './domain-error.js';

/**
 * Rejects an edit that is based on a version other than the stored one, so that edits don't overwrite unseen changes.
 * @throws DomainError `platform.version_mismatch`
 */
export function ensureVersion(found: number, expected: number): void {
  if (found !== expected) throw new DomainError('platform.version_mismatch', { found, expected });
}
