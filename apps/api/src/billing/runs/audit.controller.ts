import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { SelfAudit } from '#billing';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { AuditFindingListDto } from './audit.dto.js';
import { toWholeList } from '../../http/whole-list.js';

@ApiTags('billing')
@Controller('invoices')
export class SelfAuditController {
  constructor(private readonly audit: SelfAudit) {}

  /**
   * List audit findings of an invoice.
   * @remarks Returns the findings of the self-audit that was made when the invoice was last drafted, blocking findings
   * first.
   */
  @Get(':id/audit')
  @RequirePermission('invoices.draft')
  async list(@CurrentScope() scope: Scope, @Param('id', IdPipe) id: string): Promise<AuditFindingListDto> {
    const findings = await this.audit.findings(scope, id);
    return toWholeList(
      findings.map(({ id, code, severity, position, params, foundAt }) => ({
        id,
        code,
        severity,
        position,
        params: { ...params },
        foundAt,
      })),
    );
  }
}
