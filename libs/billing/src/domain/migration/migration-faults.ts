import {
  billingMonthOf,
  daysOfBillingMonth,
  isDate,
  type OpeningBalance,
  type OpeningReading,
  plusDays,
  termsOn,
  type ContractMigrationContent,
} from '#contracts/domain';
import { Exact, type FieldFault, minorDecimals, sumOf } from '#platform/domain';
import { requiredForMigration, type PrepaidTarget, type MigratedContract } from './migration-requirements.js';

type Params = FieldFault['params'];
const fault = (pointer: string, code: string, params: Params = {}): FieldFault => ({
  pointer,
  code,
  params,
});

const DECIMAL = /^\d{1,26}(\.\d{1,12})?$/;

/**
 * Validates a contract migration and returns its errors by field. If the day is invalid, returns only that error,
 * because the other required fields depend on the day.
 * @param today `YYYY-MM-DD` in the contract's time zone
 */
export function findMigrationFaults(
  content: ContractMigrationContent,
  contract: MigratedContract,
  today: string,
): FieldFault[] {
  const dayFaults = findDayFaults(content, contract, today);
  if (dayFaults.length > 0) return dayFaults;
  return [
    ...findReadingFaults(content, contract, today),
    ...findAmountFaults(content, contract),
    ...findBalanceFaults(content, contract),
  ];
}

/** Validates the last day that was billed elsewhere. */
export function findDayFaults(
  { billedUntil }: Pick<ContractMigrationContent, 'billedUntil'>,
  contract: Pick<MigratedContract, 'billingCalendar' | 'startsOn' | 'endsOn'>,
  today: string,
): FieldFault[] {
  const { startsOn, endsOn } = contract;
  const at = (code: string, params: Params): FieldFault[] => [fault('/billedUntil', code, params)];
  if (!isDate(billedUntil)) return at('contracts.date_malformed', { value: billedUntil });
  if (billedUntil > today) return at('billing.takeover_in_future', { today });
  if (billedUntil < startsOn) return at('billing.takeover_before_start', { startsOn });
  if (endsOn !== null && billedUntil >= endsOn) return at('billing.takeover_after_end', { endsOn });
  const month = billingMonthOf(billedUntil, contract);
  const { firstDay, endDay } = daysOfBillingMonth(month, contract);
  const until = plusDays(endDay, -1);
  if (billedUntil === until) return [];
  return at('billing.takeover_within_month', { before: plusDays(firstDay, -1), until });
}

function findReadingFaults(
  { billedUntil, readings }: ContractMigrationContent,
  contract: MigratedContract,
  today: string,
): FieldFault[] {
  const requested = requiredForMigration(contract, plusDays(billedUntil, 1)).readings;
  const givenFaults = readings.flatMap((reading, index): FieldFault[] => {
    const { meterId, usedInYear } = reading;
    const at = (field: string): string => `/readings/${index}/${field}`;
    const one = requested.find((each) => each.meterId === meterId);
    const meter = contract.meters.find(({ id }) => id === meterId);
    if (!one)
      return [
        meter && meter.method !== 'counter'
          ? fault(at('meterId'), 'billing.takeover_meter_not_asked')
          : fault(at('meterId'), 'billing.takeover_meter_unknown'),
      ];
    if (readings.findIndex((each) => each.meterId === meterId) < index)
      return [fault(at('meterId'), 'billing.takeover_twice')];
    return [
      ...(one.isCounter
        ? findRegisterFaults(at, reading, meter?.modulus, today)
        : findUnexpectedRegisterFaults(at, reading)),
      ...findUsedFaults(at('usedInYear'), usedInYear, one.countsByYear),
    ];
  });
  const missing = requested
    .filter(({ meterId }) => !readings.some((each) => each.meterId === meterId))
    .map(({ meterId, isCounter }) =>
      fault('/readings', `billing.takeover_${isCounter ? 'reading' : 'use'}_missing`, {
        meter: nameOfMeter(contract, meterId),
      }),
    );
  return [...givenFaults, ...missing];
}

/** Validates the opening of a counter: its reading and the day of the reading. */
function findRegisterFaults(
  at: (field: string) => string,
  { value, readOn }: OpeningReading,
  modulus: string | null | undefined,
  today: string,
): FieldFault[] {
  const day = readOn ?? '';
  return [
    ...findValueFaults(at('value'), value ?? '', modulus),
    ...(isDate(day) ? [] : [fault(at('readOn'), 'contracts.date_malformed', { value: day })]),
    ...(isDate(day) && day > today
      ? [fault(at('readOn'), 'billing.takeover_read_in_future', { today })]
      : []),
  ];
}

/** Validates the opening of a meter that is not a counter. Such a meter has no register, so a reading is an error. */
function findUnexpectedRegisterFaults(
  at: (field: string) => string,
  { value, readOn }: OpeningReading,
): FieldFault[] {
  return [
    ...(value === null ? [] : [fault(at('value'), 'billing.takeover_value_not_asked')]),
    ...(readOn === null ? [] : [fault(at('readOn'), 'billing.takeover_value_not_asked')]),
  ];
}

function findValueFaults(at: string, value: string, modulus: string | null | undefined): FieldFault[] {
  if (!DECIMAL.test(value)) return [fault(at, 'contracts.decimal_malformed', { value })];
  return modulus && new Exact(value).gte(modulus)
    ? [fault(at, 'billing.takeover_beyond_modulus', { modulus })]
    : [];
}

