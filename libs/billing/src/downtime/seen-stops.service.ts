import { Injectable } from '@nestjs/common';
import { downtimeOf, getContract, type ContractView } from '#contracts';
import { type ContractMonth, contractMonth, monthOf } from '#metering';
import { type Scope, type Transaction, UnitOfWork } from '#platform';
import { judgedTimesIn } from '#pricing';
import { readStateCourse } from '#telemetry';
import { leftUnproven, type MachineHeard, type SeenStop, seenStops } from '../domain/downtime/seen-stops.js';
import { ranMeanwhile, type Speaker, speakersOf } from './speakers.queries.js';

/** What readings tell of machines that stood in a month and nobody wrote down. */
export interface SeenStops {
  readonly month: ContractMonth;
  /** The longest of them, in the order of time. */
  readonly stops: readonly SeenStopView[];
  /** All of them. */
  readonly count: number;
  /** Of all of them, whole minutes. */
  readonly minutes: number;
  /** Serials of machines that are judged and say nothing of their state. */
  readonly unheard: readonly string[];
}

export interface SeenStopView extends SeenStop {
  readonly serial: string;
  /** Whole minutes. */
  readonly minutes: number;
  /** For how long the machine may be silent: so long the last state stands. */
  readonly holdMinutes: number;
  /** Of a silence, how far the counter of running hours went on meanwhile, decimal; null where nothing tells. */
  readonly ranHours: string | null;
}

const MINUTE_MS = 60_000;
/** More of a month nobody works off one by one. */
const MOST_SHOWN = 100;

/** Proposes what somebody may write down of machines that stood: a guarantee of availability is judged from that alone. */
@Injectable()
export class SeenStopsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Stops of a month that readings tell of, of machines and days on which a guarantee of availability is judged. Stores nothing.
   * @param month `YYYY-MM`; the running one where it is left out
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

/** Stops as they are shown, without silences in which a counter proves that the machine ran. */
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
