import type { Principal } from '../security/principal.js';

/** Whether somebody may be shown usage that a contract holds back: it is a figure of a bill. */
export function maySeeUsage({ permissions }: Principal): boolean {
  return permissions.has('contracts.read') || permissions.has('invoices.read');
}
