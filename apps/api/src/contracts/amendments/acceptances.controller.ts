import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AcceptanceStatus, AcceptancesService } from '#contracts';
import type { Scope } from '#platform';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { AcceptanceStatusDto, PaperAcceptanceDto, TermsAcceptanceDto } from './acceptances.dto.js';

@ApiTags('contracts')
@Controller('contracts/:contractId/acceptances')
export class AcceptancesController {
  constructor(private readonly acceptances: AcceptancesService) {}

  /**
   * Get the acceptance state of a contract.
   * @remarks Returns the document to accept, its hash, and the acceptances of the contract.
   */
  @Get()
  @RequirePermission('contracts.read')
  async getStatus(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
  ): Promise<AcceptanceStatusDto> {
    return toStatusDto(await this.acceptances.getStatus(scope, contractId));
  }

  /**
   * Accept a contract.
   * @remarks Records that the customer accepts a draft contract. The hash identifies the accepted document.
   */
  @Post()
  @RequirePermission('contracts.accept')
  @Idempotent()
  async accept(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Body() acceptance: TermsAcceptanceDto,
  ): Promise<AcceptanceStatusDto> {
    return toStatusDto(await this.acceptances.accept(scope, contractId, acceptance));
  }

  /**
   * Record an acceptance on paper.
   * @remarks The maker records that the customer accepted the contract on paper.
   */
  @Post('paper')
  @RequirePermission('contracts.write')
  @Idempotent()
  async record(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Body() acceptance: PaperAcceptanceDto,
  ): Promise<AcceptanceStatusDto> {
    return toStatusDto(await this.acceptances.record(scope, contractId, acceptance));
  }
}

function toStatusDto({ document, contentHash, acceptances }: AcceptanceStatus): AcceptanceStatusDto {
  return { document, contentHash, acceptances: acceptances.map((acceptance) => ({ ...acceptance })) };
}
