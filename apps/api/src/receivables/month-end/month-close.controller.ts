import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { AccountingMonthPipe } from './accounting-month.pipe.js';
import { MonthCloseDto } from './month-close.dto.js';
import { MonthCloseService } from './month-close.service.js';

/** The checklist of an accounting period. */
@ApiTags('accounting')
@Controller('accounting-periods/:legalEntityId/:month')
export class MonthCloseController {
  constructor(private readonly close: MonthCloseService) {}

  /**
   * Get the checklist of a month.
   * @remarks Returns the current number of open items for each check before a month of a legal entity is closed, and
   * the totals of its trial balance. Open items do not prevent the month from being closed.
   */
  @Get()
  @RequirePermission('accounting.read')
  get(
    @CurrentScope() scope: Scope,
    @Param('legalEntityId', IdPipe) legalEntityId: string,
    @Param('month', AccountingMonthPipe) month: string,
  ): Promise<MonthCloseDto> {
    return this.close.get(scope, legalEntityId, month);
  }
}
