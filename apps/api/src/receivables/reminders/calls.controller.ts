import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { CallsService, PromisesService } from '#receivables';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { toWholeList } from '../../http/whole-list.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { toCallDto, toPromiseDto } from './call-views.js';
import {
  CallListDto,
  CallQueryDto,
  CollectionNoteDto,
  CollectionNoteListDto,
  NewCollectionNoteDto,
  NewPromiseDto,
  PromiseDto,
  PromiseListDto,
  PromiseQueryDto,
} from './calls.dto.js';

/** Promises to pay, notes about payment, and customers to call. */
@ApiTags('receivables')
@Controller()
export class CallsController {
  constructor(
    private readonly promises: PromisesService,
    private readonly calls: CallsService,
  ) {}

  /**
   * List promises to pay.
   * @remarks Returns promises in all states, by default the latest day first. Sort key: `promised`.
   */
  @Get('payment-promises')
  @RequirePermission('receivables.read')
  async listPromises(@CurrentScope() scope: Scope, @Query() query: PromiseQueryDto): Promise<PromiseListDto> {
    const { items, next } = await this.promises.list(scope, query);
    return { items: items.map(toPromiseDto), next };
  }

  /**
   * Record a promise to pay.
   * @remarks No reminders are sent for the document until the promised day has passed. A document has at most one
   * pending promise.
   */
  @Post('open-items/:id/promises')
  @RequirePermission('receivables.remind')
  @Idempotent()
  async recordPromise(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { amount, note = '', promisedOn }: NewPromiseDto,
  ): Promise<PromiseDto> {
    return toPromiseDto(await this.promises.record(scope, id, { amount: amount ?? null, note, promisedOn }));
  }

  /**
   * Withdraw a promise to pay.
   * @remarks Reminders for the document are sent again. The promise counts as neither kept nor broken.
   */
  @Post('payment-promises/:id/withdraw')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('receivables.remind')
  async withdrawPromise(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<PromiseDto> {
    return toPromiseDto(await this.promises.withdraw(scope, id));
  }

  /**
   * List notes about the payment of a customer.
   * @remarks Returns the latest 200 notes, newest first.
   */
  @Get('customers/:id/collection-notes')
  @RequirePermission('receivables.read')
  async listNotes(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
  ): Promise<CollectionNoteListDto> {
    return toWholeList(await this.calls.listNotes(scope, id));
  }

  /** Add a note about the payment of a customer. */
  @Post('customers/:id/collection-notes')
  @RequirePermission('receivables.remind')
  @Idempotent()
  writeNote(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { text }: NewCollectionNoteDto,
  ): Promise<CollectionNoteDto> {
    return this.calls.writeNote(scope, id, text);
  }

  /**
   * List customers to call.
   * @remarks Returns customers of a legal entity with overdue documents for which reminders are not enough, with the
   * reasons, the contacts with phone numbers and the latest note.
   */
  @Get('receivables/calls')
  @RequirePermission('receivables.read')
  async listCalls(
    @CurrentScope() scope: Scope,
    @Query() { legalEntityId }: CallQueryDto,
  ): Promise<CallListDto> {
    const { calls, ...list } = await this.calls.listCalls(scope, legalEntityId);
    return toWholeList(calls.map((call) => toCallDto(call, list)));
  }
}
