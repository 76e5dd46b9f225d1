import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Adoption, GatewaysService } from '#equipment';
import { DomainError, type Scope } from '#platform';
import { IdPipe } from '../http/fields/id.pipe.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { AdoptGatewayNameDto, DeviceDto, GatewayNameListDto, GatewayNameRefDto } from './devices.dto.js';
import { DevicesQueries } from './devices.queries.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('devices')
@Controller('devices/:id/gateway-names')
export class GatewaysController {
  constructor(
    private readonly gateways: GatewaysService,
    private readonly queries: DevicesQueries,
  ) {}

  /**
   * List the names that a gateway uses.
   * @remarks Returns the names that a gateway has used for the devices behind it, unassigned ones first.
   */
  @Get()
  @RequirePermission('devices.write')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<GatewayNameListDto> {
    return toWholeList(await this.gateways.list(scope, id));
  }

  /**
   * Assign a gateway's name to a device.
   * @remarks Assigns a name to an existing device, or creates a device for it.
   */
  @Post('adopt')
  @RequirePermission('devices.write')
  async adopt(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: AdoptGatewayNameDto,
  ): Promise<DeviceDto> {
    const device = await this.gateways.adopt(scope, id, body.name, toAdoption(body));
    return this.queries.get(scope, device.id);
  }

  /**
   * Ignore a gateway's name.
   * @remarks An ignored name is no longer listed as unassigned.
   */
  @Post('ignore')
  @RequirePermission('devices.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  ignore(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { name }: GatewayNameRefDto,
  ): Promise<void> {
    return this.gateways.ignore(scope, id, name);
  }
}

/** @throws DomainError equipment.device_place_missing, equipment.device_place_ambiguous */
function toAdoption({ deviceId, code, machineId, siteId }: AdoptGatewayNameDto): Adoption {
  if (deviceId !== undefined) return { deviceId };
  if (machineId !== undefined && siteId !== undefined)
    throw new DomainError('equipment.device_place_ambiguous');
  const location = machineId !== undefined ? { machineId } : siteId !== undefined ? { siteId } : undefined;
  if (!location) throw new DomainError('equipment.device_place_missing');
  return { code: code ?? '', place: location };
}
