import { plusDays } from '#contracts';
import { type ContractOfMonth, steadyReadings } from './contract-factory.js';
import { createMisappliedStep } from './misapplied-step.js';
import type { CorruptedMonth } from './corrupted-month.js';
import { appendLine, multiplyAmount, ifLineKind, multiplyPrice } from './corruptions.js';

/**
 * A planted error: the contract with the invoice that must show it, the contracts that were created for it, and a
 * function that removes it.
 */
export interface Planting {
  readonly shownBy: ContractOfMonth;
  readonly planted?: readonly ContractOfMonth[];
  undo(): Promise<void>;
}

/** A kind of billing error of metered equipment, and how it is planted. */
export interface Pattern {
  readonly name: string;
  readonly how: string;
  /** The code of the finding that must report the error. */
  readonly finding: string;
  plant(month: CorruptedMonth): Promise<Planting>;
}

/** Returns a pattern that is planted in the lines of the target while they are drafted. */
function patternInLines(
  name: string,
  how: string,
  finding: string,
  body: string | ((target: ContractOfMonth) => string),
  when: 'insert' | 'insert or update' = 'insert',
): Pattern {
  return {
    name,
    how,
    finding,
    plant: async (month) => {
      const { target } = month;
      await month.deleteDrafts(target);
      const revert = await month.corruptLines(target, typeof body === 'string' ? body : body(target), when);
      return {
        shownBy: target,
        undo: async () => {
          await revert();
          await month.deleteDrafts(target);
        },
      };
    },
  };
}

/** Returns a pattern that is planted in a separate contract. */
function patternInContract(
  name: string,
  how: string,
  finding: string,
  plant: (month: CorruptedMonth) => Promise<{ contract: ContractOfMonth; revert?: () => Promise<void> }>,
): Pattern {
  return {
    name,
    how,
    finding,
    plant: async (month) => {
      const { contract, revert } = await plant(month);
      return {
        shownBy: contract,
        planted: [contract],
        undo: async () => {
          await revert?.();
          await month.withdraw(contract);
        },
      };
    },
  };
}

/** Returns readings of a counter that increases evenly during the month. */
const readingsOfMonth = (month: CorruptedMonth) =>
  steadyReadings(month.at(plusDays(month.firstDay, -1)), month.at(month.firstDayOf(1)));
const MIDDLE = 15;
const DAY = 86_400_000;

/** Returns the first whole day of the second half of the month. */
const middleOf = (month: CorruptedMonth): string => plusDays(month.firstDay, MIDDLE);

interface OpenException {
  readonly id: string;
}

