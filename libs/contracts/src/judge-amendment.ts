import {
  assertNoFaults,
  canonicalJson,
  DomainError,
  type FieldFault,
  newId,
  type Transaction,
} from '#platform';
import { contentFacts, contractFacts } from './contract.facts.js';
import { deviceFacts } from './contract.queries.js';
import { type ContractHistory, getContractHistory } from './contract-view.queries.js';
import { assertCountersBilledOnce } from './counters-billed.queries.js';
import { amendContent, type AmendmentWish, type MeterPlaces } from './domain/amendments/amended-content.js';
import { findDateFaults, findVersionFaults, findWishFaults } from './domain/amendments/amendment-faults.js';
import { type ContractDelta, deltaBetween, isNothing } from './domain/amendments/contract-delta.js';
import {
  contentOn,
  type ContractInTime,
  contractInTime,
  type SignedAmendment,
} from './domain/amendments/contract-in-time.js';
import {
  chargeOfTermination,
  type ContractTermination,
  type JudgedTermination,
  judgeTermination,
  type TerminationWish,
} from './domain/amendments/contract-termination.js';
import { localDate } from './domain/calendar/local-dates.js';
import type { ContractContent, DeviceFacts } from './domain/contract/contract-fields.js';
import { findPausesOutside } from './domain/pauses/pause-faults.js';
import { findArchivedFaults } from './domain/contract/plan.js';
import { Plan } from './entities/plan.entity.js';
import { judgeMoves } from './machine-moves.js';
import { findUnknownDefinitions } from './model-meters/model-meters.queries.js';
import { findMachinesWithOthers } from './machines-elsewhere.queries.js';

/** The id of a previewed amendment. */
export const SUPPOSED = 'supposed';

/** @throws DomainError contracts.contract_not_found, contracts.contract_not_active, contracts.contract_ended */
export async function historyToAmend(tx: Transaction, contractId: string): Promise<ContractHistory> {
  const history = await getContractHistory(tx, contractId);
  const { state, number } = history.contract;
  if (state === 'draft') throw new DomainError('contracts.contract_not_active', { number });
  if (state === 'ended') throw new DomainError('contracts.contract_ended', { number });
  return history;
}

/** An amendment's changes and their effective day. */
export interface JudgedWish {
  readonly effectiveOn: string;
  readonly changes: ContractDelta;
}

/** Validates an input and returns its changes. @throws DomainError as `AmendmentsService.draft` */
export async function judgeWish(
  tx: Transaction,
  history: ContractHistory,
  asked: AmendmentWish,
): Promise<JudgedWish> {
  const inTime = contractInTime(history.base, history.amendments);
  assertNoFaults('contracts.amendment_invalid', findDateFaults(asked, inTime.content));
  const { wish, termination } = withTermination(tx, inTime, asked);
  const current = contentOn(inTime, wish.effectiveOn);
  assertNoFaults('contracts.amendment_invalid', findWishFaults(wish, current));
  assertNoFaults(
    'contracts.amendment_invalid',
    await findUnknownDefinitions(tx, wish.meters ?? [], current.meters),
  );
  const devices = await devicesOf(tx, current, wish);
  const { content, faults, places } = amendContent(current, wish, devices, newId);
  const { effectiveOn, pauses = [] } = wish;
  const days = { from: effectiveOn, endsOn: content.endsOn };
  assertNoFaults('contracts.amendment_invalid', [
    ...faults,
    ...findPausesOutside(pauses, days, current.pauses),
  ]);
  const moveMachines = await judgeMoves(tx, wish.moveMachines ?? [], content, effectiveOn);
  const changes = {
    ...deltaBetween(current, content, effectiveOn),
    ...(moveMachines.length > 0 && { moveMachines }),
    ...(termination && { termination }),
  };
  if (isNothing(changes)) throw new DomainError('contracts.amendment_empty');
  await judgeDelta(tx, history, { id: SUPPOSED, effectiveOn, changes }, devices, places);
  return { effectiveOn, changes };
}

/**
 * Converts a termination to changes: the last day, and a charge for its cost.
 * @throws DomainError contracts.amendment_invalid (with fields), contracts.terminates_alone
 */
