import type { Model, ModelMeter, ModelSignal } from '../src/api/types.js';

const SIGNAL: ModelSignal = {
  id: 's-1',
  version: 2,
  key: 'oil_temp',
  unit: 'Cel',
  kind: 'gauge',
  label: {},
  decimals: 1,
  position: 1,
  expectedSeconds: null,
  modulus: null,
  warnLow: null,
  warnHigh: null,
  tripLow: null,
  tripHigh: null,
};

/** A gauge without limits. Tests override only the fields that they check. */
export function buildSignal(change: Partial<ModelSignal> = {}): ModelSignal {
  return { ...SIGNAL, ...change };
}

const MODEL: Model = {
  id: 'mo-1',
  version: 3,
  code: 'BH75',
  name: 'Screw compressor 75 kW',
  requiredSkill: null,
  attributes: {},
  archivedAt: null,
  signals: [SIGNAL],
};

/** A model with one signal. Tests override only the fields that they check. */
export function buildModel(change: Partial<Model> = {}): Model {
  return { ...MODEL, ...change };
}

const METER: ModelMeter = {
  id: 'mm-1',
  version: 5,
  modelId: 'mo-1',
  name: 'Air',
  signalKey: 'air_m3_total',
  unit: 'm3',
  method: 'counter',
  matches: [],
  intervalMinutes: null,
  maxGapMinutes: 90,
  maxRatePerHour: null,
  factor: null,
  wholeFactor: null,
  reference: null,
  deducts: false,
};

/** A model meter that reads a counter. Tests override only the fields that they check. */
export function buildModelMeter(change: Partial<ModelMeter> = {}): ModelMeter {
  return { ...METER, ...change };
}
