import { Injectable } from '@nestjs/common';
import { findDefaultBuyer } from '#customers';
import { AuditTrail, recordDecision } from '#organization';
import {
  assertNoFaults,
  canonicalHash,
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  type Page,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { listAcceptances } from './acceptances/acceptances.queries.js';
import { contractConstraintErrors } from './contract.constraints.js';
import { findUnknownDefinitions } from './model-meters/model-meters.queries.js';
import { loadDeviceFacts, listContracts, type ContractFilter } from './contract.queries.js';
import { getContract, getContractHistory } from './contract-view.queries.js';
import type { ContractSummary, ContractView } from './domain/contract/contract-view.js';
import { deleteContract, lockContract, insertContract, updateContract } from './contract.store.js';
import { assertCountersBilledOnce } from './counters-billed.queries.js';
import { assertMachinesClaimedOnce } from './machine-claims.queries.js';
import { contentOn, contractInTime } from './domain/amendments/contract-in-time.js';
import { termsDocument } from './domain/contract/acceptance.js';
import { localDate } from './domain/calendar/local-dates.js';
import { applyChanges, EMPTY_CONTRACT, type ContractInput } from './domain/contract/contract-changes.js';
import {
  findActivationFaults,
  findContractFaults,
  findFixedChanges,
} from './domain/contract/contract-faults.js';
import type { ContractContent, ContractFields, DeviceFacts } from './domain/contract/contract-fields.js';
import { transition, type ContractState } from './domain/contract/contract-state.js';
import { staysOf } from './domain/contract/machine-claims.js';
import { findPausesOutside } from './domain/pauses/pause-faults.js';
import { type Exit, exitOn } from './domain/terms/exit/exit.js';
import { Contract } from './entities/contract.entity.js';
import { findArchivedFaults } from './domain/contract/plan.js';
import { Plan } from './entities/plan.entity.js';
import { getVersionInCurrency, fillCharges, recordPriceBook } from './price-books/price-book-terms.js';

type PartyField = 'number' | 'customerId' | 'legalEntityId' | 'planId' | 'currency' | 'zone' | 'startsOn';

/** Input of a new contract. By default, the buyer is the customer's first legal entity. */
export type NewContract = Pick<ContractFields, PartyField> &
  ContractInput &
  PriceBookInput & { readonly id?: string; readonly state?: Extract<ContractState, 'draft' | 'active'> };

export type ContractChanges = ContractInput & PriceBookInput & { readonly state?: ContractState };

/**
 * The version of a price book on which the contract's prices are based. If a new contract has no charges, they are
 * filled in from this version. Otherwise, the version is only recorded, because a contract has its own prices.
 */
interface PriceBookInput {
  readonly priceBookVersionId?: string;
}

/** Manages contracts, which `billing` bills. */
@Injectable()
export class ContractsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope, filter: ContractFilter): Promise<Page<ContractSummary>> {
    return this.unitOfWork.run(scope, (tx) => listContracts(tx, filter));
  }

  /** Returns a contract. @throws DomainError contracts.contract_not_found */
  get(scope: Scope, id: string): Promise<ContractView> {
    return this.unitOfWork.run(scope, (tx) => getContract(tx, id));
  }

  /**
   * Calculates the cost of leaving a contract today, and the deadline for notice.
   * @param held the deposit that the maker holds; decimal
   * @throws DomainError contracts.contract_not_found
   */
  exit(scope: Scope, id: string, held: string): Promise<Exit & Pick<ContractContent, 'currency'>> {
    return this.unitOfWork.run(scope, async (tx) => {
      const { base, amendments } = await getContractHistory(tx, id);
      const today = localDate(tx.now.getTime(), base.zone);
      const content = contentOn(contractInTime(base, amendments), today);
      return { ...exitOn(content, today, held), currency: base.currency };
    });
  }

  /**
   * Creates a contract.
   * @throws DomainError contracts.contract_invalid (with fields), contracts.contract_not_billable (with fields) if the
   *   contract is activated immediately or has a machine of another customer, contracts.counter_billed_elsewhere (with fields), contracts.number_taken,
   *   contracts.customer_not_found, contracts.legal_entity_not_found, contracts.buyer_not_found,
   *   contracts.plan_not_found, contracts.machine_not_found, contracts.price_book_version_not_found,
   *   contracts.price_book_other_currency, and those of other violated constraints (contract.constraints.ts)
   */
  create(
    scope: Scope,
    { id = newId(), state = 'draft', priceBookVersionId, ...wanted }: NewContract,
  ): Promise<ContractView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const devices = await loadDevices(tx, wanted.meters ?? []);
      assertNoFaults('contracts.contract_invalid', await findUnknownDefinitions(tx, wanted.meters ?? [], []));
      const { number, customerId, legalEntityId, planId, currency, zone, startsOn } = wanted;
      const buyerId = wanted.buyerId ?? (await findDefaultBuyer(tx, customerId))?.id;
      // Every customer has a legal entity, so no buyer means that the customer does not exist.
      if (buyerId === undefined) throw contractConstraintErrors(wanted).contract_customer_fk();
      const parties = { number, customerId, legalEntityId, buyerId, planId, currency, zone, startsOn };
      const book =
        priceBookVersionId === undefined
          ? null
          : await getVersionInCurrency(tx, priceBookVersionId, currency);
      const completed = book && !wanted.charges ? fillCharges(wanted, book.entries, newId) : wanted;
      const content = applyChanges({ ...EMPTY_CONTRACT, ...parties }, completed, devices, newId);
      await assertContractValid(tx, id, content, devices, state);
      await insertContract(tx, id, content, state);
      if (state === 'active') await recordActivation(tx, id, content, null);
      if (book) await recordPriceBook(tx, id, book.id);
      await AuditTrail.write(tx, {
        action: 'contracts.contract_created',
        entity: 'contract',
        entityId: id,
        after: { ...content, state },
      });
      return getContract(tx, id);
    });
  }

  /**
   * Changes a contract. For an active contract, only its state and informational fields can change; billing terms
   * change by amendment.
   * @param version the version that the editor saw
   * @throws DomainError platform.version_mismatch, contracts.contract_fixed (with fields), contracts.contract_ended,
   * contracts.transition_impossible, contracts.meter_has_usage, and those of `create`
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    { state: wantedState, priceBookVersionId, ...wanted }: ContractChanges,
  ): Promise<ContractView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await lockContract(tx, id);
      const { contract, base, amendments } = await getContractHistory(tx, id);
      ensureVersion(contract.version, version);
      const current = contractInTime(base, amendments).content;
      const state = transition(contract.state, wantedState ?? contract.state);
      const devices = await loadDevices(tx, [...(wanted.meters ?? []), ...current.meters]);
      assertNoFaults(
        'contracts.contract_invalid',
        await findUnknownDefinitions(tx, wanted.meters ?? [], current.meters),
      );
      const content = applyChanges(current, await withBuyer(tx, current, wanted), devices, newId);
      const { before, after } = changedFields({ ...current, state: contract.state }, { ...content, state });
      if (priceBookVersionId !== undefined) {
        if (contract.state !== 'draft')
          throw new DomainError('contracts.contract_fixed', {}, [
            { pointer: '/priceBookVersionId', code: 'contracts.contract_fixed' },
          ]);
        await recordPriceBook(
          tx,
          id,
          (await getVersionInCurrency(tx, priceBookVersionId, content.currency)).id,
        );
      }
      if (Object.keys(after).length === 0) return getContract(tx, id);
      if (contract.state === 'ended')
        throw new DomainError('contracts.contract_ended', { number: contract.number });
      // An approved migration depends on these terms.
      if (contract.state === 'active' || contract.billedFrom !== null)
        assertNoFaults('contracts.contract_fixed', findFixedChanges(current, content));
      const pauses = contract.state === 'draft' ? [] : current.pauses;
      const { planId } = current;
      const { billedFrom } = contract;
      await assertContractValid(tx, id, content, devices, state, {
        planId,
        pauses,
        billedFrom,
        state: contract.state,
      });
      await updateContract(tx, id, content, state, version + 1);
      const isActivated = contract.state === 'draft' && state === 'active';
      const acceptance = isActivated ? await recordAcceptance(tx, id, content) : undefined;
      if (isActivated) await recordActivation(tx, id, content, contract.state);
      await AuditTrail.write(tx, {
        action: 'contracts.contract_changed',
        entity: 'contract',
        entityId: id,
        before,
        after: { ...after, ...(isActivated && { acceptance }) },
      });
      return getContract(tx, id);
    });
  }

  /**
   * Discards a draft with all of its terms, which remain in the audit trail. A draft can't be discarded if it has an
   * approved migration or if other records depend on it.
   * @param version the version that the editor saw
   * @throws DomainError contracts.contract_not_found, platform.version_mismatch, contracts.contract_not_draft,
   *   contracts.contract_in_use
   */
  discard(scope: Scope, id: string, version: number): Promise<void> {
    return this.unitOfWork.run(scope, async (tx) => {
      await lockContract(tx, id);
      const { contract, base } = await getContractHistory(tx, id);
      ensureVersion(contract.version, version);
      const { number, state, billedFrom } = contract;
      if (state !== 'draft') throw new DomainError('contracts.contract_not_draft', { number });
      if (billedFrom !== null) throw new DomainError('contracts.contract_in_use');
      await deleteContract(tx, id);
      await AuditTrail.write(tx, {
        action: 'contracts.contract_discarded',
        entity: 'contract',
        entityId: id,
        before: base,
      });
    });
  }
}

