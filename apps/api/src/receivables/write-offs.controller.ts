import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { WriteOffsService } from '#receivables';
import { IdPipe } from '../http/fields/id.pipe.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { ApprovalDecisionDto, ApprovalQueryDto } from './approvals.dto.js';
import { UndoDto } from './payments.dto.js';
import { toWriteOffDto } from './receivables-views.js';
import { NewWriteOffDto, WriteOffDto, WriteOffListDto } from './write-offs.dto.js';

/** Write-offs of open amounts. */
@ApiTags('receivables')
@Controller()
export class WriteOffsController {
  constructor(private readonly writeOffs: WriteOffsService) {}

  /**
   * List write-offs.
   * @remarks Returns write-offs in all states, by default latest first. Sort keys: `requested` and `amount`. Use
   * `state=pending` to list the write-offs that await a decision.
   */
  @Get('write-offs')
  @RequirePermission('receivables.read')
  async list(@CurrentScope() scope: Scope, @Query() query: ApprovalQueryDto): Promise<WriteOffListDto> {
    const { items, next } = await this.writeOffs.list(scope, query);
    return { items: items.map(toWriteOffDto), next };
  }

  /**
   * Write off an open amount.
   * @remarks The write-off is posted immediately if all write-offs of the document together are small and within the
   * dual approval limit. Otherwise, it stays `pending` until a second person approves it. The receivable becomes an
   * expense on the account `bad_debt`, posted today or, if the month is closed, on the first day of the next open
   * month.
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
    @Body() { decision, why = '' }: ApprovalDecisionDto,
  ): Promise<WriteOffDto> {
    return toWriteOffDto(await this.writeOffs.decide(scope, id, decision, why));
  }

  /**
   * Undo a write-off.
   * @remarks Restores the open amount of the document. The journal entry is reversed on its posting date, or on the
   * first day of the next open month if that month is closed.
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
