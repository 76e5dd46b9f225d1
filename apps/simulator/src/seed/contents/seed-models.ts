import { deriveAlarmRules } from '../../domain/contents/alarm-rules.js';
import { deriveModelMeters } from '../../domain/contents/demo-guarantees.js';
import {
  selectModelSignals,
  toCatalogueSignal,
  type CatalogueSignal,
} from '../../domain/contents/signal-catalogue.js';
import type { DemoModel, DemoPart } from '../demo-data.store.js';
import { demoId } from '../demo-ids.js';
import { insertRows, type Row } from '../rows.writer.js';
import type { Seeding } from '../seeding.js';

/** Seeds equipment models with their controllers' signals, and alarm rules derived from the signals' limits. */
export async function seedModels({ manager, data, dates, makerId }: Seeding): Promise<void> {
  const catalogue = data.signals.map(toCatalogueSignal);
  await insertRows(
    manager,
    'equipment_model',
    data.models.map((model) => ({
      maker_id: makerId,
      id: demoId('model', model.id),
      code: model.id,
      name: model.name,
      attributes: toAttributes(model),
      required_skill: model.drive === 'fixed' ? 'service' : 'vsd',
      version: 1,
    })),
  );
  const signals = data.models.flatMap((model) =>
    selectModelSignals(catalogue, model.drive).map((signal, position) => ({
      ...toSignalRow(makerId, demoId('signal', model.id, signal.key), signal, position),
      model_id: demoId('model', model.id),
    })),
  );
  await insertRows(manager, 'signal', signals);
  await insertRows(
    manager,
    'model_meter',
    data.models.flatMap(({ id }) =>
      deriveModelMeters(id).map(({ signalKey, maxGapMinutes, ...meter }) => ({
        ...meter,
        maker_id: makerId,
        id: demoId('model-meter', id, meter.name),
        model_id: demoId('model', id),
        signal_key: signalKey,
        max_gap_minutes: maxGapMinutes,
        deducts: false,
        version: 1,
      })),
    ),
  );
  const validFrom = new Date(
    Math.min(...data.machines.map(({ commissioned }) => Date.parse(commissioned))) + dates.shiftMs,
  );
  await insertRows(
    manager,
    'alarm_rule',
    data.models.flatMap((model) =>
      selectModelSignals(catalogue, model.drive)
        .flatMap(deriveAlarmRules)
        .map((rule) => ({
          maker_id: makerId,
          id: demoId('alarm-rule', model.id, rule.signalKey, rule.direction, rule.severity),
          code: rule.code,
          name_i18n: rule.names,
          model_id: demoId('model', model.id),
          signal_key: rule.signalKey,
          direction: rule.direction,
          on_limit: rule.onLimit,
          off_limit: rule.offLimit,
          on_delay_seconds: rule.onDelaySeconds,
          max_gap_seconds: 3600,
          severity: rule.severity,
          opens_ticket: rule.opensTicket,
          required_skill: rule.requiredSkill,
          required_certificates: rule.requiredCertificates,
          required_parts: fits(data.parts, rule.likelyPart, model.id)
            ? [{ partNumber: rule.likelyPart, quantity: 1 }]
            : [],
          enabled: true,
          valid_from: validFrom.toISOString(),
          version: 1,
        })),
    ),
  );
}

function fits(parts: readonly DemoPart[], part: string | undefined, model: string): boolean {
  return parts.some(
    ({ id, fits: models }) => id === part && (models.includes(model) || models.includes('*')),
  );
}

/** Returns a signal's row without its model or device. */
export function toSignalRow(makerId: string, id: string, signal: CatalogueSignal, position: number): Row {
  return {
    maker_id: makerId,
    id,
    key: signal.key,
    unit: signal.unit,
    kind: signal.kind,
    decimals: signal.decimals,
    warn_low: signal.warnLow,
    warn_high: signal.warnHigh,
    trip_low: signal.tripLow,
    trip_high: signal.tripHigh,
    label_i18n: signal.labels,
    position,
    version: 1,
  };
}

function toAttributes(model: DemoModel): Record<string, unknown> {
  return {
    drive: model.drive,
    ratedPowerKw: model.kw,
    minDeliveryM3Min: model.fad_min_m3min,
    maxDeliveryM3Min: model.fad_max_m3min,
    ratedPressureBar: model.pressure_bar,
    specificPowerKwPerM3Min: model.specific_power_kw_per_m3min,
    noiseDb: model.noise_db,
    massKg: model.mass_kg,
    hs6: model.hs6,
    listUsd: model.list_usd,
    pcfKgCo2eCradleToGate: model.pcf_kg_co2e_cradle_to_gate,
    steelAndAluminiumKg: model.steel_alu_mass_kg,
  };
}
