import type { MigrationRequirements, ContractMigration, ContractMigrationInput } from '../../../api/types.js';
import { dayBefore } from '../../../format/time.js';
import { type BillingMonths, billingMonthOf, daysOfMonth } from '../../billing-calendar/billing-months.js';

export interface ReadingValues {
  readonly meterId: string;
  /** True if the meter is a counter. Other meters have no opening readings, so their reading fields stay empty. */
  readonly isCounter: boolean;
  readonly value: string;
  readonly readOn: string;
  readonly note: string;
  readonly usedInYear: string;
  /** The suggested reading for the day. It is updated when the day changes, until the user enters another value. */
  readonly suggested: { readonly value: string; readonly readOn: string } | null;
}

export interface AmountValues {
  readonly chargeKey: string;
  readonly machineId: string | null;
  readonly amount: string;
  /** False if the amount is omitted from the request while it is empty. */
  readonly isRequired: boolean;
}

export interface BalanceValues {
  readonly kind: 'prepaid' | 'deposit';
  /**
   * For prepaid credits: the charge, and the machine if the charge is rated per machine, in the format of
   * `encodePrepaidTarget`.
   */
  readonly chargeKey: string;
  readonly quantity: string;
  readonly expiresOn: string;
  readonly note: string;
}

/** A contract migration in a form. An empty string means that a value is not entered. */
export interface MigrationValues extends Record<string, unknown> {
  readonly billedUntil: string;
  readonly note: string;
  readonly readings: readonly ReadingValues[];
  readonly amounts: readonly AmountValues[];
  readonly balances: readonly BalanceValues[];
}

/** @param today `YYYY-MM-DD`; the form starts with the last day of the previous billing month */
export function newMigrationValues(today: string, months: BillingMonths): MigrationValues {
  const billedUntil = dayBefore(daysOfMonth(billingMonthOf(today, months), months).from);
  return { billedUntil, note: '', readings: [], amounts: [], balances: [] };
}

export function toMigrationValues({
  billedUntil,
  note,
  readings,
  amounts,
  balances,
}: ContractMigration): MigrationValues {
  return {
    billedUntil,
    note,
    readings: readings.map((one) => ({
      meterId: one.meterId,
      isCounter: one.method === 'counter',
      value: one.value ?? '',
      readOn: one.readOn ?? '',
      note: one.note,
      usedInYear: one.usedInYear ?? '',
      suggested: null,
    })),
    amounts: amounts.map(({ chargeKey, machineId, amount }) => ({
      chargeKey,
      machineId,
      amount: amount.amount,
      isRequired: true,
    })),
    balances: balances.map(({ kind, charge, quantity, expiresOn, note }) => ({
      ...{ kind, quantity, note },
      chargeKey: charge === null ? '' : encodePrepaidTarget(charge),
      expiresOn: expiresOn ?? '',
    })),
  };
}

/**
 * Rows needed for a day, with the values typed so far. Required rows come first, so that omitted rows do not shift
 * their indexes.
 */
export function applyRequirements(
  values: MigrationValues,
  requirements: MigrationRequirements,
): MigrationValues {
  return {
    ...values,
    readings: requirements.readings.map(({ meterId, method, countsByYear, shownThen }) => {
      const known = values.readings.find((one) => one.meterId === meterId);
      const isCounter = method === 'counter';
      const suggested = { value: shownThen ?? '', readOn: isCounter ? values.billedUntil : '' };
      const typed = (field: 'value' | 'readOn'): string =>
        known && known[field] !== known.suggested?.[field] ? known[field] : suggested[field];
      return {
        meterId,
        isCounter,
        value: typed('value'),
        readOn: typed('readOn'),
        note: known?.note ?? '',
        usedInYear: countsByYear ? (known?.usedInYear ?? '') : '',
        suggested,
      };
    }),
    amounts: sortAmounts(requirements).map(({ chargeKey, machineId, required }) => ({
      chargeKey,
      machineId,
      isRequired: required,
      amount:
        values.amounts.find((one) => one.chargeKey === chargeKey && one.machineId === machineId)?.amount ??
        '',
    })),
  };
}

type PrepaidTarget = Pick<MigrationRequirements['prepaid'][number], 'chargeKey' | 'machineId'>;

/** Encodes a charge, and the machine if it is rated per machine, as one string. */
export function encodePrepaidTarget({ chargeKey, machineId }: PrepaidTarget): string {
  return machineId === null ? chargeKey : `${chargeKey} ${machineId}`;
}

function decodePrepaidTarget(text: string): PrepaidTarget {
  const [chargeKey = '', machineId = null] = text.split(' ');
  return { chargeKey, machineId };
}

/** The amounts in the order of the form: required ones first. */
export function sortAmounts({ amounts }: MigrationRequirements): MigrationRequirements['amounts'][number][] {
  return [...amounts].sort((a, b) => Number(b.required) - Number(a.required));
}

/** Returns true if all values required for the day are entered, so that the effect can be previewed. */
export function isComplete(
  { billedUntil, readings, amounts, balances }: ContractMigrationInput,
  requirements: MigrationRequirements,
): boolean {
  const readingFields = requirements.readings.map(({ meterId, method, countsByYear }) => {
    const reading = readings.find((one) => one.meterId === meterId);
    return [
      ...(method === 'counter' ? [reading?.value, reading?.readOn] : []),
      ...(countsByYear ? [reading?.usedInYear] : []),
    ];
  });
  const balanceFields = balances.map(({ kind, chargeKey, quantity }) => [
    quantity,
    ...(kind === 'prepaid' ? [chargeKey] : []),
  ]);
  const needed = [
    billedUntil,
    ...readingFields.flat(),
    ...amounts.map(({ amount }) => amount),
    ...balanceFields.flat(),
  ];
  return needed.every(Boolean);
}

export function toMigrationInput({
  billedUntil,
  note,
  readings,
  amounts,
  balances,
}: MigrationValues): ContractMigrationInput {
  return {
    billedUntil,
    note: note.trim(),
    readings: readings.map(({ meterId, isCounter, value, readOn, note, usedInYear }) => ({
      ...{ meterId, note },
      value: isCounter ? value.trim() : null,
      readOn: isCounter ? readOn : null,
      usedInYear: usedInYear.trim() === '' ? null : usedInYear.trim(),
    })),
    amounts: amounts
      .filter(({ amount, isRequired }) => isRequired || amount.trim() !== '')
      .map(({ isRequired: _isRequired, ...one }) => ({ ...one, amount: one.amount.trim() })),
    balances: balances.map(({ kind, chargeKey, quantity, expiresOn, note }) => ({
      ...{ kind, note },
      ...(kind === 'prepaid' && chargeKey !== ''
        ? decodePrepaidTarget(chargeKey)
        : { chargeKey: null, machineId: null }),
      quantity: quantity.trim(),
      expiresOn: kind === 'deposit' || expiresOn === '' ? null : expiresOn,
    })),
  };
}