/** The thirteen patterns of docs/rules/self-audit.md. A pattern with several variants has one entry per variant. */
export const OVERCHARGES: readonly Pattern[] = [
  patternInLines(
    'click-rate creep',
    'a line names and bills a price 2% above the contract’s price',
    'price_differs',
    ifLineKind(
      'usage',
      multiplyPrice('charge,pricing,unitPrice', '1.02') +
        multiplyPrice('applied,unitPrice', '1.02') +
        multiplyAmount('1.02'),
    ),
  ),
  patternInLines(
    'click-rate creep, hidden',
    'a line names the contract’s price but bills a price 2% above it',
    'price_differs',
    ifLineKind('usage', multiplyPrice('applied,unitPrice', '1.02') + multiplyAmount('1.02')),
  ),
  patternInLines(
    'escalator misapplied',
    'the fee is 3% higher in a month without an agreed price step (planted in the applied amount)',
    'price_differs',
    ifLineKind('base', multiplyPrice('applied,amount', '1.03') + multiplyAmount('1.03')),
  ),
  patternInContract(
    'escalator misapplied, signed',
    'an index adjustment is signed with factor 1.09, but its index values give 1.03',
    'index_factor_differs',
    async (month) => ({
      contract: await createMisappliedStep(month, middleOf(month), {
        name: 'FACTOR',
        factor: '1.090000',
        notifiedDaysBefore: 10,
      }),
    }),
  ),
  patternInContract(
    'escalator misapplied, notified late',
    'the customer was notified three days before an index adjustment; the clause requires ten',
    'index_step_told_late',
    async (month) => ({
      contract: await createMisappliedStep(month, middleOf(month), { name: 'LATE', notifiedDaysBefore: 3 }),
    }),
  ),
  patternInContract(
    'estimated-read inflation',
    'a machine sends no data for the last ten days, and the usage is estimated from the average',
    'estimated_share',
    async (month) => {
      const gapFrom = month.at(month.firstDayOf(1)) - 10 * DAY;
      const readings = readingsOfMonth(month).filter(({ at }) => at <= gapFrom);
      const contract = await month.ground.plant('ESTIMATED', { startsOn: month.firstDay, readings });
      await month.person.post('/invoices/drafts', { contractId: contract.id, month: month.month });
      const [gap] = await month.person.all<OpenException>(
        `/meter-exceptions?state=open&kind=gap&contractId=${contract.id}`,
      );
      await month.person.post(`/meter-exceptions/${gap!.id}/decisions`, {
        choice: 'estimate',
        estimate: { rule: 'average' },
        reason: 'The modem is broken',
        expected: null,
      });
      return { contract };
    },
  ),
  patternInLines(
    'mystery fee',
    'a line bills a charge that the contract does not have',
    'charge_unknown',
    appendLine('base', 'environment', 4500),
  ),
  patternInLines(
    'mystery fee, no clause',
    'a line has no reference to a clause of the contract',
    'clause_missing',
    ifLineKind('base', `new.clause := '';`),
  ),
  patternInLines(
    'class variance',
    'the line’s quantity comes from a meter other than the charge’s',
    'meter_differs',
    ifLineKind('usage', `new.snapshot := jsonb_set(new.snapshot, '{counted,0,device}', '"FM-OTHER"');`),
  ),
  patternInLines(
    'class variance, unit',
    'the line is billed in hours, but the charge’s meter measures a volume',
    'line_unit_differs',
    ifLineKind('usage', `new.unit := 'h';`),
  ),
  patternInLines(
    'pool vs per machine',
    'the usage of a pool is billed to a single machine',
    'pool_split',
    ({ machines }) => ifLineKind('usage', `new.machine_id := '${machines[0]!.id}';`),
  ),
  patternInContract(
    'double counting',
    'a second contract of the customer bills the same counter',
    'counter_billed_twice',
    async (month) => {
      const contract = await month.ground.plant('ZZ-DOUBLE', {
        startsOn: month.firstDay,
        readings: readingsOfMonth(month),
      });
      const [counter] = month.target.meters;
      await month.sql(`update meter set device_id = $2, signal_key = $3 where contract_id = $1`, [
        contract.id,
        counter!.device.id,
        counter!.signalKey,
      ]);
      return { contract };
    },
  ),
  patternInContract(
    'mid-term amendment error',
    'a contract that starts on the 16th is billed the fee of the whole month',
    'share_differs',
    async (month) => {
      const startsOn = middleOf(month);
      const contract = await month.ground.plant('MIDTERM', { startsOn, readings: readingsOfMonth(month) });
      const revert = await month.corruptLines(
        contract,
        ifLineKind(
          'base',
          `new.snapshot := jsonb_set(new.snapshot, '{counter,used}', new.snapshot #> '{counter,of}');` +
            multiplyAmount('2'),
        ),
      );
      return { contract, revert };
    },
  ),
  patternInContract(
    'cross-fleet rate variance',
    'two contracts with the same plan and currency have different fees',
    'peer_price_differs',
    async (month) => {
      const { charges } = month.target;
      const of = (isFlat: boolean): string =>
        charges.find(({ pricing }) => (pricing.model === 'flat') === isFlat)!.key;
      const contract = await month.ground.plant('PEER', {
        startsOn: month.firstDay,
        keys: [of(true), of(false)],
        fee: '123.45',
        readings: readingsOfMonth(month),
      });
      return { contract };
    },
  ),
  patternInLines(
    'renewal escalator pass-through',
    'the fee is 10% above the signed one, as after a renewal without signature (planted in the terms used for pricing)',
    'price_differs',
    ifLineKind(
      'base',
      multiplyPrice('charge,pricing,amount', '1.1') +
        multiplyPrice('applied,amount', '1.1') +
        multiplyAmount('1.1'),
    ),
  ),
  patternInContract(
    'finance/lease drift',
    'the fee is billed for the whole month although the contract ended on the 15th',
    'outside_contract',
    async (month) => {
      const endsOn = plusDays(middleOf(month), -1);
      const contract = await month.ground.plant('DRIFT', {
        startsOn: month.firstDay,
        endsOn,
        readings: readingsOfMonth(month),
      });
      const revert = await month.corruptLines(
        contract,
        ifLineKind('base', `new.service_to := '${month.firstDayOf(1)}';` + multiplyAmount('2')),
      );
      return { contract, revert };
    },
  ),
  patternInContract(
    'finance/lease drift, in advance',
    'the fee was billed in advance for the whole month, and the days after the contract’s end on the 15th are not credited',
    'outside_contract',
    async (month) => {
      const contract = await month.ground.plant('ADVANCE', {
        startsOn: month.firstDay,
        endsOn: plusDays(middleOf(month), -1),
        feeDue: 'advance',
        readings: readingsOfMonth(month),
      });
      const revert = await month.corruptLines(
        contract,
        `if new.component = 'credit' then return null; end if;`,
      );
      return { contract, revert };
    },
  ),
  patternInLines(
    'consumables overcharged',
    'a kit is billed although the contract includes kits',
    'included_kit_billed',
    appendLine('kit', null, 45_000),
  ),
  patternInLines(
    'tax pass-through error',
    'lines have a tax rate other than the one at the tax point',
    'tax_differs',
    `if new.tax_rule is not null then new.tax_rule := jsonb_set(new.tax_rule, '{percent}', '"31"'); end if;`,
    'insert or update',
  ),
];

