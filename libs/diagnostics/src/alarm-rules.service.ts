import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { findRuleFaults } from './domain/rule-faults.js';
import { AlarmRule } from './entities/alarm-rule.entity.js';
import { AlarmRuleVersion } from './entities/alarm-rule-version.entity.js';

/**
 * The fields that an edit may change. A rule's signal, direction and machines are fixed, because another value would
 * make it a different rule.
 */
export type AlarmRuleChanges = Partial<
  Pick<
    AlarmRule,
    | 'code'
    | 'nameI18n'
    | 'onLimit'
    | 'offLimit'
    | 'onDelaySeconds'
    | 'maxGapSeconds'
    | 'severity'
    | 'opensTicket'
    | 'requiredSkill'
    | 'requiredCertificates'
    | 'requiredParts'
    | 'enabled'
  >
>;

/** A new rule for either a model or a machine. Limits are decimal strings in the signal's unit. */
export type NewAlarmRule = Pick<
  AlarmRule,
  'code' | 'nameI18n' | 'signalKey' | 'direction' | 'onLimit' | 'offLimit' | 'severity'
> &
  AlarmRuleChanges & {
    readonly id?: string;
    readonly modelId?: string | null;
    readonly machineId?: string | null;
    /** Device time at which the rule starts; now by default. Stored readings since then are also evaluated. */
    readonly validFrom?: Date;
  };

/** The fields that affect the result. A change of one of them starts a new version of the rule. */
const RESULT_FIELDS = [
  'onLimit',
  'offLimit',
  'onDelaySeconds',
  'maxGapSeconds',
  'severity',
  'enabled',
] as const satisfies (keyof AlarmRule)[];

@Injectable()
export class AlarmRules {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns all rules, or the rules that apply to a machine or model, by code. */
  list(
    scope: Scope,
    { modelId, machineId }: { modelId?: string; machineId?: string } = {},
  ): Promise<AlarmRule[]> {
    return this.unitOfWork.run(scope, (tx) => {
      const query = tx.manager
        .createQueryBuilder(AlarmRule, 'rule')
        .where('rule.maker_id = :makerId', { makerId: scope.makerId });
      if (modelId) query.andWhere('rule.model_id = :modelId', { modelId });
      if (machineId) {
        query.andWhere(
          `(rule.machine_id = :machineId or rule.model_id = (select m.model_id from machine m where m.maker_id = rule.maker_id and m.id = :machineId))`,
          { machineId },
        );
      }
      return query.orderBy('rule.code').addOrderBy('rule.id').getMany();
    });
  }

  /** @throws DomainError diagnostics.rule_not_found */
  get(scope: Scope, id: string): Promise<AlarmRule> {
    return this.unitOfWork.run(scope, (tx) => getRule(tx, id));
  }

  /**
   * @throws DomainError diagnostics.rule_invalid (with fields), diagnostics.rule_id_taken, equipment.model_not_found,
   * equipment.machine_not_found
   */
  create(scope: Scope, input: NewAlarmRule): Promise<AlarmRule> {
    return this.unitOfWork.run(scope, (tx) => this.createWithin(tx, input));
  }

  /** Like `create`, as part of a larger use case. */
  async createWithin(
    tx: Transaction,
    { id = newId(), validFrom = tx.now, ...input }: NewAlarmRule,
  ): Promise<AlarmRule> {
    const rule = tx.manager.create(AlarmRule, {
      modelId: null,
      machineId: null,
      onDelaySeconds: 0,
      maxGapSeconds: null,
      opensTicket: false,
      requiredSkill: null,
      requiredCertificates: {},
      requiredParts: [],
      enabled: true,
      ...input,
      makerId: tx.scope.makerId,
      id,
      validFrom,
      version: 1,
    });
    assertNoFaults('diagnostics.rule_invalid', findRuleFaults(rule));
    await assertTargetExists(tx, rule);
    await assertSignalExists(tx, rule);
    await mapConstraintViolations(mapRuleConstraints(rule), () => tx.manager.insert(AlarmRule, rule));
    await requestEvaluation(tx, rule, rule.validFrom);
    await AuditTrail.write(tx, {
      action: 'diagnostics.rule_created',
      entity: 'alarm_rule',
      entityId: id,
      after: { ...rule },
    });
    return rule;
  }

