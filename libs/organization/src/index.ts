export { AuditTrail, type AuditRecord } from './audit-trail.js';
export {
  isCustomerRole,
  mayGrantRole,
  narrowPermissions,
  PERMISSIONS,
  permissionsOf,
  ROLES,
  type Permission,
  type Role,
} from './domain/permissions.js';
export { AuditEntry, type ActorKind } from './entities/audit-entry.entity.js';
export { OrganizationModule } from './organization.module.js';
