import { SetMetadata } from '@nestjs/common';

export const PUBLIC_REASON = 'dutycycle:public-reason';

/** Makes a route public. Every public route must state a reason. */
export const Public = (reason: string) => SetMetadata(PUBLIC_REASON, reason);
