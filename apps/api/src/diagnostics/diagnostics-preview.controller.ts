import { Controller, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DiagnosticsPreviews, PREVIEW_MAX_BYTES, type PreviewName } from '#diagnostics';
import { AcceptsLargeJson } from '../limits/request-limits.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { DiagnosticsPreviewDto, DiagnosticsPreviewRequestDto } from './diagnostics-preview.dto.js';
import { receiveLargeJson } from '../http/large-json.js';
import { RemainingLifePreviewDto, RemainingLifePreviewRequestDto } from './remaining-life-preview.dto.js';

@ApiTags('previews')
@Controller()
export class DiagnosticsPreviewController {
  constructor(private readonly previews: DiagnosticsPreviews) {}

  /**
   * Preview the detectors on readings.
   * @remarks Returns a score and a state for each row, and the findings. The score and state of a row depend only on
   * rows up to it. Stores nothing. Accepts up to 32 MiB, also with `Content-Encoding: gzip`.
   */
  @Post('diagnostics/preview')
  @RequirePermission('telemetry.inspect')
  @HttpCode(HttpStatus.OK)
  @AcceptsLargeJson(PREVIEW_MAX_BYTES)
  @ApiBody({ type: DiagnosticsPreviewRequestDto })
  @ApiOkResponse({ type: DiagnosticsPreviewDto })
  detect(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.respond('diagnostics', request, response);
  }

  /**
   * Preview the remaining life of units.
   * @remarks Estimates the remaining life of each target from units of the same model. Without a trend towards failure
   * and without a design life there is no estimate. Stores nothing. Accepts up to 32 MiB, also with `Content-Encoding:
   * gzip`.
   */
  @Post('remaining-life/preview')
  @RequirePermission('telemetry.inspect')
  @HttpCode(HttpStatus.OK)
  @AcceptsLargeJson(PREVIEW_MAX_BYTES)
  @ApiBody({ type: RemainingLifePreviewRequestDto })
  @ApiOkResponse({ type: RemainingLifePreviewDto })
  remainingLife(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.respond('remainingLife', request, response);
  }

  private async respond(name: PreviewName, request: Request, response: Response): Promise<void> {
    const body = await receiveLargeJson(request, PREVIEW_MAX_BYTES);
    const json = await this.previews.preview({ name, ...body });
    response.type('application/json').send(Buffer.from(json.buffer, json.byteOffset, json.byteLength));
  }
}
