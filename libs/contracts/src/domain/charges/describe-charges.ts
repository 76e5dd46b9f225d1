import type { FieldFault } from '#platform/domain';
import type { ContractContent, DeviceFacts } from '../contract/contract-fields.js';
import { type NewCharge, toCharges } from '../contract/contract-changes.js';
import type { ChargeFields } from './charge-fields.js';
import { findChargeFaults } from './charge-faults.js';

export interface DescribedCharges {
  readonly charges: readonly ChargeFields[];
  /** Each at its field, as in a contract: `/charges/0/pricing/unitPrice`. */
  readonly faults: readonly FieldFault[];
}

/**
 * The charges of a contract that nobody wrote down yet, filled in and checked as a contract's are.
 * @param subject its currency, its first day, its machines and its meters
 * @param devices by id, as far as meters name them
 */
export function describeCharges(
  wanted: readonly NewCharge[],
  subject: Pick<ContractContent, 'currency' | 'startsOn' | 'machines' | 'meters'>,
  devices: ReadonlyMap<string, Pick<DeviceFacts, 'machineId'>>,
): DescribedCharges {
  let made = 0;
  const charges = toCharges(wanted, { charges: [] }, () => `described ${(made += 1)}`);
  const faults = charges.flatMap((charge, index) =>
    findChargeFaults(charge, index, { ...subject, charges }, devices),
  );
  return { charges, faults };
}
