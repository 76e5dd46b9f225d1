import { Injectable } from '@nestjs/common';
import { EquipmentModel } from '#equipment';
import { AuditTrail } from '#organization';
import {
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { findShorterLevels, type RetentionRule } from '../domain/retention/retention-rule.js';
import { RetentionRuleRow } from '../entities/readings/retention-rule.entity.js';
import { previewRetention, type RetentionPreview } from './retention-preview.queries.js';

/** Retention in days; null for unlimited. */
export type RetentionTerms = Pick<RetentionRuleRow, 'rawDays' | 'minuteDays' | 'hourDays' | 'dayDays'>;

export interface NewRetentionRule extends RetentionTerms {
  /** The model; every model if omitted. */
  readonly modelId?: string | null;
  /** The signal; every signal if omitted. */
  readonly signalKey?: string | null;
}

/** Manages the rules for the retention of readings and their rollups. Without a rule, everything is kept forever. */
@Injectable()
export class RetentionRules {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope): Promise<RetentionRuleRow[]> {
    return this.unitOfWork.run(scope, listRules);
  }

  /**
   * Returns what the changed rules would purge, and what holds would keep. Changes nothing.
   * @param ruleId the rule that `wanted` replaces
   * @param wanted the new rule; null to preview the deletion of the existing one
   * @throws DomainError telemetry.retention_invalid, telemetry.retention_rule_not_found, equipment.model_not_found
   */
  preview(
    scope: Scope,
    { ruleId, wanted: input }: { readonly ruleId?: string; readonly wanted: NewRetentionRule | null },
  ): Promise<RetentionPreview> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rows = await listRules(tx);
      const replaced = ruleId === undefined ? undefined : rows.find(({ id }) => id === ruleId);
      if (ruleId !== undefined && !replaced) throw new DomainError('telemetry.retention_rule_not_found');
      if (input) await assertRuleValid(tx, input);
      const rules = rows.filter((row) => row !== replaced && (!input || !isSameScope(row, input)));
      return previewRetention(tx, [...rules.map(toDomain), ...(input ? [toDomain(input)] : [])]);
    });
  }

  /** @throws DomainError telemetry.retention_invalid, telemetry.retention_rule_taken, equipment.model_not_found */
  create(scope: Scope, input: NewRetentionRule): Promise<RetentionRuleRow> {
    return this.unitOfWork.run(scope, async (tx) => {
      await assertRuleValid(tx, input);
      const rule = tx.manager.create(RetentionRuleRow, {
        ...input,
        modelId: input.modelId ?? null,
        signalKey: input.signalKey ?? null,
        makerId: scope.makerId,
        id: newId(),
        version: 1,
      });
      await mapConstraintViolations(
        { retention_rule_scope_uq: () => new DomainError('telemetry.retention_rule_taken') },
        () => tx.manager.insert(RetentionRuleRow, rule),
      );
      await AuditTrail.write(tx, {
        action: 'telemetry.retention_rule_created',
        entity: 'retention_rule',
        entityId: rule.id,
        after: { ...rule },
      });
      return rule;
    });
  }

  /** @throws DomainError telemetry.retention_rule_not_found, platform.version_mismatch, telemetry.retention_invalid */
  change(scope: Scope, id: string, version: number, input: RetentionTerms): Promise<RetentionRuleRow> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rule = await getRule(tx, id);
      ensureVersion(rule.version, version);
      await assertRuleValid(tx, { ...rule, ...input });
      const { before, after } = changedFields<RetentionRuleRow>(rule, input);
      if (Object.keys(after).length === 0) return rule;
      const changed = { ...after, version: version + 1 };
      await tx.manager.update(RetentionRuleRow, { makerId: scope.makerId, id }, changed);
      await AuditTrail.write(tx, {
        action: 'telemetry.retention_rule_changed',
        entity: 'retention_rule',
        entityId: id,
        before,
        after,
      });
      return tx.manager.create(RetentionRuleRow, { ...rule, ...changed });
    });
  }

  /**
   * Deletes a rule. The next more general rule then applies.
   * @throws DomainError telemetry.retention_rule_not_found
   */
  remove(scope: Scope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rule = await getRule(tx, id);
      await tx.manager.delete(RetentionRuleRow, { makerId: scope.makerId, id });
      await AuditTrail.write(tx, {
        action: 'telemetry.retention_rule_removed',
        entity: 'retention_rule',
        entityId: id,
        before: { ...rule },
      });
    });
  }
}

function listRules(tx: Transaction): Promise<RetentionRuleRow[]> {
  return tx.manager.find(RetentionRuleRow, { where: { makerId: tx.scope.makerId }, order: { id: 'asc' } });
}

async function getRule(tx: Transaction, id: string): Promise<RetentionRuleRow> {
  const rule = await tx.manager.findOne(RetentionRuleRow, {
    where: { makerId: tx.scope.makerId, id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!rule) throw new DomainError('telemetry.retention_rule_not_found');
  return rule;
}

async function assertRuleValid(tx: Transaction, input: NewRetentionRule): Promise<void> {
  const [level] = findShorterLevels(toDomain(input).keep);
  if (level !== undefined) throw new DomainError('telemetry.retention_invalid', { level });
  const { modelId } = input;
  if (modelId && !(await tx.manager.existsBy(EquipmentModel, { makerId: tx.scope.makerId, id: modelId })))
    throw new DomainError('equipment.model_not_found');
}

function isSameScope(row: RetentionRuleRow, input: NewRetentionRule): boolean {
  return row.modelId === (input.modelId ?? null) && row.signalKey === (input.signalKey ?? null);
}

function toDomain(rule: NewRetentionRule): RetentionRule {
  return {
    modelId: rule.modelId ?? null,
    signalKey: rule.signalKey ?? null,
    keep: { 0: rule.rawDays, 60: rule.minuteDays, 3600: rule.hourDays, 86_400: rule.dayDays },
  };
}