/**
 * Records, with a contract's activation, whether its terms were accepted.
 * @returns the acceptance; null if there is none
 */
async function recordAcceptance(
  tx: Transaction,
  id: string,
  content: ContractContent,
): Promise<object | null> {
  const { contentHash } = termsDocument(id, content);
  const accepted = (await listAcceptances(tx, id)).find((one) => one.contentHash === contentHash);
  if (!accepted) return null;
  await tx.manager.update(Contract, { makerId: tx.scope.makerId, id }, { acceptedHash: contentHash });
  return { id: accepted.id, acceptedBy: accepted.acceptedBy, contentHash };
}

/**
 * Records the decision to start billing, with the contract's terms.
 * @param before null if the contract was created as active
 */
async function recordActivation(
  tx: Transaction,
  contractId: string,
  content: ContractContent,
  before: ContractState | null,
): Promise<void> {
  const { number, legalEntityId, startsOn, currency } = content;
  await recordDecision(tx, {
    action: 'contract_activated',
    legalEntityId,
    before: { state: before },
    after: { contractId, contract: number, state: 'active', startsOn, currency },
    evidenceHash: canonicalHash(content),
  });
}

/** Sets the buyer to the first legal entity of a draft's new customer, unless the input contains a buyer. */
async function withBuyer(
  tx: Transaction,
  current: ContractContent,
  wanted: ContractChanges,
): Promise<ContractChanges> {
  const { customerId = current.customerId, buyerId } = wanted;
  if (customerId === current.customerId || buyerId !== undefined) return wanted;
  return { ...wanted, buyerId: (await findDefaultBuyer(tx, customerId))?.id };
}

