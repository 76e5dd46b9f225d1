import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DowntimeService, type DowntimeView } from '#contracts';
import type { Scope } from '#platform';
import { type DetectedDowntimeReport, DetectedDowntimeService } from '#billing';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  ContractDowntimeListDto,
  NewDowntimeDto,
  DetectedDowntimeListDto,
  DetectedDowntimeQueryDto,
  WithdrawDowntimeDto,
} from './downtime.dto.js';
import { toWholeList } from '../http/whole-list.js';
import { lastDayOf } from '../http/fields/last-day.js';

@ApiTags('contracts')
@Controller('contracts/:contractId/downtime')
export class DowntimeController {
  constructor(
    private readonly downtime: DowntimeService,
    private readonly seen: DetectedDowntimeService,
  ) {}

  /**
   * List downtime of a contract.
   * @remarks Returns the recorded downtime of the contract's machines with its causes, including withdrawn records.
   * Availability guarantees are based on this downtime.
   */
  @Get()
  @RequirePermission('contracts.read')
  async list(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
  ): Promise<ContractDowntimeListDto> {
    return toList(await this.downtime.list(scope, contractId));
  }

  /**
   * List downtime detected in the readings.
   * @remarks Returns unrecorded downtime that was detected in the readings of a month. It has no effect until it is
   * recorded. The list is empty if the contract has no availability guarantee.
   */
  @Get('seen')
  @RequirePermission('contracts.read')
  async listDetected(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Query() { month }: DetectedDowntimeQueryDto,
  ): Promise<DetectedDowntimeListDto> {
    return toDetected(await this.seen.find(scope, contractId, month));
  }

  /**
   * Record downtime.
   * @remarks If the invoice of the month has already been issued, the change is billed as a correction.
   */
  @Post()
  @RequirePermission('contracts.write')
  @Idempotent()
  async record(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Body() { from, to, ...stop }: NewDowntimeDto,
  ): Promise<ContractDowntimeListDto> {
    const input = { ...stop, from: new Date(from), to: new Date(to) };
    return toList(await this.downtime.record(scope, contractId, input));
  }

  /**
   * Withdraw a downtime record.
   * @remarks Withdraws an incorrect record. The downtime no longer counts, but the record remains visible with the
   * reason.
   */
  @Post(':id/withdrawal')
  @RequirePermission('contracts.write')
  @Idempotent()
  async withdraw(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: WithdrawDowntimeDto,
  ): Promise<ContractDowntimeListDto> {
    return toList(await this.downtime.withdraw(scope, contractId, id, reason));
  }
}

function toList(downtimes: readonly DowntimeView[]): ContractDowntimeListDto {
  return toWholeList(
    downtimes.map(({ machineId, serial, withdrawn, ...stop }) => ({
      ...stop,
      machine: { id: machineId, serial },
      withdrawn: withdrawn && { ...withdrawn, at: new Date(withdrawn.at) },
    })),
  );
}

function toDetected({ month, stops: downtimes, ...found }: DetectedDowntimeReport): DetectedDowntimeListDto {
  return {
    ...found,
    unheard: [...found.unheard],
    month: month.month,
    periodFrom: month.firstDay,
    periodEndsOn: lastDayOf(month.endDay),
    periodTo: month.endDay,
    items: downtimes.map(({ machineId, serial, from, to, ...stop }) => ({
      ...stop,
      machine: { id: machineId, serial },
      from: new Date(from),
      to: new Date(to),
    })),
    next: null,
  };
}