/** Errors other than the thirteen patterns. */
export const EXTRAS: readonly Pattern[] = [
  {
    name: 'duplicate',
    how: 'a second invoice of the contract for the second half of the month',
    finding: 'period_billed_twice',
    plant: async (month) => {
      const { target } = month;
      await month.person.post('/invoices/drafts', { contractId: target.id, month: month.month });
      await month.sql(
        `insert into invoice select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'period_from', $3::date))).*
           from invoice i where contract_id = $1 and period_from = $2 and kind = 'invoice'`,
        [target.id, month.firstDay, middleOf(month)],
      );
      return { shownBy: target, undo: () => month.deleteDrafts(target) };
    },
  },
  {
    name: 'wrong total',
    how: 'the total of the document is 1.00 above the sum of its lines',
    finding: 'total_differs',
    plant: async (month) => {
      const { target } = month;
      await month.deleteDrafts(target);
      const revert = await month.corruptHead(target, 'new.total_minor := new.total_minor + 100;');
      return {
        shownBy: target,
        undo: async () => {
          await revert();
          await month.deleteDrafts(target);
        },
      };
    },
  },
  patternInContract(
    'jump against history',
    'a machine runs three times as long as in the three months before',
    'quantity_jumped',
    async (month) => {
      const jump = month.at(month.firstDay);
      const readings = steadyReadings(month.at(month.firstDayOf(-3)), month.at(month.firstDayOf(1)), (at) =>
        at >= jump ? 30 : 10,
      );
      const contract = await month.ground.plant('JUMP', { startsOn: month.firstDayOf(-3), readings });
      for (const months of [-3, -2, -1])
        await month.person.post('/invoices/drafts', {
          contractId: contract.id,
          month: month.firstDayOf(months).slice(0, 7),
        });
      return { contract };
    },
  ),
  patternInContract(
    'missing days',
    'a machine sends no data from the 10th to the 13th',
    'days_missing',
    async (month) => {
      const [from, to] = [9, 13].map((days) => month.at(plusDays(month.firstDay, days)));
      const readings = readingsOfMonth(month).filter(({ at }) => at <= from! || at >= to!);
      return { contract: await month.ground.plant('MISSING', { startsOn: month.firstDay, readings }) };
    },
  ),
  patternInContract(
    'unit mismatch',
    'a meter is configured in cubic metres, but its device counts litres',
    'unit_differs',
    async (month) => {
      const contract = await month.ground.plant('UNIT', {
        startsOn: month.firstDay,
        readings: readingsOfMonth(month),
      });
      await month.sql(`update meter set unit = 'm3' where contract_id = $1`, [contract.id]);
      return { contract };
    },
  ),
];
