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
import { toWholeList } from '../http/whole-list.js';

/** Attributes of devices, and commands to them. */
@ApiTags('devices')
@Controller('devices/:id')
export class DeviceApiController {
  constructor(
    private readonly attributes: DeviceAttributes,
    private readonly commands: DeviceCommands,
  ) {}

  /**
   * List attributes of a device.
   * @remarks Returns the attributes that a device reports, and the attributes that it receives.
   */
  @Get('attributes')
  @RequirePermission('devices.write')
  async listAttributes(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
  ): Promise<DeviceAttributeListDto> {
    return toWholeList(await this.attributes.list(scope, id));
  }

  /**
   * Set attributes of a device.
   * @remarks Sets the attributes that the device receives. They are sent immediately if the device is connected, or
   * when it requests them.
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
   * @remarks Returns the 50 latest commands to a device, newest first.
   */
  @Get('commands')
  @RequirePermission('devices.write')
  async listCommands(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<CommandListDto> {
    return toWholeList((await this.commands.list(scope, id)).map(toDto));
  }

  /**
   * Send a command to a device.
   * @remarks Creates a command. It is sent at most once, as soon as the device can receive it, unless it expires first.
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
      await this.commands.create(scope, id, { method, params, wantsAnswer, reason, expiresInSeconds }),
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
