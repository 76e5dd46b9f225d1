import { useMay } from '../../../api/session.js';
import type { ContractRevenue, UsageHistory } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';

const NONE: ContractRevenue['months'] = [];

/** Costs of a contract in the months with known usage; empty without permission. */
export function useCostsOfMonths(
  contractId: string | undefined,
  pasts: readonly UsageHistory[] | undefined,
): ContractRevenue['months'] {
  const may = useMay();
  const months = pasts?.[0]?.months ?? [];
  const revenue = useOne('revenue', '/contracts/{id}/revenue', {
    path: { id: contractId },
    query: { from: months[0]?.month ?? '', to: months.at(-1)?.month ?? '' },
    enabled: months.length > 0 && may('revenue.read'),
  });
  return revenue.data?.months ?? NONE;
}
