import { Injectable } from '@nestjs/common';
import {
  type AgreedIndexClause,
  AmendmentsService,
  type AmendmentView,
  type ChargeFields,
  contentOn,
  contractInTime,
  type ContractHistory,
  findIndexClauseFaults,
  getContractHistory,
  type IndexStepPart,
  localDate,
} from '#contracts';
import { assertNoFaults, DomainError, type Scope, type Transaction, UnitOfWork } from '#platform';
import { clausesInTime, type IndexClause, type IndexStep, indexSteps } from '#pricing';
import { recurringTermsOf } from '#revenue';
import { evidenceOf, type IndexMovement } from '../domain/index-step-plan.js';
import { isAnyNew, monthlyBy, newPrices } from '../domain/new-prices.js';
import { type IndexReading, madeSteps, type MadeStep } from './index-values.queries.js';
import { workOutSteps } from './worked-out-steps.js';

/** A charge that a step changes, and the factor that goes on the prices first agreed. */
export interface EscalatedCharge {
  readonly before: ChargeFields;
  readonly after: ChargeFields;
  readonly factor: string;
}

/** What a contract's next index step would make of its prices: a proposal, until somebody makes the amendment. */
export interface Escalation {
  readonly currency: string;
  readonly clause: IndexClause;
  /** Null where the contract ends before. */
  readonly step: IndexStep | null;
  /** The day of the last step that nobody was told of in time. */
  readonly lapsed: string | null;
  /** The draft that makes the step, where somebody wrote it. */
  readonly draft: MadeStep | null;
  readonly indexes: readonly IndexMovement[];
  /** Null while an index is not known. */
  readonly proposal: {
    readonly rawFactor: string;
    readonly appliedFactor: string;
    readonly charges: readonly EscalatedCharge[];
    readonly mrrBefore: string;
    readonly mrrAfter: string;
  } | null;
  /** The code of what keeps the terms from being applied, where it is not a value that is missing. */
  readonly problem: string | null;
}

/** What is to be made of a step. */
export interface StepWish {
  /** The day of the clause that the editor saw. */
  readonly stepOn: string;
  /** What the customer reads; said for the step where it is left out. */
  readonly reason?: string;
}

/** A clause that somebody thinks of. */
export interface SupposedClause {
  readonly indexClause: AgreedIndexClause | null;
  /** The first day on which it would hold, `YYYY-MM-DD`; from the start of the contract where it is left out. */
  readonly effectiveOn?: string;
}

/** Tells what index clauses come to, and drafts the amendments that make their steps. */
@Injectable()
export class EscalationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly amendments: AmendmentsService,
  ) {}

  /**
   * The next step of a contract's index clause and what it would make.
   * @returns null where the contract has none
   * @throws DomainError contracts.contract_not_found
   */
  get(scope: Scope, contractId: string): Promise<Escalation | null> {
    return this.unitOfWork.run(scope, async (tx) =>
      describe(tx, await getContractHistory(tx, contractId), 'own'),
    );
  }

  /**
   * What the next step would be if a clause were agreed so: by the last values that are known, where those that will count are not
   * yet. Stores nothing.
   * @throws DomainError contracts.contract_not_found, billing.index_clause_invalid (with fields)
   */
  suppose(
    scope: Scope,
    contractId: string,
    { indexClause, effectiveOn }: SupposedClause,
  ): Promise<Escalation | null> {
    return this.unitOfWork.run(scope, async (tx) => {
      const history = await getContractHistory(tx, contractId);
      const from = effectiveOn ?? history.base.startsOn;
      const { charges } = contentOn(contractInTime(history.base, history.amendments), from);
      const faults = findIndexClauseFaults({ indexClause, startsOn: history.base.startsOn, charges });
      assertNoFaults('billing.index_clause_invalid', faults);
      return describe(tx, withClause(history, indexClause, from), 'latest');
    });
  }

  /**
   * Drafts the amendment that makes a step: the prices of the charges that the clause names, with all that they were worked out of.
   * A contract has one amendment a step, whoever asks at once.
   * @throws DomainError billing.no_index_clause, billing.index_step_not_next, billing.index_value_missing, billing.index_step_changes_nothing,
   * contracts.index_step_taken, contracts.weights_exceed_one, and those of `AmendmentsService.draft`
   */
  draftStep(scope: Scope, contractId: string, { stepOn, reason }: StepWish): Promise<AmendmentView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const history = await getContractHistory(tx, contractId);
      const found = await nextOf(tx, history);
      if (!found) throw new DomainError('billing.no_index_clause');
      const { clause, step, made } = found;
      if (made.some((one) => one.stepOn === stepOn))
        throw new DomainError('contracts.index_step_taken', { stepOn });
      if (step?.on !== stepOn)
        throw new DomainError('billing.index_step_not_next', { stepOn, next: step?.on ?? null });
      const [worked] = await workOutSteps(tx, [{ history, clause, step }]);
      const { parts, problem } = worked!;
      if (!parts) throw problem!;
      const charges = contentOn(contractInTime(history.base, history.amendments), step.effectiveOn).charges;
      const prices = newPrices(parts);
      const priced = charges.map((charge) => ({
        ...charge,
        pricing: prices.get(charge.key)?.after ?? charge.pricing,
      }));
      if (!isAnyNew(prices)) throw new DomainError('billing.index_step_changes_nothing', { stepOn });
      return this.amendments.draftWithin(
        tx,
        contractId,
        { effectiveOn: step.effectiveOn, reason: reason ?? `Index step of ${stepOn}`, charges: priced },
        evidenceOf(clause, step, parts),
      );
    });
  }
}

