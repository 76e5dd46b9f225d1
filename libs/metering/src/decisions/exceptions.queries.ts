import { DomainError, toPage, type Page, type Transaction } from '#platform';
import type { Estimate } from '../domain/decisions/estimate.js';
import type { DecisionChoice, ExceptionKind } from '../domain/decisions/meter-exception.js';
import type { ExceptionState } from '../entities/meter-exception.entity.js';
import type { Verdict } from '../entities/meter-verdict.entity.js';

/** A decision with display names. */
export interface DecisionView {
  readonly id: string;
  readonly choice: DecisionChoice;
  readonly quantity: string | null;
  readonly estimate: Estimate | null;
  readonly reason: string;
  readonly evidenceHash: string;
  readonly needsSecond: boolean;
  readonly decidedAt: Date;
  readonly decidedBy: string | null;
  /** Id of the person who decided, because only another person can confirm the decision. */
  readonly decidedById: string | null;
  readonly verdict: {
    readonly verdict: Verdict;
    readonly note: string;
    readonly at: Date;
    readonly by: string | null;
  } | null;
}

/** An exception with its context. */
export interface ExceptionView {
  readonly id: string;
  readonly kind: ExceptionKind;
  readonly state: ExceptionState;
  readonly from: Date;
  readonly to: Date;
  readonly periodFrom: Date;
  readonly fromValue: string | null;
  readonly toValue: string | null;
  readonly quantity: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly contract: { readonly id: string; readonly number: string; readonly zone: string };
  readonly customer: { readonly id: string; readonly name: string };
  readonly meter: {
    readonly id: string;
    readonly device: string;
    readonly signalKey: string;
    readonly unit: string;
    readonly serial: string | null;
  };
  /** The latest decision, whether in force or not. */
  readonly decision: DecisionView | null;
}

export const EXCEPTION_FILTER_STATES = ['open', 'pending', 'decided', 'resolved'] as const;

export interface ExceptionFilter {
  /** `pending`: open, with a decision that a second person has not confirmed yet. */
  readonly state?: (typeof EXCEPTION_FILTER_STATES)[number];
  readonly kind?: ExceptionKind;
  readonly customerId?: string;
  readonly contractId?: string;
  readonly meterId?: string;
  readonly limit: number;
  /** `openedAt` (ISO 8601) and id of the previous page's last exception. */
  readonly after?: readonly [string, string];
}

const DECISION = `
  json_build_object('id', d.id, 'choice', d.choice, 'quantity', d.quantity::text, 'estimate', d.estimate, 'reason', d.reason,
    'evidenceHash', d.evidence_hash, 'needsSecond', d.needs_second, 'decidedAt', d.decided_at, 'decidedBy', d.decided_by_name,
    'decidedById', d.decided_by, 'verdict', case when v.decision_id is not null then json_build_object(
      'verdict', v.verdict, 'note', v.note, 'at', v.given_at, 'by', v.given_by_name) end)`;

const DECISION_FROM = `
  from meter_decision d
  left join meter_verdict v on v.maker_id = d.maker_id and v.decision_id = d.id`;

const EXCEPTION = `
  select e.id, e.kind, e.state, e.from_at as "from", e.to_at as "to", e.period_from as "periodFrom", e.from_value as "fromValue",
         e.to_value as "toValue", e.quantity, e.opened_at as "openedAt", e.closed_at as "closedAt",
         json_build_object('id', c.id, 'number', c.number, 'zone', c.zone) as contract,
         json_build_object('id', cu.id, 'name', cu.name) as customer,
         json_build_object('id', m.id, 'device', d.code, 'signalKey', m.signal_key, 'unit', m.unit, 'serial', ma.serial) as meter,
         latest.decision
    from meter_exception e
    join contract c on c.maker_id = e.maker_id and c.id = e.contract_id
    join customer cu on cu.maker_id = e.maker_id and cu.id = e.customer_id
    join meter m on m.maker_id = e.maker_id and m.id = e.meter_id
    join device d on d.maker_id = m.maker_id and d.id = m.device_id
    left join machine ma on ma.maker_id = d.maker_id and ma.id = d.machine_id
    left join lateral (
      select ${DECISION} as decision, d.needs_second and v.decision_id is null as is_pending ${DECISION_FROM}
       where d.maker_id = e.maker_id and d.meter_id = e.meter_id and d.kind = e.kind and d.from_at = e.from_at and d.to_at = e.to_at
       order by d.entry desc limit 1) latest on true`;

