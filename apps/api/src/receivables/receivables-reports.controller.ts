import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Scope } from '#platform';
import { ReceivablesReportsService } from '#receivables';
import type { AmountDto } from '../contracts/contracts.dto.js';
import { toAmount } from '../billing/invoices/invoice-views.js';
import { IdPipe } from '../http/fields/id.pipe.js';
import { toWholeList } from '../http/whole-list.js';
import { CurrentScope } from '../security/decorators/current-scope.decorator.js';
import { RequirePermission } from '../security/decorators/require-permission.decorator.js';
import { PostingPeriodQueryDto } from './posting-period-query.dto.js';
import { toAgeingRowDto } from './receivables-views.js';
import {
  AccountStatementDto,
  AccountStatementQueryDto,
  AgeingDto,
  AgeingQueryDto,
  TaxSummaryDto,
  TrialBalanceDto,
  TrialBalanceQueryDto,
} from './reports.dto.js';

/** Reports on open items and the ledger. */
@ApiTags('receivables')
@Controller()
export class ReceivablesReportsController {
  constructor(private readonly reports: ReceivablesReportsService) {}

  /**
   * Get aged receivables.
   * @remarks Returns open amounts by customer and currency in classes of days overdue, and unapplied payments without a
   * customer.
   */
  @Get('receivables/ageing')
  @RequirePermission('receivables.read')
  async ageing(
    @CurrentScope() scope: Scope,
    @Query() { legalEntityId, asOf }: AgeingQueryDto,
  ): Promise<AgeingDto> {
    const { rows, unknownMoney } = await this.reports.ageing(scope, {
      legalEntityId: legalEntityId ?? null,
      asOf: asOf ?? null,
    });
    return {
      rows: rows.map(toAgeingRowDto),
      unknownMoney: unknownMoney.map(({ payments, currency, unappliedMinor }) => ({
        payments,
        unapplied: toAmount(unappliedMinor, currency),
      })),
    };
  }

  /**
   * Get a trial balance.
   * @remarks Returns the balance of each account of a legal entity by currency, up to and including a posting date. The
   * numbers are those of the current chart of accounts. Parts of a class with different numbers are separate.
   */
  @Get('receivables/trial-balance')
  @RequirePermission('receivables.read')
  async trialBalance(
    @CurrentScope() scope: Scope,
    @Query() { legalEntityId, asOf }: TrialBalanceQueryDto,
  ): Promise<TrialBalanceDto> {
    const { booksCurrency, balances } = await this.reports.trialBalance(scope, legalEntityId, asOf);
    return toWholeList(
      balances.map(({ account, number, name, currency, balanceMinor, booksBalanceMinor }) => ({
        account,
        number,
        name,
        balance: toAmount(balanceMinor, currency),
        booksBalance: toAmount(booksBalanceMinor, booksCurrency),
      })),
    );
  }

  /**
   * Get a tax summary.
   * @remarks Returns the payable taxes of a legal entity by posting month, category and rate, with their documents. The
   * sum of all rows is the increase of the liability on the account `tax_payable` from the first to the last posting
   * date.
   */
  @Get('receivables/tax-summary')
  @RequirePermission('receivables.read')
  async taxSummary(
    @CurrentScope() scope: Scope,
    @Query() query: PostingPeriodQueryDto,
  ): Promise<TaxSummaryDto> {
    const { booksCurrency, rows } = await this.reports.taxSummary(scope, query);
    const amount = (minor: string): AmountDto => toAmount(minor, booksCurrency);
    return toWholeList(
      rows.map(({ booksTaxMinor, documents, ...row }) => ({
        ...row,
        tax: amount(booksTaxMinor),
        documents: documents.map(({ booksTaxMinor: tax, ...document }) => ({
          ...document,
          tax: amount(tax),
        })),
      })),
    );
  }

  /**
   * Get a customer's account statement.
   * @remarks Returns the documents, payments, deductions and write-offs of a customer in one currency, sorted by
   * posting date, with the balance after each of them.
   */
  @Get('customers/:id/account-statement')
  @RequirePermission('receivables.read')
  async accountStatement(
    @CurrentScope() scope: Scope,
    @Param('id', IdPipe) customerId: string,
    @Query() query: AccountStatementQueryDto,
  ): Promise<AccountStatementDto> {
    const { currency } = query;
    const { openingMinor, closingMinor, lines } = await this.reports.accountStatement(scope, {
      customerId,
      ...query,
    });
    return {
      opening: toAmount(openingMinor, currency),
      closing: toAmount(closingMinor, currency),
      lines: lines.map(({ amountMinor, balanceMinor, ...line }) => ({
        ...line,
        amount: toAmount(amountMinor, currency),
        balance: toAmount(balanceMinor, currency),
      })),
    };
  }
}
