import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  StreamableFile,
  UploadedFile,
} from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  IMPORT_COLUMNS,
  IMPORT_KINDS,
  IMPORT_MAX_BYTES,
  type PreviewedImport,
  RegistryImportService,
} from '#equipment';
import { DomainError, type Scope } from '#platform';
import { requireFile } from '../http/uploaded-file.js';
import { AcceptsFile } from '../limits/request-limits.js';
import { CurrentPrincipal } from '../security/decorators/current-principal.decorator.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import type { Principal } from '../security/principal.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { toFilePreview } from './file-preview.js';
import {
  ImportedDto,
  ImportFormDto,
  ImportPreviewDto,
  ImportTemplateQueryDto,
  ImportTokenDto,
} from './imports.dto.js';

/** File as parsed by the form reader. */
interface UploadedCsv {
  readonly originalname: string;
  readonly buffer: Buffer;
}

@ApiTags('registry')
@Controller('imports')
export class ImportsController {
  constructor(private readonly imports: RegistryImportService) {}

  /**
   * Preview an import.
   * @remarks Returns the errors of a file and a part of its rows. Stores nothing.
   */
  @Post('preview')
  @RequirePermission('registry.write')
  @HttpCode(HttpStatus.OK)
  @AcceptsFile(IMPORT_MAX_BYTES)
  async preview(
    @CurrentScope() scope: Scope,
    @UploadedFile() file: UploadedCsv | undefined,
    @Body() { kind, columns }: ImportFormDto,
  ): Promise<ImportPreviewDto> {
    const { originalname: fileName, buffer: bytes } = requireFile(file);
    const preview = await this.imports.preview(scope, {
      kind,
      fileName,
      bytes,
      columns: readColumns(columns),
    });
    return toDto(preview);
  }

  /**
   * Run an import.
   * @remarks Imports a file that was previewed, either completely or not at all.
   */
  @Post()
  @RequirePermission('registry.write')
  async run(
    @CurrentPrincipal() principal: Principal,
    @Body() { token }: ImportTokenDto,
  ): Promise<ImportedDto> {
    const imported = await this.imports.run(principal.scope, token, {
      withCredentials: principal.permissions.has('devices.write'),
    });
    return { ...imported, credentials: [...imported.credentials] };
  }

  /**
   * Download an import template.
   * @remarks Returns `customers.csv`, `sites.csv` or `machines.csv`. The example row refers to existing customers,
   * sites, models and hubs.
   */
  @Get('templates/:name')
  @RequirePermission('registry.write')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async template(
    @CurrentScope() scope: Scope,
    @Param('name') name: string,
    @Query() { delimiter }: ImportTemplateQueryDto,
  ): Promise<StreamableFile> {
    const kind = IMPORT_KINDS.find((each) => name === `${each}.csv`);
    if (!kind) throw new DomainError('api.file_not_found', { name });
    const text = await this.imports.template(scope, kind, delimiter === 'semicolon' ? ';' : ',');
    return new StreamableFile(Buffer.from(text, 'utf8'), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${kind}.csv"`,
    });
  }
}

/** @throws DomainError api.request_invalid unless the JSON is an object with strings or nulls as values */
function readColumns(json: string | undefined): Record<string, string | null> {
  const columns: unknown = json === undefined ? {} : JSON.parse(json);
  const isMap = typeof columns === 'object' && columns !== null && !Array.isArray(columns);
  if (!isMap || !Object.values(columns).every((field) => field === null || typeof field === 'string')) {
    throw new DomainError('api.request_invalid', {}, [{ pointer: '/columns', code: 'validation.is_object' }]);
  }
  return columns as Record<string, string | null>;
}

function toDto(previewed: PreviewedImport): ImportPreviewDto {
  const { kind, token } = previewed;
  return { kind, ...toFilePreview(previewed, IMPORT_COLUMNS[kind]), token };
}
