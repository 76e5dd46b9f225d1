import { Injectable } from '@nestjs/common';
import { newId, nextDocumentNumber, type Scope, type Transaction, UnitOfWork } from '#platform';
import { deriveKitCharge } from './domain/delivery-charge.js';
import { forecastKitDue, type KitDueForecast } from './domain/forecast-kit-due.js';
import { isWorthPlanning, planKits } from './domain/kit-schedule.js';
import type { HoursReading } from './domain/running-pattern.js';
import { KitDelivery } from './entities/kit-delivery.entity.js';
import { reserveDelivery } from './kit-deliveries.service.js';
import {
  listMachinesToServe,
  listModelKits,
  lockKnownDeliveries,
  type MachineToServe,
  type ModelKit,
  type OpenDelivery,
} from './kit-forecast.queries.js';
import { listRunningHours } from './running-hours.queries.js';

/** The result of a forecast run. */
export interface ForecastRun {
  readonly machines: number;
  readonly added: number;
  readonly reserved: number;
  /** Number of deliveries due soon with a shortage in their depot. */
  readonly short: number;
}

/**
 * Lock for forecasts. Two schedules may fire at the same time. The second run waits for each machine, and finds the
 * result of the first run.
 */
const FORECAST_LOCK = 7_361_046;

/** Forecasts kits from the machines' running hours, and reserves them in time. */
@Injectable()
export class SupplyService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Updates the forecast of every machine of a maker, and reserves the kits within their lead time. A kit with a
   * shortage stays a forecast that contains the missing parts. Repeating the update has no effect if nothing has
   * changed. Each machine has a separate transaction, so that deliveries aren't locked for long and an interrupted run
   * keeps its results.
   */
  async forecastAll(scope: Scope): Promise<ForecastRun> {
    const { machines, kits, hours } = await this.unitOfWork.run(scope, async (tx) => {
      const servedMachines = await listMachinesToServe(tx);
      return {
        machines: servedMachines,
        kits: await listModelKits(tx),
        hours: await listRunningHours(tx, servedMachines),
      };
    });
    const run = { machines: machines.length, added: 0, reserved: 0, short: 0 };
    for (const machine of machines) {
      const readings = hours.get(machine.machineId) ?? [];
      const ofModel = kits.filter(({ modelId }) => modelId === machine.modelId);
      const result = await this.unitOfWork.run(scope, (tx) =>
        forecastMachine(tx, machine, readings, ofModel),
      );
      run.added += result.added;
      run.reserved += result.reserved;
      run.short += result.short;
    }
    await this.unitOfWork.run(scope, (tx) => deleteForecastsExceptFor(tx, machines));
    return run;
  }
}

async function forecastMachine(
  tx: Transaction,
  machine: MachineToServe,
  readings: readonly HoursReading[],
  kits: readonly ModelKit[],
): Promise<{ added: number; reserved: number; short: number }> {
  const result = { added: 0, reserved: 0, short: 0 };
  const last = readings.at(-1);
  // A machine that never reported has no running hours.
  if (!last) return result;
  await tx.manager.query('select pg_advisory_xact_lock($1, hashtext($2))', [
    FORECAST_LOCK,
    machine.machineId,
  ]);
  const known = await lockKnownDeliveries(tx, machine.machineId);
  const open = known.filter(({ state }) => state === 'forecast' || state === 'reserved');
  const waiting = open.map(({ kitId }) => kitId);
  const planned = planKits(kits, last.hours, known).filter(({ kit }) => !waiting.includes(kit.id));
  const due = [
    ...open.flatMap((delivery) => {
      const kit = kits.find(({ id }) => id === delivery.kitId);
      return kit ? [{ kit, dueHours: delivery.dueHours, delivery }] : [];
    }),
    ...planned.map(({ kit, dueHours }) => ({ kit, dueHours, delivery: undefined })),
  ].sort((a, b) => a.dueHours - b.dueHours);
  for (const [index, { kit, dueHours, delivery }] of due.entries()) {
    const forecast = forecastKitDue(readings, dueHours, tx.now, machine.zone);
    if (!delivery && index > 0 && !isWorthPlanning(forecast, tx.now)) continue;
    const id = delivery?.id ?? newId();
    if (delivery) await refreshForecast(tx, machine, kit, delivery, forecast);
    else await addForecast(tx, machine, kit, dueHours, forecast, id);
    if (!delivery) result.added++;
    if (delivery?.state === 'reserved' || dueHours - last.hours > machine.leadHours) continue;
    const { shortage } = await reserveDelivery(tx, id);
    if (shortage.length === 0) result.reserved++;
    else result.short++;
  }
  return result;
}

async function addForecast(
  tx: Transaction,
  machine: MachineToServe,
  kit: ModelKit,
  dueHours: number,
  forecast: KitDueForecast,
  id: string,
): Promise<void> {
  await tx.manager.insert(KitDelivery, {
    makerId: tx.scope.makerId,
    id,
    number: `KD-${1000 + (await nextDocumentNumber(tx, 'kit_delivery'))}`,
    machineId: machine.machineId,
    kitId: kit.id,
    dueHours: String(dueHours),
    state: 'forecast',
    forecastAt: tx.now,
    ...toPlacementColumns(machine, kit),
    ...toColumns(forecast),
  });
}

/** Updates the predicted dates. After a kit is reserved, its recipient and price stay unchanged. */
async function refreshForecast(
  tx: Transaction,
  machine: MachineToServe,
  kit: ModelKit,
  { id, state }: OpenDelivery,
  forecast: KitDueForecast,
): Promise<void> {
  await tx.manager.update(
    KitDelivery,
    { makerId: tx.scope.makerId, id },
    {
      ...(state === 'forecast' && toPlacementColumns(machine, kit)),
      ...toColumns(forecast),
      forecastAt: tx.now,
    },
  );
}

function toPlacementColumns(
  { customerId, siteId, contractId, depotId, terms }: MachineToServe,
  kit: ModelKit,
) {
  const { charge, priceMinor, currency } = deriveKitCharge(terms, kit.code);
  return {
    customerId,
    siteId,
    contractId,
    depotId,
    charge,
    priceMinor: priceMinor?.toString() ?? null,
    currency,
  };
}

function toColumns(forecast: KitDueForecast) {
  const predicted = forecast.state === 'predicted' ? forecast : null;
  return {
    hoursNow: forecast.hoursNow === null ? null : forecast.hoursNow.toFixed(2),
    hoursPerDay: predicted ? predicted.hoursPerDay.toFixed(2) : null,
    predictedOn: predicted?.on ?? null,
    predictedFrom: predicted?.from ?? null,
    predictedTo: predicted?.to ?? null,
    unknownReason: forecast.state === 'unknown' ? forecast.reason : null,
  };
}

/**
 * Deletes forecasts of machines that are no longer served. These forecasts contain no commitment to the customer yet.
 */
async function deleteForecastsExceptFor(
  tx: Transaction,
  servedMachines: readonly MachineToServe[],
): Promise<void> {
  await tx.manager.query(
    `delete from kit_delivery where maker_id = $1 and state = 'forecast' and not machine_id = any($2::uuid[])`,
    [tx.scope.makerId, servedMachines.map(({ machineId }) => machineId)],
  );
}
