import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { DeviceAttributes, type CommandView, DeviceCommands } from '#telemetry';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  AttributeChangesDto,
  CommandDto,
  CommandListDto,
  DeviceAttributeListDto,
  NewCommandDto,
} from './device-api.dto.js';
import { wholeList } from '../http/whole-list.js';

/** What is known of a device beside its readings, and what it is told to do. */
@ApiTags('devices')
@Controller('devices/:id')
export class DeviceApiController {
  constructor(
    private readonly attributes: DeviceAttributes,
    private readonly commands: DeviceCommands,
  ) {}

  /**
   * List attributes of a device.
   * @remarks What a device states of itself, and what it is given.
   */
  @Get('attributes')
  @RequirePermission('devices.write')
  async listAttributes(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
  ): Promise<DeviceAttributeListDto> {
    return wholeList(await this.attributes.list(scope, id));
  }

  /**
   * Set attributes of a device.
   * @remarks Sets what the device is given. It is told when it is connected, or asks for it later.
   */
  @Patch('attributes')
  @RequirePermission('devices.write')
  async setAttributes(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { shared }: AttributeChangesDto,
  ): Promise<DeviceAttributeListDto> {
    await this.attributes.setShared(scope, id, shared);
    return this.listAttributes(scope, id);
  }

  /**
   * List commands to a device.
   * @remarks The newest 50 commands to a device.
   */
  @Get('commands')
  @RequirePermission('devices.write')
  async listCommands(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<CommandListDto> {
    return wholeList((await this.commands.list(scope, id)).map(toDto));
  }

  /**
   * Send a command to a device.
   * @remarks Gives a command. It is sent once, when the device can hear it within its term.
   */
  @Post('commands')
  @RequirePermission('devices.write')
  @Idempotent()
  async give(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { method, params = null, wantsAnswer = true, reason, expiresInSeconds = 60 }: NewCommandDto,
  ): Promise<CommandDto> {
    return toDto(
      await this.commands.give(scope, id, { method, params, wantsAnswer, reason, expiresInSeconds }),
    );
  }
}

function toDto({
  makerId: _maker,
  deviceId: _device,
  createdBy: _giver,
  ...command
}: CommandView): CommandDto {
  return command;
}
