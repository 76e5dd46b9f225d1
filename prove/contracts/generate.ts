import { Chance } from './chance.js';
import {
  type AmendmentCase,
  type ChargeCase,
  type ContractCase,
  type Feature,
  FEATURES,
  type InvoiceTermsCase,
  type MachineCase,
  type PauseCase,
  RUN_MONTHS,
  WORLD_BEGINS,
  WORLD_ENDS,
} from './contract-case.js';
import { decimalsOf, CURRENCIES } from './currencies.js';
import { chargesOf, otherAmount, otherTerms, repriced } from './generate-charges.js';
import { featuresOf } from './generate-features.js';
import { readingsOf } from './generate-readings.js';
import { addDays, DAY_MS, daysBetween, startOf } from './oracle/days.js';

const ZONES = [
  'Europe/Warsaw',
  'Europe/Warsaw',
  'Asia/Shanghai',
  'America/Mexico_City',
  'Asia/Jakarta',
  'America/New_York',
  'UTC',
] as const;
const MINUTE_MS = 60_000;
const LAST_PHASE = RUN_MONTHS.length - 1;

/** @param allowed the features to use; all by default */
export function generateCase(seed: number, allowed: readonly Feature[] = FEATURES): ContractCase {
  const chance = new Chance(seed);
  const features = featuresOf(chance, allowed);
  const has = (feature: Feature): boolean => features.includes(feature);
  const currency = chance.pick(CURRENCIES);
  const decimals = decimalsOf(currency);
  const zone = chance.pick(ZONES);
  const startsOn =
    has('partial_start') || has('anniversary') ? addDays(WORLD_BEGINS, chance.integer(1, 30)) : WORLD_BEGINS;
  const endsOn = has('ends') || has('renewal') ? endOf(chance, has, startsOn) : null;
  const charges = chargesOf(chance, has, decimals, {
    first: startsOn,
    other: addDays(startsOn, chance.integer(1, daysBetween(startsOn, endsOn ?? '2027-05-20') - 1)),
  });
  const term = { startsOn, endsBefore: endsOn === null ? WORLD_ENDS : addDays(endsOn, 1), zone };
  const method = has('level') ? 'integral' : 'counter';
  const moves = movesOf(chance, has, term);
  return {
    seed,
    number: `P-${seed}`,
    features,
    currency,
    zone,
    billingCalendar: has('anniversary') ? 'anniversary' : 'calendar',
    startsOn,
    endsOn,
    metering: { method, maxGapMinutes: method === 'integral' ? 60 : 1440 },
    machines: machinesOf(chance, has, term, moves, method),
    charges,
    pauses: has('pause') ? [pauseOf(chance, term)] : [],
    invoiceTerms: invoiceTermsOf(chance, has, decimals),
    amendments: amendmentsOf(chance, has, { charges, decimals, term, moves }),
    renewal: has('renewal') ? { charges: renewedCharges(chance, charges, decimals) } : null,
  };
}

type Has = (feature: Feature) => boolean;

interface Term {
  readonly startsOn: string;
  readonly endsBefore: string;
  readonly zone: string;
}

/** Returns an end date, which is equally likely to be at the end of a month or within one. */
function endOf(chance: Chance, has: Has, startsOn: string): string {
  const least = addDays(startsOn, 12);
  const monthEnds = ['2027-02-28', '2027-03-31', '2027-04-30'].filter((day) => day >= least);
  if (chance.isOneIn(2)) return chance.pick(monthEnds);
  const most = has('renewal') ? '2027-04-20' : '2027-05-28';
  return addDays(least, chance.integer(0, daysBetween(least, most)));
}

/** Machines that leave or join, each with the day, and the instant at which one machine replaces another. */
interface Moves {
  readonly leaves: { readonly machine: number; readonly on: string } | null;
  readonly joins: { readonly machine: number; readonly on: string } | null;
  readonly swapAt: number | null;
}

function movesOf(chance: Chance, has: Has, { startsOn, endsBefore, zone }: Term): Moves {
  const none = { leaves: null, joins: null, swapAt: null };
  if (!has('swap') && !has('joins_and_leaves')) return none;
  const on = middleOfMonth(chance, startsOn, endsBefore);
  if (on === null) return none;
  if (has('swap')) {
    const swapAt = startOf(on, zone) + chance.integer(1, 24 * 60 - 130) * MINUTE_MS;
    return { leaves: { machine: 0, on }, joins: { machine: 1, on }, swapAt };
  }
  return chance.isOneIn(2)
    ? { ...none, joins: { machine: 1, on } }
    : { ...none, leaves: { machine: 0, on }, joins: null };
}

/** Returns a day in a month, so that the contract bills some days before and some days after it. */
function middleOfMonth(chance: Chance, startsOn: string, endsBefore: string): string | null {
  const days = RUN_MONTHS.flatMap((month) =>
    Array.from({ length: 20 }, (_, index) => `${month}-${String(index + 5).padStart(2, '0')}`),
  ).filter((day) => day >= addDays(startsOn, 4) && day <= addDays(endsBefore, -4));
  return days.length === 0 ? null : chance.pick(days);
}

