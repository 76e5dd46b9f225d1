import type { Chance } from './chance.js';
import { type ExchangeCase, type Feature, type ReadingCase, RUN_MONTHS } from './contract-case.js';
import { DAY_MS } from './oracle/days.js';
import { phaseBegins } from './phases.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const LAST_PHASE = RUN_MONTHS.length - 1;

export interface CountedLife {
  /** Time of the first reading. */
  readonly from: number;
  readonly to: number;
  /** Instants that must have a reading, such as the one at which the machine leaves. */
  readonly at: readonly number[];
  readonly method: 'counter' | 'integral';
}

/** Returns the readings of a device between two instants, and the exchanges of its register. */
export function readingsOf(
  chance: Chance,
  has: (feature: Feature) => boolean,
  { from, to, at, method }: CountedLife,
): { readings: ReadingCase[]; exchanges: ExchangeCase[] } {
  const times = timesOf(chance, from, to, at, method);
  const gap = has('silence') ? drawGap(chance, from, to) : null;
  const received = gap
    ? times.filter((time) => time <= gap.from || time >= gap.to || at.includes(time))
    : times;
  const isLate = latenessOf(chance, has, from, to);
  const exchangeAt = has('exchange') ? chance.integer(2, received.length - 3) : -1;
  const fallAt = has('unexplained_fall') ? chance.integer(2, received.length - 3) : -1;
  const exchanges: ExchangeCase[] = [];
  let thousandths = chance.integer(200_000_000, 900_000_000);
  const readings = received.map((time, index): ReadingCase => {
    if (method === 'integral') thousandths = chance.integer(0, 40) * 250;
    else if (index === exchangeAt) {
      const initial = chance.integer(0, 5_000_000);
      exchanges.push({
        at: time,
        finalValue: chance.isOneIn(3) ? null : formatThousandths(thousandths + chance.integer(0, 9000)),
        initialValue: formatThousandths(initial),
        phase: chance.isOneIn(2) ? phaseOf(time) : chance.integer(phaseOf(time), LAST_PHASE),
      });
      thousandths = initial;
    } else if (index === fallAt) thousandths = chance.integer(0, 1_000_000);
    else if (index > 0 && !chance.isOneIn(8)) thousandths += chance.integer(0, 9000);
    return {
      at: time,
      value: formatThousandths(thousandths),
      phase: isLate(time) ? latePhase(chance, time) : phaseOf(time),
    };
  });
  return { readings, exchanges };
}

function timesOf(
  chance: Chance,
  from: number,
  to: number,
  at: readonly number[],
  method: CountedLife['method'],
): number[] {
  const times = new Set(at.filter((time) => time > from && time < to));
  const most = method === 'integral' ? 55 : 20 * 60;
  for (let time = from; time < to; time += chance.integer(method === 'integral' ? 20 : 180, most) * MINUTE_MS)
    times.add(time);
  return [...times].sort((a, b) => a - b);
}

function drawGap(chance: Chance, from: number, to: number): { from: number; to: number } {
  const begins = from + chance.integer(1, Math.max(1, Math.floor((to - from) / DAY_MS) - 12)) * DAY_MS;
  return { from: begins, to: begins + chance.integer(26, 9 * 24) * HOUR_MS };
}

/**
 * Returns a function that determines whether a reading is late: all readings of some days, as from a gateway that
 * buffers, and some single readings.
 */
function latenessOf(
  chance: Chance,
  has: (feature: Feature) => boolean,
  from: number,
  to: number,
): (time: number) => boolean {
  if (!has('late')) return () => false;
  const begins = from + chance.integer(0, Math.floor((to - from) / DAY_MS)) * DAY_MS;
  const ends = begins + chance.integer(1, 12) * DAY_MS;
  return (time) => (time > begins && time < ends) || chance.isOneIn(25);
}

/** Returns the phase of a reading that arrives without delay. */
export function phaseOf(time: number): number {
  const phase = RUN_MONTHS.findIndex((_, index) => time < phaseBegins(index) - 3 * HOUR_MS);
  return phase === -1 ? RUN_MONTHS.length : phase;
}

function latePhase(chance: Chance, time: number): number {
  const own = phaseOf(time);
  return own >= LAST_PHASE ? own : chance.integer(own + 1, LAST_PHASE);
}

function formatThousandths(thousandths: number): string {
  const digits = String(thousandths).padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}
