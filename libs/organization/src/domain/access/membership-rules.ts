import type { FieldFault } from '#platform/domain';
import { isCustomerRole, type Role } from './permissions.js';

export interface MembershipTimes {
  readonly acceptedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

export type MembershipStatus = 'pending' | 'active' | 'expired' | 'revoked';

/** Returns the status of a membership. Only an active membership grants access. */
export function membershipStatus(
  { acceptedAt, expiresAt, revokedAt }: MembershipTimes,
  now: Date,
): MembershipStatus {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt !== null && expiresAt <= now) return 'expired';
  return acceptedAt === null ? 'pending' : 'active';
}

export interface MembershipShape {
  readonly role: Role;
  readonly hubId: string | null;
  readonly customerIds: readonly string[];
  /** The partner through which the membership gives access to further customers. */
  readonly partnerId: string | null;
  readonly expiresAt: Date | null;
}

/**
 * Returns the faults of a requested membership. A technician needs a hub, a customer's user needs customers or a
 * partner, and other roles may have neither customers nor a partner.
 */
export function findMembershipFaults(
  { role, hubId, customerIds, partnerId, expiresAt }: MembershipShape,
  now: Date,
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (role === 'technician' && hubId === null)
    faults.push({ pointer: '/hubId', code: 'organization.hub_needed' });
  if (isCustomerRole(role)) {
    if (customerIds.length === 0 && partnerId === null)
      faults.push({ pointer: '/customerIds', code: 'organization.customer_needed' });
    if (hubId !== null) faults.push({ pointer: '/hubId', code: 'organization.hub_not_for_customers' });
  } else {
    if (customerIds.length > 0)
      faults.push({ pointer: '/customerIds', code: 'organization.customers_not_for_staff' });
    if (partnerId !== null)
      faults.push({ pointer: '/partnerId', code: 'organization.customers_not_for_staff' });
  }
  if (expiresAt !== null && expiresAt <= now)
    faults.push({ pointer: '/expiresAt', code: 'organization.expiry_passed' });
  return faults;
}

/** Returns the earlier of two ends; null means no end. */
export function earlierEnd(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
