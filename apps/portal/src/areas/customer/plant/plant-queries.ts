/** Parameters of the requests of the customer's first page, which `boot/first-pages.ts` sends early. */
export const LIVE_MACHINES = { include: ['duty'] } as const;
export const OPEN_ALARMS = { state: 'open' } as const;
export const LAST_BILLS = { limit: 5 } as const;
