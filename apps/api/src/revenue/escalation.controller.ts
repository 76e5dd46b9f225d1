import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Escalation, EscalationService, PriceIndexesService } from '#billing';
import type { Scope } from '#platform';
import { toChargeDto } from '../contracts/contract-views.js';
import { IdPipe } from '../http/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/current-scope.decorator.js';
import { RequirePermission } from '../security/require-permission.decorator.js';
import {
  ContractEscalationDto,
  EscalationDto,
  NewPriceIndexDto,
  PriceIndexDto,
  PriceIndexListDto,
} from './escalation.dto.js';

/** Indexes that prices follow, and what they make of them. */
@ApiTags('accounting')
@Controller()
export class EscalationController {
  constructor(
    private readonly indexes: PriceIndexesService,
    private readonly escalations: EscalationService,
  ) {}

  /** The newest month first. */
  @Get('price-indexes')
  @RequirePermission('accounting.read')
  async list(@CurrentScope() scope: Scope): Promise<PriceIndexListDto> {
    return { items: await this.indexes.list(scope) };
  }

  /** Writes a value down; one more for the same month takes the place of the one before. */
  @Post('price-indexes')
  @RequirePermission('accounting.write')
  @Idempotent()
  async add(@CurrentScope() scope: Scope, @Body() body: NewPriceIndexDto): Promise<PriceIndexDto> {
    return this.indexes.add(scope, body);
  }

  /** When a contract's prices follow their indexes next, by when that must be told, and what they would be. A proposal: nothing changes. */
  @Get('contracts/:id/escalation')
  @RequirePermission('accounting.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ContractEscalationDto> {
    const found = await this.escalations.get(scope, id);
    return { escalation: found && toEscalationDto(found) };
  }
}

function toEscalationDto({ clause, indexes, proposal, ...escalation }: Escalation): EscalationDto {
  return {
    ...escalation,
    cap: clause.term.cap ?? null,
    floor: clause.term.floor ?? null,
    noticeDays: clause.noticeDays,
    indexes: [...indexes],
    proposal: proposal && {
      ...proposal,
      charges: proposal.charges.map(({ before, after }) => ({
        before: toChargeDto(before),
        after: toChargeDto(after),
      })),
    },
  };
}
