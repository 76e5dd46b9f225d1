/**
 * Requests one bucket for a whole range. The number of points is ignored, but the API's description requires it because
 * it has a default.
 */
export const TOTAL = { resolution: 'total', points: 1 } as const;
