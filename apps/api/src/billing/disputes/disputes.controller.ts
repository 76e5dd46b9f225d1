import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { decodeTextCursor, type Scope } from '#platform';
import { DisputesService, MeterTestsService } from '#invoicing';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toAmountAtRisk, toDisputeDetail, toDisputeDto, toInvoiceDisputes } from './dispute-views.js';
import { DisputeDetailDto, DisputeListDto, InvoiceDisputesDto } from './dispute-views.dto.js';
import {
  DisputeNoteTextDto,
  DisputeQueryDto,
  NewDisputeDto,
  NewMeterTestDto,
  RejectionDto,
  ResolutionDto,
  WithdrawalDto,
} from './dispute-requests.dto.js';

/** Disputes of issued invoices, and their resolutions. */
@ApiTags('billing')
@Controller()
export class DisputesController {
  constructor(
    private readonly disputes: DisputesService,
    private readonly meterTests: MeterTestsService,
  ) {}

  /**
   * List disputes.
   * @remarks Returns disputes newest first, or oldest first with `state=open`. Customers see only their own disputes.
   */
  @Get('disputes')
  @RequirePermission('invoices.read')
  async list(@CurrentScope() scope: Scope, @Query() query: DisputeQueryDto): Promise<DisputeListDto> {
    const { cursor, limit, state, customerId, olderThanDays } = query;
    const { items, next, atStake } = await this.disputes.list(scope, {
      limit,
      state,
      customerId,
      olderThanDays,
      after: cursor === undefined ? undefined : decodeTextCursor(cursor, 2),
    });
    return { items: items.map(toDisputeDto), next, atStake: atStake.map(toAmountAtRisk) };
  }

  /** Get a dispute. */
  @Get('disputes/:id')
  @RequirePermission('invoices.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<DisputeDetailDto> {
    return toDisputeDetail(await this.disputes.get(scope, id));
  }

  /**
   * List disputes of an invoice.
   * @remarks Returns the disputes of an invoice, and the last day on which it can be disputed.
   */
  @Get('invoices/:id/disputes')
  @RequirePermission('invoices.read')
  async ofInvoice(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
  ): Promise<InvoiceDisputesDto> {
    return toInvoiceDisputes(await this.disputes.ofInvoice(scope, id));
  }

  /**
   * Open a dispute.
   * @remarks Disputes an issued invoice or one of its lines. The invoice is excluded from dunning until its last open
   * dispute ends. Each line, and the invoice as a whole, can have only one open dispute at a time.
   */
  @Post('invoices/:id/disputes')
  @RequirePermission('disputes.raise')
  @Idempotent()
  async open(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { lineId, subject, from, to, readings, stop, claim, claimed }: NewDisputeDto,
  ): Promise<DisputeDetailDto> {
    const input = {
      lineId: lineId ?? null,
      subject,
      from: from ?? null,
      to: to ?? null,
      readings: readings ?? null,
      stop: stop ?? null,
      claim,
      claimed: claimed ?? null,
    };
    return toDisputeDetail(await this.disputes.open(scope, id, input));
  }

  /**
   * Add a note to a dispute.
   * @remarks Both sides can read the note.
   */
  @Post('disputes/:id/notes')
  @RequirePermission('disputes.raise', 'disputes.decide')
  @Idempotent()
  async note(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { text }: DisputeNoteTextDto,
  ): Promise<DisputeDetailDto> {
    return toDisputeDetail(await this.disputes.note(scope, id, text));
  }

  /**
   * Record a meter test in a dispute.
   * @remarks Records the result of testing one of the disputed line's meters and calculates the correction that the
   * contract provides for. An error within tolerance leads to no correction. A larger error is corrected for the days
   * before the test that the contract specifies. The response then contains the excess quantity and its value. Both
   * sides can see the test.
   */
  @Post('disputes/:id/meter-tests')
  @RequirePermission('disputes.decide')
  @Idempotent()
  async testMeter(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { usageId, lastTestedOn, tolerancePercent, ...said }: NewMeterTestDto,
  ): Promise<DisputeDetailDto> {
    const { testedOn, errorPercent, requestedBy, reference } = said;
    const input = {
      usageId: usageId ?? null,
      testedOn,
      lastTestedOn: lastTestedOn ?? null,
      errorPercent,
      tolerancePercent: tolerancePercent ?? null,
      requestedBy,
      reference,
    };
    return toDisputeDetail(await this.meterTests.record(scope, id, input));
  }

  /**
   * Withdraw a dispute.
   * @remarks Closes a dispute without a decision. Customers can withdraw any of their disputes. The maker can withdraw
   * only disputes that it opened on behalf of a customer.
   */
  @Post('disputes/:id/withdraw')
  @RequirePermission('disputes.raise')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async withdraw(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { why = '' }: WithdrawalDto,
  ): Promise<DisputeDetailDto> {
    return toDisputeDetail(await this.disputes.withdraw(scope, id, why));
  }

  /**
   * Resolve a dispute.
   * @remarks Resolves a dispute in the customer's favour, either with a credit note for a net amount, issued in the
   * same transaction, or without a credit. Use `POST /invoices/{id}/credit-notes/preview` to preview the credit note.
   */
  @Post('disputes/:id/settle')
  @RequirePermission('disputes.decide')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async resolve(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { net, answer, issuedOn }: ResolutionDto,
  ): Promise<DisputeDetailDto> {
    const resolution = { net: net ?? null, answer, issuedOn: issuedOn ?? null };
    return toDisputeDetail(await this.disputes.settle(scope, id, resolution));
  }

  /**
   * Reject a dispute.
   * @remarks The request must state the reason why the invoice is correct.
   */
  @Post('disputes/:id/reject')
  @RequirePermission('disputes.decide')
  @HttpCode(HttpStatus.OK)
  @Idempotent()
  async reject(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { answer }: RejectionDto,
  ): Promise<DisputeDetailDto> {
    return toDisputeDetail(await this.disputes.reject(scope, id, answer));
  }
}
