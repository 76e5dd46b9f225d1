import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { PaymentsService, ReceivablesReportsService } from '#receivables';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { OpenItemDetailDto, OpenItemListDto, OpenItemQueryDto, SetOffDto } from './open-items.dto.js';
import { AllocationDto } from './payments.dto.js';
import {
  toAllocationDto,
  toOpenItemDto,
  toRefundableDto,
  toRefundDto,
  toWriteOffDto,
} from './receivables-views.js';

/** Issued documents with their open amounts. */
@ApiTags('receivables')
@Controller('open-items')
export class OpenItemsController {
  constructor(
    private readonly reports: ReceivablesReportsService,
    private readonly payments: PaymentsService,
  ) {}

  /**
   * List open items.
   * @remarks Returns issued documents with their open amounts, by default sorted by due date. Sort keys: `due`,
   * `issued`, `number`, `customer` and `open`. Use `open=true` to exclude documents without an open amount. Customers
   * see only their own documents.
   */
  @Get()
  @RequirePermission('invoices.read')
  async list(@CurrentScope() scope: Scope, @Query() query: OpenItemQueryDto): Promise<OpenItemListDto> {
    const { open: isOpen, overdue: isOverdue, ...filter } = query;
    const { items, next } = await this.reports.listItems(scope, { ...filter, isOpen, isOverdue });
    return { items: items.map(toOpenItemDto), next };
  }

  /**
   * Get an open item.
   * @remarks Returns an issued document with its open amount, allocations, write-offs and refunds.
   */
  @Get(':id')
  @RequirePermission('invoices.read')
  async get(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<OpenItemDetailDto> {
    const { directDebit, allocations, writeOffs, refunds, refundable, ...item } = await this.reports.getItem(
      scope,
      id,
    );
    return {
      ...toOpenItemDto(item),
      directDebit,
      allocations: allocations.map(toAllocationDto),
      writeOffs: writeOffs.map(toWriteOffDto),
      refunds: refunds.map(toRefundDto),
      refundable: toRefundableDto(refundable),
    };
  }

  /**
   * Set off a credit note.
   * @remarks Sets off an open credit note against a document of the same customer, seller and currency.
   */
  @Post(':id/set-off')
  @RequirePermission('payments.match')
  @Idempotent()
  async setOff(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { documentId, amount }: SetOffDto,
  ): Promise<AllocationDto> {
    return toAllocationDto(await this.payments.setOff(scope, id, documentId, amount ?? null));
  }
}
