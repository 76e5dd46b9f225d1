import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#organization';
import {
  changedFields,
  DomainError,
  ensureVersion,
  newId,
  refusing,
  toMinor,
  type Page,
  type Scope,
  type Transaction,
  UnitOfWork,
} from '#platform';
import { In, Not } from 'typeorm';
import { contentFacts, contractFacts } from './contract.facts.js';
import {
  deviceFacts,
  getContract,
  listContracts,
  type ContractFilter,
  type ContractSummary,
  type ContractView,
} from './contract.queries.js';
import { findActivationFaults, findContractFaults, findFixedChanges } from './domain/contract-faults.js';
import type {
  BasePrice,
  ContractContent,
  ContractFields,
  DeviceFacts,
  MeterFields,
  UsagePrice,
} from './domain/contract-fields.js';
import { transition, type ContractState } from './domain/contract-state.js';
import { ContractMachine } from './entities/contract-machine.entity.js';
import { Contract } from './entities/contract.entity.js';
import { Meter } from './entities/meter.entity.js';
import { Plan } from './entities/plan.entity.js';
import { Price } from './entities/price.entity.js';

/** Days [from, to). */
export interface NewContractMachine {
  readonly machineId: string;
  readonly from: string;
  readonly to?: string | null;
}

/** What is left out is the signal's: its unit and modulus; no highest rate, a day as the longest silence. */
export type NewMeter = Pick<MeterFields, 'deviceId' | 'signalKey'> & Partial<MeterFields>;

/** A usage price names its meter by the id that was given with the meter. */
export type NewPrice =
  | (Pick<BasePrice, 'kind' | 'amount'> & Partial<BasePrice>)
  | (Pick<UsagePrice, 'kind' | 'meterId' | 'unitPrice'> & Partial<UsagePrice>);

export interface ContractParts {
  readonly machines?: readonly NewContractMachine[];
  readonly meters?: readonly NewMeter[];
  readonly prices?: readonly NewPrice[];
}

export type NewContract = Pick<
  ContractFields,
  'number' | 'customerId' | 'legalEntityId' | 'planId' | 'currency' | 'zone' | 'startsOn'
> &
  Partial<ContractFields> &
  ContractParts & { readonly id?: string; readonly state?: Extract<ContractState, 'draft' | 'active'> };

/** Lists that are given replace the ones that are there. */
export type ContractChanges = Partial<ContractFields> & ContractParts & { readonly state?: ContractState };

