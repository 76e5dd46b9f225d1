import { DomainError, type FieldFault } from '#platform';
import type { ContractFields } from './domain/contract/contract-fields.js';

/** Maps violations of schema constraints to domain errors. Concurrent edits and unknown ids can cause them. */
export function contractConstraintErrors({ number }: Pick<ContractFields, 'number'>) {
  const errorAt =
    (code: string, pointer: string, params: FieldFault['params'] = {}) =>
    () =>
      new DomainError(code, params, [{ pointer, code, params }]);
  return {
    contract_pk: () => new DomainError('contracts.contract_id_taken', {}),
    contract_number_uq: errorAt('contracts.number_taken', '/number', { number }),
    contract_customer_fk: errorAt('contracts.customer_not_found', '/customerId'),
    contract_legal_entity_fk: errorAt('contracts.legal_entity_not_found', '/legalEntityId'),
    contract_buyer_fk: errorAt('contracts.buyer_not_found', '/buyerId'),
    contract_plan_fk: errorAt('contracts.plan_not_found', '/planId'),
  };
}

/** Maps violations of constraints on the parts of a contract to domain errors. */
export const contentConstraintErrors = {
  contract_machine_pk: () => new DomainError('contracts.part_id_taken', {}),
  contract_machine_overlap_ex: () => new DomainError('contracts.machine_twice', {}),
  contract_machine_machine_fk: () => new DomainError('contracts.machine_not_found', {}),
  meter_pk: () => new DomainError('contracts.part_id_taken', {}),
  meter_device_fk: () => new DomainError('contracts.device_not_found', {}),
  // Usage is evidence and must not be deleted. Users can end the contract, or keep the meter without a price.
  usage_period_meter_fk: () => new DomainError('contracts.meter_has_usage', {}),
  meter_event_meter_fk: () => new DomainError('contracts.meter_has_usage', {}),
  charge_pk: () => new DomainError('contracts.part_id_taken', {}),
  charge_machine_machine_fk: () => new DomainError('contracts.machine_not_found', {}),
};

const inUse = () => new DomainError('contracts.contract_in_use');

/** Foreign keys of records that refer to a contract or its meters and therefore prevent its deletion. */
export const referenceConstraintErrors = Object.fromEntries(
  [
    'bill_group_member_contract_fk',
    'contract_acceptance_contract_fk',
    'contract_cost_contract_fk',
    'contract_downtime_contract_fk',
    'kit_delivery_contract_fk',
    'meter_decision_meter_fk',
    'meter_event_meter_fk',
    'meter_exception_contract_fk',
    'meter_exception_meter_fk',
    'usage_alert_contract_fk',
    'usage_period_contract_fk',
    'usage_period_meter_fk',
  ].map((constraint) => [constraint, inUse]),
);
