import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Post,
  Query,
  StreamableFile,
  UploadedFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { IMPORT_MAX_BYTES } from '#equipment';
import type { Scope } from '#platform';
import { CostImportsService } from '#revenue';
import { requireFile } from '../http/uploaded-file.js';
import { CsvFormDto, ImportTemplateQueryDto } from '../imports/imports.dto.js';
import { AcceptsFile } from '../limits/request-limits.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { toCostImportPreviewDto } from './cost-views.js';
import { CostImportFormDto, CostImportPreviewDto, CostsImportedDto } from './costs.dto.js';

/** File as parsed by the form reader. */
interface UploadedCsv {
  readonly buffer: Buffer;
}

/** Imports costs from a file after a preview, either completely or not at all. */
@ApiTags('revenue')
@Controller('cost-imports')
export class CostImportsController {
  constructor(private readonly imports: CostImportsService) {}

  /**
   * Preview an import of costs.
   * @remarks Returns all errors of a file by row. Stores nothing.
   */
  @Post('preview')
  @RequirePermission('costs.write')
  @HttpCode(HttpStatus.OK)
  @AcceptsFile(IMPORT_MAX_BYTES)
  async preview(
    @CurrentScope() scope: Scope,
    @UploadedFile() file: UploadedCsv | undefined,
    @Body() _form: CsvFormDto,
  ): Promise<CostImportPreviewDto> {
    return toCostImportPreviewDto(await this.imports.preview(scope, requireFile(file).buffer));
  }

  /**
   * Import costs.
   * @remarks Imports a file that was previewed, either completely or not at all. A file cannot be imported twice.
   */
  @Post()
  @RequirePermission('costs.write')
  @AcceptsFile(IMPORT_MAX_BYTES)
  async run(
    @CurrentScope() scope: Scope,
    @UploadedFile() file: UploadedCsv | undefined,
    @Body() { sha256 }: CostImportFormDto,
  ): Promise<CostsImportedDto> {
    return this.imports.run(scope, requireFile(file).buffer, sha256);
  }

  /**
   * Download the template for costs.
   * @remarks Returns a CSV file. Its example row refers to an existing contract.
   */
  @Get('template')
  @RequirePermission('costs.write')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async template(
    @CurrentScope() scope: Scope,
    @Query() { delimiter }: ImportTemplateQueryDto,
  ): Promise<StreamableFile> {
    const text = await this.imports.template(scope, delimiter === 'semicolon' ? ';' : ',');
    return new StreamableFile(Buffer.from(text, 'utf8'), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="costs.csv"',
    });
  }
}
