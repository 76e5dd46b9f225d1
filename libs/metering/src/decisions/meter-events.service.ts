import { Injectable } from '@nestjs/common';
import { getDevice, getMachine } from '#equipment';
import { type AuditAction, AuditTrail } from '#organization';
import {
  assertNoFaults,
  DomainError,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { findEventFaults, type EventDraft } from '../domain/decisions/event-faults.js';
import { MeterEventRow } from '../entities/meter-event.entity.js';
import {
  findCustomerOfDevice,
  findCustomerOfMachine,
  getMeterSubject,
  listEvents,
  findAffectedUsages,
  type MeterEventFilter,
  type MeterEventView,
  type MeterSubject,
} from './meter-events.queries.js';
import { lockRecords } from './records.queries.js';
import { refreshUsages } from '../usage/usage-refresh.js';
import { UsageService } from '../usage/usage.service.js';
import { lastReadingBefore } from '../usage/usage.queries.js';

export type NewMeterEvent = EventDraft & { readonly reason: string };

const DAY_MS = 24 * 3_600_000;

/** Manages records of meters and machines that affect their usage. Records are immutable. */
@Injectable()
export class MeterEvents {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly usages: UsageService,
  ) {}

  list(scope: Scope, filter: MeterEventFilter): Promise<MeterEventView[]> {
    return this.unitOfWork.run(scope, (tx) => listEvents(tx, filter));
  }

  /**
   * Adds a record and recalculates the usage that it affects.
   * @throws DomainError metering.event_refused (with fields), metering.meter_not_found, equipment.machine_not_found,
   * equipment.device_not_found
   */
  declare(scope: Scope, draft: NewMeterEvent): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) => {
      await lockRecords(tx);
      const meter = draft.meterId === null ? null : await getMeterSubject(tx, draft.meterId);
      if (draft.machineId !== null) await getMachine(tx, draft.machineId);
      const isCertificate = draft.kind === 'certificate';
      const instrument =
        isCertificate && draft.deviceId !== null ? await getDevice(tx, draft.deviceId) : null;
      const faults = findEventFaults(
        draft,
        tx.now.getTime(),
        await findLastValue(tx, meter, draft),
        meter?.method,
      );
      assertNoFaults('metering.event_refused', faults);
      const isRegisterChange = draft.kind === 'declared_reset' || draft.kind === 'exchange';
      const row = {
        makerId: scope.makerId,
        id: newId(),
        kind: draft.kind,
        deviceId: meter?.deviceId ?? instrument?.id ?? null,
        signalKey: isRegisterChange ? meter!.signalKey : null,
        machineId: draft.machineId,
        customerId: meter?.customerId ?? (await findCustomer(tx, instrument?.id ?? null, draft)),
        fromAt: toDate(draft.from),
        toAt: toDate(draft.to),
        finalValue: draft.finalValue,
        initialValue: draft.initialValue,
        firstDay: draft.firstDay,
        lastDay: draft.lastDay,
        number: draft.number,
        issuedBy: draft.issuedBy,
        meterId: isCertificate ? draft.meterId : null,
        tolerancePercent: isCertificate ? draft.tolerancePercent : null,
        withdrawsId: null,
        reason: draft.reason,
        recordedAt: tx.now,
        recordedBy: scope.userId,
      } as const;
      await tx.manager.insert(MeterEventRow, row);
      await this.recordChange(tx, 'metering.event_declared', row, affectedTime(row));
      return row.id;
    });
  }

  /**
   * Withdraws a record: the record stays stored, but no longer has any effect.
   * @throws DomainError metering.event_not_found, metering.event_withdrawn
   */
  withdraw(scope: Scope, id: string, reason: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      await lockRecords(tx);
      const event = await tx.manager.findOneBy(MeterEventRow, { makerId: scope.makerId, id });
      if (!event || event.kind === 'withdrawal') throw new DomainError('metering.event_not_found');
      const { entry: _entry, ...about } = event;
      const row = {
        ...about,
        id: newId(),
        kind: 'withdrawal' as const,
        withdrawsId: id,
        reason,
        recordedAt: tx.now,
        recordedBy: scope.userId,
      };
      await mapConstraintViolations(
        { meter_event_withdrawal_uq: () => new DomainError('metering.event_withdrawn') },
        () => tx.manager.insert(MeterEventRow, row),
      );
      await this.recordChange(tx, 'metering.event_withdrawn', row, affectedTime(event));
    });
  }

  private async recordChange(
    tx: Transaction,
    action: AuditAction,
    row: Omit<MeterEventRow, 'entry' | 'recordedByName'>,
    time: { readonly from: Date; readonly to: Date },
  ): Promise<void> {
    const { makerId: _maker, id, recordedAt: _at, recordedBy: _by, ...after } = row;
    await AuditTrail.write(tx, { action, entity: 'meter_event', entityId: id, after });
    await tx.record({ name: action, version: 1, payload: { eventId: id } });
    await refreshUsages(tx, this.usages, await findAffectedUsages(tx, { ...row, ...time }));
  }
}

/**
 * Returns the period that a record can affect. A certificate can release or cause a hold at any time after its first
 * day, in any time zone. A meter's own certificate replaces the certificates of its device, so it can affect any time.
 */
function affectedTime({
  fromAt,
  toAt,
  firstDay,
  meterId,
  kind,
}: Pick<MeterEventRow, 'fromAt' | 'toAt' | 'firstDay' | 'meterId' | 'kind'>): { from: Date; to: Date } {
  const from = fromAt ?? new Date(meterId === null ? Date.parse(firstDay!) - DAY_MS : 0);
  const isPoint = kind === 'declared_reset' || kind === 'exchange';
  return { from, to: toAt ?? (isPoint ? from : new Date(8_640_000_000_000)) };
}

function findCustomer(
  tx: Transaction,
  deviceId: string | null,
  { machineId, from }: EventDraft,
): Promise<string | null> {
  return deviceId === null
    ? findCustomerOfMachine(tx, machineId!, new Date(from!))
    : findCustomerOfDevice(tx, deviceId);
}

async function findLastValue(
  tx: Transaction,
  meter: MeterSubject | null,
  { from, finalValue }: EventDraft,
): Promise<string | null> {
  if (meter === null || from === null || finalValue === null) return null;
  const last = await lastReadingBefore(tx, meter, 0, from, Number.MAX_SAFE_INTEGER);
  return last?.value ?? null;
}

const toDate = (at: number | null): Date | null => (at === null ? null : new Date(at));
