import { createHmac } from 'node:crypto';

/** The roles that migrations create in addition to the owner. */
export type DatabaseRole = 'dutycycle_app' | 'dutycycle_ingest';

/**
 * Derives a role's password from the installation's secret, so that every app can compute it and no password is stored.
 */
export function rolePassword(role: DatabaseRole, secret: string): string {
  return createHmac('sha256', secret).update(`database-role:${role}`).digest('hex');
}

/** Returns the owner's connection URL with the login of `role` instead. */
export function databaseUrlFor(role: DatabaseRole, ownerUrl: string, secret: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = rolePassword(role, secret);
  return url.toString();
}
