import type { components } from '../api/schema.gen.js';

/** A visit: who comes, when, for which ticket, with which parts. Customers are told the technician's name alone. */
export type Visit = components['schemas']['VisitDto'];
