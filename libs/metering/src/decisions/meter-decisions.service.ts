import { Injectable } from '@nestjs/common';
import { getContract } from '#contracts';
import { type AuditAction, AuditTrail } from '#organization';
import {
  DomainError,
  newId,
  mapConstraintViolations,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { listLimits, needsSecondPerson, setLimits, type LimitView } from './decision-limits.js';
import type { DerivedUsage } from '../domain/evidence/known-usage.js';
import { contractMonth, monthOf } from '../domain/usage/contract-month.js';
import { assertChoicePossible } from '../domain/decisions/decision-faults.js';
import { estimate, historySpanOf, type Estimate, type EstimateTerms } from '../domain/decisions/estimate.js';
import type { DecisionChoice, MeterDecision } from '../domain/decisions/meter-exception.js';
import { MeterDecisionRow } from '../entities/meter-decision.entity.js';
import { MeterVerdict, type Verdict } from '../entities/meter-verdict.entity.js';
import { listDecisionsAbout, getException, type ExceptionView } from './exceptions.queries.js';
import type { MeteredContract } from '../usage/metered-contract.js';
import { lockRecords } from './records.queries.js';
import { refreshUsages } from '../usage/usage-refresh.js';
import { UsageService } from '../usage/usage.service.js';

/** Input of a decision. */
export interface DecisionInput {
  readonly choice: DecisionChoice;
  /** For `accept`: the quantity to bill instead of the metered one; decimal. */
  readonly quantity: string | null;
  /** For `estimate`: the rule and its parameters. */
  readonly estimate: EstimateTerms | null;
}

export type NewDecision = DecisionInput & {
  readonly reason: string;
  /** The latest decision that the user saw; null if there was none. */
  readonly expected: string | null;
};

/** A month's usage before and after a decision. */
export interface PreviewedUsage {
  readonly exception: ExceptionView;
  readonly month: string;
  readonly before: DerivedUsage;
  readonly after: DerivedUsage;
  readonly estimate: Estimate | null;
  readonly needsSecond: boolean;
}

/** Manages decisions about exceptions and their confirmation by a second person. */
@Injectable()
export class MeterDecisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly usages: UsageService,
  ) {}

  limits(scope: Scope): Promise<LimitView[]> {
    return this.unitOfWork.run(scope, listLimits);
  }

  /** Replaces the limits. @throws DomainError metering.limit_twice (with fields) */
  setLimits(scope: Scope, limits: readonly LimitView[]): Promise<void> {
    return this.unitOfWork.run(scope, (tx) => setLimits(tx, limits));
  }

  /**
   * Previews a decision's effect on the month.
   * @throws DomainError metering.meter_not_found, or as `decide` for the choice
   */
  async previewWithin(
    tx: Transaction,
    contract: MeteredContract,
    exception: ExceptionView,
    input: DecisionInput,
  ): Promise<PreviewedUsage> {
    const { quantity, estimated } = await this.resolveQuantity(tx, contract, exception, input);
    const meter = contract.meters.find(({ id }) => id === exception.meter.id);
    if (!meter) throw new DomainError('metering.meter_not_found', { id: exception.meter.id });
    const month = contractMonth(monthOf(exception.periodFrom.getTime(), contract), contract);
    const proposed: MeterDecision = {
      id: exception.id,
      kind: exception.kind,
      from: exception.from.getTime(),
      to: exception.to.getTime(),
      choice: input.choice,
      quantity,
    };
    return {
      exception,
      month: month.month,
      ...(await this.usages.previewDecisionsWithin(tx, contract, meter, month, [proposed])),
      estimate: estimated,
      needsSecond: await needsSecondPerson(tx, exception.meter.unit, [exception.quantity, quantity]),
    };
  }

  /**
   * Decides how an exception is billed. Above the maker's limit, the decision takes effect only after another person
   * has confirmed it.
   * @throws DomainError metering.exception_not_found, metering.exception_resolved, metering.exception_not_over,
   * metering.decided_meanwhile, metering.choice_impossible, metering.quantity_missing, metering.quantity_not_asked,
   * metering.estimate_terms_missing (these with fields), metering.estimate_without_history
   */
  decide(scope: Scope, exceptionId: string, input: NewDecision): Promise<string> {
    return this.unitOfWork.run(scope, async (tx) => {
      await lockRecords(tx);
      const exception = await getException(tx, exceptionId);
      const [latest] = await listDecisionsAbout(tx, exception);
      if ((latest?.id ?? null) !== input.expected) throw new DomainError('metering.decided_meanwhile');
      const contract = await getContract(tx, exception.contract.id);
      const { quantity, estimated } = await this.resolveQuantity(tx, contract, exception, input);
      const row = {
        makerId: scope.makerId,
        id: newId(),
        customerId: exception.customer.id,
        meterId: exception.meter.id,
        kind: exception.kind,
        fromAt: exception.from,
        toAt: exception.to,
        choice: input.choice,
        quantity,
        estimate: estimated,
        reason: input.reason,
        evidenceHash: await findEvidenceHash(tx, exception),
        needsSecond: await needsSecondPerson(tx, exception.meter.unit, [exception.quantity, quantity]),
        replacesId: latest?.id ?? null,
        decidedAt: tx.now,
        decidedBy: scope.userId,
      };
      await mapConstraintViolations(
        { meter_decision_replaces_uq: () => new DomainError('metering.decided_meanwhile') },
        () => tx.manager.insert(MeterDecisionRow, row),
      );
      const { makerId: _maker, id, decidedAt: _at, decidedBy: _by, ...after } = row;
      await this.recordChange(tx, 'metering.exception_decided', id, after);
      if (!row.needsSecond) await this.refreshUsage(tx, exception);
      return id;
    });
  }

  /**
   * Records a second person's verdict on a decision.
   * @throws DomainError metering.decision_not_found, metering.second_not_needed, metering.verdict_given,
   * metering.same_person, metering.decided_meanwhile
   */
  giveVerdict(scope: Scope, decisionId: string, verdict: Verdict, note: string): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      await lockRecords(tx);
      const { makerId } = scope;
      const decision = await tx.manager.findOneBy(MeterDecisionRow, { makerId, id: decisionId });
      if (!decision) throw new DomainError('metering.decision_not_found');
      if (!decision.needsSecond) throw new DomainError('metering.second_not_needed');
      if (decision.decidedBy === scope.userId) throw new DomainError('metering.same_person');
      if (await tx.manager.existsBy(MeterDecisionRow, { makerId, replacesId: decisionId }))
        throw new DomainError('metering.decided_meanwhile');
      const row = { makerId, decisionId, verdict, note, givenAt: tx.now, givenBy: scope.userId };
      await mapConstraintViolations(
        { meter_verdict_pk: () => new DomainError('metering.verdict_given') },
        () => tx.manager.insert(MeterVerdict, row),
      );
      await this.recordChange(tx, `metering.decision_${verdict}`, decisionId, { verdict, note });
      if (verdict === 'refused') return;
      const [exception]: { id: string }[] = await tx.manager.query(
        `select id from meter_exception where maker_id = $1 and meter_id = $2 and kind = $3 and from_at = $4 and to_at = $5`,
        [makerId, decision.meterId, decision.kind, decision.fromAt, decision.toAt],
      );
      if (exception) await this.refreshUsage(tx, await getException(tx, exception.id));
    });
  }

  /** Validates a decision, and determines the quantity to bill instead of the metered one. */
  private async resolveQuantity(
    tx: Transaction,
    contract: MeteredContract,
    exception: ExceptionView,
    input: DecisionInput,
  ): Promise<{ quantity: string | null; estimated: Estimate | null }> {
    const { kind, state, to } = exception;
    assertChoicePossible({ kind, state, isOver: to <= tx.now }, input);
    if (input.choice !== 'estimate') return { quantity: input.quantity, estimated: null };
    if (input.estimate === null)
      throw new DomainError('metering.estimate_terms_missing', {}, [
        { pointer: '/estimate', code: 'metering.estimate_terms_missing' },
      ]);
    const estimated = await this.estimateWithin(tx, contract, exception, input.estimate);
    return { quantity: estimated.quantity, estimated };
  }

  private async estimateWithin(
    tx: Transaction,
    contract: MeteredContract,
    { meter: { id }, from, to }: ExceptionView,
    terms: EstimateTerms,
  ): Promise<Estimate> {
    const span = { from: from.getTime(), to: to.getTime() };
    const history = historySpanOf(terms, span);
    const meter = contract.meters.find((one) => one.id === id);
    if (!meter) throw new DomainError('metering.meter_not_found', { id });
    const past = history && (await this.usages.deriveWithin(tx, contract, meter, history));
    return estimate(terms, span, past?.usage.halfHours ?? [], contract.zone);
  }

  private refreshUsage(tx: Transaction, { contract, meter, periodFrom }: ExceptionView): Promise<void> {
    return refreshUsages(tx, this.usages, [{ contractId: contract.id, meterId: meter.id, periodFrom }]);
  }

  private async recordChange(
    tx: Transaction,
    action: AuditAction,
    entityId: string,
    after: object,
  ): Promise<void> {
    await AuditTrail.write(tx, { action, entity: 'meter_decision', entityId, after });
    await tx.record({ name: action, version: 1, payload: { decisionId: entityId } });
  }
}

/** Returns the evidence hash of the usage that has the exception. */
async function findEvidenceHash(tx: Transaction, { meter, periodFrom }: ExceptionView): Promise<string> {
  const [row]: { readings_hash: string }[] = await tx.manager.query(
    `select readings_hash from usage_period where maker_id = $1 and meter_id = $2 and period_from = $3 and superseded_at is null`,
    [tx.scope.makerId, meter.id, periodFrom],
  );
  return row?.readings_hash ?? '';
}
