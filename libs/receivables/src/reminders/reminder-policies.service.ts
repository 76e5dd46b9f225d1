import { Injectable } from '@nestjs/common';
import { isCountry } from '#customers';
import { getSeller } from '#invoicing';
import { AuditTrail } from '#organization';
import { assertNoFaults, DomainError, type Scope, UnitOfWork } from '#platform';
import type { BaseRateValue } from '../domain/reminders/late-interest.js';
import {
  findPolicyFaults,
  OTHER_COUNTRIES,
  type ReminderPolicy,
  type ReminderTerms,
} from '../domain/reminders/reminder-policy.js';
import { ReminderBaseRate } from '../entities/base-rate.entity.js';
import { ReminderPolicyOfCountry } from '../entities/reminder-policy.entity.js';
import { type BaseRateView, listBaseRates } from './reminder-policies.queries.js';

/** A policy, and the legal entity that it belongs to. */
export interface ReminderPolicyView extends ReminderPolicy {
  readonly legalEntityId: string;
  readonly changedAt: Date;
}

/** A new value of a base rate. */
export interface NewBaseRate extends BaseRateValue {
  /** Publication that states the value. */
  readonly source: string;
}

/** Manages the policies for payment reminders, and the base rates of interest on late payment. */
@Injectable()
export class ReminderPoliciesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists policies by legal entity and country. */
  list(scope: Scope): Promise<ReminderPolicyView[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.find(ReminderPolicyOfCountry, {
        where: { makerId: scope.makerId },
        order: { legalEntityId: 'ASC', country: 'ASC' },
      }),
    );
  }

  /**
   * Sets the policy of a legal entity for the buyers of a country. Reminders that were sent keep their terms.
   * @param country ISO 3166-1 alpha-2, or `OTHER_COUNTRIES`
   * @throws DomainError organization.legal_entity_not_found, receivables.reminder_country_unknown,
   *   receivables.reminder_policy_invalid (with fields)
   */
  set(
    scope: Scope,
    legalEntityId: string,
    country: string,
    terms: ReminderTerms,
  ): Promise<ReminderPolicyView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { makerId } = scope;
      assertCountry(country);
      await getSeller(tx, legalEntityId);
      const names = new Set((await listBaseRates(tx)).map(({ name }) => name));
      assertNoFaults('receivables.reminder_policy_invalid', findPolicyFaults(terms, names));
      const key = { makerId, legalEntityId, country };
      const before = await tx.manager.findOneBy(ReminderPolicyOfCountry, key);
      const row = { ...key, terms, changedAt: tx.now };
      await tx.manager.upsert(ReminderPolicyOfCountry, row, Object.keys(key));
      await AuditTrail.write(tx, {
        action: 'receivables.reminder_policy_changed',
        entity: 'legal_entity',
        entityId: legalEntityId,
        ...(before && { before: { country, ...before.terms } }),
        after: { country, ...terms },
      });
      return row;
    });
  }

  /**
   * Removes a policy, so that buyers of the country get the policy for other countries, or no reminders.
   * @throws DomainError receivables.reminder_policy_not_found
   */
  async remove(scope: Scope, legalEntityId: string, country: string): Promise<void> {
    await this.unitOfWork.run(scope, async (tx) => {
      const key = { makerId: scope.makerId, legalEntityId, country };
      const before = await tx.manager.findOneBy(ReminderPolicyOfCountry, key);
      if (!before) throw new DomainError('receivables.reminder_policy_not_found');
      await tx.manager.delete(ReminderPolicyOfCountry, key);
      await AuditTrail.write(tx, {
        action: 'receivables.reminder_policy_removed',
        entity: 'legal_entity',
        entityId: legalEntityId,
        before: { country, ...before.terms },
      });
    });
  }

  /** Lists all values of base rates by name, newest first. */
  listRates(scope: Scope): Promise<BaseRateView[]> {
    return this.unitOfWork.run(scope, listBaseRates);
  }

  /** Enters the value of a base rate from a day. It replaces a value that was entered for the same day. */
  async enterRate(scope: Scope, { name, validFrom, percent, source }: NewBaseRate): Promise<BaseRateView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const key = { makerId: scope.makerId, name, validFrom };
      const before = await tx.manager.findOneBy(ReminderBaseRate, key);
      await tx.manager.upsert(
        ReminderBaseRate,
        { ...key, percent, source, enteredAt: tx.now, enteredBy: scope.userId },
        Object.keys(key),
      );
      await AuditTrail.write(tx, {
        action: 'receivables.base_rate_entered',
        entity: 'maker',
        entityId: scope.makerId,
        ...(before && {
          before: { name, validFrom, percent: before.percent, source: before.source },
        }),
        after: { name, validFrom, percent, source },
      });
      return listBaseRates(tx);
    });
  }
}

/** @throws DomainError receivables.reminder_country_unknown */
function assertCountry(country: string): void {
  if (country !== OTHER_COUNTRIES && !isCountry(country))
    throw new DomainError('receivables.reminder_country_unknown', { country });
}
