import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  assertNoFaults,
  changedFields,
  Clock,
  DomainError,
  ensureVersion,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { findLockedChanges, findSignalFaults, type SignalFields } from './domain/signal.js';
import { Signal } from './entities/signal.entity.js';
import { getDevice, getMachine, getModel } from './imports/registry-lookups.js';

export type NewSignal = Pick<SignalFields, 'key' | 'unit' | 'kind'> &
  Partial<SignalFields> & { readonly id?: string };

/** Changes to a signal. Its key can't change, because readings, rules and meters refer to it. */
export type SignalChanges = Partial<Omit<SignalFields, 'key'>>;

/** The model or device that reports the signal. */
export type SignalSource = { readonly modelId: string } | { readonly deviceId: string };

@Injectable()
export class SignalsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Returns the signals of a device, ordered by position, then key.
   * @param withModel whether the signals of the machine's model are included for a machine's controller
   * @throws DomainError equipment.device_not_found
   */
  listOfDevice(scope: Scope, deviceId: string, withModel = false): Promise<Signal[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { kind, machineId } = await getDevice(tx, deviceId);
      const includesModel = withModel && kind === 'controller' && machineId !== null;
      const { makerId } = scope;
      const modelId = includesModel ? (await getMachine(tx, machineId)).modelId : null;
      return tx.manager.find(Signal, {
        where: [{ makerId, deviceId }, ...(modelId === null ? [] : [{ makerId, modelId }])],
        order: { position: 'asc', key: 'asc' },
      });
    });
  }

  /**
   * @throws DomainError equipment.model_not_found, equipment.signal_invalid (with fields), equipment.signal_key_taken
   */
  addToModel(scope: Scope, modelId: string, signal: NewSignal): Promise<Signal> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getModel(tx, modelId);
      return this.addWithin(tx, { modelId }, signal);
    });
  }

  /**
   * @throws DomainError equipment.device_not_found, equipment.signal_invalid (with fields), equipment.signal_key_taken
   */
  addToDevice(scope: Scope, deviceId: string, signal: NewSignal): Promise<Signal> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getDevice(tx, deviceId);
      return this.addWithin(tx, { deviceId }, signal);
    });
  }

  /**
   * Adds a signal as part of a larger use case.
   * @param pointer JSON pointer to the signal in the request
   */
  async addWithin(
    tx: Transaction,
    source: SignalSource,
    { id = newId(), ...input }: NewSignal,
    pointer = '',
  ): Promise<Signal> {
    const fields: SignalFields = {
      key: input.key,
      unit: input.unit,
      kind: input.kind,
      decimals: input.decimals ?? 1,
      warnLow: input.warnLow ?? null,
      warnHigh: input.warnHigh ?? null,
      tripLow: input.tripLow ?? null,
      tripHigh: input.tripHigh ?? null,
      modulus: input.modulus ?? null,
      expectedSeconds: input.expectedSeconds ?? null,
      labelI18n: input.labelI18n ?? {},
      position: input.position ?? 0,
    };
    assertSignalValid(fields, pointer);
    const signal = tx.manager.create(Signal, {
      makerId: tx.scope.makerId,
      id,
      modelId: 'modelId' in source ? source.modelId : null,
      deviceId: 'deviceId' in source ? source.deviceId : null,
      ...fields,
      expectedSince: fields.expectedSeconds === null ? null : this.clock.now(),
      version: 1,
    });
    const taken = () =>
      new DomainError('equipment.signal_key_taken', { key: fields.key }, [
        { pointer: `${pointer}/key`, code: 'equipment.signal_key_taken', params: { key: fields.key } },
      ]);
    await mapConstraintViolations({ signal_model_key_uq: taken, signal_device_key_uq: taken }, () =>
      tx.manager.insert(Signal, signal),
    );
    await AuditTrail.write(tx, {
      action: 'equipment.signal_created',
      entity: 'signal',
      entityId: id,
      after: { ...source, ...fields },
    });
    return signal;
  }

  /**
   * @throws DomainError equipment.signal_not_found, platform.version_mismatch, equipment.signal_invalid (with fields),
   *   equipment.signal_has_data if the change of unit or kind would alter the meaning of stored readings
   */
  change(scope: Scope, id: string, version: number, input: SignalChanges): Promise<Signal> {
    return this.unitOfWork.run(scope, async (tx) => {
      const signal = await tx.manager.findOne(Signal, {
        where: { makerId: scope.makerId, id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!signal) throw new DomainError('equipment.signal_not_found', { id });
      ensureVersion(signal.version, version);
      const { before, after } = changedFields<Signal>(signal, input);
      if (Object.keys(after).length === 0) return signal;
      if ('unit' in after || 'kind' in after) {
        const lockedFaults = findLockedChanges(signal, input, await hasData(tx, signal));
        if (lockedFaults.length > 0)
          throw new DomainError('equipment.signal_has_data', { key: signal.key }, lockedFaults);
      }
      const since = 'expectedSeconds' in after ? { expectedSince: this.clock.now() } : {};
      const changed = tx.manager.create(Signal, { ...signal, ...after, ...since, version: version + 1 });
      assertSignalValid(changed, '');
      await tx.manager.update(
        Signal,
        { makerId: scope.makerId, id },
        { ...after, ...since, version: version + 1 },
      );
      await AuditTrail.write(tx, {
        action: 'equipment.signal_changed',
        entity: 'signal',
        entityId: id,
        before,
        after,
      });
      return changed;
    });
  }
}

/** Returns true when any reading contains the signal. */
async function hasData(tx: Transaction, { modelId, deviceId, key }: Signal): Promise<boolean> {
  const [row]: { has_data: boolean }[] = await tx.manager.query(
    `select exists (
       select from device d
         left join machine m on m.maker_id = d.maker_id and m.id = d.machine_id
         join sent_signal s on s.maker_id = d.maker_id and s.device_key = d.device_key and s.key = $4
        where d.maker_id = $1 and (d.id = $2 or m.model_id = $3)) as has_data`,
    [tx.scope.makerId, deviceId, modelId, key],
  );
  return row?.has_data ?? false;
}

function assertSignalValid(fields: SignalFields, at: string): void {
  const faults = findSignalFaults(fields).map((fault) => ({ ...fault, pointer: `${at}${fault.pointer}` }));
  assertNoFaults('equipment.signal_invalid', faults, { key: fields.key });
}
