import type { components } from '../api/schema.gen.js';
import type { TechnicianRow } from '../api/types.js';

export type { Visit } from '../customer/types.js';

/** A technician's visits of a day of the hub's calendar. */
export type TechnicianDay = components['schemas']['TechnicianDayDto'];
export type Certificate = TechnicianRow['certificates'][number];
