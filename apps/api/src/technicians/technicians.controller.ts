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
  Query,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { Technicians, TechniciansQueries } from '#service';
import { IfMatch } from '../http/etag.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  DayQueryDto,
  NewAbsenceDto,
  NewTechnicianDto,
  TechnicianChangesDto,
  TechnicianDayDto,
  TechnicianDto,
  TechnicianListDto,
  TechnicianQueryDto,
} from './technicians.dto.js';
import { toWholeList } from '../http/whole-list.js';

@ApiTags('technicians')
@Controller('technicians')
export class TechniciansController {
  constructor(
    private readonly technicians: Technicians,
    private readonly queries: TechniciansQueries,
  ) {}

  /**
   * List technicians.
   * @remarks Returns technicians sorted by hub and code. Customers get an empty list.
   */
  @Get()
  @RequirePermission('tickets.read')
  async list(@CurrentScope() scope: Scope, @Query() query: TechnicianQueryDto): Promise<TechnicianListDto> {
    return toWholeList(await this.queries.list(scope, query));
  }

  /**
   * List your visits on a day.
   * @remarks Returns the signed-in technician's visits on a day in the time zone of their hub.
   */
  @Get('me/day')
  @RequirePermission('tickets.work')
  day(@CurrentScope() scope: Scope, @Query() { date }: DayQueryDto): Promise<TechnicianDayDto> {
    return this.queries.day(scope, date);
  }

  /**
   * Create a technician.
   * @remarks Creates a technician for a membership with the role `technician`, so that visits can be assigned to the
   * person.
   */
  @Post()
  @RequirePermission('users.write')
  @Idempotent()
  create(@CurrentScope() scope: Scope, @Body() body: NewTechnicianDto): Promise<TechnicianDto> {
    return this.technicians.create(scope, body);
  }

  /** Update a technician. */
  @Patch(':id')
  @RequirePermission('users.write', 'tickets.assign')
  change(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() body: TechnicianChangesDto,
  ): Promise<TechnicianDto> {
    return this.technicians.change(scope, id, version, body);
  }

  /**
   * Add an absence of a technician.
   * @remarks Visits that are planned for the time of the absence remain unchanged.
   */
  @Post(':id/absences')
  @RequirePermission('users.write', 'tickets.assign')
  async addAbsence(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewAbsenceDto,
  ): Promise<TechnicianDto> {
    await this.technicians.addAbsence(scope, id, body);
    return this.queries.get(scope, id);
  }

  /** Delete an absence of a technician. */
  @Delete(':id/absences/:absenceId')
  @RequirePermission('users.write', 'tickets.assign')
  @HttpCode(HttpStatus.NO_CONTENT)
  removeAbsence(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('absenceId', IdPipe) absenceId: string,
  ): Promise<void> {
    return this.technicians.removeAbsence(scope, id, absenceId);
  }
}
