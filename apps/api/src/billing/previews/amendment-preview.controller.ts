import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { AmendmentPreviews } from '#billing';
import { toAmendmentInput } from '../../contracts/amendments/amendment-views.js';
import { AmendmentInputDto } from '../../contracts/amendments/amendments.dto.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { AmendmentPreviewDto } from './amendment-preview.dto.js';
import { toPreviewDto } from './amendment-preview-views.js';

@ApiTags('billing')
@Controller('contracts/:contractId/amendments')
export class AmendmentPreviewController {
  constructor(private readonly previews: AmendmentPreviews) {}

  /**
   * Preview an amendment.
   * @remarks Returns the financial effect of a contract change by month and line. Stores nothing.
   */
  @Post('preview')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('contracts.write')
  async preview(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Body() input: AmendmentInputDto,
  ): Promise<AmendmentPreviewDto> {
    return toPreviewDto(await this.previews.preview(scope, contractId, toAmendmentInput(input)));
  }

  /**
   * Preview a draft amendment.
   * @remarks Returns the financial effect of a draft amendment. Stores nothing.
   */
  @Get(':id/preview')
  @RequirePermission('contracts.write')
  async previewDraft(
    @CurrentScope() scope: Scope,
    @Param('contractId', IdPipe) contractId: string,
    @Param('id', IdPipe) id: string,
  ): Promise<AmendmentPreviewDto> {
    return toPreviewDto(await this.previews.previewDraft(scope, contractId, id));
  }
}
