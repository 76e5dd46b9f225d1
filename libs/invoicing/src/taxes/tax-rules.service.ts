import { Injectable } from '@nestjs/common';
import { isCountry } from '#customers';
import { AuditTrail, LegalEntity } from '#organization';
import {
  assertNoFaults,
  DomainError,
  ensureVersion,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { findTaxRuleFaults } from '../domain/document/tax-rule-faults.js';
import type { TaxRuleFacts } from '../domain/document/tax-rules.js';
import { TaxRule } from '../entities/tax-rule.entity.js';
import { allRules, findRuleToChange, type TaxRuleView } from './tax-rules.queries.js';

export type NewTaxRule = TaxRuleFacts & { readonly id?: string; readonly legalEntityId: string };

/** Manages the tax rules of sellers over time. Issued documents keep the rules with which they were issued. */
@Injectable()
export class TaxRulesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists rules by seller, supply and country, newest first. */
  list(scope: Scope): Promise<TaxRuleView[]> {
    return this.unitOfWork.run(scope, (tx) => allRules(tx));
  }

  /**
   * Creates a rule. A seller has only one rule for a supply to a country on a day, so the previous rule must be ended
   * first.
   * @throws DomainError billing.tax_rule_invalid (with fields), billing.tax_rule_overlaps,
   *   organization.legal_entity_not_found
   */
  create(scope: Scope, { id = newId(), legalEntityId, ...rule }: NewTaxRule): Promise<TaxRuleView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const faults = findTaxRuleFaults(rule, isCountry);
      assertNoFaults('billing.tax_rule_invalid', faults);
      await getSeller(tx, legalEntityId);
      const { validFrom, validTo, ...fields } = rule;
      const during = `[${validFrom},${validTo ?? ''})`;
      const row = { makerId: scope.makerId, id, legalEntityId, ...fields, during, recordedAt: tx.now };
      await mapConstraintViolations(OVERLAP, () => tx.manager.insert(TaxRule, { ...row, version: 1 }));
      await AuditTrail.write(tx, {
        action: 'billing.tax_rule_created',
        entity: 'tax_rule',
        entityId: id,
        after: { legalEntityId, ...rule },
      });
      return { id, legalEntityId, ...rule, recordedAt: tx.now, version: 1 };
    });
  }

  /**
   * Ends a rule, or changes its end.
   * @param validTo the first day on which the rule no longer applies; the rule's own first day withdraws it as if it
   *   had never existed
   * @throws DomainError billing.tax_rule_not_found, platform.version_mismatch, billing.tax_rule_invalid (with fields),
   *   billing.tax_rule_overlaps
   */
  end(scope: Scope, id: string, version: number, validTo: string | null): Promise<TaxRuleView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rule = await findRuleToChange(tx, id);
      if (!rule) throw new DomainError('billing.tax_rule_not_found', { id });
      ensureVersion(rule.version, version);
      if (validTo !== null && validTo < rule.validFrom) {
        const params = { validFrom: rule.validFrom };
        const fault = { pointer: '/validTo', code: 'billing.tax_rule_ends_before_start', params };
        throw new DomainError('billing.tax_rule_invalid', {}, [fault]);
      }
      const during = `[${rule.validFrom},${validTo ?? ''})`;
      const key = { makerId: scope.makerId, id };
      await mapConstraintViolations(OVERLAP, () =>
        tx.manager.update(TaxRule, key, { during, version: version + 1 }),
      );
      await AuditTrail.write(tx, {
        action: 'billing.tax_rule_ended',
        entity: 'tax_rule',
        entityId: id,
        before: { validTo: rule.validTo },
        after: { validTo },
      });
      return { ...rule, validTo, version: version + 1 };
    });
  }
}

const OVERLAP = {
  tax_rule_overlap_ex: () =>
    new DomainError('billing.tax_rule_overlaps', {}, [
      { pointer: '/validFrom', code: 'billing.tax_rule_overlaps' },
    ]),
};

/** Returns a seller of the maker. @throws DomainError organization.legal_entity_not_found */
export async function getSeller(tx: Transaction, id: string): Promise<LegalEntity> {
  const entity = await tx.manager.findOneBy(LegalEntity, { makerId: tx.scope.makerId, id });
  if (!entity) throw new DomainError('organization.legal_entity_not_found', { id });
  return entity;
}
