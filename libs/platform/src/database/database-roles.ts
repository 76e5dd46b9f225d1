import { createHmac } from 'node:crypto';

/** The roles that migrations create beside the owner. */
export type DatabaseRole = 'dutycycle_app' | 'dutycycle_ingest';

/** A role's password, derived from the installation's secret so that every app knows it and none is stored. */
export function rolePassword(role: DatabaseRole, secret: string): string {
  return createHmac('sha256', secret).update(`database-role:${role}`).digest('hex');
}

/** The owner's connection address with a role's own login in place of the owner's. */
export function databaseUrlFor(role: DatabaseRole, ownerUrl: string, secret: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = rolePassword(role, secret);
  return url.toString();
}
