import { assertNoFaults, type AmountPrecision, Exact, sumOf } from '#platform/domain';
import type { ChargeInTime } from './charge-in-time.js';
import { checkPricing } from './check-pricing.js';
import type { Covered } from './models/prepaid.js';
import { rateCharge, type RatedCharge, type RatedStep } from './rate-charge.js';
import { clearLine, isAnyNonZero, type PriceFigures, type RatedLine } from './rated-line.js';
import type { LineComponent, RatingRun } from './rating-run.js';
import { countPassedThresholds } from './thresholds.js';
import { partAndMachineOf, toFact, type UsageFact } from './usage.js';

/** The difference that a run bills compared to earlier runs of its period. */
export interface RunLine {
  readonly charge: string;
  readonly part: string | null;
  readonly machine: string | null;
  readonly component: LineComponent;
  readonly quantity: Exact | null;
  /** Null if the line is on hold. */
  readonly exact: Exact | null;
  readonly amount: Exact | null;
  /** The components of `exact`; absent for lines without usage. */
  readonly figures?: PriceFigures;
  readonly used: Exact | null;
  readonly overage: Exact | null;
  readonly trueUp: Exact | null;
}

export interface RunFigures {
  /** The sum of lines with an amount; null if no threshold was passed. */
  readonly amount: Exact | null;
  readonly gross: Exact;
  readonly discount: Exact;
  readonly capDiscount: Exact;
  /** Amount billed in addition to usage; null in an interim run without such an amount. */
  readonly trueUp: Exact | null;
  /** The priced usage, without shortfalls and instalments of a minimum. */
  readonly billableQuantity: Exact;
  /** Cumulative steps. */
  readonly steps: readonly RatedStep[];
  /** The coverage by prepaid credits after each part; cumulative. */
  readonly covered: readonly Covered[];
  readonly lines: readonly RunLine[];
}

export interface RatedRuns {
  readonly runs: readonly RunFigures[];
  readonly total: Exact;
}

/**
 * Rates the runs of a period in order. Each run rates all usage known at that time and bills the difference from the
 * amounts billed before (docs/rules/rating.md#cumulative-billing).
 * @throws DomainError `billing.pricing_invalid` with the paths of the errors, `billing.beyond_last_tier`
 */
export function rateRuns(
  charges: readonly ChargeInTime[],
  runs: readonly RatingRun[],
  currency: AmountPrecision,
): RatedRuns {
  const faults = checkPricing(charges, runs);
  assertNoFaults('billing.pricing_invalid', faults);
  const periods = new Map<number, Period>();
  const numbers = periodNumbers(runs);
  const figures = runs.map((run, index) => {
    const number = numbers[index]!;
    const period = periods.get(number) ?? new Period(charges, currency);
    periods.set(number, period);
    return period.bill(run, numbers.lastIndexOf(number) === index);
  });
  return { runs: figures, total: sumOf(figures, ({ amount }) => amount ?? ZERO) };
}

const ZERO = new Exact(0);

/**
 * Groups runs into periods: runs of the same contract month, and interim runs with the runs after them. A final run
 * followed by a different month ends the period.
 */
export function periodNumbers(runs: readonly RatingRun[]): number[] {
  const ofMonth = new Map<number, number>();
  let current = 0;
  let isClosed = false;
  return runs.map(({ contractMonth, final }) => {
    const month = contractMonth ?? 1;
    const known = ofMonth.get(month);
    const number = known ?? (isClosed ? Math.max(...ofMonth.values()) + 1 : current);
    ofMonth.set(month, number);
    current = number;
    isClosed = final === true;
    return number;
  });
}

/** Lines and figures of a charge that earlier runs have billed. */
interface Billed {
  readonly lines: Map<string, RatedLine>;
  figures: Pick<RatedCharge, 'gross' | 'discount' | 'capDiscount'>;
  passed: number;
}

/** The state of a period between runs. */
class Period {
  private readonly known = new Map<string, UsageFact>();
  private readonly billed = new Map<string, Billed>();
  private interimRuns = 0;
  /** True after a final run. Usage that arrives later is rated as final, so that minimums stay due. */
  private isClosed = false;

  constructor(
    private readonly charges: readonly ChargeInTime[],
    private readonly currency: AmountPrecision,
  ) {}

  bill(run: RatingRun, isLast: boolean): RunFigures {
    this.isClosed ||= run.final === true;
    const final = this.isClosed;
    if (!final) this.interimRuns += 1;
    const moment = {
      final,
      settled: final || isLast,
      contractMonth: run.contractMonth ?? 1,
      interimRuns: this.interimRuns,
    };
    const facts = this.recordUsage(run);
    const rated = this.charges.map((charge) => ({
      charge,
      by: rateCharge(charge, facts.get(charge.key) ?? [], moment, this.currency),
    }));
    const due = rated.filter(({ charge, by }) => final || this.isDue(charge, by));
    const bills = due.map(({ charge, by }) => this.billCharge(charge, by));
    const lines = bills
      .flatMap((bill) => bill.lines)
      .map((line) => (moment.settled ? line : { ...line, trueUp: null }));
    return {
      amount: bills.length === 0 ? null : sumOf(lines, ({ amount }) => amount ?? ZERO),
      gross: sumOf(bills, ({ gross }) => gross),
      discount: sumOf(bills, ({ discount }) => discount),
      capDiscount: sumOf(bills, ({ capDiscount }) => capDiscount),
      trueUp: trueUpOf(lines, final),
      billableQuantity: sumOf(lines.filter(isUsageLine).map(({ quantity }) => quantity ?? ZERO)),
      steps: rated.flatMap(({ by }) => by.steps),
      covered: rated.flatMap(({ by }) => by.covered),
      lines,
    };
  }

