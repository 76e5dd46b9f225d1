import type { Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import type { PartyNames } from '../versions/use-amendment-words.js';

/** Companies and plans that an amendment can name: a draft names others than the versions so far. */
export function usePartyNames(contract: Contract): PartyNames {
  const buyers = useOne('buyers', '/customers/{id}/buyers', { path: { id: contract.customer.id } });
  const plans = useOne('plans', '/plans', { query: { archived: true } });
  return { buyers: buyers.data?.items ?? [], plans: plans.data?.items ?? [] };
}
