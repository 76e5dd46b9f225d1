import { Injectable, type PipeTransform } from '@nestjs/common';
import { DomainError } from '#platform';

/**
 * Parses the month of a billing group's document in a path.
 * @throws DomainError billing.group_document_not_found if it is not a month, `YYYY-MM`
 */
@Injectable()
export class MonthPipe implements PipeTransform<string, string> {
  transform(month: string): string {
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month))
      throw new DomainError('billing.group_document_not_found', { month });
    return month;
  }
}
