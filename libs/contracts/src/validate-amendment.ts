import {
  assertNoFaults,
  canonicalJson,
  DomainError,
  type FieldFault,
  newId,
  type Transaction,
} from '#platform';
import { contentConstraintErrors, contractConstraintErrors } from './contract.constraints.js';
import { loadDeviceFacts } from './contract.queries.js';
import { type ContractHistory, getContractHistory } from './contract-view.queries.js';
import { assertCountersBilledOnce } from './counters-billed.queries.js';
import {
  amendContent,
  type AmendmentInput,
  type MeterPositions,
} from './domain/amendments/amended-content.js';
import { findDateFaults, findVersionFaults, findInputFaults } from './domain/amendments/amendment-faults.js';
import { type ContractDelta, deltaBetween, isEmptyDelta } from './domain/amendments/contract-delta.js';
import {
  contentOn,
  type ContractInTime,
  contractInTime,
  type SignedAmendment,
} from './domain/amendments/contract-in-time.js';
import {
  chargeOfTermination,
  type ContractTermination,
  type EvaluatedTermination,
  evaluateTermination,
  type TerminationInput,
} from './domain/amendments/contract-termination.js';
import { localDate } from './domain/calendar/local-dates.js';
import type { ContractContent, DeviceFacts } from './domain/contract/contract-fields.js';
import { findPausesOutside } from './domain/pauses/pause-faults.js';
import { staysOf } from './domain/contract/machine-claims.js';
import { findArchivedFaults } from './domain/contract/plan.js';
import { Plan } from './entities/plan.entity.js';
import { assertMachinesClaimedOnce } from './machine-claims.queries.js';
import { validateMoves } from './machine-moves.js';
import { findUnknownDefinitions } from './model-meters/model-meters.queries.js';

/** Id of a previewed amendment. */
export const PREVIEW_ID = 'supposed';

/**
 * Returns the history of a contract that can be amended.
 * @throws DomainError contracts.contract_not_found, contracts.contract_not_active, contracts.contract_ended
 */
export async function getAmendableHistory(tx: Transaction, contractId: string): Promise<ContractHistory> {
  const history = await getContractHistory(tx, contractId);
  const { state, number } = history.contract;
  if (state === 'draft') throw new DomainError('contracts.contract_not_active', { number });
  if (state === 'ended') throw new DomainError('contracts.contract_ended', { number });
  return history;
}

/** An amendment's changes and their effective day. */
export interface ValidatedAmendment {
  readonly effectiveOn: string;
  readonly changes: ContractDelta;
}

/** Validates the input of an amendment and returns its changes. @throws DomainError as `AmendmentsService.draft` */
export async function validateAmendment(
  tx: Transaction,
  history: ContractHistory,
  requested: AmendmentInput,
): Promise<ValidatedAmendment> {
  const inTime = contractInTime(history.base, history.amendments);
  assertNoFaults('contracts.amendment_invalid', findDateFaults(requested, inTime.content));
  const { input, termination } = withTermination(tx, inTime, requested);
  const current = contentOn(inTime, input.effectiveOn);
  assertNoFaults('contracts.amendment_invalid', findInputFaults(input, current));
  assertNoFaults(
    'contracts.amendment_invalid',
    await findUnknownDefinitions(tx, input.meters ?? [], current.meters),
  );
  const devices = await loadDevices(tx, current, input);
  const { content, faults, places } = amendContent(current, input, devices, newId);
  const { effectiveOn, pauses = [] } = input;
  const days = { from: effectiveOn, endsOn: content.endsOn };
  assertNoFaults('contracts.amendment_invalid', [
    ...faults,
    ...findPausesOutside(pauses, days, current.pauses),
  ]);
  const moveMachines = await validateMoves(tx, input.moveMachines ?? [], content, effectiveOn);
  const changes = {
    ...deltaBetween(current, content, effectiveOn),
    ...(moveMachines.length > 0 && { moveMachines }),
    ...(termination && { termination }),
  };
  if (isEmptyDelta(changes)) throw new DomainError('contracts.amendment_empty');
  await validateChanges(tx, history, { id: PREVIEW_ID, effectiveOn, changes }, devices, places);
  return { effectiveOn, changes };
}

/**
 * Converts a termination to changes: the last day, and a charge for the cost.
 * @throws DomainError contracts.amendment_invalid (with fields), contracts.terminates_alone
 */
function withTermination(
  tx: Transaction,
  inTime: ContractInTime,
  { terminate, effectiveOn, reason, ...others }: AmendmentInput,
): { readonly input: AmendmentInput; readonly termination?: ContractTermination } {
  if (!terminate) return { input: { effectiveOn, reason, ...others } };
  if (Object.values<unknown>(others).some((value) => value !== undefined))
    throw new DomainError('contracts.terminates_alone');
  const { lastDay, termination, faults } = evaluateTerminationOn(tx, inTime, effectiveOn, terminate);
  assertNoFaults('contracts.amendment_invalid', faults);
  const { charges } = contentOn(inTime, lastDay);
  const charge = chargeOfTermination(termination, lastDay, { charges });
  const input = {
    effectiveOn: lastDay,
    reason,
    endsOn: lastDay,
    ...(charge && { charges: [...charges, charge] }),
  };
  assertNoFaults('contracts.amendment_invalid', findDateFaults(input, inTime.content));
  return { input, termination };
}

function evaluateTerminationOn(
  tx: Transaction,
  inTime: ContractInTime,
  saidOn: string,
  input: TerminationInput,
): EvaluatedTermination {
  const content = contentOn(inTime, saidOn);
  return evaluateTermination(content, saidOn, input, localDate(tx.now.getTime(), content.zone));
}

