import { newId, type Transaction } from '#platform';
import type { UsageException } from '../domain/decisions/meter-exception.js';

/** The meter, the period and the exceptions of derived usage. */
export interface UsageKey {
  readonly contractId: string;
  readonly customerId: string;
  readonly meterId: string;
  /** Start of the usage's period, in epoch milliseconds. */
  readonly from: number;
}

/**
 * Updates the exceptions of a meter's period from its usage: opens new exceptions, marks exceptions with a decision in
 * force as decided, and resolves exceptions that were not found again.
 */
async function updateExceptions(
  tx: Transaction,
  { contractId, customerId, meterId, from }: UsageKey,
  found: readonly UsageException[],
): Promise<void> {
  const { makerId } = tx.scope;
  const periodFrom = new Date(from);
  const instants = (pick: (one: UsageException) => number) => found.map((one) => new Date(pick(one)));
  const lists = [found.map(({ kind }) => kind), instants((one) => one.from), instants((one) => one.to)];
  await tx.manager.query(
    `update meter_exception e set state = 'resolved', decision_id = null, closed_at = $4
      where e.maker_id = $1 and e.meter_id = $2 and e.period_from = $3 and e.state <> 'resolved'
        and not exists (select from unnest($5::text[], $6::timestamptz[], $7::timestamptz[]) as f (kind, from_at, to_at)
                         where f.kind = e.kind and f.from_at = e.from_at and f.to_at = e.to_at)`,
    [makerId, meterId, periodFrom, tx.now, ...lists],
  );
  if (found.length === 0) return;
  const stored: { id: string; isNew: boolean }[] = await tx.manager.query(
    `insert into meter_exception as e (maker_id, contract_id, customer_id, meter_id, period_from, opened_at,
            id, kind, from_at, to_at, from_value, to_value, quantity, decision_id, state, closed_at)
     select $1, $2, $3, $4, $5, $6, f.*, case when f.decision_id is null then 'open' else 'decided' end,
            case when f.decision_id is not null then $6::timestamptz end
       from unnest($7::uuid[], $8::text[], $9::timestamptz[], $10::timestamptz[], $11::numeric[], $12::numeric[], $13::numeric[],
                   $14::uuid[]) as f (id, kind, from_at, to_at, from_value, to_value, quantity, decision_id)
         on conflict on constraint meter_exception_found_uq do update
        set state = excluded.state, decision_id = excluded.decision_id, closed_at = excluded.closed_at, period_from = excluded.period_from,
            from_value = excluded.from_value, to_value = excluded.to_value, quantity = excluded.quantity,
            opened_at = case when e.state = 'resolved' then excluded.opened_at else e.opened_at end
      where (e.state, e.decision_id, e.period_from, e.from_value, e.to_value, e.quantity)
            is distinct from (excluded.state, excluded.decision_id, excluded.period_from, excluded.from_value, excluded.to_value, excluded.quantity)
     returning e.id, e.state = 'open' and e.opened_at = $6 as "isNew"`,
    [
      makerId,
      contractId,
      customerId,
      meterId,
      periodFrom,
      tx.now,
      found.map(() => newId()),
      ...lists,
      found.map(({ fromValue }) => fromValue),
      found.map(({ toValue }) => toValue),
      found.map(({ quantity }) => quantity),
      found.map(({ decisionId }) => decisionId),
    ],
  );
  const opened = stored.filter(({ isNew }) => isNew);
  if (opened.length > 0)
    await tx.record(
      ...opened.map(({ id }) => ({ name: 'metering.usage_held', version: 1, payload: { exceptionId: id } })),
    );
}

/**
 * Like `updateExceptions`, for the usage of many meters. Loads the stored exceptions of all meters together, and skips
 * meters without stored or new exceptions, because most meters have none.
 */
export async function updateExceptionsOfUsages(
  tx: Transaction,
  usages: readonly (UsageKey & { readonly found: readonly UsageException[] })[],
): Promise<void> {
  const rows: { meterId: string; periodFrom: Date }[] = await tx.manager.query(
    `select distinct e.meter_id as "meterId", e.period_from as "periodFrom"
       from unnest($2::uuid[], $3::timestamptz[]) as w (meter_id, period_from)
       join meter_exception e on e.maker_id = $1 and e.meter_id = w.meter_id and e.period_from = w.period_from and e.state <> 'resolved'`,
    [tx.scope.makerId, usages.map(({ meterId }) => meterId), usages.map(({ from }) => new Date(from))],
  );
  const keyOf = (meterId: string, from: number): string => `${meterId} ${from}`;
  const known = new Set(rows.map(({ meterId, periodFrom }) => keyOf(meterId, periodFrom.getTime())));
  for (const { found, ...usage } of usages)
    if (found.length > 0 || known.has(keyOf(usage.meterId, usage.from)))
      await updateExceptions(tx, usage, found);
}
