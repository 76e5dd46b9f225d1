import { SetMetadata } from '@nestjs/common';

export const SIGNED_IN_REASON = 'dutycycle:signed-in-reason';

/** Opens a route to every signed-in person whatever their role, because it is about themselves; the reason says how. */
export const SignedIn = (reason: string) => SetMetadata(SIGNED_IN_REASON, reason);