function withTermination(
  tx: Transaction,
  inTime: ContractInTime,
  { terminate, effectiveOn, reason, ...others }: AmendmentWish,
): { readonly wish: AmendmentWish; readonly termination?: ContractTermination } {
  if (!terminate) return { wish: { effectiveOn, reason, ...others } };
  if (Object.values(others).some((value) => value !== undefined))
    throw new DomainError('contracts.terminates_alone');
  const { lastDay, termination, faults } = judgeTerminationOn(tx, inTime, effectiveOn, terminate);
  assertNoFaults('contracts.amendment_invalid', faults);
  const { charges } = contentOn(inTime, lastDay);
  const charge = chargeOfTermination(termination, lastDay, { charges });
  const wish = {
    effectiveOn: lastDay,
    reason,
    endsOn: lastDay,
    ...(charge && { charges: [...charges, charge] }),
  };
  assertNoFaults('contracts.amendment_invalid', findDateFaults(wish, inTime.content));
  return { wish, termination };
}

function judgeTerminationOn(
  tx: Transaction,
  inTime: ContractInTime,
  saidOn: string,
  wish: TerminationWish,
): JudgedTermination {
  const content = contentOn(inTime, saidOn);
  return judgeTermination(content, saidOn, wish, localDate(tx.now.getTime(), content.zone));
}

/**
 * Checks that a contract is terminated only once, unless its end was amended since, and at the price by its current
 * terms, because a draft's price may be outdated.
 * @throws DomainError contracts.already_terminated, contracts.amendment_outdated
 */
function refuseOtherTermination(
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
  const now = judgeTerminationOn(tx, inTime, saidOn, { kind, noticedOn, market, amount });
  if (now.lastDay !== effectiveOn || canonicalJson(now.termination) !== canonicalJson(stored))
    throw new DomainError('contracts.amendment_outdated');
}

/**
 * @returns the contract with the amendment, if it is valid on every day
 * @throws DomainError as `AmendmentsService.draft`
 */
export async function judgeDelta(
  tx: Transaction,
  history: ContractHistory,
  amendment: Omit<SignedAmendment, 'number'>,
  known?: ReadonlyMap<string, DeviceFacts>,
  places: MeterPlaces = new Map(),
): Promise<ContractInTime> {
  const { effectiveOn, changes } = amendment;
  const { contract, base, amendments } = history;
  const before = contractInTime(base, amendments);
  const current = contentOn(before, effectiveOn);
  if (changes.termination) refuseOtherTermination(tx, history, before, effectiveOn, changes.termination);
  const joining = changes.addMachines ?? [];
  assertNoFaults('contracts.amendment_invalid', [
    ...findDateFaults({ effectiveOn, reason: '-', endsOn: changes.endsOn }, before.content),
    ...findWishFaults(
      {
        effectiveOn,
        reason: '-',
        addMachines: joining,
        removeMachines: changes.endMachines,
        buyerId: changes.buyerId,
      },
      current,
    ),
    ...(await findMachinesWithOthers(tx, before.content, joining)),
  ]);
  const after = contractInTime(base, [...amendments, { ...amendment, number: amendments.length + 1 }]);
  await requireNamed(tx, contract.customer.id, changes);
  const devices = known ?? (await devicesOf(tx, after.content, { effectiveOn, reason: '' }));
  assertNoFaults(
    'contracts.amendment_invalid',
    atTheirPlaces(findVersionFaults(after, effectiveOn, devices), after.content, places),
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

/** Maps errors of meters that an input adds to their position in the input. */
function atTheirPlaces(
  faults: readonly FieldFault[],
  { meters }: Pick<ContractContent, 'meters'>,
  places: MeterPlaces,
): FieldFault[] {
  return faults.map((fault) => {
    const [, index, rest] = /^\/meters\/(\d+)(.*)$/.exec(fault.pointer) ?? [];
    const place = index === undefined ? undefined : places.get(meters[Number(index)]!.id);
    return place === undefined ? fault : { ...fault, pointer: `/meters/${place}${rest}` };
  });
}

/** @throws DomainError contracts.plan_not_found, contracts.buyer_not_found, contracts.machine_not_found */
async function requireNamed(
  tx: Transaction,
  customerId: string,
  { planId, buyerId, addMachines = [] }: ContractDelta,
): Promise<void> {
  const { makerId } = tx.scope;
  const facts = contractFacts({ number: '' });
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
  if (known!.machines < addMachines.length) throw contentFacts.contract_machine_machine_fk();
}

function devicesOf(
  tx: Transaction,
  { meters }: ContractContent,
  wish: AmendmentWish,
): Promise<Map<string, DeviceFacts>> {
  return deviceFacts(
    tx,
    [...meters, ...(wish.meters ?? [])].map(({ deviceId }) => deviceId),
    (wish.addMachines ?? []).map(({ machineId }) => machineId),
  );
}
