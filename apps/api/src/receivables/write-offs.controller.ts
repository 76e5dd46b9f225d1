import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { WriteOffsService } from '#receivables';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { UndoDto } from './payments.dto.js';
import { toWriteOffDto } from './receivables-views.js';
import {
  NewWriteOffDto,
  WriteOffDecisionDto,
  WriteOffDto,
  WriteOffListDto,
  WriteOffQueryDto,
} from './write-offs.dto.js';

/** Open amounts of documents that are given up. */
@ApiTags('receivables')
@Controller()
export class WriteOffsController {
  constructor(private readonly writeOffs: WriteOffsService) {}

  /**
   * List write-offs.
   * @remarks Returns requested, posted, rejected and undone write-offs, by default the latest first. Sort by `requested`
   * or `amount`. Filter by `state=pending` for those that await a decision.
   */
  @Get('write-offs')
  @RequirePermission('receivables.read')
  async list(@CurrentScope() scope: Scope, @Query() query: WriteOffQueryDto): Promise<WriteOffListDto> {
    const { items, next } = await this.writeOffs.list(scope, query);
    return { items: items.map(toWriteOffDto), next };
  }

  /**
   * Write off an open amount.
   * @remarks A small amount is posted at once; another amount stays `pending` until a second person approves it. The
   * receivable becomes an expense of the account `bad_debt`, today or on the first day of the next open month.
   */
  @Post('open-items/:id/write-offs')
  @RequirePermission('accounting.write')
  @Idempotent()
  async request(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { amount, ...body }: NewWriteOffDto,
  ): Promise<WriteOffDto> {
    return toWriteOffDto(await this.writeOffs.request(scope, id, { ...body, amount: amount ?? null }));
  }

  /**
   * Approve or reject a write-off.
   * @remarks The person who requested the write-off can reject it, but cannot approve it.
   */
  @Post('write-offs/:id/decision')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('accounting.write')
  async decide(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { decision, why = '' }: WriteOffDecisionDto,
  ): Promise<WriteOffDto> {
    return toWriteOffDto(await this.writeOffs.decide(scope, id, decision, why));
  }

  /**
   * Undo a write-off.
   * @remarks The document is as open as before. The journal entry is reversed on its posting date, or on the first day of
   * the next open month if that month is closed.
   */
  @Post('write-offs/:id/undo')
  @HttpCode(HttpStatus.OK)
  @RequirePermission('accounting.write')
  async undo(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { why }: UndoDto,
  ): Promise<WriteOffDto> {
    return toWriteOffDto(await this.writeOffs.undo(scope, id, why));
  }
}