/** The next step of a contract's clauses; null where it never had one. */
async function nextOf(tx: Transaction, { contract, base, amendments }: ContractHistory) {
  const { content, versions } = contractInTime(base, amendments);
  const clauses = clausesInTime(versions, base.startsOn);
  if (clauses.every(({ clause }) => clause === null)) return null;
  const made = await madeSteps(tx, [contract.id]);
  const signed = new Set(made.filter(({ isSigned }) => isSigned).map((one) => one.stepOn));
  const steps = indexSteps(clauses, content, localDate(tx.now.getTime(), contract.zone), signed);
  return steps && { clause: steps.clause, step: steps.next, lapsed: steps.lapsed, made };
}

async function describe(
  tx: Transaction,
  history: ContractHistory,
  reading: IndexReading,
): Promise<Escalation | null> {
  const found = await nextOf(tx, history);
  if (!found) return null;
  const { clause, step, lapsed, made } = found;
  const { currency } = history.contract;
  const none = { currency, clause, step, lapsed, draft: null, indexes: [], proposal: null, problem: null };
  if (!step) return none;
  const draft = made.find(({ stepOn, isSigned }) => stepOn === step.on && !isSigned) ?? null;
  const [worked] = await workOutSteps(tx, [{ history, clause, step }], reading);
  const { indexes, parts, problem } = worked!;
  const code = problem === null || problem.code === 'billing.index_value_missing' ? null : problem.code;
  const proposal = parts && (await propose(tx, history, step, parts));
  return { ...none, draft, indexes, proposal, problem: code };
}

/** A contract as it would be with another clause from a day on. */
function withClause(
  history: ContractHistory,
  indexClause: AgreedIndexClause | null,
  effectiveOn: string,
): ContractHistory {
  const { base, amendments } = history;
  if (effectiveOn <= base.startsOn) return { ...history, base: { ...base, indexClause } };
  const number = (amendments.at(-1)?.number ?? 0) + 1;
  const supposed = { id: SUPPOSED, number, effectiveOn, changes: { indexClause } };
  return { ...history, amendments: [...amendments, supposed] };
}

/** Names the amendment of a clause that is only looked at. */
const SUPPOSED = 'supposed';

/** What a step makes of charges and of what recurs. */
async function propose(
  tx: Transaction,
  { contract, base, amendments }: ContractHistory,
  { effectiveOn }: IndexStep,
  parts: readonly IndexStepPart[],
): Promise<Escalation['proposal']> {
  const { charges } = contentOn(contractInTime(base, amendments), effectiveOn);
  const prices = newPrices(parts);
  const terms = await recurringTermsOf(tx, contract.id);
  const [first] = parts;
  if (!first) return null;
  return {
    rawFactor: first.rawFactor,
    appliedFactor: first.appliedFactor,
    charges: charges.flatMap((before) => {
      const priced = prices.get(before.key);
      return priced ? [{ before, after: { ...before, pricing: priced.after }, factor: priced.factor }] : [];
    }),
    mrrBefore: monthlyBy(terms, prices, 'before', effectiveOn),
    mrrAfter: monthlyBy(terms, prices, 'after', effectiveOn),
  };
}
