import { SetMetadata } from '@nestjs/common';

export const SIGNED_IN_REASON = 'dutycycle:signed-in-reason';

/**
 * Makes a route available to all signed-in users regardless of role, because the route concerns only the caller. The
 * reason is required.
 */
export const SignedIn = (reason: string) => SetMetadata(SIGNED_IN_REASON, reason);
