import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { Quarantine, QuarantineReplays } from '#telemetry';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import {
  QuarantineListDto,
  QuarantineQueryDto,
  QuarantineReasonListDto,
  QuarantineReplayDto,
  QuarantineReplayListDto,
  ReplayRequestDto,
} from './quarantine.dto.js';
import { toWholeList } from '../../http/whole-list.js';

@ApiTags('telemetry')
@Controller('quarantine')
export class QuarantineController {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly replays: QuarantineReplays,
  ) {}

  /**
   * List quarantined messages.
   * @remarks Returns messages that could not be stored, newest first.
   */
  @Get()
  @RequirePermission('telemetry.inspect')
  list(@CurrentScope() scope: Scope, @Query() query: QuarantineQueryDto): Promise<QuarantineListDto> {
    return this.quarantine.list(scope, query);
  }

  /**
   * Count quarantined messages by reason.
   * @remarks Returns the number of unresolved messages by reason, most frequent reason first.
   */
  @Get('reasons')
  @RequirePermission('telemetry.inspect')
  async reasons(@CurrentScope() scope: Scope): Promise<QuarantineReasonListDto> {
    return toWholeList(await this.replays.reasons(scope));
  }

  /**
   * List replays of quarantined messages.
   * @remarks Returns the 20 latest replays with their progress, newest first.
   */
  @Get('replays')
  @RequirePermission('telemetry.inspect')
  async listReplays(@CurrentScope() scope: Scope): Promise<QuarantineReplayListDto> {
    return toWholeList(await this.replays.list(scope));
  }

  /**
   * Replay quarantined messages.
   * @remarks Retries unresolved messages. Messages that are accepted now are stored, and the other messages remain in
   * quarantine.
   */
  @Post('replays')
  @RequirePermission('telemetry.inspect')
  replay(@CurrentScope() scope: Scope, @Body() body: ReplayRequestDto): Promise<QuarantineReplayDto> {
    return this.replays.request(scope, body);
  }

  /**
   * Resolve a quarantined message.
   * @remarks Marks a message as resolved, without storing its readings.
   */
  @Post(':id/resolve')
  @RequirePermission('telemetry.inspect')
  @HttpCode(HttpStatus.NO_CONTENT)
  resolve(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.quarantine.resolve(scope, id);
  }
}
