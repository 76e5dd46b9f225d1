import {
  deriveCharges,
  type DemoCharge,
  includesKits,
  meteredQuantityOf,
  type PlanTerms,
} from '../../domain/contents/contract-charges.js';
import {
  type GuaranteeContext,
  deriveGuarantees,
  METERED_ENERGY,
} from '../../domain/contents/demo-guarantees.js';
import { toIndexClause } from '../../domain/contents/demo-index-clause.js';
import { lastContractDay, moveContractDay, moveDay } from '../../domain/world-dates.js';
import type { DemoContract, DemoData, DemoMachine } from '../demo-data.store.js';
import { demoId } from '../demo-ids.js';
import { insertRows, type Row } from '../rows.writer.js';
import { customerOf, hubOf, type Seeding } from '../seeding.js';

/**
 * An hourly volume above the station's capacity indicates a faulty meter. The limit is the total capacity of its
 * machines plus 10% for the meter's tolerance.
 */
const STATION_TOLERANCE = 1.1;
/** An hour counter can increase by one hour per hour, plus rounding: it is read in hundredths every few minutes. */
const MAX_HOURS_PER_HOUR = '1.2';

/** Seeds plans, and contracts with their machines, meters and charges. */
export async function seedContracts(seeding: Seeding): Promise<void> {
  const { manager, data, makerId } = seeding;
  await insertRows(
    manager,
    'plan',
    data.plans.map(({ id, name, structure, ...terms }) => ({
      maker_id: makerId,
      id: demoId('plan', id),
      code: id,
      name_i18n: name,
      structure,
      terms,
      version: 1,
    })),
  );
  await insertRows(
    manager,
    'contract',
    data.contracts.map((contract) => toContractRow(seeding, contract)),
  );
  await insertRows(
    manager,
    'contract_machine',
    data.contracts.flatMap((contract) => toMachineRows(seeding, contract)),
  );
  await insertRows(
    manager,
    'meter',
    data.contracts.flatMap((contract) => toMeterRows(seeding, contract)),
  );
  await insertRows(
    manager,
    'charge',
    data.contracts.flatMap((contract) =>
      chargesOf(data, contract).map((charge, position) => toChargeRow(seeding, contract, charge, position)),
    ),
  );
  await insertRows(
    manager,
    'charge_meter',
    data.contracts.flatMap((contract) => toChargeMeterRows(seeding, contract)),
  );
}

export function toContractRow({ data, dates, makerId }: Seeding, contract: DemoContract): Row {
  const {
    id,
    customer,
    plan,
    currency,
    start,
    term_months: months,
    payment_days: days,
    machines: _machines,
    escalator,
    ...terms
  } = contract;
  const hub = hubOf(data, customerOf(data, customer).hub);
  return {
    maker_id: makerId,
    id: demoId('contract', id),
    number: id,
    customer_id: demoId('customer', customer),
    legal_entity_id: demoId('legal-entity', hub.id),
    buyer_id: demoId('buyer', customer),
    prices_include_tax: false,
    plan_id: demoId('plan', plan),
    currency,
    zone: hub.tz,
    starts_on: moveContractDay(dates, start),
    ends_on: lastContractDay(dates, start, months),
    state: 'active',
    payment_days: days ?? 30,
    kits_included: includesKits(plan),
    exit: exitOf(contract),
    index_clause: toIndexClause(escalator, (day) => moveContractDay(dates, day)),
    performance: deriveGuarantees(id, toGuaranteeContext(data, contract)),
    terms,
    version: 1,
  };
}

function toGuaranteeContext(data: DemoData, contract: DemoContract): GuaranteeContext {
  const meterId = (code: string): string => demoId('meter', contract.id, code);
  const flowMeter = flowMeterOf(data, contract);
  return {
    kwhMeterIds: energyMeteredOf(data, contract).map(({ serial }) => meterId(serial)),
    m3MeterIds: flowMeter === null ? [] : [meterId(flowMeter)],
  };
}

/** Returns the machines with energy meters that a guarantee requires. */
function energyMeteredOf(data: DemoData, contract: DemoContract): DemoMachine[] {
  return METERED_ENERGY.includes(contract.id) ? machinesOf(data, contract) : [];
}

/** Usual notice period of three months. */
const NOTICE_DAYS = 90;

/** Machine value at the start of a contract, in monthly base fees. The demo file contains no machine prices. */
const MONTHS_OF_VALUE = 40;

/**
 * Converts the early termination terms of the demo file from text to numbers. Examples: "60% of remaining base or
 * minimum ...", "straight line to 12% at month 60, +2%".
 */
function exitOf(contract: DemoContract): object | null {
  const percent = partOf(contract.early_termination, /^(\d+)% of remaining/)?.[0];
  if (percent === undefined) return null;
  const falls = partOf(contract['buyout'], /^straight line to (\d+)% at month (\d+), \+(\d+)%$/);
  const base = contract.price['base_month'];
  return {
    noticeDays: NOTICE_DAYS,
    noticeTo: 'term_end',
    endDay: 'billed',
    termination: { method: 'percent_of_remaining', percent },
    buyout:
      falls && base !== undefined
        ? {
            model: 'straight',
            value: String(Number(base) * MONTHS_OF_VALUE),
            residualPercent: falls[0],
            termMonths: Number(falls[1]),
            adminPercent: falls[2],
          }
        : null,
  };
}

