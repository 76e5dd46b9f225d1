import { DomainError } from './domain-error.js';

/**
 * Refuses an edit that started from another version than the one found, so that nobody overwrites what they have not seen.
 * @throws DomainError `platform.version_mismatch`
 */
export function ensureVersion(found: number, expected: number): void {
  if (found !== expected) throw new DomainError('platform.version_mismatch', { found, expected });
}
