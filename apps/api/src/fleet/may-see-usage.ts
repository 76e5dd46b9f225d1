import type { Principal } from '../security/principal.js';

/** Returns whether the principal may see usage on hold, which is billing data. */
export function maySeeUsage({ permissions }: Principal): boolean {
  return permissions.has('contracts.read') || permissions.has('invoices.read');
}
