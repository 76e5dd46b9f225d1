import { useOne } from '../../../api/use-one.js';

/** Usage of a contract by month and meter, the newest month first. */
export function useMonths(contractId: string) {
  const query = useOne('usage', '/contracts/{id}/usage', { path: { id: contractId } });
  const months =
    query.data === undefined
      ? undefined
      : [...query.data.items].sort(
          (a, b) => b.month.localeCompare(a.month) || a.device.localeCompare(b.device),
        );
  return { query, months };
}
