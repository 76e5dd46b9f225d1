import { groupBy, type Transaction } from '#platform';
import type { PeerPrice } from '../domain/audit/audited-invoice.js';
import { termsOf } from '../domain/audit/same-terms.js';

/** A plan and a currency. Contracts with the same plan and currency are peers. */
interface PricedByPlan {
  readonly planId: string;
  readonly currency: string;
}

/**
 * Provides the prices of a plan's contracts. Results are cached, because a billing run audits a few hundred drafts at
 * a time and would otherwise read all contracts of their plans for each batch.
 */
export class PeerPrices {
  private readonly known = new Map<string, readonly PeerOfPlan[]>();

  /**
   * Returns a function that looks up the contracts of a plan, grouped by equal prices and ordered by the first
   * contract's number.
   */
  async of(
    tx: Transaction,
    requests: readonly PricedByPlan[],
  ): Promise<(of: PricedByPlan) => readonly PeerPrice[]> {
    const missing = [...new Set(requests.map(({ planId }) => planId))].filter((id) => !this.known.has(id));
    if (missing.length > 0) {
      const found = groupBy(await findPeers(tx, missing), ({ planId }) => planId);
      for (const planId of missing) this.known.set(planId, found.get(planId) ?? []);
    }
    return ({ planId, currency }) => this.known.get(planId)!.filter((peer) => peer.currency === currency);
  }
}

interface PeerOfPlan extends PeerPrice, PricedByPlan {}

async function findPeers(tx: Transaction, planIds: readonly string[]): Promise<PeerOfPlan[]> {
  const rows: (Omit<PeerOfPlan, 'terms'> & { readonly pricing: object })[] = await tx.manager.query(
    `select c.plan_id as "planId", c.currency, h.key as "chargeKey", h.pricing, min(c.number) as contract,
            count(*)::int as contracts
       from contract c join charge h on h.maker_id = c.maker_id and h.contract_id = c.id
      where c.maker_id = $1 and c.plan_id = any($2) and c.state = 'active'
      group by c.plan_id, c.currency, h.key, h.pricing
      order by min(c.number)`,
    [tx.scope.makerId, planIds],
  );
  return rows.map(({ pricing, ...peer }) => ({ ...peer, terms: termsOf(pricing) }));
}
