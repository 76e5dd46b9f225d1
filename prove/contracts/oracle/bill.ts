import type { ContractCase, PricingCase } from '../contract-case.js';
import { addDays, addMonthsTo, intersect, type DaySpan, lengthOf, startOf } from './days.js';
import { billFee } from './fees.js';
import { Fraction } from './fraction.js';
import { ratePart, type RatedAmounts, type UsedAtPrices } from './rate-part.js';
import { tierOf } from './price-lists.js';
import {
  type AgreedContract,
  agreedContracts,
  type BillingMonth,
  billingMonths,
  type ChargeSegment,
  keysOf,
  pausedWithin,
  segmentsOf,
  workingDays,
} from './terms-in-time.js';
import { quantityByDay } from './usage.js';
import { contractMinimum, discountsOf } from './invoice-terms.js';
import { levelByDay } from './level.js';

/** Nonzero amounts in minor units by `<contract> <first day of the month> <charge>`. */
export type ExpectedBill = ReadonlyMap<string, bigint>;

/** Charge keys for terms of the whole invoice. */
export const CONTRACT_MINIMUM = 'contract-minimum';
export const DISCOUNTS = 'discounts';

/** Usage by machine and local day. */
type UsedByDay = readonly ReadonlyMap<string, Fraction>[];

const MINUTE_MS = 60_000;

/** Returns the total of all documents of a case, calculated by the documented rules from complete data. */
export function expectBill(described: ContractCase, decimals: number, before: string): ExpectedBill {
  const bill = new Map<string, bigint>();
  const contracts = agreedContracts(described);
  const used = described.machines.map((_, machine) => usedBy(described, contracts, machine, before));
  for (const contract of contracts) {
    const years = new Map<string, Fraction>();
    for (const month of billingMonths(contract, before)) {
      const addAmount = (key: string, amount: Fraction): void => {
        const minor = amount.toMinor(decimals);
        if (minor !== 0n) bill.set(`${contract.number} ${month.billed.from} ${key}`, minor);
      };
      const counting: Fraction[] = [];
      const all: Fraction[] = [];
      for (const key of keysOf(contract)) {
        const { due, amount } = billCharge(contract, key, month, used, decimals, years);
        addAmount(key, amount);
        all.push(amount);
        if (due !== 'once') counting.push(amount);
      }
      const minimum = contractMinimum(contract, month, Fraction.sum(counting), decimals);
      addAmount(CONTRACT_MINIMUM, minimum);
      addAmount(DISCOUNTS, discountsOf(contract, month, Fraction.sum([...all, minimum]), decimals));
    }
  }
  return bill;
}

function usedBy(
  described: ContractCase,
  contracts: readonly AgreedContract[],
  index: number,
  before: string,
): ReadonlyMap<string, Fraction> {
  const { zone, machines, metering, amendments } = described;
  const machine = machines[index]!;
  const [first] = contracts as [AgreedContract];
  // A reading after the last month determines how the gap before it is divided.
  const counted = addMonthsTo(before, 2);
  const stays = contracts.flatMap(({ startsOn, endsBefore, stays }) => {
    const days = intersect(stays[index]!, { from: startsOn, to: endsBefore ?? counted });
    return days ? [days] : [];
  });
  if (stays.length === 0) return new Map();
  const from = startOf(stays[0]!.from, zone);
  const to = startOf(stays.at(-1)!.to, zone);
  // If machines are exchanged during the day of the amendment, the leaving machine is billed until that instant, and
  // its successor afterwards.
  const leaving = amendments.find(({ removes }) => removes === index);
  const leavesWithin =
    leaving &&
    machine.until !== null &&
    machine.until > to &&
    machine.until < startOf(addDays(leaving.effectiveOn, 1), zone);
  const until = leavesWithin ? machine.until! : Math.min(to, machine.until ?? Infinity);
  const time = {
    readings: machine.readings,
    exchanges: machine.exchanges,
    since: Math.max(from, machine.since),
    until,
    gapMs: metering.maxGapMinutes * MINUTE_MS,
    cuts: cutsOf(contracts, first.startsOn, before).map((day) => startOf(day, zone)),
    zone,
  };
  return metering.method === 'integral' ? levelByDay(time) : quantityByDay(time);
}

function cutsOf(contracts: readonly AgreedContract[], from: string, before: string): string[] {
  const days = contracts.flatMap((contract) =>
    billingMonths(contract, addMonthsTo(before, 2)).flatMap(({ billed }) => [billed.from, billed.to]),
  );
  return [...new Set(days)].filter((day) => day > from).sort();
}

