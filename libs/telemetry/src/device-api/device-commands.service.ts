import { Injectable } from '@nestjs/common';
import { getDevice } from '#equipment';
import { AuditTrail } from '#organization';
import { DomainError, newId, type Scope, UnitOfWork } from '#platform';
import {
  MAX_METHOD_LENGTH,
  MAX_PARAMS_BYTES,
  MAX_EXPIRY_S,
  MIN_EXPIRY_S,
} from '../domain/messages/command.js';
import { isStorableJson, type Json } from '../domain/formats/json-payload.js';
import { isStorableText } from '../domain/messages/storable-text.js';
import { DeviceCommand } from '../entities/device-command.entity.js';

export interface NewCommand {
  readonly method: string;
  readonly params: Json;
  readonly wantsAnswer: boolean;
  /** Reason for the command, for people who review it later. */
  readonly reason: string;
  readonly expiresInSeconds: number;
}

/** A command with the name of its author, which is null if the product itself created the command. */
export type CommandView = DeviceCommand & { readonly givenBy: string | null };

const MAX_LISTED = 50;

/** Manages commands to devices. A person creates a command with a reason; it is sent only once, and it expires. */
@Injectable()
export class DeviceCommands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Returns the newest 50 commands. @throws DomainError equipment.device_not_found */
  list(scope: Scope, deviceId: string): Promise<CommandView[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      await getDevice(tx, deviceId);
      const commands = await tx.manager.find(DeviceCommand, {
        where: { makerId: scope.makerId, deviceId },
        order: { createdAt: 'desc', number: 'desc' },
        take: MAX_LISTED,
      });
      return commands.map(toView);
    });
  }

  /**
   * Queues a command, which is sent as soon as the device can receive it.
   * @throws DomainError equipment.device_not_found, equipment.device_archived, telemetry.command_invalid
   */
  create(scope: Scope, deviceId: string, command: NewCommand): Promise<CommandView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const device = await getDevice(tx, deviceId);
      if (device.archivedAt) throw new DomainError('equipment.device_archived', { code: device.code });
      assertCommandValid(command);
      const id = newId();
      const { method, params, wantsAnswer, reason, expiresInSeconds } = command;
      const fields = {
        deviceId,
        method,
        params,
        wantsAnswer,
        reason: reason.trim(),
        expiresAt: new Date(tx.now.getTime() + expiresInSeconds * 1000),
      };
      await tx.manager.insert(DeviceCommand, {
        makerId: scope.makerId,
        id,
        ...fields,
        params: params as object,
        state: 'QUEUED',
        createdAt: tx.now,
        createdBy: scope.userId,
      });
      await AuditTrail.write(tx, {
        action: 'telemetry.command_given',
        entity: 'device',
        entityId: deviceId,
        after: fields,
      });
      return toView(await tx.manager.findOneByOrFail(DeviceCommand, { makerId: scope.makerId, id }));
    });
  }
}

function toView(command: DeviceCommand): CommandView {
  return { ...command, givenBy: command.createdByName };
}

function assertCommandValid({ method, params, reason, expiresInSeconds }: NewCommand): void {
  const text = JSON.stringify(params);
  const isValid =
    method.trim() !== '' &&
    method.length <= MAX_METHOD_LENGTH &&
    isStorableText(method) &&
    reason.trim() !== '' &&
    isStorableText(reason) &&
    text.length <= MAX_PARAMS_BYTES &&
    isStorableJson(params) &&
    Number.isInteger(expiresInSeconds) &&
    expiresInSeconds >= MIN_EXPIRY_S &&
    expiresInSeconds <= MAX_EXPIRY_S;
  if (!isValid)
    throw new DomainError('telemetry.command_invalid', {
      min: MIN_EXPIRY_S,
      max: MAX_EXPIRY_S,
      bytes: MAX_PARAMS_BYTES,
    });
}