function findUsedFaults(at: string, used: string | null, isRequested: boolean): FieldFault[] {
  if (used === null) return isRequested ? [fault(at, 'billing.takeover_used_missing')] : [];
  if (!isRequested) return [fault(at, 'billing.takeover_used_not_asked')];
  return DECIMAL.test(used) ? [] : [fault(at, 'contracts.decimal_malformed', { value: used })];
}

function findAmountFaults(
  { billedUntil, amounts }: ContractMigrationContent,
  contract: MigratedContract,
): FieldFault[] {
  const billedFrom = plusDays(billedUntil, 1);
  const requested = requiredForMigration(contract, billedFrom).amounts;
  const isSame = (
    a: { readonly chargeKey: string; readonly machineId: string | null },
    b: typeof a,
  ): boolean => a.chargeKey === b.chargeKey && a.machineId === b.machineId;
  const givenFaults = amounts.flatMap((one, index): FieldFault[] => {
    const at = (field: string): string => `/amounts/${index}/${field}`;
    const { machineId, amount } = one;
    if (machineId !== null && !contract.machines.some((stay) => stay.machineId === machineId))
      return [fault(at('machineId'), 'contracts.machine_not_in_contract')];
    if (!requested.some((each) => isSame(each, one)))
      return [fault(at('chargeKey'), 'billing.takeover_amount_not_asked')];
    if (amounts.findIndex((each) => isSame(each, one)) < index)
      return [fault(at('chargeKey'), 'billing.takeover_twice')];
    return findMoneyFaults(at('amount'), amount, contract.currency);
  });
  const missing = requested
    .filter((each) => each.isRequired && !amounts.some((one) => isSame(each, one)))
    .map(({ chargeKey, machineId }) =>
      fault('/amounts', 'billing.takeover_amount_missing', {
        charge: nameOfCharge(contract, chargeKey, billedFrom),
        machine: (machineId === null ? null : contract.serials.get(machineId)) ?? '',
      }),
    );
  return [...givenFaults, ...missing];
}

/** Returns a charge's English name, or else its name in another language, or else its key. */
function nameOfCharge({ versions }: MigratedContract, key: string, billedFrom: string): string {
  const charge = termsOn(versions, billedFrom).charges.find((one) => one.key === key);
  const names: Readonly<Record<string, string>> = charge?.nameI18n ?? {};
  return names['en'] ?? Object.values(names)[0] ?? key;
}

function findMoneyFaults(at: string, amount: string, currency: string): FieldFault[] {
  if (!DECIMAL.test(amount)) return [fault(at, 'contracts.decimal_malformed', { value: amount })];
  const decimals = minorDecimals(currency);
  return new Exact(amount).decimalPlaces() > decimals
    ? [fault(at, 'billing.amount_too_fine', { decimals })]
    : [];
}

function findBalanceFaults(
  { billedUntil, balances }: ContractMigrationContent,
  contract: MigratedContract,
): FieldFault[] {
  const { prepaid } = requiredForMigration(contract, plusDays(billedUntil, 1));
  return balances.flatMap((balance, index): FieldFault[] => {
    const at = (field: string): string => `/balances/${index}/${field}`;
    const { kind, quantity, expiresOn } = balance;
    if (kind === 'deposit')
      return [
        ...findMoneyFaults(at('quantity'), quantity, contract.currency),
        // A deposit belongs to the customer. It is refunded or set off when the contract ends, and never expires.
        ...(expiresOn === null ? [] : [fault(at('expiresOn'), 'billing.takeover_deposit_expires')]),
      ];
    return [
      ...findPrepaidFaults(at('chargeKey'), balance, prepaid),
      ...findValueFaults(at('quantity'), quantity, null),
      ...findExpiryFaults(at('expiresOn'), expiresOn, billedUntil),
    ];
  });
}

function findPrepaidFaults(
  at: string,
  { chargeKey = null, machineId = null }: OpeningBalance,
  requested: readonly PrepaidTarget[],
): FieldFault[] {
  if (chargeKey === null || chargeKey === '') return [fault(at, 'billing.takeover_prepaid_charge_missing')];
  const isRequested = requested.some((one) => one.chargeKey === chargeKey && one.machineId === machineId);
  return isRequested ? [] : [fault(at, 'billing.takeover_prepaid_not_priced')];
}

function findExpiryFaults(at: string, expiresOn: string | null, billedUntil: string): FieldFault[] {
  if (expiresOn === null) return [];
  if (!isDate(expiresOn)) return [fault(at, 'contracts.date_malformed', { value: expiresOn })];
  return expiresOn <= billedUntil ? [fault(at, 'billing.takeover_balance_expired')] : [];
}

function nameOfMeter({ meters, devices }: MigratedContract, meterId: string): string {
  const meter = meters.find(({ id }) => id === meterId);
  return meter ? `${devices.get(meter.deviceId)?.code ?? ''} ${meter.signalKey}` : '';
}

/** Returns the sum of the money in a migration: amounts billed in the current year, and deposits. */
export function totalMoneyOf({ amounts, balances }: ContractMigrationContent): Exact {
  return sumOf([
    ...amounts.map(({ amount }) => amount),
    ...balances.filter(({ kind }) => kind === 'deposit').map(({ quantity }) => quantity),
  ]);
}
