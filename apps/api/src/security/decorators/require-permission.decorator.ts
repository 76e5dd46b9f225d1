import { SetMetadata } from '@nestjs/common';
import type { Permission } from '#organization';

export const REQUIRED_PERMISSIONS = 'dutycycle:required-permissions';

/** Opens a route to whoever holds the permission; of several, any one is enough (a file of a ticket or of a part). */
export const RequirePermission = (...permissions: [Permission, ...Permission[]]) =>
  SetMetadata(REQUIRED_PERMISSIONS, permissions);
