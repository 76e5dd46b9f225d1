import { isCustomerRole, type Role } from '#organization/domain';
import type { PortalArea } from './links.js';

/** Returns the area of the portal in which a role works. */
export function portalAreaOf(role: Role): PortalArea {
  if (role === 'technician' || role === 'verifier') return role;
  return isCustomerRole(role) ? 'customer' : 'maker';
}
