import type { Buyer, Contract, Page, Plan } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import type { PartyNames } from '../versions/use-amendment-words.js';

/** Companies and plans that an amendment can name: a draft names others than the versions so far. */
export function usePartyNames(contract: Contract): PartyNames {
  const buyers = useOne<Page<Buyer>>('buyers', `/customers/${contract.customer.id}/buyers`);
  const plans = useOne<Page<Plan>>('plans', '/plans', { query: { archived: true } });
  return { buyers: buyers.data?.items ?? [], plans: plans.data?.items ?? [] };
}
