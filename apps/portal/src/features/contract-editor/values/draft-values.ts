import type { Contract, NewContract } from '../../../api/types.js';
import type { ApiProblem } from '../../../problems/problem.js';
import {
  type BillingValues,
  type ChargeValues,
  freeKey,
  toBillingTerms,
  toBillingValues,
} from '../../charges/form/charge-values.js';
import {
  atPriceRows,
  type ExitValues,
  toExitAgreement,
  toExitValues,
} from '../../contracts/exit/exit-values.js';
import {
  atWeightRows,
  type IndexClauseValues,
  toIndexClause,
  toIndexClauseValues,
} from '../../contracts/index-clause/index-clause-values.js';
import {
  type PerformanceValues,
  toPerformance,
  toPerformanceValues,
} from '../../contracts/performance/performance-values.js';
import {
  type ContractValues,
  newContractValues,
  toContractTerms,
  toContractValues,
} from './contract-values.js';

/**
 * All terms of a draft in one form. They have the structure of the request, so that an error's pointer identifies its
 * field.
 */
export interface DraftValues extends ContractValues, BillingValues {
  readonly performance: readonly PerformanceValues[];
  readonly exit: ExitValues;
  readonly indexClause: IndexClauseValues;
}

/** @param zone the user's time zone, used until the seller is selected */
export function newDraftValues(zone: string): DraftValues {
  const terms = newContractValues(zone);
  return {
    ...terms,
    machines: [],
    meters: [],
    charges: [],
    performance: [],
    exit: toExitValues(null, null),
    indexClause: toIndexClauseValues(null, ''),
  };
}

/** Values of a saved draft. */
export function toDraftValues(contract: Contract): DraftValues {
  return {
    ...toContractValues(contract),
    ...toBillingValues(contract),
    performance: toPerformanceValues(contract.performance),
    exit: toExitValues(contract.exit, contract.endsOn),
    indexClause: toIndexClauseValues(contract.indexClause, contract.startsOn),
  };
}

/**
 * Converts the form to the request.
 * @param contract the saved draft; absent for a new contract
 */
export function toDraftInput(values: DraftValues, contract?: Contract): NewContract {
  const { machines, meters, charges, performance, exit, indexClause, ...terms } = withKeys(values);
  return {
    ...toContractTerms(terms, contract),
    ...toBillingTerms({ machines, meters, charges }, { meters: contract?.meters ?? [] }),
    performance: toPerformance(performance),
    exit: toExitAgreement(exit),
    indexClause: toIndexClause(indexClause),
  };
}

/**
 * Gives new charges their keys, and replaces references to them. Until then, other terms refer to a new charge by its
 * row.
 */
function withKeys(values: DraftValues): DraftValues {
  const taken = new Set(values.charges.flatMap(({ key }) => key ?? []));
  const charges = values.charges.map((charge) => {
    const key = charge.key ?? freeKey(charge.pricing.model, taken);
    taken.add(key);
    return { ...charge, key };
  });
  const keyOf = (reference: string): string => charges.find(({ row }) => row === reference)?.key ?? reference;
  return {
    ...values,
    charges,
    performance: values.performance.map((term) => ({ ...term, chargeKeys: term.chargeKeys.map(keyOf) })),
    indexClause: { ...values.indexClause, charges: values.indexClause.charges.map(keyOf) },
  };
}

/** Moves errors of rows in the request to the matching rows of the form, because empty rows are not sent. */
export function atRows(error: unknown, { indexClause, exit }: DraftValues): ApiProblem {
  return atPriceRows(atWeightRows(error, indexClause), exit);
}

/** Moves the first day. Machines that are covered from the contract's first day keep starting with it. */
export function withFirstDay(
  values: DraftValues,
  startsOn: string,
): Pick<DraftValues, 'startsOn' | 'machines'> {
  return {
    startsOn,
    machines: values.machines.map((stay) =>
      stay.from === values.startsOn ? { ...stay, from: startsOn } : stay,
    ),
  };
}

/** Removes everything that belongs to a customer, so that another one can be selected. */
export function withoutCustomer(values: DraftValues): DraftValues {
  return {
    ...values,
    customerId: '',
    buyerId: '',
    machines: [],
    meters: [],
    charges: values.charges.map((charge) => ({ ...charge, meterIds: [], machineIds: [] })),
    performance: values.performance.map((term) => ({
      ...term,
      kwhMeterIds: [],
      m3MeterIds: [],
      outsideMeterId: '',
      machineIds: [],
    })),
  };
}

/**
 * Removes the meters of machines that are no longer in the contract, and removes these meters and machines from the
 * charges.
 * @param machineOf machine of a device; null for a device of a site, undefined for an unknown device
 */
export function withMachines(
  values: DraftValues,
  machines: DraftValues['machines'],
  machineOf: (deviceId: string) => string | null | undefined,
): Pick<DraftValues, 'machines' | 'meters' | 'charges'> {
  const isKept = (deviceId: string): boolean => {
    const machineId = machineOf(deviceId);
    return machineId == null || machines.some((stay) => stay.machineId === machineId);
  };
  const meters = values.meters.filter(({ deviceId }) => deviceId === '' || isKept(deviceId));
  return {
    machines,
    meters,
    charges: values.charges.map((charge) => ({
      ...charge,
      meterIds: charge.meterIds.filter((id) => meters.some((meter) => meter.id === id)),
      machineIds: charge.machineIds.filter((id) => machines.some(({ machineId }) => machineId === id)),
    })),
  };
}

/** Assigns the given meters, except those of peak demand, to the metered charges that have no meters yet. */
export function countedBy(
  charges: readonly ChargeValues[],
  meters: DraftValues['meters'],
): readonly ChargeValues[] {
  const meterIds = meters.filter(({ method }) => method !== 'peak_demand').map(({ id }) => id);
  return charges.map((charge) =>
    charge.pricing.model === 'flat' || charge.meterIds.length > 0 ? charge : { ...charge, meterIds },
  );
}
