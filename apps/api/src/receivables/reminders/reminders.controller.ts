import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ReminderDocuments } from '#documents';
import type { Scope } from '#platform';
import { ReminderLettersService, ReminderRunsService } from '#receivables';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toReminderClaimDto, toReminderLetterDetailDto, toReminderPreviewDto } from './reminder-views.js';
import {
  NewReminderRunDto,
  ReminderClaimListDto,
  ReminderClaimQueryDto,
  ReminderLetterDetailDto,
  ReminderLetterFileQueryDto,
  ReminderLetterListDto,
  ReminderLetterQueryDto,
  ReminderPreviewDto,
  ReminderPreviewQueryDto,
  ReminderRunDto,
} from './reminders.dto.js';

/** Payment reminders: their preview, the letters that were sent, and their claims. */
@ApiTags('receivables')
@Controller()
export class RemindersController {
  constructor(
    private readonly runs: ReminderRunsService,
    private readonly letters: ReminderLettersService,
    private readonly documents: ReminderDocuments,
  ) {}

  /**
   * Preview payment reminders.
   * @remarks Returns the letters that a run of a legal entity would send on a day, one per buyer, and the reason for each
   * overdue document that is left out. Sends and stores nothing.
   */
  @Get('reminder-runs/preview')
  @RequirePermission('receivables.read')
  async preview(
    @CurrentScope() scope: Scope,
    @Query() { legalEntityId, on }: ReminderPreviewQueryDto,
  ): Promise<ReminderPreviewDto> {
    return toReminderPreviewDto(await this.runs.preview(scope, legalEntityId, on ?? null));
  }

  /**
   * Send payment reminders.
   * @remarks Sends the letters that are due today by email, one per buyer. A document gets each level once. If it is paid,
   * disputed or promised before the email is sent, its reminder is stopped.
   */
  @Post('reminder-runs')
  @RequirePermission('receivables.remind')
  @Idempotent()
  run(
    @CurrentScope() scope: Scope,
    @Body() { legalEntityId, buyerIds }: NewReminderRunDto,
  ): Promise<ReminderRunDto> {
    return this.runs.run(scope, legalEntityId, buyerIds ?? null);
  }

  /**
   * List reminder letters.
   * @remarks Returns letters with the state of their emails, by default latest first. Sort keys: `written` and
   * `customer`.
   */
  @Get('reminder-letters')
  @RequirePermission('receivables.read')
  list(@CurrentScope() scope: Scope, @Query() query: ReminderLetterQueryDto): Promise<ReminderLetterListDto> {
    return this.letters.list(scope, query);
  }

  /** Get a reminder letter with its reminders. */
  @Get('reminder-letters/:id')
  @RequirePermission('receivables.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<ReminderLetterDetailDto> {
    return toReminderLetterDetailDto(await this.letters.get(scope, id));
  }

  /**
   * Download a reminder letter as a PDF.
   * @remarks Contains the reminders that were not stopped. Equal letters produce identical files.
   */
  @Get('reminder-letters/:id/pdf')
  @RequirePermission('receivables.read')
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { language }: ReminderLetterFileQueryDto,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.documents.render(scope, id, language);
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: `inline; filename="${name}"`,
      length: bytes.length,
    });
  }

  /**
   * List claims of reminders.
   * @remarks Returns interest and lump sums that reminders claim, by document, by default the latest claim first. Use
   * `paid=true` to list claims that are still owed although the document is paid. Sort keys: `claimed` and `amount`.
   */
  @Get('reminder-claims')
  @RequirePermission('receivables.read')
  async listClaims(
    @CurrentScope() scope: Scope,
    @Query() { paid, ...query }: ReminderClaimQueryDto,
  ): Promise<ReminderClaimListDto> {
    const filter = { ...query, ...(paid !== undefined && { isPaid: paid }) };
    const { items, next } = await this.letters.listClaims(scope, filter);
    return { items: items.map(toReminderClaimDto), next };
  }
}
