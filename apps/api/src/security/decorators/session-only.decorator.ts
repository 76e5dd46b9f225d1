import { SetMetadata } from '@nestjs/common';

export const SESSION_ONLY = 'dutycycle:session-only';

/**
 * Rejects API keys on a route. For routes that change personal data, or that grant access beyond the lifetime of the
 * key. Used in addition to the decorator that declares the access.
 */
export const SessionOnly = () => SetMetadata(SESSION_ONLY, true);
