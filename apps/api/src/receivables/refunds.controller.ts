import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { type NewRefund, RefundsService } from '#receivables';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { ApprovalDecisionDto, ApprovalQueryDto } from './approvals.dto.js';
import { UndoDto } from './payments.dto.js';
import { toRefundDto } from './receivables-views.js';
import { NewRefundDto, RefundDto, RefundListDto } from './refunds.dto.js';

/** Money that is returned to customers. */
@ApiTags('receivables')
@Controller()
export class RefundsController {
  constructor(private readonly refunds: RefundsService) {}

  /**
   * List refunds.
   * @remarks Returns requested, posted, rejected and undone refunds, by default the latest first. Sort by `requested` or
   * `amount`. Filter by `state=pending` for those that await a decision.
   */
  @Get('refunds')
  @RequirePermission('receivables.read')
  async list(@CurrentScope() scope: Scope, @Query() query: ApprovalQueryDto): Promise<RefundListDto> {
    const { items, next } = await this.refunds.list(scope, query);
    return { items: items.map(toRefundDto), next };
  }

  /**
   * Refund a payment.
   * @remarks Returns money that is not used for any document. The refund is posted at once, or stays `pending` until a second
   * person approves it: above the limit of the legal entity, and if the customer has not paid from the payee's account. A
   * refund with `way: payment_method` is returned by Stripe right after that.
   */
  @Post('payments/:id/refunds')
  @RequirePermission('accounting.write')
  @Idempotent()
  async requestOfPayment(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewRefundDto,
  ): Promise<RefundDto> {
    return toRefundDto(await this.refunds.requestOfPayment(scope, id, toNewRefund(body)));
  }

  /**
   * Refund a credit note.
   * @remarks Returns what is open of a credit note, at most the money that was paid for the credited invoice and not refunded
   * yet. A second person approves it in the same cases as a refund of a payment.
   */
  @Post('open-items/:id/refunds')
  @RequirePermission('accounting.write')
  @Idempotent()
  async requestOfDocument(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() body: NewRefundDto,
  ): Promise<RefundDto> {
    return toRefundDto(await this.refunds.requestOfDocument(scope, id, toNewRefund(body)));
  }

  /**
   * Approve or reject a refund.
   * @remarks The person who requested the refund can reject it, but cannot approve it.
   */
  @Post('refunds/:id/decision')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('accounting.write')
  async decide(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { decision, why = '' }: ApprovalDecisionDto,
  ): Promise<RefundDto> {
    return toRefundDto(await this.refunds.decide(scope, id, decision, why));
  }

  /**
   * Undo a refund.
   * @remarks Use it if the bank returned the money, or if the refund was a mistake. The payment or credit note has the money
   * again. A refund that was sent to Stripe can't be undone; it is undone automatically if it fails there. The journal entry is reversed on its posting date, or on the first day of the next open month if that month is
   * closed.
   */
  @Post('refunds/:id/undo')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('accounting.write')
  async undo(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { why }: UndoDto,
  ): Promise<RefundDto> {
    return toRefundDto(await this.refunds.undo(scope, id, why));
  }
}

function toNewRefund({ way, amount, payeeName, payeeAccount, note }: NewRefundDto): NewRefund {
  return {
    way: way ?? 'bank_account',
    amount: amount ?? null,
    payeeName: payeeName ?? null,
    payeeAccount: payeeAccount ?? null,
    note,
  };
}
