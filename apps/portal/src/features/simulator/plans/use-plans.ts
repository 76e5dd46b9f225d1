import { useEffect, useState } from 'react';
import type { Contract } from '../../../api/types.js';
import { LETTERS, planFromContract, type UnsavedPlan } from './simulated-plan.js';

interface UnsavedPlans {
  readonly plans: readonly UnsavedPlan[];
  readonly isFull: boolean;
  /** Adds or replaces a plan. */
  readonly put: (plan: UnsavedPlan) => void;
  readonly remove: (plan: UnsavedPlan) => void;
}

/**
 * The compared plans, which exist only while the page is open; a contract's own plan comes first.
 * @param linked plans in the page's address, and the contract that it names
 */
export function usePlans(
  contract: Contract | undefined,
  nameOf: (contract: Contract) => string,
  linked: { readonly plans: readonly UnsavedPlan[]; readonly contractId: string | undefined },
): UnsavedPlans {
  const [plans, setPlans] = useState<readonly UnsavedPlan[]>(linked.plans);
  const [begun, setBegun] = useState(linked.plans.length === 0 ? undefined : linked.contractId);
  useEffect(() => {
    if (contract === undefined || contract.id === begun || contract.charges.length === 0) return;
    setBegun(contract.id);
    setPlans((before) => [planFromContract(contract, nameOf(contract)), ...before].slice(0, LETTERS.length));
  }, [contract, begun, nameOf]);
  return {
    plans,
    isFull: plans.length >= LETTERS.length,
    put: (plan) =>
      setPlans((before) =>
        before.some(({ id }) => id === plan.id)
          ? before.map((one) => (one.id === plan.id ? plan : one))
          : [...before, plan],
      ),
    remove: (plan) => setPlans((before) => before.filter(({ id }) => id !== plan.id)),
  };
}
