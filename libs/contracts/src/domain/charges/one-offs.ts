import { plusMonths } from '../calendar/local-dates.js';
import type { ChargeFields } from './charge-fields.js';

/** A charge as agreed for the days [from, to); null means unbounded. */
export interface ChargeDays {
  readonly from: string | null;
  readonly to: string | null;
  readonly charge: ChargeFields;
}

/** A machine under a contract on the days [from, to). */
export interface MachineStay {
  readonly machineId: string;
  readonly from: string;
  readonly to: string | null;
}

/** A one-time amount of the contract or of one of its machines. */
export interface OneOff {
  /** Charge as agreed on the first day on which it applies. */
  readonly charge: ChargeFields;
  readonly machineId: string | null;
  /** Due day; the charge is billed in the month that contains this day. */
  readonly dueOn: string;
  /**
   * First day on which the charge applies: the due day, or the day within that month on which the charge was agreed or
   * its machine joined.
   */
  readonly from: string;
}

/**
 * Determines when a one-time charge is due: on its day, once for the contract or for each machine. A charge is not due
 * if it was agreed after the month of its day, or no longer applies on its day.
 * @param segments segments of one charge, in chronological order
 */
export function findOneOffs(
  segments: readonly ChargeDays[],
  machines: readonly MachineStay[],
  { startsOn }: { readonly startsOn: string },
): OneOff[] {
  const oneTime = segments.filter(({ charge }) => charge.due === 'once' && charge.pricing.model === 'flat');
  const own = oneTime.filter(({ charge }) => !charge.perMachine);
  return [
    ...groupAdjacent(own.map((one) => ({ ...one, from: laterDay(one.from, startsOn) }))).flatMap((row) =>
      toOneOff(row, null, startsOn),
    ),
    ...machines.flatMap((stay) => {
      const covering = oneTime.filter(
        ({ charge: { perMachine, machineIds } }) =>
          perMachine && (machineIds.length === 0 || machineIds.includes(stay.machineId)),
      );
      return groupAdjacent(covering.flatMap((one) => clipToStay(one, stay))).flatMap((row) =>
        toOneOff(row, stay.machineId, startsOn),
      );
    }),
  ];
}

type Piece = ChargeDays & { readonly from: string };

function clipToStay({ charge, ...days }: ChargeDays, stay: MachineStay): Piece[] {
  const from = laterDay(days.from, stay.from);
  const to = days.to === null || (stay.to !== null && stay.to < days.to) ? stay.to : days.to;
  return to !== null && to <= from ? [] : [{ charge, from, to }];
}

/** Groups pieces that follow each other without a gap. */
function groupAdjacent(pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = [];
  for (const piece of pieces) {
    const last = rows.at(-1)?.at(-1);
    if (last?.to === piece.from) rows.at(-1)!.push(piece);
    else rows.push([piece]);
  }
  return rows;
}

function toOneOff(row: readonly Piece[], machineId: string | null, startsOn: string): OneOff[] {
  const { from, charge } = row[0]!;
  const { to } = row.at(-1)!;
  const dueOn = charge.dueOn ?? startsOn;
  const nextMonth = plusMonths(`${dueOn.slice(0, 7)}-01`, 1);
  if (from >= nextMonth || (to !== null && to <= dueOn)) return [];
  const first = laterDay(from, dueOn);
  return [{ charge: row.findLast((piece) => piece.from <= first)!.charge, machineId, dueOn, from: first }];
}

const laterDay = (a: string | null, b: string): string => (a !== null && a > b ? a : b);