/** What was agreed: written down here, billed by billing. */
@Injectable()
export class ContractsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(scope: Scope, filter: ContractFilter): Promise<Page<ContractSummary>> {
    return this.unitOfWork.run(scope, (tx) => listContracts(tx, filter));
  }

  /** @throws DomainError contracts.contract_not_found */
  get(scope: Scope, id: string): Promise<ContractView> {
    return this.unitOfWork.run(scope, (tx) => getContract(tx, id));
  }

  /**
   * @throws DomainError contracts.contract_invalid (with fields), contracts.contract_not_billable (with fields) when it is to be
   * active at once, contracts.number_taken, contracts.customer_not_found, contracts.legal_entity_not_found,
   * contracts.plan_not_found, contracts.machine_not_found
   */
  create(scope: Scope, { id = newId(), state = 'draft', ...wanted }: NewContract): Promise<ContractView> {
    return this.unitOfWork.run(scope, async (tx) => {
      const empty = {
        endsOn: null,
        paymentDays: 30,
        kitsIncluded: false,
        terms: {},
        machines: [],
        meters: [],
        prices: [],
      };
      const devices = await deviceFacts(
        tx,
        (wanted.meters ?? []).map(({ deviceId }) => deviceId),
      );
      const content = applied({ ...empty, ...termsOf(wanted) } as ContractContent, wanted, devices);
      await refuseFaults(tx, content, devices, state);
      await refusing(contractFacts(content), () =>
        tx.manager.insert(Contract, rowOf(tx, id, content, state, 1)),
      );
      await writeParts(tx, id, content);
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
   * @param version the version that the editor saw
   * @throws DomainError platform.version_mismatch, contracts.contract_fixed (with fields) when it touches what is fixed once a
   * contract is active, contracts.contract_ended, contracts.transition_impossible, contracts.meter_has_usage, and those of
   * `create`
   */
  change(
    scope: Scope,
    id: string,
    version: number,
    { state: wantedState, ...wanted }: ContractChanges,
  ): Promise<ContractView> {
    return this.unitOfWork.run(scope, async (tx) => {
      await tx.manager.query(`select from contract where maker_id = $1 and id = $2 for update`, [
        scope.makerId,
        id,
      ]);
      const view = await getContract(tx, id);
      ensureVersion(view.version, version);
      const current = contentOf(view);
      const state = transition(view.state, wantedState ?? view.state);
      const devices = await deviceFacts(
        tx,
        [...(wanted.meters ?? []), ...current.meters].map(({ deviceId }) => deviceId),
      );
      const content = applied(current, wanted, devices);
      const { before, after } = changedFields({ ...current, state: view.state }, { ...content, state });
      if (Object.keys(after).length === 0) return view;
      if (view.state === 'ended') throw new DomainError('contracts.contract_ended', { number: view.number });
      if (view.state === 'active') refuse('contracts.contract_fixed', findFixedChanges(current, content));
      await refuseFaults(tx, content, devices, state);
      await refusing(contractFacts(content), () =>
        tx.manager.update(
          Contract,
          { makerId: scope.makerId, id },
          rowOf(tx, id, content, state, version + 1),
        ),
      );
      if ('machines' in after || 'meters' in after || 'prices' in after) await writeParts(tx, id, content);
      await AuditTrail.write(tx, {
        action: 'contracts.contract_changed',
        entity: 'contract',
        entityId: id,
        before,
        after,
      });
      return getContract(tx, id);
    });
  }
}

function contentOf(view: ContractView): ContractContent {
  const { machines, meters, prices, ...terms } = view;
  return {
    ...termsOf(terms),
    machines: machines.map(({ id, machineId, from, to }) => ({ id, machineId, from, to })),
    meters: meters.map(({ id, deviceId, signalKey, unit, modulus, maxRatePerHour, maxGapMinutes }) => ({
      id,
      deviceId,
      signalKey,
      unit,
      modulus,
      maxRatePerHour,
      maxGapMinutes,
    })),
    prices,
  } as ContractContent;
}

const TERMS = [
  'number',
  'customerId',
  'legalEntityId',
  'planId',
  'currency',
  'zone',
  'startsOn',
  'endsOn',
  'paymentDays',
  'kitsIncluded',
  'terms',
] as const satisfies (keyof ContractFields)[];

/** The contract's own terms among what was sent, without those left out. */
function termsOf(sent: Partial<ContractFields>): Partial<ContractFields> {
  return Object.fromEntries(
    TERMS.filter((term) => sent[term] !== undefined).map((term) => [term, sent[term]]),
  );
}

/** What the contract says after an edit: ids and defaults filled in, parts that stay keep their ids. */
function applied(
  current: ContractContent,
  wanted: Partial<ContractFields> & ContractParts,
  devices: ReadonlyMap<string, DeviceFacts>,
): ContractContent {
  return {
    ...current,
    ...termsOf(wanted),
    machines:
      wanted.machines?.map(({ machineId, from, to = null }) => ({
        id:
          current.machines.find((machine) => machine.machineId === machineId && machine.from === from)?.id ??
          newId(),
        machineId,
        from,
        to,
      })) ?? current.machines,
    meters:
      wanted.meters?.map(({ deviceId, signalKey, ...rest }) => {
        const signal = devices.get(deviceId)?.signals.find(({ key }) => key === signalKey);
        const same = current.meters.find(
          (meter) => meter.deviceId === deviceId && meter.signalKey === signalKey,
        );
        return {
          id: rest.id ?? same?.id ?? newId(),
          deviceId,
          signalKey,
          unit: rest.unit ?? signal?.unit ?? '',
          modulus: rest.modulus === undefined ? (signal?.modulus ?? null) : rest.modulus,
          maxRatePerHour: rest.maxRatePerHour ?? null,
          maxGapMinutes: rest.maxGapMinutes ?? 1440,
        };
      }) ?? current.meters,
    prices:
      wanted.prices?.map((price) =>
        price.kind === 'base'
          ? { id: price.id ?? newId(), kind: price.kind, amount: price.amount, clause: price.clause ?? '' }
          : {
              id: price.id ?? newId(),
              kind: price.kind,
              meterId: price.meterId,
              includedQuantity: price.includedQuantity ?? '0',
              unitPrice: price.unitPrice,
              clause: price.clause ?? '',
            },
      ) ?? current.prices,
  };
}

async function refuseFaults(
  tx: Transaction,
  content: ContractContent,
  devices: ReadonlyMap<string, DeviceFacts>,
  state: ContractState,
): Promise<void> {
  const plan = await tx.manager.findOneBy(Plan, { makerId: tx.scope.makerId, id: content.planId });
  if (!plan) throw contractFacts(content).contract_plan_fk();
  const surroundings = { planStructure: plan.structure, devices };
  refuse('contracts.contract_invalid', findContractFaults(content, surroundings));
  if (state === 'active')
    refuse('contracts.contract_not_billable', findActivationFaults(content, surroundings));
  if (state === 'ended' && content.endsOn === null) {
    refuse('contracts.contract_invalid', [{ pointer: '/endsOn', code: 'contracts.end_missing' }]);
  }
}

function refuse(code: string, faults: ReturnType<typeof findContractFaults>): void {
  if (faults.length > 0) throw new DomainError(code, {}, faults);
}

function rowOf(tx: Transaction, id: string, content: ContractContent, state: ContractState, version: number) {
  const { machines: _machines, meters: _meters, prices: _prices, terms, ...fields } = content;
  return { makerId: tx.scope.makerId, id, ...fields, terms: { ...terms }, state, version };
}

/** Prices point at meters, so they go first and come last; a meter that stays keeps its row, because its usage hangs on it. */
async function writeParts(
  tx: Transaction,
  contractId: string,
  { machines, meters, prices, currency }: ContractContent,
): Promise<void> {
  const makerId = tx.scope.makerId;
  const ofContract = { makerId, contractId };
  await refusing(contentFacts, async () => {
    await tx.manager.delete(Price, ofContract);
    await tx.manager.delete(ContractMachine, ofContract);
    await tx.manager.delete(Meter, { ...ofContract, id: Not(In(meters.map(({ id }) => id))) });
    for (const { id, machineId, from, to } of machines) {
      await tx.manager.insert(ContractMachine, {
        makerId,
        id,
        contractId,
        machineId,
        during: `[${from},${to ?? ''})`,
      });
    }
    const kept = await tx.manager.find(Meter, { where: ofContract, select: { id: true } });
    for (const { id, ...meter } of meters) {
      if (kept.some((one) => one.id === id)) await tx.manager.update(Meter, { ...ofContract, id }, meter);
      else await tx.manager.insert(Meter, { ...ofContract, id, ...meter });
    }
    for (const [position, price] of prices.entries()) {
      await tx.manager.insert(Price, {
        ...ofContract,
        id: price.id,
        kind: price.kind,
        clause: price.clause,
        position,
        meterId: price.kind === 'usage' ? price.meterId : null,
        includedQuantity: price.kind === 'usage' ? price.includedQuantity : null,
        unitPrice: price.kind === 'usage' ? price.unitPrice : null,
        baseMinor: price.kind === 'base' ? toMinor(price.amount, currency).toString() : null,
      });
    }
  });
}
