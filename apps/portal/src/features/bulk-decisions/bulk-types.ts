import type { BodyOf } from '../../api/operations.js';

export type BulkSelection = BodyOf<'POST', '/bulk-decisions/preview'>['selection'];
export type BulkAction = BodyOf<'POST', '/bulk-decisions/preview'>['action'];
