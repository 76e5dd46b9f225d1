import {
  isCustomerRole,
  type Permission,
  permissionsOf,
  ROLES,
} from '../../../../../../libs/organization/src/domain/access/permissions.js';
import type { EscalationOfType, Role } from '../../../api/types.js';

/** Permission to see the objects of a type, which a role of a step must have. */
const PERMISSION: Readonly<Record<EscalationOfType['type'], Permission>> = {
  'alarm.critical': 'fleet.read',
  'ticket.opened': 'tickets.read',
};

/** Returns the maker's roles to which a type can be escalated. */
export function escalatedRoles(type: EscalationOfType['type']): readonly Role[] {
  return ROLES.filter((role) => !isCustomerRole(role) && permissionsOf(role).includes(PERMISSION[type]));
}
