import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Put,
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { HubsService, type HubWithEntity } from '#organization';
import type { Scope } from '#platform';
import { DayPipe } from '../http/fields/day.pipe.js';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { HolidayDto, HolidayListDto, HolidayNameDto, HolidayQueryDto } from './holidays.dto.js';
import { HubChangesDto, HubDto, HubListDto, NewHubDto } from './hubs.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('organization')
@Controller('hubs')
export class HubsController {
  constructor(private readonly hubs: HubsService) {}

  /**
   * List hubs.
   * @remarks Returns the maker's hubs sorted by code.
   */
  @Get()
  @RequirePermission('fleet.read')
  async list(@CurrentScope() scope: Scope): Promise<HubListDto> {
    return toWholeList((await this.hubs.list(scope)).map(toHubDto));
  }

  /** Get a hub. */
  @Get(':id')
  @RequirePermission('fleet.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<HubDto> {
    return toHubDto(await this.hubs.get(scope, id));
  }

  /** Create a hub. */
  @Post()
  @RequirePermission('settings.write')
  @Idempotent()
  async create(@CurrentScope() scope: Scope, @Body() body: NewHubDto): Promise<HubDto> {
    return toHubDto(await this.hubs.create(scope, body));
  }

  /** Update a hub. */
  @Patch(':id')
  @RequirePermission('settings.write')
  async change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: HubChangesDto,
  ): Promise<HubDto> {
    return toHubDto(await this.hubs.change(scope, id, version, body));
  }

  /**
   * List holidays of a hub.
   * @remarks Returns the days of a year on which the hub is closed.
   */
  @Get(':id/holidays')
  @RequirePermission('tickets.assign', 'settings.write')
  async listHolidays(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { year }: HolidayQueryDto,
  ): Promise<HolidayListDto> {
    const holidays = await this.hubs.listHolidays(scope, id, year);
    return toWholeList(holidays.map(({ day, name }) => ({ day, name })));
  }

  /**
   * Set a holiday of a hub.
   * @remarks Closes the hub on a day. If the day is already a holiday, its name is changed.
   */
  @Put(':id/holidays/:day')
  @RequirePermission('settings.write')
  async setHoliday(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('day', DayPipe) day: string,
    @Body() { name = '' }: HolidayNameDto,
  ): Promise<HolidayDto> {
    const holiday = await this.hubs.setHoliday(scope, id, day, name);
    return { day: holiday.day, name: holiday.name };
  }

  /** Delete a holiday of a hub. */
  @Delete(':id/holidays/:day')
  @RequirePermission('settings.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  removeHoliday(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('day', DayPipe) day: string,
  ): Promise<void> {
    return this.hubs.removeHoliday(scope, id, day);
  }
}

function toHubDto({ legalEntity, ...hub }: HubWithEntity): HubDto {
  return {
    id: hub.id,
    code: hub.code,
    name: hub.name,
    country: hub.country,
    zone: hub.zone,
    hours: { ...hub.hours, days: [...hub.hours.days] },
    emergency24x7: hub.emergency24x7,
    languages: hub.languages,
    latitude: hub.latitude,
    longitude: hub.longitude,
    legalEntity: { id: legalEntity.id, name: legalEntity.name, currency: legalEntity.currency },
    version: hub.version,
  };
}
