import { Injectable } from '@nestjs/common';
import { downtimeOf, getContract, type ContractView } from '#contracts';
import { type ContractMonth, contractMonth, monthOf } from '#metering';
import { type Scope, type Transaction, UnitOfWork } from '#platform';
import { judgedTimesIn } from '#pricing';
import { readStateCourse } from '#telemetry';
import { leftUnproven, type MachineHeard, type SeenStop, seenStops } from '../domain/downtime/seen-stops.js';
import { ranMeanwhile, type Speaker, speakersOf } from './speakers.queries.js';

/** Downtime in a month that readings show but that was not recorded. */
export interface SeenStops {
  readonly month: ContractMonth;
  /** The longest ones, in chronological order. */
  readonly stops: readonly SeenStopView[];
  /** The number of all unrecorded downtimes. */
  readonly count: number;
  /** The total of all of them, in whole minutes. */
  readonly minutes: number;
  /** Serial numbers of machines with an availability guarantee that never report their state. */
  readonly unheard: readonly string[];
}

export interface SeenStopView extends SeenStop {
  readonly serial: string;
  /** Whole minutes. */
  readonly minutes: number;
  /** How long the machine may send nothing before its last state no longer applies. */
  readonly holdMinutes: number;
  /** For a gap: how far the running-hours counter advanced in the meantime, decimal; null if unknown. */
  readonly ranHours: string | null;
}

const MINUTE_MS = 60_000;
/** A longer list cannot be worked through one by one. */
const MOST_SHOWN = 100;

/** Suggests downtimes to record. A guarantee of availability is evaluated from recorded downtime only. */
@Injectable()
export class SeenStopsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Finds downtime in a month's readings, for machines and days that a guarantee of availability covers. Stores
   * nothing.
   * @param month `YYYY-MM`; the current month by default
   * @throws DomainError contracts.contract_not_found, also for another customer's; metering.month_invalid
   */
  find(scope: Scope, contractId: string, month?: string): Promise<SeenStops> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      const now = tx.now.getTime();
      const asked = contractMonth(month ?? monthOf(now, contract), contract);
      const judged = judgedTimesIn(contract, asked);
      const until = Math.min(asked.to, now);
      const machineIds = [...new Set(judged.map(({ machineId }) => machineId))];
      const speakers = await speakersOf(tx, machineIds);
      const heard: MachineHeard[] = [];
      for (const speaker of speakers)
        heard.push(await hear(tx, speaker, { fromMs: asked.from, toMs: until }));
      const { from, to } = asked;
      const written = (await downtimeOf(tx, [{ contractId, from, to }], tx.now)).get(contractId) ?? [];
      const seen = seenStops(heard, judged, written, until).map((stop) => ({
        ...stop,
        goesOn: stop.goesOn && until === now,
      }));
      const told = await tell(tx, seen, speakers, contract);
      return {
        month: asked,
        stops: [...told]
          .sort((a, b) => b.to - b.from - (a.to - a.from))
          .slice(0, MOST_SHOWN)
          .sort((a, b) => a.from - b.from || a.serial.localeCompare(b.serial)),
        count: told.length,
        minutes: told.reduce((sum, { minutes }) => sum + minutes, 0),
        unheard: machineIds
          .filter((id) => !speakers.some(({ machineId }) => machineId === id))
          .map((id) => contract.serials.get(id) ?? '')
          .sort(),
      };
    });
  }
}

async function hear(
  tx: Transaction,
  { machineId, deviceKey, patienceMs }: Speaker,
  span: { readonly fromMs: number; readonly toMs: number },
): Promise<MachineHeard> {
  const { visible, ...course } = await readStateCourse(tx, deviceKey, span, patienceMs);
  return {
    ...course,
    machineId,
    patienceMs,
    visible: visible.map(({ fromMs, toMs }) => ({ from: fromMs, to: toMs })),
  };
}

/** Describes downtimes, leaving out gaps in which a counter proves that the machine ran. */
async function tell(
  tx: Transaction,
  stops: readonly SeenStop[],
  speakers: readonly Speaker[],
  { serials }: ContractView,
): Promise<SeenStopView[]> {
  const told: SeenStopView[] = [];
  for (const stop of stops) {
    const speaker = speakers.find(({ machineId }) => machineId === stop.machineId)!;
    const ranHours = stop.kind === 'silent' ? await ranMeanwhile(tx, speaker, stop) : null;
    if (ranHours !== null && !leftUnproven(stop, ranHours)) continue;
    told.push({
      ...stop,
      serial: serials.get(stop.machineId) ?? '',
      minutes: Math.round((stop.to - stop.from) / MINUTE_MS),
      holdMinutes: Math.round(speaker.patienceMs / MINUTE_MS),
      ranHours,
    });
  }
  return told;
}
