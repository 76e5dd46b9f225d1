import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AmendmentsService } from '#contracts';
import type { Scope } from '#platform';
import { IfMatch } from '../../http/etag.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toAmendmentDto, toAmendmentInput } from './amendment-views.js';
import {
  AcceptanceDto,
  AmendmentDto,
  AmendmentListDto,
  AmendmentInputDto,
  NewAmendmentDto,
} from './amendments.dto.js';
import { toWholeList } from '../../http/whole-list.js';

@ApiTags('contracts')
@Controller('contracts/:contractId/amendments')
export class AmendmentsController {
  constructor(private readonly amendments: AmendmentsService) {}

  /**
   * List amendments of a contract.
   * @remarks Returns the amendments of a contract. Customers see signed amendments only.
   */
  @Get()
  @RequirePermission('contracts.read')
  async list(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
  ): Promise<AmendmentListDto> {
    return toWholeList((await this.amendments.list(scope, contractId)).map(toAmendmentDto));
  }

  /** Get an amendment. */
  @Get(':id')
  @RequirePermission('contracts.read')
  async get(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Param('id', IdPipe) id: string,
  ): Promise<AmendmentDto> {
    return toAmendmentDto(await this.amendments.get(scope, contractId, id));
  }

  /**
   * Create an amendment.
   * @remarks Drafts a change to an active contract. The day on which the change takes effect can be in the past. The
   * change has no effect until it is signed.
   */
  @Post()
  @RequirePermission('contracts.write')
  @Idempotent()
  async draft(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Body() { id, ...input }: NewAmendmentDto,
  ): Promise<AmendmentDto> {
    return toAmendmentDto(
      await this.amendments.draft(scope, contractId, { ...toAmendmentInput(input), ...(id && { id }) }),
    );
  }

  /**
   * Update a draft amendment.
   * @remarks Replaces the whole draft.
   */
  @Patch(':id')
  @RequirePermission('contracts.write')
  async edit(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() input: AmendmentInputDto,
  ): Promise<AmendmentDto> {
    return toAmendmentDto(
      await this.amendments.edit(scope, contractId, id, version, toAmendmentInput(input)),
    );
  }

  /**
   * Delete a draft amendment.
   * @remarks A signed amendment cannot be deleted.
   */
  @Delete(':id')
  @RequirePermission('contracts.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  discard(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.amendments.discard(scope, contractId, id, version);
  }

  /**
   * Sign an amendment.
   * @remarks Records that the customer accepted the amendment. The amendment then becomes a permanent part of the
   * contract.
   */
  @Post(':id/sign')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('contracts.write')
  async sign(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Param('id', IdPipe) id: string,
    @IfMatch() version: number,
    @Body() acceptance: AcceptanceDto,
  ): Promise<AmendmentDto> {
    return toAmendmentDto(await this.amendments.sign(scope, contractId, id, version, acceptance));
  }
}
