import { SetMetadata } from '@nestjs/common';
import type { Permission } from '#organization';

export const REQUIRED_PERMISSIONS = 'dutycycle:required-permissions';

/** Requires a permission. If several permissions are listed, any one of them is sufficient. */
export const RequirePermission = (...permissions: [Permission, ...Permission[]]) =>
  SetMetadata(REQUIRED_PERMISSIONS, permissions);
