import { Injectable } from '@nestjs/common';
import { type Page, type Scope, UnitOfWork } from '#platform';
import {
  listDecisionsAbout,
  getException,
  listExceptions,
  type DecisionView,
  type ExceptionFilter,
  type ExceptionView,
} from './exceptions.queries.js';
import { getMeterSubject } from './meter-events.queries.js';
import { loadReadingPage, loadValuesAt } from '../usage/usage.queries.js';

/** A point in the chart of a meter's signal. */
export interface CounterPoint {
  readonly at: Date;
  /** Decimal. */
  readonly value: string;
}

const HOUR_MS = 3_600_000;
/** Number of evenly spaced points if there are too many readings. A small chart can't show more points. */
const MAX_POINTS = 120;
const MAX_READINGS = 600;

/** Provides meter exceptions and the readings around them, for review. */
@Injectable()
export class MeterExceptions {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope, filter: ExceptionFilter): Promise<Page<ExceptionView>> {
    return this.unitOfWork.run(scope, (tx) => listExceptions(tx, filter));
  }

  /**
   * Returns an exception with all decisions about it, latest first.
   * @throws DomainError metering.exception_not_found
   */
  get(scope: Scope, id: string): Promise<{ exception: ExceptionView; decisions: DecisionView[] }> {
    return this.unitOfWork.run(scope, async (tx) => {
      const exception = await getException(tx, id);
      return { exception, decisions: await listDecisionsAbout(tx, exception) };
    });
  }

  /**
   * Returns the values of the meter's signal around an exception, with some margin: every reading if there are at most
   * 600, otherwise evenly spaced values.
   * @throws DomainError metering.exception_not_found
   */
  counterAround(scope: Scope, id: string): Promise<CounterPoint[]> {
    return this.unitOfWork.run(scope, async (tx) => {
      const exception = await getException(tx, id);
      const counter = await getMeterSubject(tx, exception.meter.id);
      const length = exception.to.getTime() - exception.from.getTime();
      const margin = Math.max(length / 2, 2 * HOUR_MS);
      const from = exception.from.getTime() - margin;
      const to = Math.min(exception.to.getTime() + margin, tx.now.getTime());
      const page = await loadReadingPage(tx, counter, from - 1, to, Infinity, MAX_READINGS);
      if (page.next === null)
        return page.readings.flatMap(({ at, value }) =>
          value === null ? [] : [{ at: new Date(at), value }],
        );
      const step = (to - from) / (MAX_POINTS - 1);
      const instants = Array.from({ length: MAX_POINTS }, (_, index) => Math.round(from + index * step));
      const values = await loadValuesAt(tx, counter, instants, from - 24 * HOUR_MS);
      return instants.flatMap((at, index) => {
        const value = values[index] ?? null;
        return value === null ? [] : [{ at: new Date(at), value }];
      });
    });
  }
}
