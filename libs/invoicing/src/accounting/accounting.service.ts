import { Injectable } from '@nestjs/common';
import { AuditTrail, recordDecision } from '#organization';
import { DomainError, newId, type Scope, UnitOfWork } from '#platform';
import { AccountingPeriod } from '../entities/accounting-period.entity.js';
import { FxRate } from '../entities/fx-rate.entity.js';
import { getSeller } from '../taxes/tax-rules.service.js';

export interface PeriodView {
  readonly legalEntityId: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly state: 'open' | 'closed';
  readonly entries: number;
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
}

export interface PeriodChange {
  readonly legalEntityId: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly state: 'open' | 'closed';
  readonly why: string;
}

export interface NewRate {
  readonly fromCurrency: string;
  readonly toCurrency: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly rate: string;
  readonly source: string;
}

export interface RateView extends NewRate {
  readonly id: string;
  readonly recordedAt: Date;
}

/** Manages accounting periods of sellers, and the exchange rates for posting documents. */
@Injectable()
export class AccountingService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Lists the months that have postings or were ever closed, newest first. */
  listPeriods(scope: Scope): Promise<PeriodView[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.query<PeriodView[]>(
        `select p.legal_entity_id as "legalEntityId", to_char(p.month, 'YYYY-MM') as month, p.state,
                (select count(*)::int from journal_entry e where e.maker_id = p.maker_id
                    and e.legal_entity_id = p.legal_entity_id and date_trunc('month', e.posting_date) = p.month) as entries,
                p.changed_at as "changedAt", p.changed_by_name as "changedBy"
           from accounting_period p
          where p.maker_id = $1 order by p.month desc, p.legal_entity_id`,
        [scope.makerId],
      ),
    );
  }

  /**
   * Closes a month to postings, or reopens it. Waits for documents that are being issued in that month.
   * @throws DomainError organization.legal_entity_not_found, billing.period_unchanged if the month is already in that
   *   state
   */
  changePeriod(scope: Scope, { legalEntityId, month, state, why }: PeriodChange): Promise<PeriodView[]> {
    return this.unitOfWork
      .run(scope, async (tx) => {
        const { makerId } = scope;
        await getSeller(tx, legalEntityId);
        const key = { makerId, legalEntityId, month: `${month}-01` };
        await tx.manager.query(
          `insert into accounting_period (maker_id, legal_entity_id, month, state, changed_at) values ($1, $2, $3, 'open', $4)
           on conflict on constraint accounting_period_pk do nothing`,
          [makerId, legalEntityId, key.month, tx.now],
        );
        const found = await tx.manager.findOneOrFail(AccountingPeriod, {
          where: key,
          lock: { mode: 'pessimistic_write' },
        });
        if (found.state === state) throw new DomainError('billing.period_unchanged', { month, state });
        await tx.manager.update(AccountingPeriod, key, {
          state,
          changedAt: tx.now,
          changedBy: scope.userId,
          version: found.version + 1,
        });
        await recordDecision(tx, {
          action: state === 'closed' ? 'period_closed' : 'period_opened',
          legalEntityId,
          why,
          before: { month, state: found.state },
          after: { month, state },
        });
        await AuditTrail.write(tx, {
          action: `billing.period_${state === 'closed' ? 'closed' : 'opened'}`,
          entity: 'accounting_period',
          entityId: legalEntityId,
          before: { month, state: found.state },
          after: { month, state },
        });
      })
      .then(() => this.listPeriods(scope));
  }

  /** Lists the latest 500 exchange rates, newest first. */
  listRates(scope: Scope): Promise<RateView[]> {
    return this.unitOfWork.run(scope, (tx) =>
      tx.manager.query<RateView[]>(
        `select id, from_currency as "fromCurrency", to_currency as "toCurrency", day::text as day,
                trim_scale(rate)::text as rate, source, recorded_at as "recordedAt"
           from fx_rate where maker_id = $1 order by day desc, from_currency, to_currency, recorded_at desc limit 500`,
        [scope.makerId],
      ),
    );
  }

  /**
   * Records an exchange rate. It replaces an earlier rate for the same day, for documents that are issued after it.
   * @throws DomainError billing.rate_invalid (with fields)
   */
  addRate(scope: Scope, rate: NewRate): Promise<RateView> {
    return this.unitOfWork.run(scope, async (tx) => {
      if (rate.fromCurrency === rate.toCurrency) {
        const code = 'billing.rate_of_itself';
        throw new DomainError('billing.rate_invalid', {}, [{ pointer: '/toCurrency', code }]);
      }
      const id = newId();
      const row = { makerId: scope.makerId, id, ...rate, recordedAt: tx.now, recordedBy: scope.userId };
      await tx.manager.insert(FxRate, row);
      await AuditTrail.write(tx, {
        action: 'billing.fx_rate_added',
        entity: 'fx_rate',
        entityId: id,
        after: rate,
      });
      return { id, ...rate, recordedAt: tx.now };
    });
  }
}
