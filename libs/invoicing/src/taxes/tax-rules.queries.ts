import { groupBy, type Transaction } from '#platform';
import type { TaxRuleFacts } from '../domain/document/tax-rules.js';

export interface TaxRuleView extends TaxRuleFacts {
  readonly id: string;
  readonly legalEntityId: string;
  readonly recordedAt: Date;
  readonly version: number;
}

const RULE = `
  select id, legal_entity_id as "legalEntityId", buyer_country as "buyerCountry", supply, category,
         trim_scale(percent)::text as percent, trim_scale(tax_step)::text as "taxStep", reason,
         lower(during)::text as "validFrom", upper(during)::text as "validTo", recorded_at as "recordedAt", version
    from tax_rule`;

/**
 * Loads the past, current and future rules of sellers, by seller. Omits rules that were withdrawn before they applied.
 */
export async function rulesOfSellers(
  tx: Transaction,
  legalEntityIds: readonly string[],
): Promise<Map<string, TaxRuleView[]>> {
  const rules: TaxRuleView[] = await tx.manager.query(
    `${RULE} where maker_id = $1 and legal_entity_id = any($2) and not isempty(during)
      order by supply, buyer_country, lower(during) desc, id`,
    [tx.scope.makerId, [...new Set(legalEntityIds)]],
  );
  return groupBy(rules, ({ legalEntityId }) => legalEntityId);
}

/** Loads all rules of the maker, ordered by seller. Omits rules that were withdrawn before they applied. */
export async function allRules(tx: Transaction): Promise<TaxRuleView[]> {
  return tx.manager.query(
    `${RULE} where maker_id = $1 and not isempty(during)
      order by legal_entity_id, supply, buyer_country, lower(during) desc, id`,
    [tx.scope.makerId],
  );
}

/** Locks a rule for an edit. Returns undefined if the maker has no such rule, or if it was withdrawn. */
export async function findRuleToChange(tx: Transaction, id: string): Promise<TaxRuleView | undefined> {
  const [rule]: TaxRuleView[] = await tx.manager.query(
    `${RULE} where maker_id = $1 and id = $2 and not isempty(during) for update`,
    [tx.scope.makerId, id],
  );
  return rule;
}
