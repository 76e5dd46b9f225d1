import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { ProofsService } from '#assurance';
import { DayPipe } from '../../http/fields/day.pipe.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toProofDto, toReadingDto, toStepDto } from '../billing-views.js';
import {
  ProofDto,
  ProofQueryDto,
  ProofReadingListDto,
  ProofReadingsQueryDto,
  ProofStepsDto,
} from './proof.dto.js';

/** Traces an amount down to its readings. The maker and the customer get the same result. */
@ApiTags('billing')
@Controller('invoice-lines')
export class ProofsController {
  constructor(private readonly proofs: ProofsService) {}

  /**
   * Get the proof of an invoice line.
   * @remarks Returns the equation, the quantities of the line's meters, the days of one meter, and whether its stored
   * readings still produce the same result.
   */
  @Get(':id/proof')
  @RequirePermission('invoices.read')
  async prove(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { usageId }: ProofQueryDto,
  ): Promise<ProofDto> {
    return toProofDto(await this.proofs.prove(scope, id, usageId));
  }

  /**
   * Get the half-hour intervals of a day of an invoice line.
   * @remarks Returns the usage of one of the line's meters on a local day, by half hour.
   */
  @Get(':id/proof/days/:day')
  @RequirePermission('invoices.read')
  async day(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Param('day', DayPipe) day: string,
    @Query() { usageId }: ProofQueryDto,
  ): Promise<ProofStepsDto> {
    return { steps: (await this.proofs.halfHours(scope, id, day, usageId)).map(toStepDto) };
  }

  /**
   * List readings of an invoice line.
   * @remarks Returns the stored readings of one of the line's meters, later than `from` and no later than `to`. Readings
   * of the same instant stay together, so a page can slightly exceed `limit`.
   */
  @Get(':id/proof/readings')
  @RequirePermission('invoices.read')
  async readings(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { from, to, usageId, cursor, limit }: ProofReadingsQueryDto,
  ): Promise<ProofReadingListDto> {
    const { items, next } = await this.proofs.readings(scope, id, { from, to, usageId, cursor, limit });
    return { items: items.map(toReadingDto), next };
  }
}
