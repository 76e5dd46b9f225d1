import { plusDays } from '#contracts';
import { type ContractOfMonth, steadily } from './ground.js';
import { misappliedStep } from './misapplied-step.js';
import type { SpoiledMonth } from './spoiled-month.js';
import { addLine, billing, onKind, times } from './spoilings.js';

/** A planted error: the contract whose invoice must show it, contracts created with it, and its removal. */
export interface Planting {
  readonly shownBy: ContractOfMonth;
  readonly planted?: readonly ContractOfMonth[];
  takeBack(): Promise<void>;
}

/** A kind of billing error of metered equipment, and how it is planted. */
export interface Pattern {
  readonly name: string;
  readonly how: string;
  /** The code of the finding that must report it. */
  readonly finding: string;
  plant(month: SpoiledMonth): Promise<Planting>;
}

/** A pattern planted into the lines of the target while they are drafted. */
function inLines(
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
      await month.forgetDrafts(target);
      const heal = await month.spoilLines(target, typeof body === 'string' ? body : body(target), when);
      return {
        shownBy: target,
        takeBack: async () => {
          await heal();
          await month.forgetDrafts(target);
        },
      };
    },
  };
}

/** A pattern in a contract of its own. */
function inContract(
  name: string,
  how: string,
  finding: string,
  plant: (month: SpoiledMonth) => Promise<{ contract: ContractOfMonth; heal?: () => Promise<void> }>,
): Pattern {
  return {
    name,
    how,
    finding,
    plant: async (month) => {
      const { contract, heal } = await plant(month);
      return {
        shownBy: contract,
        planted: [contract],
        takeBack: async () => {
          await heal?.();
          await month.takeBack(contract);
        },
      };
    },
  };
}

/** Readings of a counter that runs evenly through the month. */
const through = (month: SpoiledMonth) =>
  steadily(month.at(plusDays(month.firstDay, -1)), month.at(month.firstDayOf(1)));
const MIDDLE = 15;
const DAY = 86_400_000;

/** Returns the first whole day of the second half of the month. */
const middleOf = (month: SpoiledMonth): string => plusDays(month.firstDay, MIDDLE);

interface OpenException {
  readonly id: string;
}

