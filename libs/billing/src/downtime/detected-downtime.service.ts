import { Injectable } from '@nestjs/common';
import { findDowntime, getContract, type ContractView } from '#contracts';
import { type ContractMonth, contractMonth, monthOf } from '#metering';
import { type Scope, type Transaction, UnitOfWork } from '#platform';
import { guaranteeTimesIn } from '#pricing';
import { readStateHistory } from '#telemetry';
import {
  hasUnprovenTime,
  type MachineReadings,
  type DetectedDowntime,
  detectDowntime,
} from '../domain/downtime/detected-downtime.js';
import { runningHoursBetween, type StateDevice, findStateDevices } from './state-devices.queries.js';

/** Downtime in a month that is evident from readings but not recorded. */
export interface DetectedDowntimeReport {
  readonly month: ContractMonth;
  /** The longest of these downtimes, in chronological order. */
  readonly stops: readonly DetectedDowntimeView[];
  /** Number of all unrecorded downtimes. */
  readonly count: number;
  /** Total duration of all unrecorded downtimes, in whole minutes. */
  readonly minutes: number;
  /** Serial numbers of machines with an availability guarantee that never report their state. */
  readonly unheard: readonly string[];
}

export interface DetectedDowntimeView extends DetectedDowntime {
  readonly serial: string;
  /** Duration in whole minutes. */
  readonly minutes: number;
  /** Time without data after which the machine's last state no longer applies. */
  readonly holdMinutes: number;
  /** For a gap: increase of the running-hours counter during the gap, decimal; null if unknown. */
  readonly ranHours: string | null;
}

const MINUTE_MS = 60_000;
/** Maximum number of downtimes to review one by one. */
const MAX_SHOWN = 100;

/** Suggests downtimes to record, because availability guarantees are evaluated only from recorded downtime. */
@Injectable()
export class DetectedDowntimeService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Finds downtime in a month's readings, for machines and days that an availability guarantee covers. Stores nothing.
   * @param month `YYYY-MM`; the current month by default
   * @throws DomainError contracts.contract_not_found, also for a contract of another customer; metering.month_invalid
   */
  find(scope: Scope, contractId: string, month?: string): Promise<DetectedDowntimeReport> {
    return this.unitOfWork.run(scope, async (tx) => {
      const contract = await getContract(tx, contractId);
      const now = tx.now.getTime();
      const evaluatedMonth = contractMonth(month ?? monthOf(now, contract), contract);
      const evaluatedTimes = guaranteeTimesIn(contract, evaluatedMonth);
      const until = Math.min(evaluatedMonth.to, now);
      const machineIds = [...new Set(evaluatedTimes.map(({ machineId }) => machineId))];
      const stateDevices = await findStateDevices(tx, machineIds);
      const machineReadings: MachineReadings[] = [];
      for (const stateDevice of stateDevices)
        machineReadings.push(
          await readMachine(tx, stateDevice, { fromMs: evaluatedMonth.from, toMs: until }),
        );
      const { from, to } = evaluatedMonth;
      const recorded = (await findDowntime(tx, [{ contractId, from, to }], tx.now)).get(contractId) ?? [];
      const detected = detectDowntime(machineReadings, evaluatedTimes, recorded, until).map((downtime) => ({
        ...downtime,
        goesOn: downtime.goesOn && until === now,
      }));
      const described = await describeDowntime(tx, detected, stateDevices, contract);
      return {
        month: evaluatedMonth,
        stops: [...described]
          .sort((a, b) => b.to - b.from - (a.to - a.from))
          .slice(0, MAX_SHOWN)
          .sort((a, b) => a.from - b.from || a.serial.localeCompare(b.serial)),
        count: described.length,
        minutes: described.reduce((sum, { minutes }) => sum + minutes, 0),
        unheard: machineIds
          .filter((id) => !stateDevices.some(({ machineId }) => machineId === id))
          .map((id) => contract.serials.get(id) ?? '')
          .sort(),
      };
    });
  }
}

async function readMachine(
  tx: Transaction,
  { machineId, deviceKey, patienceMs }: StateDevice,
  span: { readonly fromMs: number; readonly toMs: number },
): Promise<MachineReadings> {
  const { visible, ...states } = await readStateHistory(tx, deviceKey, span, patienceMs);
  return {
    ...states,
    machineId,
    patienceMs,
    visible: visible.map(({ fromMs, toMs }) => ({ from: fromMs, to: toMs })),
  };
}

/** Describes downtimes. Omits gaps in which the running-hours counter proves that the machine ran. */
async function describeDowntime(
  tx: Transaction,
  stops: readonly DetectedDowntime[],
  stateDevices: readonly StateDevice[],
  { serials }: ContractView,
): Promise<DetectedDowntimeView[]> {
  const described: DetectedDowntimeView[] = [];
  for (const downtime of stops) {
    const stateDevice = stateDevices.find(({ machineId }) => machineId === downtime.machineId)!;
    const ranHours = downtime.kind === 'silent' ? await runningHoursBetween(tx, stateDevice, downtime) : null;
    if (ranHours !== null && !hasUnprovenTime(downtime, ranHours)) continue;
    described.push({
      ...downtime,
      serial: serials.get(downtime.machineId) ?? '',
      minutes: Math.round((downtime.to - downtime.from) / MINUTE_MS),
      holdMinutes: Math.round(stateDevice.patienceMs / MINUTE_MS),
      ranHours,
    });
  }
  return described;
}
