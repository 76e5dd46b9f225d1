import { useMemo } from 'react';
import type { BandLinks } from '../../../../features/history/events/use-machine-bands.js';

/** Pages of the alarms and tickets in a machine's charts. */
export function useBandLinks(machineId: string): BandLinks {
  return useMemo(
    () => ({
      alarm: ({ id }) => ({ to: `/fleet/${machineId}`, search: { tab: 'alarms', alarm: id } }),
      ticket: (ticketId) => ({ to: `/tickets/${ticketId}` }),
    }),
    [machineId],
  );
}
