import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DomainError, type Scope } from '#platform';
import { CreditNotesService, type CreditRequest, InvoiceLifecycleService, InvoicesService } from '#invoicing';
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
import { toWholeList } from '../../http/whole-list.js';

/** Decisions about an invoice, and their results. */
@ApiTags('billing')
@Controller('invoices')
export class InvoiceLifeController {
  constructor(
    private readonly life: InvoiceLifecycleService,
    private readonly credits: CreditNotesService,
    private readonly invoices: InvoicesService,
  ) {}

  /**
   * Approve an invoice.
   * @remarks Approves a draft as reviewed. The request must list the lines that are on hold.
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
   * @remarks Revokes the approval.
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
   * @remarks Returns the number, dates and exchange rate that the invoice would get if it were issued now.
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
   * @remarks Assigns the number, dates, exchange rate and parties of an approved invoice and posts its journal entry,
   * in one transaction. The invoice never changes afterwards.
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
   * @remarks Returns the amounts of a credit note, and the remaining amount of the invoice. Stores nothing.
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
   * @remarks Credits an issued invoice, up to the remaining amount. The credit note has its own number series and
   * refers to the invoice.
   */
  @Post(':id/credit-notes')
  @RequirePermission('invoices.issue')
  @Idempotent()
  async credit(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { reason, issuedOn, forQuantity = false, ...body }: CreditNoteRequestDto,
  ): Promise<InvoiceDto> {
    const input = { request: toRequest(body), why: reason, issuedOn: issuedOn ?? null, forQuantity };
    return toInvoiceDto(await this.credits.issue(scope, id, input));
  }

  /**
   * List decisions on an invoice.
   * @remarks Returns the decisions with their authors, newest first.
   */
  @Get(':id/decisions')
  @RequirePermission('accounting.read')
  async decisions(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
  ): Promise<MoneyDecisionListDto> {
    return toWholeList((await this.invoices.decisions(scope, id)).map(toMoneyDecision));
  }

  /**
   * Get the journal entry of an invoice.
   * @remarks Returns the entry that was posted when the invoice was issued; null before that.
   */
  @Get(':id/journal')
  @RequirePermission('accounting.read')
  async journal(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<InvoiceJournalDto> {
    const entry = await this.invoices.journal(scope, id);
    return { entry: entry && toJournalDto(entry) };
  }
}

/** @throws DomainError billing.credit_ambiguous unless the request contains exactly one of `all`, `net` and `lines` */
function toRequest({ all = false, net, lines }: CreditRequestDto): CreditRequest {
  const requestedCount = [all, net !== undefined, lines !== undefined].filter(Boolean).length;
  if (requestedCount !== 1) throw new DomainError('billing.credit_ambiguous');
  if (net !== undefined) return { net };
  return lines === undefined ? { all: true } : { lines };
}
