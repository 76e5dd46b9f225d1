import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '#platform';

/**
 * Parses the month of an accounting period in a path.
 * @throws DomainError billing.period_not_found if it is not a month, `YYYY-MM`
 */
@Injectable()
export class AccountingMonthPipe implements PipeTransform<string, string> {
  transform(month: string): string {
    if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(month))
      throw new DomainError('billing.period_not_found', { month });
    return month;
  }
}
