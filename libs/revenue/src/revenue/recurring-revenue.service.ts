import { Injectable } from '@nestjs/common';
import { plusDays } from '#contracts';
import { addMonths } from '#metering';
import { type Scope, UnitOfWork } from '#platform';
import { type Recurring, computeRecurring, yearBefore } from '../domain/revenue/recurring-revenue.js';
import type { RevenueView } from '../domain/revenue/revenue-months.js';
import { findRecurringTerms } from './recurring.queries.js';
import { findLatestRates } from './revenue.queries.js';

export interface RecurringOnDay extends Recurring {
  /** The last day of the month, or today for the current month. */
  readonly day: string;
  /** The same day one year earlier. */
  readonly before: string;
}

/** Calculates recurring revenue and its retention, which are not visible to customers. */
@Injectable()
export class RecurringRevenueService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Returns recurring revenue at the end of a month.
   * @param month `YYYY-MM`; the current month by default
   */
  get(scope: Scope, month: string | undefined, view: RevenueView): Promise<RecurringOnDay> {
    return this.unitOfWork.run(scope, async (tx) => {
      const today = tx.now.toISOString().slice(0, 10);
      const lastDay = month === undefined ? today : plusDays(`${addMonths(month, 1)}-01`, -1);
      const day = lastDay.slice(0, 7) === today.slice(0, 7) ? today : lastDay;
      const before = yearBefore(day);
      const terms = await findRecurringTerms(tx, [day, before]);
      const rates = view === 'books' ? await findLatestRates(tx, terms) : new Map<string, never>();
      return { day, before, ...computeRecurring(terms, { day, before }, view, rates) };
    });
  }
}