/** The thirteen patterns of docs/rules/self-audit.md. Patterns with two sides are listed with both. */
export const OVERCHARGES: readonly Pattern[] = [
  inLines(
    'click-rate creep',
    'the line is priced 2 % above the contract’s price, and bills it',
    'price_differs',
    onKind(
      'usage',
      times('charge,pricing,unitPrice', '1.02') + times('applied,unitPrice', '1.02') + billing('1.02'),
    ),
  ),
  inLines(
    'click-rate creep, hidden',
    'the line names the contract’s price, and applies one that is 2 % above it',
    'price_differs',
    onKind('usage', times('applied,unitPrice', '1.02') + billing('1.02')),
  ),
  inLines(
    'escalator misapplied',
    'the fee is raised by 3 % in a month for which the contract agrees no step (planted as the amount applied)',
    'price_differs',
    onKind('base', times('applied,amount', '1.03') + billing('1.03')),
  ),
  inContract(
    'escalator misapplied, signed',
    'an index step is signed with a factor of 1.09 where the values written down give 1.03',
    'index_factor_differs',
    async (month) => ({
      contract: await misappliedStep(month, middleOf(month), {
        name: 'FACTOR',
        factor: '1.090000',
        toldBefore: 10,
      }),
    }),
  ),
  inContract(
    'escalator misapplied, told late',
    'the customer was told of an index step three days before it, the clause says ten',
    'index_step_told_late',
    async (month) => ({
      contract: await misappliedStep(month, middleOf(month), { name: 'LATE', toldBefore: 3 }),
    }),
  ),
  inContract(
    'estimated-read inflation',
    'a machine is silent for the last ten days, and a decision estimates them by the average',
    'estimated_share',
    async (month) => {
      const silentFrom = month.at(month.firstDayOf(1)) - 10 * DAY;
      const said = through(month).filter(({ at }) => at <= silentFrom);
      const contract = await month.ground.plant('ESTIMATED', { startsOn: month.firstDay, said });
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
  inLines(
    'mystery fee',
    'a line for a charge that the contract does not have',
    'charge_unknown',
    addLine('base', 'environment', 4500),
  ),
  inLines(
    'mystery fee, no clause',
    'a line that names no clause of the contract',
    'clause_missing',
    onKind('base', `new.clause := '';`),
  ),
  inLines(
    'class variance',
    'the line is counted by another meter than the charge’s',
    'meter_differs',
    onKind('usage', `new.snapshot := jsonb_set(new.snapshot, '{counted,0,device}', '"FM-OTHER"');`),
  ),
  inLines(
    'class variance, unit',
    'the line is billed in hours, the charge’s meter counts a volume',
    'line_unit_differs',
    onKind('usage', `new.unit := 'h';`),
  ),
  inLines(
    'pool vs per machine',
    'a pool’s usage is billed to one machine alone',
    'pool_split',
    ({ machines }) => onKind('usage', `new.machine_id := '${machines[0]!.id}';`),
  ),
  inContract(
    'double counting',
    'a second contract of the customer counts the same counter',
    'counter_billed_twice',
    async (month) => {
      const contract = await month.ground.plant('ZZ-DOUBLE', {
        startsOn: month.firstDay,
        said: through(month),
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
  inContract(
    'mid-term amendment error',
    'a contract that begins on the 16th is billed the fee of the whole month',
    'share_differs',
    async (month) => {
      const startsOn = middleOf(month);
      const contract = await month.ground.plant('MIDTERM', { startsOn, said: through(month) });
      const heal = await month.spoilLines(
        contract,
        onKind(
          'base',
          `new.snapshot := jsonb_set(new.snapshot, '{counter,used}', new.snapshot #> '{counter,of}');` +
            billing('2'),
        ),
      );
      return { contract, heal };
    },
  ),
  inContract(
    'cross-fleet rate variance',
    'another contract of the same plan and currency has another fee',
    'peer_price_differs',
    async (month) => {
      const { charges } = month.target;
      const of = (isFlat: boolean): string =>
        charges.find(({ pricing }) => (pricing.model === 'flat') === isFlat)!.key;
      const contract = await month.ground.plant('PEER', {
        startsOn: month.firstDay,
        keys: [of(true), of(false)],
        fee: '123.45',
        said: through(month),
      });
      return { contract };
    },
  ),
  inLines(
    'renewal escalator pass-through',
    'a fee 10 % above the signed one, as after a renewal that nobody signed (planted as the terms that priced it)',
    'price_differs',
    onKind('base', times('charge,pricing,amount', '1.1') + times('applied,amount', '1.1') + billing('1.1')),
  ),
  inContract(
    'finance/lease drift',
    'the fee runs on to the end of the month although the contract ended on the 15th',
    'outside_contract',
    async (month) => {
      const endsOn = plusDays(middleOf(month), -1);
      const contract = await month.ground.plant('DRIFT', {
        startsOn: month.firstDay,
        endsOn,
        said: through(month),
      });
      const heal = await month.spoilLines(
        contract,
        onKind('base', `new.service_to := '${month.firstDayOf(1)}';` + billing('2')),
      );
      return { contract, heal };
    },
  ),
  inContract(
    'finance/lease drift, in advance',
    'the fee in advance is billed for the whole month, and its days after the end on the 15th are not credited',
    'outside_contract',
    async (month) => {
      const contract = await month.ground.plant('ADVANCE', {
        startsOn: month.firstDay,
        endsOn: plusDays(middleOf(month), -1),
        feeDue: 'advance',
        said: through(month),
      });
      const heal = await month.spoilLines(contract, `if new.component = 'credit' then return null; end if;`);
      return { contract, heal };
    },
  ),
  inLines(
    'consumables overcharged',
    'a kit is billed on a contract that includes kits',
    'included_kit_billed',
    addLine('kit', null, 45_000),
  ),
  inLines(
    'tax pass-through error',
    'lines bear another rate than is due at the tax point',
    'tax_differs',
    `if new.tax_rule is not null then new.tax_rule := jsonb_set(new.tax_rule, '{percent}', '"31"'); end if;`,
    'insert or update',
  ),
];

/** Four additional patterns. */
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
      return { shownBy: target, takeBack: () => month.forgetDrafts(target) };
    },
  },
  {
    name: 'sum that is no sum',
    how: 'the document’s total is 1.00 above what its lines add up to',
    finding: 'total_differs',
    plant: async (month) => {
      const { target } = month;
      await month.forgetDrafts(target);
      const heal = await month.spoilHead(target, 'new.total_minor := new.total_minor + 100;');
      return {
        shownBy: target,
        takeBack: async () => {
          await heal();
          await month.forgetDrafts(target);
        },
      };
    },
  },
  inContract(
    'jump against history',
    'a machine runs three times as much as in the three months before',
    'quantity_jumped',
    async (month) => {
      const jump = month.at(month.firstDay);
      const said = steadily(month.at(month.firstDayOf(-3)), month.at(month.firstDayOf(1)), (at) =>
        at >= jump ? 30 : 10,
      );
      const contract = await month.ground.plant('JUMP', { startsOn: month.firstDayOf(-3), said });
      for (const months of [-3, -2, -1])
        await month.person.post('/invoices/drafts', {
          contractId: contract.id,
          month: month.firstDayOf(months).slice(0, 7),
        });
      return { contract };
    },
  ),
  inContract(
    'missing days',
    'a machine says nothing from the 10th to the 13th',
    'days_missing',
    async (month) => {
      const [from, to] = [9, 13].map((days) => month.at(plusDays(month.firstDay, days)));
      const said = through(month).filter(({ at }) => at <= from! || at >= to!);
      return { contract: await month.ground.plant('MISSING', { startsOn: month.firstDay, said }) };
    },
  ),
  inContract(
    'unit mismatch',
    'a meter is entered in cubic metres, its device counts litres',
    'unit_differs',
    async (month) => {
      const contract = await month.ground.plant('UNIT', { startsOn: month.firstDay, said: through(month) });
      await month.sql(`update meter set unit = 'm3' where contract_id = $1`, [contract.id]);
      return { contract };
    },
  ),
];