/**
 * Checks that a contract is terminated only once, unless its end has been amended since then. Also checks that the
 * current terms result in the same price, because a draft's price can be outdated.
 * @throws DomainError contracts.already_terminated, contracts.amendment_outdated
 */
function assertTerminationCurrent(
  tx: Transaction,
  { amendments }: ContractHistory,
  inTime: ContractInTime,
  effectiveOn: string,
  stored: ContractTermination,
): void {
  const { endsOn } = inTime.content;
  const earlier = amendments.find(({ changes }) => changes.termination && changes.endsOn === endsOn);
  if (earlier) throw new DomainError('contracts.already_terminated', { on: earlier.effectiveOn });
  const { kind, saidOn, noticedOn, market, agreedAmount: amount } = stored;
  const evaluated = evaluateTerminationOn(tx, inTime, saidOn, { kind, noticedOn, market, amount });
  if (evaluated.lastDay !== effectiveOn || canonicalJson(evaluated.termination) !== canonicalJson(stored))
    throw new DomainError('contracts.amendment_outdated');
}

/**
 * Applies changes to a contract, and validates the result on every day.
 * @returns the contract with the amendment
 * @throws DomainError as `AmendmentsService.draft`
 */
export async function validateChanges(
  tx: Transaction,
  history: ContractHistory,
  amendment: Omit<SignedAmendment, 'number'>,
  known?: ReadonlyMap<string, DeviceFacts>,
  places: MeterPositions = new Map(),
): Promise<ContractInTime> {
  const { effectiveOn, changes } = amendment;
  const { contract, base, amendments } = history;
  const before = contractInTime(base, amendments);
  const current = contentOn(before, effectiveOn);
  if (changes.termination) assertTerminationCurrent(tx, history, before, effectiveOn, changes.termination);
  const joining = changes.addMachines ?? [];
  assertNoFaults('contracts.amendment_invalid', [
    ...findDateFaults({ effectiveOn, reason: '-', endsOn: changes.endsOn }, before.content),
    ...findInputFaults(
      {
        effectiveOn,
        reason: '-',
        addMachines: joining,
        removeMachines: changes.endMachines,
        buyerId: changes.buyerId,
      },
      current,
    ),
  ]);
  const after = contractInTime(base, [...amendments, { ...amendment, number: amendments.length + 1 }]);
  await assertMachinesClaimedOnce(
    tx,
    contract.id,
    staysOf(after.content),
    'contracts.amendment_invalid',
    (machineId) => {
      const position = joining.findIndex((one) => one.machineId === machineId);
      // A conflict of a machine that the amendment doesn't add results from a later end of the contract.
      return position < 0 ? '/endsOn' : `/addMachines/${position}`;
    },
    staysOf(before.content),
  );
  await assertReferencesExist(tx, contract.customer.id, changes);
  const devices = known ?? (await loadDevices(tx, after.content, { effectiveOn, reason: '' }));
  assertNoFaults(
    'contracts.amendment_invalid',
    withInputPositions(findVersionFaults(after, effectiveOn, devices), after.content, places),
  );
  const { billedFrom } = contract;
  await assertCountersBilledOnce(
    tx,
    contract.id,
    { ...after.content, versions: after.versions, billedFrom },
    { ...before.content, versions: before.versions, billedFrom },
  );
  return after;
}

/** Maps errors of added meters to their position in the input. */
function withInputPositions(
  faults: readonly FieldFault[],
  { meters }: Pick<ContractContent, 'meters'>,
  places: MeterPositions,
): FieldFault[] {
  return faults.map((fault) => {
    const [, index, suffix] = /^\/meters\/(\d+)(.*)$/.exec(fault.pointer) ?? [];
    const position = index === undefined ? undefined : places.get(meters[Number(index)]!.id);
    return position === undefined ? fault : { ...fault, pointer: `/meters/${position}${suffix}` };
  });
}

/**
 * Throws unless the plan, buyer and machines of a contract exist.
 * @throws DomainError contracts.plan_not_found, contracts.buyer_not_found, contracts.machine_not_found
 */
async function assertReferencesExist(
  tx: Transaction,
  customerId: string,
  { planId, buyerId, addMachines = [] }: ContractDelta,
): Promise<void> {
  const { makerId } = tx.scope;
  const facts = contractConstraintErrors({ number: '' });
  if (planId !== undefined) {
    const plan = await tx.manager.findOneBy(Plan, { makerId, id: planId });
    if (!plan) throw facts.contract_plan_fk();
    assertNoFaults('contracts.amendment_invalid', findArchivedFaults(plan, undefined));
  }
  const [known]: { buyers: number; machines: number }[] = await tx.manager.query(
    `select (select count(*)::int from customer_entity where maker_id = $1 and customer_id = $2 and id = $3) as buyers,
            (select count(*)::int from machine where maker_id = $1 and id = any($4)) as machines`,
    [makerId, customerId, buyerId ?? null, addMachines.map(({ machineId }) => machineId)],
  );
  if (buyerId !== undefined && known!.buyers === 0) throw facts.contract_buyer_fk();
  if (known!.machines < addMachines.length) throw contentConstraintErrors.contract_machine_machine_fk();
}

function loadDevices(
  tx: Transaction,
  { meters }: ContractContent,
  input: AmendmentInput,
): Promise<Map<string, DeviceFacts>> {
  return loadDeviceFacts(
    tx,
    [...meters, ...(input.meters ?? [])].map(({ deviceId }) => deviceId),
    (input.addMachines ?? []).map(({ machineId }) => machineId),
  );
}
