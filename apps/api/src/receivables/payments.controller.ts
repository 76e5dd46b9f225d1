import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { type PaymentDetail, PaymentsService } from '#receivables';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import {
  AllocationDto,
  NewAllocationsDto,
  NewPaymentDto,
  PaymentDetailDto,
  PaymentListDto,
  PaymentQueryDto,
  UndoDto,
} from './payments.dto.js';
import { toAllocationDto, toPaymentDto, toRefundableDto, toRefundDto } from './receivables-views.js';

/** Received payments and their allocations to documents. */
@ApiTags('receivables')
@Controller()
export class PaymentsController {
  constructor(private readonly payments: PaymentsService) {}

  /**
   * List payments.
   * @remarks Returns received payments, by default latest first. Sort keys: `received`, `amount`, `unapplied` and
   * `payer`. Customers see only their own payments.
   */
  @Get('payments')
  @RequirePermission('invoices.read')
  async list(@CurrentScope() scope: Scope, @Query() query: PaymentQueryDto): Promise<PaymentListDto> {
    const { unapplied: isUnapplied, imported: isImported, ...filter } = query;
    const { items, next } = await this.payments.list(scope, { ...filter, isUnapplied, isImported });
    return { items: items.map(toPaymentDto), next };
  }

  /** Get a payment with its allocations and refunds. */
  @Get('payments/:id')
  @RequirePermission('invoices.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<PaymentDetailDto> {
    return toDetail(await this.payments.get(scope, id));
  }

  /**
   * Record a payment.
   * @remarks Records a payment that is not on an imported bank statement. It is posted as unapplied cash until it is
   * allocated to documents.
   */
  @Post('payments')
  @RequirePermission('payments.match')
  @Idempotent()
  async record(@CurrentScope() scope: Scope, @Body() body: NewPaymentDto): Promise<PaymentDetailDto> {
    const { customerId = null, payerName = null, payerAccount = null, reference = '', ...payment } = body;
    return toDetail(
      await this.payments.record(scope, { ...payment, customerId, payerName, payerAccount, reference }),
    );
  }

  /**
   * Allocate a payment.
   * @remarks Allocates a payment to open documents of one customer. Either all allocations are made, or none. The
   * remaining amount of the payment stays unapplied.
   */
  @Post('payments/:id/allocations')
  @RequirePermission('payments.match')
  @Idempotent()
  async allocate(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { allocations, reasons = [] }: NewAllocationsDto,
  ): Promise<PaymentDetailDto> {
    const requested = allocations.map(
      ({ documentId, amount, discount = null, withheld = null, fee = null, paymentAmount = null }) => ({
        documentId,
        amount,
        discount,
        withheld,
        fee,
        paymentAmount,
      }),
    );
    return toDetail(await this.payments.allocate(scope, id, requested, reasons));
  }

  /**
   * Undo an allocation.
   * @remarks Restores the open amount of the document and of the payment or credit note. The journal entry is reversed
   * on its posting date, or on the first day of the next open month if that month is closed.
   */
  @Post('allocations/:id/undo')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('payments.match')
  async undo(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { why }: UndoDto,
  ): Promise<AllocationDto> {
    return toAllocationDto(await this.payments.undo(scope, id, why));
  }
}

function toDetail({
  allocations,
  suggestions,
  refunds,
  refundable,
  ...payment
}: PaymentDetail): PaymentDetailDto {
  return {
    ...toPaymentDto(payment),
    allocations: allocations.map(toAllocationDto),
    suggestions: suggestions.map(({ documents, reasons, customer }) => ({
      customer,
      documents: [...documents],
      reasons: [...reasons],
    })),
    refunds: refunds.map(toRefundDto),
    refundable: toRefundableDto(refundable),
  };
}
