import type { FieldFault } from '#platform/domain';
import type { ContractContent, DeviceFacts } from '../contract/contract-fields.js';
import { type NewCharge, toCharges } from '../contract/contract-changes.js';
import type { ChargeFields } from './charge-fields.js';
import { findChargeFaults } from './charge-faults.js';

export interface DescribedCharges {
  readonly charges: readonly ChargeFields[];
  /** Errors by field, as in a contract, such as `/charges/0/pricing/unitPrice`. */
  readonly faults: readonly FieldFault[];
}

/**
 * Completes and validates charges according to the rules for contracts, but without a stored contract.
 * @param subject the currency, first day, machines and meters
 * @param devices the devices that meters refer to, by id
 */
export function describeCharges(
  wanted: readonly NewCharge[],
  subject: Pick<ContractContent, 'currency' | 'startsOn' | 'machines' | 'meters'>,
  devices: ReadonlyMap<string, Pick<DeviceFacts, 'machineId'>>,
): DescribedCharges {
  let createdCount = 0;
  const charges = toCharges(wanted, { charges: [] }, () => `described ${(createdCount += 1)}`);
  const faults = charges.flatMap((charge, index) =>
    findChargeFaults(charge, index, { ...subject, charges }, devices),
  );
  return { charges, faults };
}