  private recordUsage(run: RatingRun): Map<string, UsageFact[]> {
    const facts = new Map<string, UsageFact[]>();
    for (const usage of run.usage ?? []) {
      const { part, machine } = partAndMachineOf(usage);
      const factKey = JSON.stringify([usage.charge, part, machine]);
      const fact = toFact(usage, this.known.get(factKey));
      this.known.set(factKey, fact);
      facts.set(usage.charge, [...(facts.get(usage.charge) ?? []), fact]);
    }
    return facts;
  }

  /**
   * With thresholds, an interim run bills only charges that pass a new threshold; all others are billed in the final
   * run.
   */
  private isDue(charge: ChargeInTime, { lines }: RatedCharge): boolean {
    if (this.charges.every(({ thresholds }) => !thresholds?.length)) return true;
    const passed = countPassedThresholds(charge, lines);
    const billed = this.billedOf(charge);
    if (passed <= billed.passed) return false;
    billed.passed = passed;
    return true;
  }

  private billCharge(charge: ChargeInTime, rated: RatedCharge) {
    const isFirst = !this.billed.has(charge.key) || this.billedOf(charge).lines.size === 0;
    const billed = this.billedOf(charge);
    const before = billed.figures;
    billed.figures = rated;
    return {
      lines: [
        ...differences(rated.lines, billed.lines, isFirst),
        ...reverseReplacedLines(rated.lines, billed.lines),
      ],
      gross: rated.gross.minus(before.gross),
      discount: rated.discount.minus(before.discount),
      capDiscount: rated.capDiscount.minus(before.capDiscount),
    };
  }

  private billedOf({ key }: ChargeInTime): Billed {
    const billed = this.billed.get(key) ?? {
      lines: new Map<string, RatedLine>(),
      figures: { gross: ZERO, discount: ZERO, capDiscount: ZERO },
      passed: 0,
    };
    this.billed.set(key, billed);
    return billed;
  }
}

/** Returns true when a line bills usage. Shortfalls and instalments bill a minimum, regardless of usage. */
const isUsageLine = ({ component }: RunLine): boolean => component === 'usage' || component === 'commitment';

/**
 * Returns the billed shortfall. Minimums are due in the final run; in interim runs, the result is null unless a line
 * bills a shortfall.
 */
function trueUpOf(lines: readonly RunLine[], final: boolean): Exact | null {
  const amounts = lines
    .map((line) => (line.component === 'true_up' ? line.amount : line.trueUp))
    .filter((amount) => amount !== null);
  return final || amounts.length > 0 ? sumOf(amounts) : null;
}

const ratedLineKey = ({ part, machine, component }: RatedLine): string =>
  JSON.stringify([part, machine, component]);

/**
 * Returns the differences between the lines and the billed lines that they replace. A line on hold leaves the billed
 * line unchanged. After the first run, lines without a change are omitted.
 */
function differences(
  lines: readonly RatedLine[],
  billed: Map<string, RatedLine>,
  isFirst: boolean,
): RunLine[] {
  return lines.flatMap((line) => {
    if (line.amount === null) return [toRunLine(line, undefined)];
    const before = billed.get(ratedLineKey(line));
    billed.set(ratedLineKey(line), line);
    const added = toRunLine(line, before);
    return isFirst || isChange(added) ? [added] : [];
  });
}

/**
 * Reverses billed lines that no longer exist, such as instalments in the final run. Keeps the lines of a part that is
 * on hold.
 */
function reverseReplacedLines(lines: readonly RatedLine[], billed: Map<string, RatedLine>): RunLine[] {
  const present = new Set(lines.map(ratedLineKey));
  const held = lines.filter(({ amount }) => amount === null);
  const isOnHold = (line: RatedLine): boolean =>
    held.some(({ part, component }) => part === line.part && component === line.component);
  return [...billed]
    .filter(([key, line]) => !present.has(key) && !isOnHold(line))
    .flatMap(([key, line]) => {
      billed.delete(key);
      const reversal = toRunLine(clearLine(line), line);
      return isChange(reversal) ? [reversal] : [];
    });
}

function toRunLine(line: RatedLine, before: RatedLine | undefined): RunLine {
  const { charge, part, machine, component, committed, figures } = line;
  const past = before?.figures;
  const subtract = (now: Exact | null | undefined, then: Exact | null | undefined): Exact | null =>
    now ? now.minus(then ?? 0) : null;
  return {
    charge,
    part,
    machine,
    component,
    quantity: subtract(line.quantity, before?.quantity),
    exact: subtract(line.exact, before?.exact),
    amount: subtract(line.amount, before?.amount),
    ...(figures && {
      figures: {
        gross: figures.gross.minus(past?.gross ?? 0),
        discount: figures.discount.minus(past?.discount ?? 0),
        capDiscount: figures.capDiscount.minus(past?.capDiscount ?? 0),
      },
    }),
    used: subtract(committed?.used, before?.committed?.used),
    overage: subtract(committed?.overage, before?.committed?.overage),
    trueUp: subtract(committed?.trueUp, before?.committed?.trueUp),
  };
}

function isChange({ quantity, exact, amount, used, overage, trueUp }: RunLine): boolean {
  return isAnyNonZero([quantity, exact, amount, used, overage, trueUp]);
}
