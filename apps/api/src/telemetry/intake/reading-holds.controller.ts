import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { ReadingHolds } from '#telemetry';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { Idempotent } from '../../http/idempotency.interceptor.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { NewReadingHoldDto, ReadingHoldIdDto, ReadingHoldListDto, ReleaseHoldDto } from './retention.dto.js';

@ApiTags('telemetry')
@Controller('reading-holds')
export class ReadingHoldsController {
  constructor(private readonly holds: ReadingHolds) {}

  /**
   * List retention holds.
   * @remarks Returns the readings that are kept regardless of the retention rules.
   */
  @Get()
  @RequirePermission('telemetry.inspect')
  async list(@CurrentScope() scope: Scope): Promise<ReadingHoldListDto> {
    const { holds, evidence } = await this.holds.list(scope);
    return { holds: holds.map((hold) => ({ ...hold })), evidence };
  }

  /** Create a retention hold. */
  @Post()
  @RequirePermission('retention.write')
  @Idempotent()
  async create(@CurrentScope() scope: Scope, @Body() body: NewReadingHoldDto): Promise<ReadingHoldIdDto> {
    return { id: await this.holds.create(scope, body) };
  }

  /**
   * Release a retention hold.
   * @remarks Releases a hold, so that the retention rules apply to its readings again, and records the reason.
   */
  @Post(':id/release')
  @RequirePermission('retention.write')
  @HttpCode(HttpStatus.NO_CONTENT)
  release(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: ReleaseHoldDto,
  ): Promise<void> {
    return this.holds.release(scope, id, reason);
  }
}