  /**
   * Changes a rule as of now. Alarms that were found with its earlier limits stay, and late readings from before the
   * change are evaluated with those limits.
   * @param version the version that the editor saw
   * @throws DomainError diagnostics.rule_not_found, platform.version_mismatch, diagnostics.rule_invalid (with fields)
   */
  change(scope: Scope, id: string, version: number, input: AlarmRuleChanges): Promise<AlarmRule> {
    return this.unitOfWork.run(scope, async (tx) => {
      const rule = await getRule(tx, id, { forChange: true });
      ensureVersion(rule.version, version);
      const { before, after } = changedFields<AlarmRule>(rule, input);
      if (Object.keys(after).length === 0) return rule;
      const affectsResult = RESULT_FIELDS.some((field) => field in after);
      // A version that hasn't begun yet is replaced.
      const supersedes = affectsResult && rule.validFrom < tx.now;
      const changed = tx.manager.create(AlarmRule, {
        ...rule,
        ...after,
        validFrom: supersedes ? tx.now : rule.validFrom,
        version: version + 1,
      });
      assertNoFaults('diagnostics.rule_invalid', findRuleFaults(changed));
      if (supersedes) {
        await tx.manager.insert(AlarmRuleVersion, {
          makerId: rule.makerId,
          ruleId: rule.id,
          validFrom: rule.validFrom,
          validTo: tx.now,
          onLimit: rule.onLimit,
          offLimit: rule.offLimit,
          onDelaySeconds: rule.onDelaySeconds,
          maxGapSeconds: rule.maxGapSeconds,
          severity: rule.severity,
          enabled: rule.enabled,
        });
      }
      await tx.manager.update(
        AlarmRule,
        { makerId: scope.makerId, id },
        { ...after, validFrom: changed.validFrom, version: version + 1 },
      );
      if (affectsResult) await requestEvaluation(tx, changed, changed.validFrom);
      await AuditTrail.write(tx, {
        action: 'diagnostics.rule_changed',
        entity: 'alarm_rule',
        entityId: id,
        before,
        after,
      });
      return changed;
    });
  }
}

async function getRule(tx: Transaction, id: string, { forChange = false } = {}): Promise<AlarmRule> {
  const rule = await tx.manager.findOne(AlarmRule, {
    where: { makerId: tx.scope.makerId, id },
    ...(forChange && { lock: { mode: 'pessimistic_write' as const } }),
  });
  if (!rule) throw new DomainError('diagnostics.rule_not_found', { id });
  return rule;
}

/** Asserts that the machines have the signal and that it is numeric. Otherwise, the rule would never raise an alarm. */
async function assertSignalExists(
  tx: Transaction,
  { modelId, machineId, signalKey }: AlarmRule,
): Promise<void> {
  const known: unknown[] = await tx.manager.query(
    `select from signal s
      where s.maker_id = $1 and s.key = $2 and s.kind in ('gauge', 'counter')
        and (s.model_id = coalesce($3, (select m.model_id from machine m where m.maker_id = $1 and m.id = $4))
          or s.device_id in (select d.id from device d where d.maker_id = $1 and d.machine_id = $4))`,
    [tx.scope.makerId, signalKey, modelId, machineId],
  );
  if (known.length === 0) {
    throw new DomainError('diagnostics.rule_invalid', {}, [
      { pointer: '/signalKey', code: 'diagnostics.signal_unknown', params: { key: signalKey } },
    ]);
  }
}

async function assertTargetExists(tx: Transaction, { modelId, machineId }: AlarmRule): Promise<void> {
  if ((modelId === null) === (machineId === null)) {
    throw new DomainError('diagnostics.rule_invalid', {}, [
      { pointer: '/modelId', code: 'diagnostics.rule_target_ambiguous' },
    ]);
  }
  const [known]: { model: boolean; machine: boolean }[] = await tx.manager.query(
    `select exists (select from equipment_model where maker_id = $1 and id = $2) as model,
            exists (select from machine where maker_id = $1 and id = $3) as machine`,
    [tx.scope.makerId, modelId, machineId],
  );
  if (modelId !== null && !known!.model) throw new DomainError('equipment.model_not_found', { id: modelId });
  if (machineId !== null && !known!.machine)
    throw new DomainError('equipment.machine_not_found', { id: machineId });
}

function mapRuleConstraints({ id }: AlarmRule) {
  return { alarm_rule_pk: () => new DomainError('diagnostics.rule_id_taken', { id }) };
}

/** Requests an evaluation of the machines that a rule applies to. */
async function requestEvaluation(
  tx: Transaction,
  { modelId, machineId }: AlarmRule,
  from: Date,
): Promise<void> {
  await tx.manager.query(
    `insert into evaluation_request (maker_id, id, machine_id, evaluate_from)
     select $1, gen_random_uuid(), id, $4 from machine where maker_id = $1 and (model_id = $2 or id = $3)`,
    [tx.scope.makerId, modelId, machineId, from],
  );
}
