import { DomainError, type Transaction } from '#platform';
import { findBooksRate } from './books-rates.queries.js';
import { type Money, needsTwoPeople, strictestLimit } from '../domain/four-eyes.js';
import { LegalEntity } from '../entities/legal-entity.entity.js';

/** An amount to be decided on, with its legal entity. */
export interface DecidedMoney extends Money {
  readonly legalEntityId: string;
}

/**
 * Asserts a second approver for an amount above the legal entity's limit at the day's rate, or in a currency without
 * a rate.
 * @param other the person who approved before; null if there is none
 * @param code of the error; `<code>_no_rate` when no rate of the ten days before converts the amount
 * @throws DomainError of that code, with the limit and the accounting currency
 */
export async function assertTwoPeople(
  tx: Transaction,
  { amount, currency: from, legalEntityId }: DecidedMoney,
  other: string | null,
  code: string,
): Promise<void> {
  if (other !== null && other !== tx.scope.userId) return;
  const [{ limit, currency, day } = NO_LIMIT]: OwnLimit[] = await tx.manager.query(
    `select trim_scale(four_eyes_limit)::text as "limit", currency, ($3::timestamptz at time zone zone)::date::text as day
       from legal_entity where maker_id = $1 and id = $2`,
    [tx.scope.makerId, legalEntityId, tx.now],
  );
  const rate = limit === null ? null : await findBooksRate(tx, from, currency, day);
  const needed = needsTwoPeople(amount, limit, rate?.rate ?? null);
  if (needed === 'no_rate') throw new DomainError(`${code}_no_rate`, { limit, currency, from, day });
  if (needed === 'exceeds') throw new DomainError(code, { limit, currency });
}

interface OwnLimit {
  readonly limit: string | null;
  readonly currency: string;
  readonly day: string;
}
const NO_LIMIT: OwnLimit = { limit: null, currency: '', day: '' };

/** The amount above which decisions on money of a legal entity need a second approver. */
export interface FourEyesLimit {
  readonly legalEntityId: string;
  readonly name: string;
  /** The accounting currency. */
  readonly currency: string;
  /** Decimal; null when one person may decide about any amount. */
  readonly limit: string | null;
}

/** Returns the limits of the maker's legal entities, ordered by name. */
export async function listFourEyes(tx: Transaction): Promise<FourEyesLimit[]> {
  return tx.manager.query(
    `select id as "legalEntityId", name, currency, trim_scale(four_eyes_limit)::text as "limit"
       from legal_entity where maker_id = $1 order by name, id`,
    [tx.scope.makerId],
  );
}

/** Sets the limits of legal entities. @throws DomainError organization.legal_entity_not_found */
export async function setFourEyes(
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

/** Converts limits by currency to one limit per legal entity: the strictest at the rates of a day. */
export async function asOwnLimits(
  tx: Transaction,
  limits: Readonly<Record<string, string>>,
): Promise<Pick<FourEyesLimit, 'legalEntityId' | 'limit'>[]> {
  const own: Pick<FourEyesLimit, 'legalEntityId' | 'limit'>[] = [];
  const day = tx.now.toISOString().slice(0, 10);
  for (const { legalEntityId, currency } of await listFourEyes(tx)) {
    const rates = new Map<string, string | null>();
    for (const from of Object.keys(limits))
      rates.set(from, (await findBooksRate(tx, from, currency, day))?.rate ?? null);
    own.push({ legalEntityId, limit: strictestLimit(limits, (from) => rates.get(from) ?? null) });
  }
  return own;
}
