import { SetMetadata } from '@nestjs/common';

export const SESSION_ONLY = 'dutycycle:session-only';

/**
 * Rejects API keys on a route that changes personal data, or that grants access which would outlive the key. Used in
 * addition to the decorator that declares the access.
 */
export const SessionOnly = () => SetMetadata(SESSION_ONLY, true);
