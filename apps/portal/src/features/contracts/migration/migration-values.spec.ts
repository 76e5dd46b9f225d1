import type { MigrationRequirements } from '../../../api/types.js';
import {
  applyRequirements,
  encodePrepaidTarget,
  isComplete,
  newMigrationValues,
  toMigrationInput,
} from './migration-values.js';

const METER = {
  ...{ meterId: 'me-1', device: 'CTRL-1', signalKey: 'run_hours', serial: 'S-1', unit: 'h' },
  method: 'counter' as const,
};
const CHARGE = { name: {}, clause: '', machineId: null, serial: null };
const REQUIREMENTS: MigrationRequirements = {
  billedFrom: '2026-11-01',
  yearFrom: '2026-04-01',
  readings: [{ ...METER, countsByYear: true, shownThen: '812.5' }],
  prepaid: [],
  amounts: [
    { ...CHARGE, chargeKey: 'care', required: false },
    { ...CHARGE, chargeKey: 'usage', required: true },
  ],
};

const CALENDAR = { billingCalendar: 'calendar', startsOn: '2026-02-15' } as const;

describe('a contract migration in a form', () => {
  it('starts with the last completed month', () => {
    expect(newMigrationValues('2026-12-01', CALENDAR).billedUntil).toBe('2026-11-30');
    expect(newMigrationValues('2027-01-15', CALENDAR).billedUntil).toBe('2026-12-31');
    const counted = { billingCalendar: 'anniversary', startsOn: '2026-02-15' } as const;
    expect(newMigrationValues('2026-12-14', counted).billedUntil).toBe('2026-11-14');
  });

  it('requests the values that the day needs, suggests our own readings, and keeps typed values', () => {
    const first = applyRequirements(
      { ...newMigrationValues('2026-11-27', CALENDAR), note: 'ACME' },
      REQUIREMENTS,
    );
    expect(first).toMatchObject({
      note: 'ACME',
      readings: [{ meterId: 'me-1', value: '812.5', readOn: '2026-10-31', usedInYear: '' }],
      amounts: [
        { chargeKey: 'usage', amount: '' },
        { chargeKey: 'care', amount: '' },
      ],
    });
    const typed = { ...first, readings: [{ ...first.readings[0]!, value: '812', usedInYear: '300' }] };
    expect(applyRequirements(typed, REQUIREMENTS).readings).toEqual(typed.readings);
    const earlier = { ...first, billedUntil: '2026-09-30' };
    const [requirements] = REQUIREMENTS.readings;
    expect(
      applyRequirements(earlier, { ...REQUIREMENTS, readings: [{ ...requirements!, shownThen: '790' }] })
        .readings,
    ).toMatchObject([{ value: '790', readOn: '2026-09-30' }]);
    const atNewYear = { ...REQUIREMENTS, yearFrom: null, amounts: [] };
    const [reading] = atNewYear.readings;
    expect(
      applyRequirements(typed, { ...atNewYear, readings: [{ ...reading!, countsByYear: false }] }),
    ).toMatchObject({ readings: [{ value: '812', usedInYear: '' }], amounts: [] });
  });

  it('sends required values even if empty, so that the error appears at their field', () => {
    const values = applyRequirements(newMigrationValues('2026-11-27', CALENDAR), REQUIREMENTS);
    expect(toMigrationInput(values)).toEqual({
      billedUntil: '2026-10-31',
      note: '',
      readings: [{ meterId: 'me-1', value: '812.5', readOn: '2026-10-31', note: '', usedInYear: null }],
      amounts: [{ chargeKey: 'usage', machineId: null, amount: '' }],
      balances: [],
    });
  });

  it('requests readings only for counters', () => {
    const [counter] = REQUIREMENTS.readings;
    const energy = { ...counter!, meterId: 'me-2', method: 'integral' as const, shownThen: null };
    const requirements = { ...REQUIREMENTS, readings: [energy], amounts: [] };
    const values = applyRequirements(newMigrationValues('2026-11-27', CALENDAR), requirements);
    expect(isComplete(toMigrationInput(values), requirements)).toBe(false);
    const [row] = values.readings;
    const input = toMigrationInput({ ...values, readings: [{ ...row!, usedInYear: '300' }] });
    expect(input.readings).toEqual([
      { meterId: 'me-2', value: null, readOn: null, note: '', usedInYear: '300' },
    ]);
    expect(isComplete(input, requirements)).toBe(true);
  });

  it('is complete once all values needed for the day are entered', () => {
    const begun = applyRequirements(newMigrationValues('2026-11-27', CALENDAR), REQUIREMENTS);
    const filled = {
      ...begun,
      readings: [{ ...begun.readings[0]!, usedInYear: '300' }],
      amounts: [{ ...begun.amounts[0]!, amount: '4100.00' }, begun.amounts[1]!],
    };
    const row = { expiresOn: '', note: '' };
    const deposit = { ...row, kind: 'deposit' as const, chargeKey: '', quantity: '500' };
    const cases: [typeof begun, boolean][] = [
      [newMigrationValues('2026-11-27', CALENDAR), false],
      [begun, false],
      [filled, true],
      [{ ...filled, readings: [{ ...filled.readings[0]!, usedInYear: ' ' }] }, false],
      [{ ...filled, readings: [{ ...filled.readings[0]!, readOn: '' }] }, false],
      [{ ...filled, amounts: begun.amounts }, false],
      [{ ...filled, balances: [deposit] }, true],
      [{ ...filled, balances: [{ ...deposit, quantity: '' }] }, false],
      [{ ...filled, balances: [{ ...deposit, kind: 'prepaid' }] }, false],
      [{ ...filled, balances: [{ ...deposit, kind: 'prepaid', chargeKey: 'usage' }] }, true],
    ];
    for (const [values, expected] of cases)
      expect(isComplete(toMigrationInput(values), REQUIREMENTS)).toBe(expected);
  });

  it('stores prepaid credits for their charge and machine, and a deposit for neither', () => {
    const row = { quantity: ' 40 ', expiresOn: '2027-03-31', note: '' };
    const values = {
      ...newMigrationValues('2026-11-27', CALENDAR),
      balances: [
        {
          ...row,
          kind: 'prepaid' as const,
          chargeKey: encodePrepaidTarget({ chargeKey: 'usage', machineId: 'ma-1' }),
        },
        { ...row, kind: 'prepaid' as const, chargeKey: '' },
        { ...row, kind: 'deposit' as const, chargeKey: 'usage' },
      ],
    };
    expect(toMigrationInput(values).balances).toMatchObject([
      { chargeKey: 'usage', machineId: 'ma-1', quantity: '40', expiresOn: '2027-03-31' },
      { chargeKey: null, machineId: null },
      { chargeKey: null, machineId: null, expiresOn: null },
    ]);
  });
});
