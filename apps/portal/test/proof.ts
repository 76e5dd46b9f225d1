import type { Proof, ProofDay, ProofStep, ProvenMeter } from '../src/api/types.js';

type ProofUsage = NonNullable<Proof['usage']>;

const USAGE: ProofUsage = {
  version: 1,
  ruleVersion: 1,
  state: 'measured',
  quantity: '1000.5',
  estimatedQuantity: '0',
  heldQuantity: '0',
  unbilledQuantity: '0',
  unknownSeconds: 0,
  startValue: '0',
  endValue: '1000.5',
  readingCount: 1440,
  laterReadings: 0,
  knownUntil: '2026-11-05T00:00:00Z',
  supersededAt: null,
  equal: true,
  hash: 'abcdef0123456789abcdef0123456789',
  recomputedHash: 'abcdef0123456789abcdef0123456789',
  rule: null,
  reasons: [],
  decisions: [],
  changes: [],
  certificates: [],
  openings: [],
  closing: null,
};

/** The evidence of a measured quantity. Tests override only the fields that they check. */
export function buildProofUsage(change: Partial<ProofUsage> = {}): ProofUsage {
  return { ...USAGE, ...change };
}

export function buildProofDay(day: string, change: Partial<ProofDay> = {}): ProofDay {
  return { day, quantity: '10', heldQuantity: '0', readingCount: 48, hash: `hash of ${day}`, ...change };
}

export function buildProofStep(from: string, to: string, change: Partial<ProofStep> = {}): ProofStep {
  return {
    from,
    to,
    fromValue: '100',
    toValue: '105.5',
    quantity: '5.5',
    heldQuantity: '0',
    readingCount: 2,
    kind: 'normal',
    ...change,
  };
}

const METER: ProvenMeter = {
  usageId: 'u-1',
  device: 'FM-1',
  serial: 'S-1',
  signalKey: 'air_m3_total',
  method: 'counter',
  unit: 'm3',
  state: 'measured',
  quantity: '1000.5',
  heldQuantity: '0',
  deducts: false,
};

export function buildProvenMeter(change: Partial<ProvenMeter> = {}): ProvenMeter {
  return { ...METER, ...change };
}

const LINE: Proof['line'] = {
  id: 'line-1',
  position: 1,
  kind: 'usage',
  component: 'usage',
  chargeKey: 'usage',
  clause: '3.1',
  name: { en: 'Compressed air' },
  params: {},
  state: 'measured',
  quantity: '1000.5',
  unit: 'm3',
  unitPrice: '0.0999',
  amount: { amount: '99.95', currency: 'EUR' },
  net: { amount: '99.95', currency: 'EUR' },
  tax: null,
  taxRule: null,
  corrects: null,
  serviceFrom: '2026-10-01',
  serviceEndsOn: '2026-10-31',
  serviceTo: '2026-11-01',
  periodFrom: '2026-10-01',
  periodEndsOn: '2026-10-31',
  periodTo: '2026-11-01',
  contract: { id: 'c-1', number: 'C-1' },
  customer: { id: 'cu-1', name: 'Bekasi Textiles' },
  invoice: { id: 'i-1' },
  zone: 'Asia/Jakarta',
};

/** The line of a proof. Tests override only the fields that they check. */
export function buildProofLine(change: Partial<Proof['line']> = {}): Proof['line'] {
  return { ...LINE, ...change };
}

/** The proof of a usage line of one meter. Tests override only the fields that they check. */
export function buildProof(change: Partial<Proof> = {}): Proof {
  return {
    line: LINE,
    equation: [{ code: 'counted', value: '1000.5', unit: 'm3' }],
    usageId: 'u-1',
    usage: USAGE,
    meters: [METER],
    days: [buildProofDay('2026-10-01'), buildProofDay('2026-10-02')],
    rating: null,
    correction: null,
    ...change,
  };
}
