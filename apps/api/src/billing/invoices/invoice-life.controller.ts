import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DomainError, type Scope } from '#platform';
import { CreditNotesService, type CreditRequest, InvoiceLifeService, InvoicesService } from '#invoicing';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { InvoiceDto } from '../billing.dto.js';
import {
  ApprovalDto,
  CreditNoteRequestDto,
  CreditPreviewDto,
  CreditRequestDto,
  MoneyDecisionListDto,
  InvoiceJournalDto,
  IssuePreviewDto,
  IssueQueryDto,
  IssuingDto,
  ReopeningDto,
} from './invoice-life.dto.js';
import { toCreditPreview, toMoneyDecision, toInvoiceDto, toJournalDto } from './invoice-views.js';
import { wholeList } from '../../http/whole-list.js';

/** What people decide about an invoice, and what became of it. */
@ApiTags('billing')
@Controller('invoices')
export class InvoiceLifeController {
  constructor(
    private readonly life: InvoiceLifeService,
    private readonly credits: CreditNotesService,
    private readonly invoices: InvoicesService,
  ) {}

  /**
   * Approve an invoice.
   * @remarks Says that a draft is right as it was seen. Lines that wait must be named.
   */
  @Post(':id/approve')
  @RequirePermission('invoices.approve')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async approve(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { heldLineIds = [], why = '', ...seen }: ApprovalDto,
  ): Promise<InvoiceDto> {
    return toInvoiceDto(await this.life.approve(scope, id, { ...seen, heldLineIds, why }));
  }

  /**
   * Reopen an approved invoice.
   * @remarks Takes an approval back.
   */
  @Post(':id/reopen')
  @RequirePermission('invoices.approve')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async reopen(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { version, why }: ReopeningDto,
  ): Promise<InvoiceDto> {
    return toInvoiceDto(await this.life.reopen(scope, id, version, why));
  }

  /**
   * Preview the issue of an invoice.
   * @remarks What issuing would give it now.
   */
  @Get(':id/issue-preview')
  @RequirePermission('invoices.issue')
  async previewIssue(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Query() { issuedOn }: IssueQueryDto,
  ): Promise<IssuePreviewDto> {
    const { number, dueOn, postingDate, booksCurrency, booksRate, ...numbered } =
      await this.invoices.previewIssue(scope, id, issuedOn ?? null);
    return { number, issuedOn: numbered.issuedOn, dueOn, postingDate, booksCurrency, booksRate };
  }

  /**
   * Issue an invoice.
   * @remarks Issues what was approved: number, dates, rate, parties and journal in one transaction. It never changes again.
   */
  @Post(':id/issue')
  @RequirePermission('invoices.issue')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async issue(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { issuedOn, why = '', ...seen }: IssuingDto,
  ): Promise<InvoiceDto> {
    return toInvoiceDto(await this.life.issue(scope, id, { ...seen, issuedOn: issuedOn ?? null, why }));
  }

  /**
   * Preview a credit note.
   * @remarks What a credit note would come to, and what it would leave. Nothing is written.
   */
  @Post(':id/credit-notes/preview')
  @RequirePermission('invoices.issue')
  @HttpCode(HttpStatus.OK)
  async previewCredit(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: CreditRequestDto,
  ): Promise<CreditPreviewDto> {
    return toCreditPreview(await this.credits.preview(scope, id, toRequest(body)));
  }

  /**
   * Create a credit note.
   * @remarks Gives back what was issued, never more than is left; in its own series, tied to the invoice.
   */
  @Post(':id/credit-notes')
  @RequirePermission('invoices.issue')
  @Idempotent()
  async credit(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { reason, issuedOn, forQuantity = false, ...body }: CreditNoteRequestDto,
  ): Promise<InvoiceDto> {
    const wish = { request: toRequest(body), why: reason, issuedOn: issuedOn ?? null, forQuantity };
    return toInvoiceDto(await this.credits.issue(scope, id, wish));
  }

  /**
   * List decisions on an invoice.
   * @remarks Who decided what about it, the newest first.
   */
  @Get(':id/decisions')
  @RequirePermission('accounting.read')
  async decisions(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
  ): Promise<MoneyDecisionListDto> {
    return wholeList((await this.invoices.decisions(scope, id)).map(toMoneyDecision));
  }

  /**
   * Get the journal entries of an invoice.
   * @remarks What it posted to its seller's books.
   */
  @Get(':id/journal')
  @RequirePermission('accounting.read')
  async journal(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<InvoiceJournalDto> {
    const entry = await this.invoices.journal(scope, id);
    return { entry: entry && toJournalDto(entry) };
  }
}

/** @throws DomainError billing.credit_ambiguous unless it is one of the three */
function toRequest({ all = false, net, lines }: CreditRequestDto): CreditRequest {
  const asked = [all, net !== undefined, lines !== undefined].filter(Boolean).length;
  if (asked !== 1) throw new DomainError('billing.credit_ambiguous');
  if (net !== undefined) return { net };
  return lines === undefined ? { all: true } : { lines };
}
