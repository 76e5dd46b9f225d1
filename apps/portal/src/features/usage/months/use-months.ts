import type { UsageList } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';

/** Usage of a contract by month and meter, the newest month first. */
export function useMonths(contractId: string) {
  const query = useOne<UsageList>('usage', `/contracts/${contractId}/usage`);
  const months =
    query.data === undefined
      ? undefined
      : [...query.data.items].sort(
          (a, b) => b.month.localeCompare(a.month) || a.device.localeCompare(b.device),
        );
  return { query, months };
}
