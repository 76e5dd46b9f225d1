import { isZone } from '#customers/domain';
import { canonicalJson, type FieldFault } from '#platform/domain';
import { isDate } from '../calendar/local-dates.js';
import { findChargeFaults } from '../charges/charge-faults.js';
import type {
  ContractContent,
  ContractFields,
  DeviceFacts,
  MachineUnderContract,
  MeterFields,
} from './contract-fields.js';
import { findPauseFaults } from '../pauses/pause-faults.js';
import { findPerformanceFaults } from '../performance/performance-faults.js';
import { isEquivalentMeter } from './contract-changes.js';
import { findMeasuringFaults, findSignalFaults } from '../meters/meter-faults.js';
import { findBillingTermFaults } from '../terms/billing-terms.js';
import { findExitFaults } from '../terms/exit/exit-agreement.js';
import { findIndexClauseFaults } from '../terms/index-clause.js';
import { findInvoiceTermFaults } from '../terms/invoice-terms.js';

/** The context for validating a contract. */
export interface ContractContext {
  /** Devices by id; a missing device does not belong to the maker. */
  readonly devices: ReadonlyMap<string, DeviceFacts>;
}

/** Validates a contract and returns its errors by field. */
export function findContractFaults(contract: ContractContent, { devices }: ContractContext): FieldFault[] {
  return [
    ...findTermFaults(contract),
    ...findBillingTermFaults(contract.terms),
    ...findExitFaults(contract),
    ...findIndexClauseFaults(contract),
    ...findPauseFaults(contract),
    ...findInvoiceTermFaults(contract),
    ...findPerformanceFaults(contract),
    ...findMachineFaults(contract),
    ...contract.meters.flatMap((meter, index) => findMeterFaults(meter, index, contract, devices)),
    ...contract.charges.flatMap((charge, index) => findChargeFaults(charge, index, contract, devices)),
  ];
}

/** Finds billing requirements that a contract must meet before it can be active. */
export function findActivationFaults({ charges }: ContractContent): FieldFault[] {
  return charges.length > 0 ? [] : [{ pointer: '/charges', code: 'contracts.charge_missing', params: {} }];
}

/** Terms that can't change while a contract is active. To change them, end the contract and create another one. */
const FIXED = [
  'number',
  'customerId',
  'legalEntityId',
  'currency',
  'pricesIncludeTax',
  'zone',
  'billingCalendar',
  'startsOn',
] as const;

/** Terms that change by an amendment with an effective day. */
const AMENDED = [
  'buyerId',
  'planId',
  'endsOn',
  'paymentDays',
  'kitsIncluded',
  'exit',
  'indexClause',
  'pauses',
  'invoiceTerms',
  'performance',
  'machines',
  'meters',
  'charges',
] as const;

/** Finds changes to an active contract's terms that invoices depend on. */
export function findFixedChanges(current: ContractContent, wanted: ContractContent): FieldFault[] {
  const changed = (field: keyof ContractContent): boolean =>
    canonicalJson(current[field]) !== canonicalJson(wanted[field]);
  return [
    ...FIXED.filter(changed).map((field) => ({
      pointer: `/${field}`,
      code: 'contracts.fixed_once_active',
      params: { value: String(current[field]) },
    })),
    ...AMENDED.filter(changed).map((field) => ({
      pointer: `/${field}`,
      code: 'contracts.changed_by_amendment',
      params: {},
    })),
  ];
}

function findTermFaults(contract: ContractFields): FieldFault[] {
  const faults: FieldFault[] = [];
  const { number, currency, zone, startsOn, endsOn, paymentDays, terms } = contract;
  // Index clauses have a field of their own, so no code would apply an escalator among the other terms.
  if (Object.hasOwn(terms, 'escalator'))
    faults.push({ pointer: '/terms/escalator', code: 'contracts.index_clause_apart', params: {} });
  if (!/^\S(.{0,38}\S)?$/.test(number)) {
    faults.push({
      pointer: '/number',
      code: 'contracts.number_malformed',
      params: { value: number, max: 40 },
    });
  }
  if (!isCurrency(currency))
    faults.push({ pointer: '/currency', code: 'contracts.currency_unknown', params: { value: currency } });
  if (!isZone(zone))
    faults.push({ pointer: '/zone', code: 'contracts.zone_unknown', params: { value: zone } });
  if (!isDate(startsOn))
    faults.push({ pointer: '/startsOn', code: 'contracts.date_malformed', params: { value: startsOn } });
  if (endsOn !== null) {
    if (!isDate(endsOn))
      faults.push({ pointer: '/endsOn', code: 'contracts.date_malformed', params: { value: endsOn } });
    else if (endsOn < startsOn)
      faults.push({
        pointer: '/endsOn',
        code: 'contracts.ends_before_start',
        params: { value: endsOn, startsOn },
      });
  }
  if (!Number.isInteger(paymentDays) || paymentDays < 0 || paymentDays > 365) {
    faults.push({
      pointer: '/paymentDays',
      code: 'contracts.payment_days_out_of_range',
      params: { min: 0, max: 365 },
    });
  }
  return faults;
}

function findMachineFaults({ machines }: ContractContent): FieldFault[] {
  return machines.flatMap((machine, index): FieldFault[] => {
    const pointer = `/machines/${index}`;
    if (!isDate(machine.from))
      return [
        { pointer: `${pointer}/from`, code: 'contracts.date_malformed', params: { value: machine.from } },
      ];
    if (machine.to !== null && !isDate(machine.to)) {
      return [{ pointer: `${pointer}/to`, code: 'contracts.date_malformed', params: { value: machine.to } }];
    }
    if (machine.to !== null && machine.to <= machine.from) {
      return [
        {
          pointer: `${pointer}/to`,
          code: 'contracts.machine_ends_before_start',
          params: { from: machine.from },
        },
      ];
    }
    const other = machines.slice(0, index).find((earlier) => overlaps(earlier, machine));
    return other
      ? [{ pointer, code: 'contracts.machine_twice', params: { from: other.from, to: other.to } }]
      : [];
  });
}

function overlaps(a: MachineUnderContract, b: MachineUnderContract): boolean {
  return a.machineId === b.machineId && (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);
}

function findMeterFaults(
  meter: MeterFields,
  index: number,
  contract: ContractContent,
  devices: ContractContext['devices'],
): FieldFault[] {
  const at = (field: string, code: string, params: FieldFault['params'] = {}): FieldFault => ({
    pointer: `/meters/${index}/${field}`,
    code: `contracts.${code}`,
    params,
  });
  const faults = findMeasuringFaults(meter, at);
  const isRepeated = contract.meters
    .slice(0, index)
    .some((earlier) => earlier.id === meter.id || isEquivalentMeter(earlier, meter));
  if (isRepeated) faults.push(at('signalKey', 'meter_twice', { value: meter.signalKey }));
  const device = devices.get(meter.deviceId);
  if (!device) return [...faults, at('deviceId', 'device_not_found')];
  if (
    device.machineId !== null &&
    !contract.machines.some(({ machineId }) => machineId === device.machineId)
  ) {
    faults.push(at('deviceId', 'meter_machine_not_in_contract', { device: device.code }));
  }
  if (device.machineId === null && device.siteCustomerId !== contract.customerId) {
    faults.push(at('deviceId', 'meter_site_of_another_customer', { device: device.code }));
  }
  return [...faults, ...findSignalFaults(meter, device.signals, at)];
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}
