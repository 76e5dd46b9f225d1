import { Readable } from 'node:stream';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Scope } from '#platform';
import { JournalExportService } from '#receivables';
import { sendStream } from '../http/send-stream.js';
import { Quota } from '../limits/quota.decorator.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { JournalExportQueryDto } from './journal-export.dto.js';

/** Files with the journal of a legal entity, for accounting software. */
@ApiTags('receivables')
@Controller('receivables/journal')
export class JournalExportController {
  constructor(private readonly journal: JournalExportService) {}

  /**
   * Export the journal as CSV.
   * @remarks Returns one row per journal line of a legal entity, sorted by posting date. The period is at most a year
   * long. The columns are `entry`, `line`, `posting_date`, `source`, `document`, `payment`, `account`, `class`,
   * `revenue_class`, `name`, `debit`, `credit`, `currency`, `accounting_amount`, `accounting_currency`, `tax_category`,
   * `tax_percent` and `customer`. `account` and `name` come from the current chart of accounts, and are empty if it has
   * no account for the line.
   */
  @Get('export')
  @RequirePermission('receivables.read')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @Quota('exports')
  async export(
    @CurrentScope() scope: Scope,
    @Query() { formulas, ...query }: JournalExportQueryDto,
    @Res() response: Response,
  ): Promise<void> {
    const pieces = await this.journal.openCsv(scope, query, formulas);
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', `attachment; filename="journal-${query.from}-${query.to}.csv"`);
    response.setHeader('Cache-Control', 'no-store');
    // Buffers a single piece, so that nothing is read before a slow client has received the previous one.
    await sendStream(Readable.from(pieces, { highWaterMark: 1 }), response);
  }
}