const loadDevices = (tx: Transaction, meters: readonly { readonly deviceId: string }[]) =>
  loadDeviceFacts(
    tx,
    meters.map(({ deviceId }) => deviceId),
  );

async function assertContractValid(
  tx: Transaction,
  id: string,
  content: ContractContent,
  devices: ReadonlyMap<string, DeviceFacts>,
  state: ContractState,
  current?: Pick<ContractContent, 'planId' | 'pauses'> & Pick<ContractSummary, 'billedFrom' | 'state'>,
): Promise<void> {
  const plan = await tx.manager.findOneBy(Plan, { makerId: tx.scope.makerId, id: content.planId });
  if (!plan) throw contractConstraintErrors(content).contract_plan_fk();
  const { pauses, startsOn: from, endsOn } = content;
  const agreedPauses = current?.pauses ?? [];
  assertNoFaults('contracts.contract_invalid', [
    ...findContractFaults(content, { devices }),
    ...findArchivedFaults(plan, current),
    ...findPausesOutside(pauses, { from, endsOn }, agreedPauses),
  ]);
  if (state === 'active') assertNoFaults('contracts.contract_not_billable', findActivationFaults(content));
  if (state === 'active' && current?.state !== 'active') {
    const position = (id: string): number => content.machines.findIndex(({ machineId }) => machineId === id);
    await assertMachinesClaimedOnce(
      tx,
      id,
      staysOf(content),
      'contracts.contract_not_billable',
      (machineId) => `/machines/${position(machineId)}`,
    );
    const versions = [{ from, charges: content.charges }];
    await assertCountersBilledOnce(tx, id, {
      ...content,
      versions,
      billedFrom: current?.billedFrom ?? null,
    });
  }
  if (state === 'ended' && content.endsOn === null) {
    assertNoFaults('contracts.contract_invalid', [{ pointer: '/endsOn', code: 'contracts.end_missing' }]);
  }
}
