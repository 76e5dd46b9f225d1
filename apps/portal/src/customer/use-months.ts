import type { Page, UsagePeriod } from '../api/types.js';
import { useOne } from '../api/use-one.js';

/** Usage of a contract by month, the newest first. */
export function useMonths(contractId: string | undefined) {
  const query = useOne<Page<UsagePeriod> | readonly UsagePeriod[]>('usage', `/contracts/${contractId}/usage`, {
    enabled: contractId !== undefined,
  });
  const answer = query.data;
  const months =
    answer === undefined
      ? undefined
      : [...('items' in answer ? answer.items : answer)].sort((a, b) => b.periodFrom.localeCompare(a.periodFrom));
  return { query, months };
}
