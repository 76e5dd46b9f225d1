import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { DomainError, type Scope } from '#platform';
import { MAX_STATEMENT_BYTES, StatementImportsService } from '#receivables';
import { toAmount } from '../billing/invoices/invoice-views.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { PageQueryDto } from '../http/page-query.dto.js';
import { toWholeList } from '../http/whole-list.js';
import { AcceptsStream } from '../limits/request-limits.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  ImportOptionsDto,
  KnownColumnMapListDto,
  NewStatementImportQueryDto,
  StatementImportDto,
  StatementImportListDto,
  StatementLineListDto,
} from './statement-imports.dto.js';
import { toImportDto, toKnownMapDto } from './statement-import-views.js';

const CONTENT = 'application/octet-stream';

/** Imports of bank statements. */
@ApiTags('receivables')
@Controller('statement-imports')
export class StatementImportsController {
  constructor(private readonly imports: StatementImportsService) {}

  /**
   * List statement imports.
   * @remarks Returns uploaded bank statements, newest first.
   */
  @Get()
  @RequirePermission('receivables.read')
  async list(@CurrentScope() scope: Scope, @Query() query: PageQueryDto): Promise<StatementImportListDto> {
    const { items, next } = await this.imports.list(scope, query);
    return { items: items.map(toImportDto), next };
  }

  /**
   * Upload a bank statement.
   * @remarks Accepts CAMT.053, CAMT.054, MT940, MT942 and CSV files of up to 200 MiB. The worker then reads the file.
   * Poll the import until its state is `ready` or `refused`. A CSV file requires a column map: send it with
   * `POST /statement-imports/:id/read`.
   */
  @Post()
  @RequirePermission('payments.match')
  @ApiConsumes(CONTENT)
  @AcceptsStream(MAX_STATEMENT_BYTES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async upload(
    @CurrentScope() scope: Scope,
    @Query() { name }: NewStatementImportQueryDto,
    @Req() request: Request,
  ): Promise<StatementImportDto> {
    if (!request.is(CONTENT)) throw new DomainError('api.media_type_unsupported');
    return toImportDto(await this.imports.upload(scope, name, request));
  }

  /** List column maps of imported CSV files. */
  @Get('column-maps')
  @RequirePermission('receivables.read')
  async columnMaps(@CurrentScope() scope: Scope): Promise<KnownColumnMapListDto> {
    return toWholeList((await this.imports.listColumnMaps(scope)).map(toKnownMapDto));
  }

  /** Get a statement import. */
  @Get(':id')
  @RequirePermission('receivables.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<StatementImportDto> {
    return toImportDto(await this.imports.get(scope, id));
  }

  /**
   * Read a bank statement again.
   * @remarks Reads an uploaded file with other options, such as a column map for a CSV file.
   */
  @Post(':id/read')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('payments.match')
  async read(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() options: ImportOptionsDto,
  ): Promise<StatementImportDto> {
    return toImportDto(await this.imports.read(scope, id, options));
  }

  /**
   * Import a bank statement.
   * @remarks Queues a file in the state `ready` for import. Each new line with an incoming payment is recorded as a
   * payment. If references prove which documents a payment is for, the payment is allocated to them.
   */
  @Post(':id/start')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('payments.match')
  async start(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<StatementImportDto> {
    return toImportDto(await this.imports.start(scope, id));
  }

  /**
   * List lines of a statement import.
   * @remarks Returns the imported lines in the order of the file. Excludes lines that were already imported from an
   * earlier file.
   */
  @Get(':id/lines')
  @RequirePermission('receivables.read')
  async lines(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() query: PageQueryDto,
  ): Promise<StatementLineListDto> {
    const { items, next } = await this.imports.listLines(scope, id, query);
    return {
      items: items.map(({ amount, currency, unappliedMinor, ...line }) => ({
        ...line,
        amount: { amount, currency },
        unapplied: unappliedMinor === null ? null : toAmount(unappliedMinor, currency),
      })),
      next,
    };
  }
}
