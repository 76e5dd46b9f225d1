import { SetMetadata } from '@nestjs/common';

export const SESSION_ONLY = 'dutycycle:session-only';

/**
 * Closes a route to API keys: it changes what is personal, or gives access that would outlive the key. It comes beside
 * the decorator that says who may use the route.
 */
export const SessionOnly = () => SetMetadata(SESSION_ONLY, true);
