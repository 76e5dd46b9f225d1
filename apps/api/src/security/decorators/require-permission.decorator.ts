import { SetMetadata } from '@nestjs/common';
import type { Permission } from '#organization';

export const REQUIRED_PERMISSIONS = 'dutycycle:required-permissions';

/**
 * Requires a permission. If several are listed, any of them is sufficient (a file can belong to a ticket or to a
 * part).
 */
export const RequirePermission = (...permissions: [Permission, ...Permission[]]) =>
  SetMetadata(REQUIRED_PERMISSIONS, permissions);
