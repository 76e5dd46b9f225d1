import { SetMetadata } from '@nestjs/common';

export const PUBLIC_REASON = 'dutycycle:public-reason';

/** Opens a route to everybody. The reason is part of the declaration, because an open door must be explained. */
export const Public = (reason: string) => SetMetadata(PUBLIC_REASON, reason);