function machinesOf(
  chance: Chance,
  has: Has,
  { startsOn, zone }: Term,
  { leaves, joins, swapAt }: Moves,
  method: 'counter' | 'integral',
): MachineCase[] {
  const count = Math.max(
    has('machines') || has('per_machine') ? chance.integer(1, 3) : 1,
    joins || leaves ? 2 : 1,
  );
  const begins = startOf(startsOn, zone);
  const ends = startOf(WORLD_ENDS, zone) + DAY_MS;
  return Array.from({ length: count }, (_, index): MachineCase => {
    const isNew = joins?.machine === index;
    const isGoing = leaves?.machine === index;
    const since = isNew && swapAt !== null ? swapAt : begins - 30 * DAY_MS;
    const until = isGoing && swapAt !== null ? swapAt : null;
    const at = [
      isNew ? startOf(joins.on, zone) : begins,
      ...(swapAt !== null && chance.isOneIn(2) ? [swapAt] : []),
    ];
    const from = isNew
      ? Math.max(since, startOf(joins.on, zone)) - chance.integer(0, 1) * 2 * 3_600_000
      : begins;
    return {
      serial: `M${index + 1}`,
      since,
      until,
      from: isNew ? null : startsOn,
      to: null,
      ...readingsOf(chance, has, { from, to: ends, at, method }),
    };
  });
}

function pauseOf(chance: Chance, { startsOn, endsBefore }: Term): PauseCase {
  const from = addDays(startsOn, chance.integer(0, Math.max(0, daysBetween(startsOn, endsBefore) - 12)));
  const to = addDays(from, chance.integer(0, 9));
  const use = chance.pick(['billed', 'not_billed'] as const);
  return { from, to, feePercent: chance.pick(['0', '25', '50', '33.3']), use };
}

function invoiceTermsOf(chance: Chance, has: Has, decimals: number): InvoiceTermsCase | null {
  if (!has('contract_minimum') && !has('discounts')) return null;
  const most = decimals === 0 ? 900_000 : 9000;
  const discount = (): InvoiceTermsCase['discounts'][number] => {
    const isPercent = chance.isOneIn(2);
    return {
      percent: isPercent ? chance.pick(['5', '7.5', '33.3']) : null,
      amount: isPercent ? null : chance.decimal(1, most / 100, decimals),
      from: null,
      until: chance.isOneIn(3) ? '2027-04-15' : null,
      clause: '6',
    };
  };
  return {
    minimum: has('contract_minimum') ? { amount: chance.decimal(1, most, decimals), clause: '4' } : null,
    discounts: has('discounts') ? Array.from({ length: chance.integer(1, 2) }, discount) : [],
    payableIncrement: null,
  };
}

function amendmentsOf(
  chance: Chance,
  has: Has,
  {
    charges,
    decimals,
    term,
    moves,
  }: { charges: readonly ChargeCase[]; decimals: number; term: Term; moves: Moves },
): AmendmentCase[] {
  const { startsOn, endsBefore } = term;
  const days: string[] = [];
  const changes: ((current: readonly ChargeCase[]) => Omit<AmendmentCase, 'effectiveOn' | 'phase'>)[] = [];
  const changeCharge =
    (key: string, change: (charge: ChargeCase) => ChargeCase) =>
    (current: readonly ChargeCase[]): { charges: ChargeCase[] } => ({
      charges: current.map((charge) => (charge.key === key ? change(charge) : charge)),
    });
  if (has('price_amendment'))
    changes.push(changeCharge('usage', (charge) => repriced(chance, charge, decimals)));
  if (has('terms_amendment'))
    changes.push(changeCharge('usage', (charge) => otherTerms(chance, charge, decimals)));
  if (has('fee_amendment'))
    changes.push(changeCharge('fee', (charge) => otherAmount(chance, charge, decimals)));
  for (const _ of changes) {
    const day = middleOfMonth(chance, startsOn, endsBefore);
    if (day !== null && !days.includes(day)) days.push(day);
  }
  days.sort();
  const isLate = has('backdated');
  const amendments: AmendmentCase[] = [];
  let current = charges;
  let phase = 0;
  days.forEach((effectiveOn, index) => {
    const change = changes[index]!(current);
    current = change.charges ?? current;
    phase = Math.max(phase, phaseOfAmendment(chance, effectiveOn, isLate));
    amendments.push({ effectiveOn, phase, ...change });
  });
  const moved = moves.leaves?.on ?? moves.joins?.on;
  if (moved !== undefined) {
    const own = Math.max(0, monthIndex(moved));
    amendments.push({
      effectiveOn: moved,
      phase: own,
      ...(moves.leaves && { removes: moves.leaves.machine }),
      ...(moves.joins && { adds: moves.joins.machine }),
    });
  }
  if (has('end_amendment')) {
    const endsOn = middleOfMonth(chance, startsOn, WORLD_ENDS);
    if (endsOn !== null && amendments.every(({ effectiveOn }) => effectiveOn < endsOn))
      amendments.push({
        effectiveOn: endsOn,
        phase: Math.max(phase, phaseOfAmendment(chance, endsOn, isLate)),
        endsOn,
      });
  }
  return amendments.sort((a, b) => a.phase - b.phase);
}

const monthIndex = (day: string): number => (RUN_MONTHS as readonly string[]).indexOf(day.slice(0, 7));

/**
 * Returns the phase of an amendment: before its month is billed or, if it is backdated, possibly after the month was
 * issued.
 */
function phaseOfAmendment(chance: Chance, day: string, isBackdated: boolean): number {
  const own = monthIndex(day);
  if (isBackdated) return Math.min(LAST_PHASE, own + 1);
  return chance.isOneIn(2) ? own : Math.max(0, own - 1);
}

function renewedCharges(chance: Chance, charges: readonly ChargeCase[], decimals: number): ChargeCase[] {
  return charges
    .filter(({ due }) => due !== 'once')
    .map((charge) => (charge.pricing.model === 'flat' ? charge : repriced(chance, charge, decimals)));
}
