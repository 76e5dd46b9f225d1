import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditQueries } from '#organization';
import type { Scope } from '#platform';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { AuditEntryListDto, AuditQueryDto } from './audit.dto.js';

@ApiTags('people and keys')
@Controller('audit-entries')
export class AuditController {
  constructor(private readonly audit: AuditQueries) {}

  /**
   * List audit entries.
   * @remarks Returns the recorded actions with their authors, newest first.
   */
  @Get()
  @RequirePermission('audit.read')
  list(@CurrentScope() scope: Scope, @Query() query: AuditQueryDto): Promise<AuditEntryListDto> {
    return this.audit.list(scope, query);
  }
}