/** Lists exceptions, oldest first. */
export async function listExceptions(tx: Transaction, filter: ExceptionFilter): Promise<Page<ExceptionView>> {
  const { state, limit, after } = filter;
  const rows: ExceptionView[] = await tx.manager.query(
    `${EXCEPTION}
      where e.maker_id = $1
        and ($2::text is null or e.state = $2)
        and ($3::boolean is null or coalesce(latest.is_pending, false) = $3)
        and ($4::text is null or e.kind = $4)
        and ($5::uuid is null or e.customer_id = $5)
        and ($6::uuid is null or e.contract_id = $6)
        and ($7::uuid is null or e.meter_id = $7)
        and ($8::timestamptz is null or (e.opened_at, e.id) > ($8, $9::uuid))
      order by e.opened_at, e.id limit $10`,
    [
      tx.scope.makerId,
      state === 'pending' ? 'open' : (state ?? null),
      state === 'pending' ? true : null,
      filter.kind ?? null,
      filter.customerId ?? null,
      filter.contractId ?? null,
      filter.meterId ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ],
  );
  return toPage(rows.map(revive), limit, ({ openedAt, id }) => [openedAt.toISOString(), id]);
}

/** Returns an exception. @throws DomainError metering.exception_not_found, also for an exception of another customer */
export async function getException(tx: Transaction, id: string): Promise<ExceptionView> {
  const [row]: ExceptionView[] = await tx.manager.query(`${EXCEPTION} where e.maker_id = $1 and e.id = $2`, [
    tx.scope.makerId,
    id,
  ]);
  if (!row) throw new DomainError('metering.exception_not_found');
  return revive(row);
}

/** Returns all decisions about an exception, latest first. */
export async function listDecisionsAbout(
  tx: Transaction,
  { meter, kind, from, to }: Pick<ExceptionView, 'meter' | 'kind' | 'from' | 'to'>,
): Promise<DecisionView[]> {
  const rows: { decision: DecisionView }[] = await tx.manager.query(
    `select ${DECISION} as decision ${DECISION_FROM}
      where d.maker_id = $1 and d.meter_id = $2 and d.kind = $3 and d.from_at = $4 and d.to_at = $5 order by d.entry desc`,
    [tx.scope.makerId, meter.id, kind, from, to],
  );
  return rows.map(({ decision }) => reviveDecision(decision));
}

/** Loads decisions by id, for usage that is based on them. */
export async function findDecisionsById(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, DecisionView>> {
  if (ids.length === 0) return new Map();
  const rows: { decision: DecisionView }[] = await tx.manager.query(
    `select ${DECISION} as decision ${DECISION_FROM} where d.maker_id = $1 and d.id = any($2::uuid[])`,
    [tx.scope.makerId, ids],
  );
  return new Map(rows.map(({ decision }) => [decision.id, reviveDecision(decision)]));
}

/** Converts instants within JSON from strings to dates. */
function revive(row: ExceptionView): ExceptionView {
  return { ...row, decision: row.decision && reviveDecision(row.decision) };
}

function reviveDecision(decision: DecisionView): DecisionView {
  const { verdict } = decision;
  return {
    ...decision,
    decidedAt: new Date(decision.decidedAt),
    verdict: verdict && { ...verdict, at: new Date(verdict.at) },
  };
}
