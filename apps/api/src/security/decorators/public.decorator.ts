import { SetMetadata } from '@nestjs/common';

export const PUBLIC_REASON = 'dutycycle:public-reason';

/** Makes a route public. The reason is required, so that every public route is justified. */
export const Public = (reason: string) => SetMetadata(PUBLIC_REASON, reason);
