import { Injectable } from '@nestjs/common';
import { type ChargeFields, type ContractView, getContract, recurringRevenue } from '#contracts';
import { LegalEntity } from '#organization';
import { DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { escalatePricing } from '../domain/escalation/escalated-pricing.js';
import {
  type IndexClause,
  type IndexStep,
  nextStep,
  readIndexClause,
} from '../domain/escalation/index-clause.js';
import { recurringParts, type RecurringTerms } from '../domain/revenue/recurring-parts.js';
import { recurringTermsOf } from '../revenue/recurring.queries.js';

/** What an index was in the month that prices are compared with, and in the one that counts. */
export interface IndexMovement {
  /** As the contract names it. */
  readonly key: string;
  /** As it is written down. */
  readonly series: string | null;
  readonly baseMonth: string;
  readonly base: string | null;
  readonly month: string;
  readonly value: string | null;
}

/** What a contract's next index step would make of its prices: a proposal, which changes nothing. */
export interface Escalation {
  readonly currency: string;
  readonly clause: IndexClause;
  /** Null where the contract ends before. */
  readonly step: IndexStep | null;
  readonly indexes: readonly IndexMovement[];
  /** Null while an index is not known. */
  readonly proposal: {
    readonly rawFactor: string;
    readonly appliedFactor: string;
    readonly charges: readonly { readonly before: ChargeFields; readonly after: ChargeFields }[];
    readonly mrrBefore: string;
    readonly mrrAfter: string;
  } | null;
  /** The code of what keeps the terms from being applied, where it is not a value that is missing. */
  readonly problem: string | null;
}

/** Tells what index clauses come to. Changing a contract is another's business. */
@Injectable()
export class EscalationService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * The next step of a contract's index clause and what it would make.
   * @returns null where the contract has none
   * @throws DomainError contracts.contract_not_found
   */
  get(scope: Scope, contractId: string): Promise<Escalation | null> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      const clause = readIndexClause(contract.terms, contract.startsOn);
      if (!clause) return null;
      const { currency } = contract;
      const step = nextStep(clause, contract, tx.now.toISOString().slice(0, 10));
      const none = { currency, clause, step, indexes: [], proposal: null, problem: null };
      if (!step) return none;
      const indexes = await this.movements(tx, contract, clause, step);
      if (indexes.some(({ base, value }) => base === null || value === null)) return { ...none, indexes };
      try {
        return { ...none, indexes, proposal: await this.propose(tx, contract, clause, step, indexes) };
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return { ...none, indexes, problem: error.code };
      }
    });
  }

  private async movements(
    tx: Transaction,
    { legalEntityId }: ContractView,
    { series, baseMonth }: IndexClause,
    { indexMonth }: IndexStep,
  ): Promise<IndexMovement[]> {
    const { makerId } = tx.scope;
    const { country } = await tx.manager.findOneByOrFail(LegalEntity, { makerId, id: legalEntityId });
    const valueOf = async (key: string, month: string): Promise<{ series: string; value: string } | null> => {
      const [found]: { series: string; value: string }[] = await tx.manager.query(
        `select series, trim_scale(value)::text as value from price_index
          where maker_id = $1 and series in ($2, $3) and month = $4
          order by series = $3, recorded_at desc, id desc limit 1`,
        [makerId, `${country}_${key}`, key, `${month}-01`],
      );
      return found ?? null;
    };
    const movements: IndexMovement[] = [];
    for (const key of series) {
      const base = await valueOf(key, baseMonth);
      const now = await valueOf(key, indexMonth);
      movements.push({
        key,
        series: now?.series ?? base?.series ?? null,
        baseMonth,
        base: base?.value ?? null,
        month: indexMonth,
        value: now?.value ?? null,
      });
    }
    return movements;
  }

  private async propose(
    tx: Transaction,
    contract: ContractView,
    { term }: IndexClause,
    { on, year }: IndexStep,
    indexes: readonly IndexMovement[],
  ): Promise<Escalation['proposal']> {
    const { currency } = contract;
    const index = Object.fromEntries(indexes.map(({ key, base, value }) => [key, [base!, value!]]));
    const escalated = contract.charges
      .filter(({ due }) => due !== 'once')
      .map((before) => ({ before, ...escalatePricing(before.pricing, term, { index, year }, currency) }));
    const { rawFactor, appliedFactor } =
      escalated[0] ?? escalatePricing({ model: 'flat', amount: '0' }, term, { index, year }, currency);
    const terms = await recurringTermsOf(tx, contract.id);
    const byKey = new Map(escalated.map(({ before, pricing }) => [before.key, pricing]));
    const after: RecurringTerms = {
      ...terms,
      charges: terms.charges.map((charge) => ({
        ...charge,
        pricing: byKey.get(charge.key) ?? charge.pricing,
      })),
    };
    const mrr = (of: RecurringTerms): string => recurringRevenue(recurringParts(of, on), currency).mrr;
    return {
      rawFactor,
      appliedFactor,
      charges: escalated.map(({ before, pricing }) => ({ before, after: { ...before, pricing } })),
      mrrBefore: mrr(terms),
      mrrAfter: mrr(after),
    };
  }
}
