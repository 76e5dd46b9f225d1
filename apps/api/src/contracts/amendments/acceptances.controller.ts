import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AcceptanceStanding, AcceptancesService } from '#contracts';
import type { Scope } from '#platform';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { AcceptanceStandingDto, PaperAcceptanceDto, TermsAcceptanceDto } from './acceptances.dto.js';

@ApiTags('contracts')
@Controller('contracts/:contractId/acceptances')
export class AcceptancesController {
  constructor(private readonly acceptances: AcceptancesService) {}

  /**
   * Get the acceptance state of a contract.
   * @remarks What there is to accept of a contract, its hash, and who accepted it.
   */
  @Get()
  @RequirePermission('contracts.read')
  async standing(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
  ): Promise<AcceptanceStandingDto> {
    return toStanding(await this.acceptances.standing(scope, contractId));
  }

  /**
   * Accept a contract.
   * @remarks The customer accepts what a draft says: the document with this hash and no other.
   */
  @Post()
  @RequirePermission('contracts.accept')
  @Idempotent()
  async accept(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Body() acceptance: TermsAcceptanceDto,
  ): Promise<AcceptanceStandingDto> {
    return toStanding(await this.acceptances.accept(scope, contractId, acceptance));
  }

  /**
   * Record an acceptance on paper.
   * @remarks The maker writes down that the customer accepted it on paper.
   */
  @Post('paper')
  @RequirePermission('contracts.write')
  @Idempotent()
  async record(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Body() acceptance: PaperAcceptanceDto,
  ): Promise<AcceptanceStandingDto> {
    return toStanding(await this.acceptances.record(scope, contractId, acceptance));
  }
}

function toStanding({ document, contentHash, acceptances }: AcceptanceStanding): AcceptanceStandingDto {
  return { document, contentHash, acceptances: acceptances.map((one) => ({ ...one })) };
}
