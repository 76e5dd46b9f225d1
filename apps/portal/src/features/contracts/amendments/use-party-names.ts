import type { Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import type { PartyNames } from '../versions/use-amendment-words.js';

/**
 * Names of companies and plans in amendments. A draft can refer to companies and plans that no version has used yet.
 */
export function usePartyNames(contract: Contract): PartyNames {
  const buyers = useOne('buyers', '/customers/{id}/buyers', { path: { id: contract.customer.id } });
  const plans = useOne('plans', '/plans', { query: { archived: true } });
  return { buyers: buyers.data?.items ?? [], plans: plans.data?.items ?? [] };
}
