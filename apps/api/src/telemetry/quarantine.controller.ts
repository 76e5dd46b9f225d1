import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { Quarantine } from '#telemetry';
import { IdPipe } from '../http/id.pipe.js';
import { CurrentScope } from '../security/current-scope.decorator.js';
import { RequirePermission } from '../security/require-permission.decorator.js';
import { QuarantineListDto, QuarantineQueryDto } from './quarantine.dto.js';

@ApiTags('telemetry')
@Controller('quarantine')
export class QuarantineController {
  constructor(private readonly quarantine: Quarantine) {}

  /** Messages that could not be stored, the newest first. */
  @Get()
  @RequirePermission('telemetry.inspect')
  list(@CurrentScope() scope: Scope, @Query() query: QuarantineQueryDto): Promise<QuarantineListDto> {
    return this.quarantine.list(scope, query);
  }

  /** Takes a message off the list. */
  @Post(':id/resolve')
  @RequirePermission('telemetry.inspect')
  @HttpCode(HttpStatus.NO_CONTENT)
  resolve(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<void> {
    return this.quarantine.resolve(scope, id);
  }
}