interface BilledCharge {
  readonly due: string;
  readonly amount: Fraction;
}

function billCharge(
  contract: AgreedContract,
  key: string,
  month: BillingMonth,
  used: UsedByDay,
  decimals: number,
  years: Map<string, Fraction>,
): BilledCharge {
  const [segment] = segmentsOf(contract, key, { from: contract.startsOn, to: '9999-12-31' });
  const { due, countsBy, pricing } = segment!.charge;
  if (pricing.model === 'flat') return { due, amount: billFee(contract, key, month, decimals) };
  if (countsBy === 'year') return { due, amount: billYear(contract, key, month, used, decimals, years) };
  const { usage, trueUp } = billUsage(contract, key, month, used, decimals, true);
  return { due, amount: usage.plus(trueUp) };
}

/**
 * Calculates annual amounts: the total so far, less the amounts billed for earlier months. The proof contains no
 * amounts that are due at the end of a year.
 */
function billYear(
  contract: AgreedContract,
  key: string,
  { billed }: BillingMonth,
  used: UsedByDay,
  decimals: number,
  years: Map<string, Fraction>,
): Fraction {
  const whole = { from: contract.startsOn, to: addMonthsTo(contract.startsOn, 12) };
  const soFar = { whole, billed: { from: contract.startsOn, to: billed.to } };
  const [segment] = segmentsOf(contract, key, soFar.billed);
  const { pricing } = segment!.charge;
  const totalSoFar =
    pricing.model === 'hour_bands'
      ? bandsSoFar(pricing, quantityIn(contract, soFar.billed, used)).round(decimals)
      : billUsage(contract, key, soFar, used, decimals, false).usage;
  const before = years.get(key) ?? Fraction.ZERO;
  years.set(key, totalSoFar);
  return totalSoFar.minus(before);
}

/** A higher tier is charged when it is reached. A lower tier is credited only at the end of the year. */
function bandsSoFar({ tiers, contractedQuantity }: PricingCase, hours: Fraction): Fraction {
  const feeOf = (quantity: Fraction): Fraction => Fraction.of(tierOf(tiers!, quantity).flatFee!);
  return feeOf(hours)
    .minus(feeOf(Fraction.of(contractedQuantity!)))
    .max(Fraction.ZERO);
}

function quantityIn(contract: AgreedContract, days: DaySpan, used: UsedByDay): Fraction {
  return Fraction.sum(used.map((_, machine) => machineQuantity(contract, machine, days, used)));
}

/** Returns the usage of a machine on billed days. Usage during a pause is not billed if this is agreed. */
function machineQuantity(
  { pauses }: AgreedContract,
  machine: number,
  days: DaySpan,
  used: UsedByDay,
): Fraction {
  const unbilled = pausedWithin(pauses, days).filter(({ use }) => use === 'not_billed');
  const quantities = [...used[machine]!].filter(
    ([day]) => day >= days.from && day < days.to && !unbilled.some(({ from, to }) => day >= from && day < to),
  );
  return Fraction.sum(quantities.map(([, quantity]) => quantity));
}

function billUsage(
  contract: AgreedContract,
  key: string,
  month: BillingMonth,
  used: UsedByDay,
  decimals: number,
  isFinal: boolean,
): RatedAmounts {
  const parts = partsOf(segmentsOf(contract, key, month.billed));
  const machines = used.flatMap((_, machine) => {
    const stay = intersect(contract.stays[machine]!, month.billed);
    return stay || [...used[machine]!.keys()].some((day) => day >= month.billed.from && day < month.billed.to)
      ? [{ machine, stay: stay ?? { from: month.billed.from, to: month.billed.from } }]
      : [];
  });
  // An annual allowance is available in full from its first day.
  const period = isFinal ? month.billed : month.whole;
  const entitled = isFinal ? parts : partsOf(segmentsOf(contract, key, period));
  const stays = machines.map(({ machine, stay }) => intersect(contract.stays[machine]!, period) ?? stay);
  const included = sharesOf(entitled, month, contract, 'includedQuantity', [period]);
  const includedForAll = sharesOf(entitled, month, contract, 'includedQuantityPerMachine', stays);
  const includedOf = stays.map((stay) => {
    const own = sharesOf(entitled, month, contract, 'includedQuantityPerMachine', [stay]);
    const alone = sharesOf(entitled, month, contract, 'includedQuantity', [stay]);
    return parts.map((_, index) => own[index]!.plus(alone[index]!));
  });
  let [usage, trueUp] = [Fraction.ZERO, Fraction.ZERO];
  parts.forEach(({ pricing, lists, ...days }, index) => {
    const shareOfDays = (span: DaySpan | null): Fraction =>
      Fraction.ratio(workingDays(contract.pauses, span), lengthOf(month.whole));
    const rated = ratePart({
      used: lists.map((list): UsedAtPrices => ({
        pricing: list.charge.pricing,
        byMachine: machines.map(({ machine }) => machineQuantity(contract, machine, list, used)),
      })),
      included: included[index]!.plus(includedForAll[index]!),
      includedOfMachine: includedOf.map((shares) => shares[index]!),
      share: shareOfDays(days),
      shareOfMachine: machines.map(({ stay }) => shareOfDays(intersect(stay, days))),
      decimals,
      isFinal,
    });
    usage = usage.plus(rated.usage);
    trueUp = trueUp.plus(rated.trueUp);
  });
  return { usage, trueUp };
}

