import { Controller, Get, HttpCode, HttpStatus, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { RevaluationsService, type RevaluationView } from '#receivables';
import { toAmount } from '../../billing/invoices/invoice-views.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { toWholeList } from '../../http/whole-list.js';
import { CurrentScope } from '../../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../../security/decorators/require-permission.decorator.js';
import { AccountingMonthPipe } from './accounting-month.pipe.js';
import { RevaluationDto, RevaluationListDto } from './revaluations.dto.js';

/** Revaluation of open items in foreign currencies at the end of a month. */
@ApiTags('accounting')
@Controller('accounting-periods/:legalEntityId/:month/revaluation')
export class RevaluationsController {
  constructor(private readonly revaluations: RevaluationsService) {}

  /**
   * Get the revaluation of a month.
   * @remarks Returns the unrealized exchange gains and losses of each foreign currency at the end of a month, whether
   * they are posted or not.
   */
  @Get()
  @RequirePermission('accounting.read')
  async list(
    @CurrentScope() scope: Scope,
    @Param('legalEntityId', IdPipe) legalEntityId: string,
    @Param('month', AccountingMonthPipe) month: string,
  ): Promise<RevaluationListDto> {
    return toWholeList((await this.revaluations.list(scope, legalEntityId, month)).map(toRevaluationDto));
  }

  /**
   * Revalue open items.
   * @remarks Posts the unrealized exchange gains and losses of each foreign currency on the last day of the month, and
   * reverses them on the next day. Repeating the request posts only the changes since then. If the rate of a currency
   * is missing, nothing is posted.
   */
  @Post()
  @HttpCode(HttpStatus.OK)
  @RequirePermission('accounting.write')
  async post(
    @CurrentScope() scope: Scope,
    @Param('legalEntityId', IdPipe) legalEntityId: string,
    @Param('month', AccountingMonthPipe) month: string,
  ): Promise<RevaluationListDto> {
    return toWholeList((await this.revaluations.post(scope, legalEntityId, month)).map(toRevaluationDto));
  }
}

function toRevaluationDto(view: RevaluationView): RevaluationDto {
  const { currency, booksCurrency, state, documents, rate, result, posted } = view;
  const books = (minor: bigint | string) => toAmount(minor.toString(), booksCurrency);
  return {
    currency,
    state,
    documents,
    open: toAmount(view.openMinor.toString(), currency),
    booksOpen: books(view.booksOpenMinor),
    rate: rate?.rate ?? null,
    rateOn: rate?.day ?? null,
    gain: result && books(result.gainMinor),
    loss: result && books(result.lossMinor),
    posted: posted && {
      rate: posted.booksRate,
      gain: books(posted.gainMinor),
      loss: books(posted.lossMinor),
      postingDate: posted.postingDate,
      reversedOn: posted.reversedOn,
      postedAt: posted.postedAt,
      postedBy: posted.postedBy,
    },
  };
}
