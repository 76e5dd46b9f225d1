import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { getDevice, getModel, Machine } from '#equipment';
import { AuditTrail } from '#organization';
import { newId, type Scope, type Transaction, UnitOfWork } from '#platform';
import { type LimitSource, resolveLimitSources } from '../domain/intake/limit-use.js';
import { type DeviceLimits, type LimitRule, NO_RULE, resolveLimits } from '../domain/intake/rate-limit.js';
import { IntakeLimit } from '../entities/intake-limit.entity.js';
import { findDeviceUse, findMakerUse, type LimitUse } from './limit-use.queries.js';

/** The subject of limits: a device, each device of a model, or all devices of the maker together. */
export type LimitSubject =
  | { readonly kind: 'device'; readonly id: string }
  | { readonly kind: 'model'; readonly id: string }
  | { readonly kind: 'maker' };

/** The limits that are set, the effective limits, and their usage. */
export interface LimitsView {
  readonly own: LimitRule;
  /**
   * Effective limits of a device, after its model's limits and the defaults are applied; null for a model and a maker.
   */
  readonly effective: DeviceLimits | null;
  /** Sources of the effective limits; null if `effective` is null. */
  readonly sources: Record<keyof DeviceLimits, LimitSource> | null;
  /** The device's model, from which it inherits limits; null for a site's own instrument. */
  readonly model: { readonly id: string; readonly name: string } | null;
  /** Usage of the limits; null for a model. */
  readonly use: LimitUse | null;
}

/** Manages the rate limits of devices. Ingest applies a change within a few seconds. */
@Injectable()
export class IntakeLimits {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws DomainError equipment.device_not_found, equipment.model_not_found */
  get(scope: Scope, subject: LimitSubject): Promise<LimitsView> {
    return this.unitOfWork.run(scope, (tx) => getView(tx, subject));
  }

  /**
   * Replaces all three limits; null removes a limit.
   * @throws as `get`
   */
  set(scope: Scope, subject: LimitSubject, rule: LimitRule): Promise<LimitsView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const before = await getView(tx, subject);
      const subjectKey = columnsOf(subject);
      const existing = await findRow(tx, subject);
      const row = { makerId: scope.makerId, id: existing?.id ?? newId(), ...subjectKey, ...rule };
      await tx.manager.upsert(IntakeLimit, row, ['makerId', 'id']);
      await AuditTrail.write(tx, {
        action: 'telemetry.limits_set',
        entity: subject.kind === 'model' ? 'equipment_model' : subject.kind,
        entityId: subject.kind === 'maker' ? scope.makerId : subject.id,
        before: { ...before.own },
        after: { ...rule },
      });
      return getView(tx, subject);
    });
  }
}

/** Values for subjects other than a single device, which have no effective limits. */
const NO_EFFECTIVE_LIMITS = { effective: null, sources: null, model: null } as const;

async function getView(tx: Transaction, subject: LimitSubject): Promise<LimitsView> {
  const own = toRule(await findRow(tx, subject));
  switch (subject.kind) {
    case 'maker':
      return { own, ...NO_EFFECTIVE_LIMITS, use: await findMakerUse(tx) };
    case 'model':
      await getModel(tx, subject.id);
      return { own, ...NO_EFFECTIVE_LIMITS, use: null };
    case 'device': {
      const { machineId, deviceKey } = await getDevice(tx, subject.id);
      const machine =
        machineId && (await tx.manager.findOneBy(Machine, { makerId: tx.scope.makerId, id: machineId }));
      const modelRule = machine ? toRule(await findRow(tx, { kind: 'model', id: machine.modelId })) : null;
      return {
        own,
        effective: resolveLimits(own, modelRule),
        sources: resolveLimitSources(own, modelRule),
        model: machine ? await getModel(tx, machine.modelId) : null,
        use: await findDeviceUse(tx, deviceKey),
      };
    }
  }
}

function findRow(tx: Transaction, subject: LimitSubject): Promise<IntakeLimit | null> {
  const { modelId, deviceId } = columnsOf(subject);
  return tx.manager.findOneBy(IntakeLimit, {
    makerId: tx.scope.makerId,
    modelId: modelId ?? IsNull(),
    deviceId: deviceId ?? IsNull(),
  });
}

function columnsOf(subject: LimitSubject): { modelId: string | null; deviceId: string | null } {
  return {
    modelId: subject.kind === 'model' ? subject.id : null,
    deviceId: subject.kind === 'device' ? subject.id : null,
  };
}

function toRule(row: IntakeLimit | null): LimitRule {
  if (!row) return NO_RULE;
  const { messagesPerSecond, pointsPerSecond, payloadBytes } = row;
  return { messagesPerSecond, pointsPerSecond, payloadBytes };
}
