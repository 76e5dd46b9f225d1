import { DomainError, type Transaction } from '#platform';
import { findAccountingRate } from './accounting-rates.queries.js';
import {
  type DualApprovalReason,
  type Money,
  findDualApprovalReason,
  strictestLimit,
} from '../domain/four-eyes.js';
import { LegalEntity } from '../entities/legal-entity.entity.js';

/** An amount to be decided on, with its legal entity. */
export interface AmountToApprove extends Money {
  readonly legalEntityId: string;
}

/**
 * Asserts that an amount has a second approver if it is above the legal entity's limit at the day's rate, or in a
 * currency without a rate.
 * @param firstApproverId the person who approved first; null if there is none
 * @param code error code; `<code>_no_rate` is used if no rate of the last ten days can convert the amount
 * @throws DomainError of that code, with the limit and the accounting currency
 */
export async function assertDualApproval(
  tx: Transaction,
  money: AmountToApprove,
  firstApproverId: string | null,
  code: string,
): Promise<void> {
  if (firstApproverId !== null && firstApproverId !== tx.scope.userId) return;
  const { reason, limit, currency, day } = await compareWithLimit(tx, money);
  if (reason === 'no_rate')
    throw new DomainError(`${code}_no_rate`, { limit, currency, from: money.currency, day });
  if (reason === 'exceeds') throw new DomainError(code, { limit, currency });
}

/**
 * Returns why an amount needs a second approver: it is above the legal entity's limit at the day's rate, or in a
 * currency without a rate. Null if the amount doesn't need a second approver.
 */
export async function loadDualApprovalReason(
  tx: Transaction,
  money: AmountToApprove,
): Promise<DualApprovalReason | null> {
  return (await compareWithLimit(tx, money)).reason;
}

/** Returns whether an amount needs a second approver. */
export async function needsDualApproval(tx: Transaction, money: AmountToApprove): Promise<boolean> {
  return (await loadDualApprovalReason(tx, money)) !== null;
}

async function compareWithLimit(
  tx: Transaction,
  { amount, currency: from, legalEntityId }: AmountToApprove,
): Promise<EntityLimit & { readonly reason: DualApprovalReason | null }> {
  const [found = NO_LIMIT]: EntityLimit[] = await tx.manager.query(
    `select trim_scale(four_eyes_limit)::text as "limit", currency, ($3::timestamptz at time zone zone)::date::text as day
       from legal_entity where maker_id = $1 and id = $2`,
    [tx.scope.makerId, legalEntityId, tx.now],
  );
  const { limit, currency, day } = found;
  const rate = limit === null ? null : await findAccountingRate(tx, from, currency, day);
  return { ...found, reason: findDualApprovalReason(amount, limit, rate?.rate ?? null) };
}

interface EntityLimit {
  readonly limit: string | null;
  readonly currency: string;
  readonly day: string;
}
const NO_LIMIT: EntityLimit = { limit: null, currency: '', day: '' };

/** The amount above which decisions about a legal entity's money need a second approver. */
export interface FourEyesLimit {
  readonly legalEntityId: string;
  readonly name: string;
  /** The accounting currency. */
  readonly currency: string;
  /** Limit as a decimal; null if one person may decide on any amount. */
  readonly limit: string | null;
}

/** Returns the limits of the maker's legal entities, ordered by name. */
export async function listDualApprovalLimits(tx: Transaction): Promise<FourEyesLimit[]> {
  return tx.manager.query(
    `select id as "legalEntityId", name, currency, trim_scale(four_eyes_limit)::text as "limit"
       from legal_entity where maker_id = $1 order by name, id`,
    [tx.scope.makerId],
  );
}

/** Sets the limits of legal entities. @throws DomainError organization.legal_entity_not_found */
export async function setDualApprovalLimits(
  tx: Transaction,
  limits: readonly Pick<FourEyesLimit, 'legalEntityId' | 'limit'>[],
): Promise<void> {
  for (const { legalEntityId: id, limit } of limits) {
    const { affected } = await tx.manager.update(
      LegalEntity,
      { makerId: tx.scope.makerId, id },
      { fourEyesLimit: limit },
    );
    if (affected === 0) throw new DomainError('organization.legal_entity_not_found', { id });
  }
}

/** Converts limits by currency to one limit per legal entity, which is the strictest of them at the rates of a day. */
export async function toEntityLimits(
  tx: Transaction,
  limits: Readonly<Record<string, string>>,
): Promise<Pick<FourEyesLimit, 'legalEntityId' | 'limit'>[]> {
  const entityLimits: Pick<FourEyesLimit, 'legalEntityId' | 'limit'>[] = [];
  const day = tx.now.toISOString().slice(0, 10);
  for (const { legalEntityId, currency } of await listDualApprovalLimits(tx)) {
    const rates = new Map<string, string | null>();
    for (const from of Object.keys(limits))
      rates.set(from, (await findAccountingRate(tx, from, currency, day))?.rate ?? null);
    entityLimits.push({ legalEntityId, limit: strictestLimit(limits, (from) => rates.get(from) ?? null) });
  }
  return entityLimits;
}