function partOf(words: unknown, shape: RegExp): string[] | undefined {
  return typeof words === 'string' ? shape.exec(words)?.slice(1) : undefined;
}

/**
 * Returns the machines of a contract: those that it lists or, if it lists none, those that refer to it. A machine
 * refers to one contract only, so machines that refer to a parts subscription are added to the customer's care
 * contract, too.
 */
export function machinesOf(data: DemoData, contract: DemoContract): DemoMachine[] {
  if (contract.machines) return data.machines.filter(({ id }) => contract.machines?.includes(id));
  const partsOnly = data.contracts
    .filter(({ plan, customer }) => plan === 'PARTS' && customer === contract.customer)
    .map(({ id }) => id);
  return data.machines.filter(
    (machine) => machine.contract === contract.id || partsOnly.includes(machine.contract),
  );
}

function toMachineRows({ data, dates, makerId }: Seeding, contract: DemoContract): Row[] {
  const start = moveContractDay(dates, contract.start);
  return machinesOf(data, contract).map((machine) => {
    const commissioned = moveDay(dates, machine.commissioned);
    return {
      maker_id: makerId,
      id: demoId('contract-machine', contract.id, machine.serial),
      contract_id: demoId('contract', contract.id),
      machine_id: demoId('machine', machine.serial),
      during: `[${commissioned > start ? commissioned : start},)`,
    };
  });
}

/** Returns the station meter with the billed quantity of a contract; null if it has none. */
export function flowMeterOf(data: DemoData, contract: DemoContract): string | null {
  if (meteredQuantityOf(contract.plan) !== 'air') return null;
  return (
    machinesOf(data, contract).find((machine) => machine.billing_flow_meter !== null)?.billing_flow_meter ??
    null
  );
}

function toMeterRows({ data, makerId }: Seeding, contract: DemoContract): Row[] {
  const common = {
    maker_id: makerId,
    contract_id: demoId('contract', contract.id),
    max_gap_minutes: 1440,
    version: 1,
  };
  const machines = machinesOf(data, contract);
  switch (meteredQuantityOf(contract.plan)) {
    case 'air': {
      const code = flowMeterOf(data, contract);
      if (code === null) throw new Error(`${contract.id} is billed by volume but has no flow meter`);
      const perMinute = machines
        .map(({ model }) => data.models.find(({ id }) => id === model)?.fad_max_m3min ?? 0)
        .reduce((sum, each) => sum + each, 0);
      return [
        {
          ...common,
          id: demoId('meter', contract.id, code),
          device_id: demoId('device', code),
          signal_key: 'air_m3_total',
          unit: 'm3',
          max_rate_per_hour: Math.ceil(perMinute * 60 * STATION_TOLERANCE),
        },
        ...energyMeteredOf(data, contract).map(({ serial }) => ({
          ...common,
          id: demoId('meter', contract.id, serial),
          device_id: demoId('device', serial),
          signal_key: 'energy_kwh_total',
          unit: 'kWh',
          max_rate_per_hour: null,
        })),
      ];
    }
    case 'hours':
      return machines.map(({ serial }) => ({
        ...common,
        id: demoId('meter', contract.id, serial),
        device_id: demoId('device', serial),
        signal_key: 'run_hours_total',
        unit: 'h',
        max_rate_per_hour: MAX_HOURS_PER_HOUR,
      }));
    case 'nothing':
      return [];
  }
}

function chargesOf(data: DemoData, contract: DemoContract): DemoCharge[] {
  const plan = data.plans.find(({ id }) => id === contract.plan);
  return deriveCharges(contract, (plan ?? {}) as PlanTerms);
}

function toChargeRow(
  { makerId }: Seeding,
  contract: DemoContract,
  { isMetered: _isMetered, countsBy, perMachine, pricing, ...charge }: DemoCharge,
  position: number,
): Row {
  return {
    ...charge,
    maker_id: makerId,
    id: demoId('charge', contract.id, charge.key),
    contract_id: demoId('contract', contract.id),
    position,
    counts_by: countsBy,
    per_machine: perMachine,
    pricing,
  };
}

function toChargeMeterRows({ data, makerId }: Seeding, contract: DemoContract): Row[] {
  const meters =
    meteredQuantityOf(contract.plan) === 'air'
      ? [flowMeterOf(data, contract)!]
      : machinesOf(data, contract).map(({ serial }) => serial);
  return chargesOf(data, contract)
    .filter(({ isMetered }) => isMetered)
    .flatMap(({ key }) =>
      meters.map((meter) => ({
        maker_id: makerId,
        charge_id: demoId('charge', contract.id, key),
        meter_id: demoId('meter', contract.id, meter),
      })),
    );
}