/** Days of a charge within which only its prices change, with one price list per change. */
interface Part extends DaySpan {
  readonly pricing: PricingCase;
  readonly lists: readonly ChargeSegment[];
}

function partsOf(segments: readonly ChargeSegment[]): Part[] {
  const parts: Part[] = [];
  for (const segment of segments) {
    const last = parts.at(-1);
    const { pricing } = segment.charge;
    if (last && isOnlyRepriced(last.pricing, pricing))
      parts[parts.length - 1] = { ...last, to: segment.to, lists: [...last.lists, segment] };
    else parts.push({ from: segment.from, to: segment.to, pricing, lists: [segment] });
  }
  return parts;
}

function isOnlyRepriced(before: PricingCase, after: PricingCase): boolean {
  if (before.commitment || before.model === 'hour_bands') return false;
  return JSON.stringify(withoutPrices(before)) === JSON.stringify(withoutPrices(after));
}

function withoutPrices({
  unitPrice: _unit,
  packagePrice: _package,
  ratePercent: _rate,
  multiplier: _multiplier,
  discountPercent: _discount,
  tiers,
  ...rest
}: PricingCase): object {
  return { ...rest, tiers: tiers?.map(({ upTo }) => upTo) };
}

/**
 * Returns the included quantity of each part of a month, prorated by days. Parts with the same allowance share one
 * quantity, and so do the machines of a pool. Together they get their prorated total in whole units, and the units are
 * assigned one at a time to the share that is furthest behind.
 * @param presences days on which the contract or a machine is present
 */
function sharesOf(
  parts: readonly Part[],
  month: BillingMonth,
  contract: AgreedContract,
  field: 'includedQuantity' | 'includedQuantityPerMachine',
  presences: readonly DaySpan[],
): Fraction[] {
  const of = lengthOf(month.whole);
  return parts.map((part) => {
    const agreed = Fraction.of(part.pricing[field] ?? '0');
    const claims = parts
      .filter(({ pricing }) => inclusionOf(pricing) === inclusionOf(part.pricing))
      .flatMap((one) =>
        presences.map((presence) => {
          const days = workingDays(contract.pauses, intersect(one, presence));
          return { isOwn: one === part, days, due: agreed.times(Fraction.ratio(days, of)) };
        }),
      );
    const own = claims.filter(({ isOwn }) => isOwn);
    const days = claims.reduce((sum, claim) => sum + claim.days, 0);
    if (days % of === 0 && own.length === claims.length) return Fraction.sum(own.map(({ due }) => due));
    return distributeUnits(claims, Fraction.sum(claims.map(({ due }) => due)).floor());
  });
}

/** Distributes a total of whole units over all claims, and returns the units of the claims with `isOwn`. */
function distributeUnits(
  claims: readonly { readonly isOwn: boolean; readonly due: Fraction }[],
  total: Fraction,
): Fraction {
  const given = claims.map(({ due }) => due.floor());
  const behind = (index: number): Fraction => claims[index]!.due.minus(given[index]!);
  for (
    let left = total.minus(Fraction.sum(given));
    left.isAbove(Fraction.ZERO);
    left = left.minus(Fraction.ONE)
  ) {
    const next = given.reduce<number>(
      (best, _, index) => (behind(index).isAbove(behind(best)) ? index : best),
      0,
    );
    given[next] = given[next]!.plus(Fraction.ONE);
  }
  return Fraction.sum(given.filter((_, index) => claims[index]!.isOwn));
}

const inclusionOf = ({
  pooling,
  convert,
  includedQuantity,
  includedQuantityPerMachine,
}: PricingCase): string =>
  JSON.stringify([pooling === 'per_machine', convert, includedQuantity, includedQuantityPerMachine]);
