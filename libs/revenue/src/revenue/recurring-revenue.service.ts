import { Injectable } from '@nestjs/common';
import { plusDays } from '#contracts';
import { addMonths } from '#metering';
import { type Scope, UnitOfWork } from '#platform';
import { type Recurring, workOutRecurring, yearBefore } from '../domain/revenue/recurring-revenue.js';
import type { RevenueView } from '../domain/revenue/revenue-months.js';
import { recurringTerms } from './recurring.queries.js';
import { ratesNow } from './revenue.queries.js';

export interface RecurringOnDay extends Recurring {
  /** The last day of the month, today where it runs. */
  readonly day: string;
  /** A year before. */
  readonly before: string;
}

/** What comes again by itself, and what was kept of it. No customer is told any of it. */
@Injectable()
export class RecurringRevenueService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Recurring revenue at the end of a month.
   * @param month `YYYY-MM`; the running one where it is left out
   */
  get(scope: Scope, month: string | undefined, view: RevenueView): Promise<RecurringOnDay> {
    return this.unitOfWork.run(scope, async (tx) => {
      const today = tx.now.toISOString().slice(0, 10);
      const lastDay = month === undefined ? today : plusDays(`${addMonths(month, 1)}-01`, -1);
      const day = lastDay.slice(0, 7) === today.slice(0, 7) ? today : lastDay;
      const before = yearBefore(day);
      const terms = await recurringTerms(tx, [day, before]);
      const rates = view === 'books' ? await ratesNow(tx, terms) : new Map<string, never>();
      return { day, before, ...workOutRecurring(terms, { day, before }, view, rates) };
    });
  }
}
