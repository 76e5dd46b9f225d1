import type { DisputeDetail } from '../src/api/types.js';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

const DISPUTE: DisputeDetail = {
  id: 'd-1',
  state: 'open',
  subject: 'quantity',
  claim: 'The counter ran on while we were closed.',
  claimed: null,
  atStake: eur('100.00'),
  answer: '',
  openedAt: '2026-11-10T02:00:00Z',
  openedBy: 'Dewi',
  openedSide: 'customer',
  decidedAt: null,
  decidedBy: null,
  creditNote: null,
  contract: { id: 'c-1', number: 'C-1' },
  customer: { id: 'cu-1', name: 'Bekasi Textiles' },
  invoice: {
    id: 'i-1',
    number: 'PL-1',
    state: 'issued',
    dueOn: '2026-12-02',
    periodFrom: '2026-10-01',
    periodEndsOn: '2026-10-31',
    periodTo: '2026-11-01',
  },
  line: {
    id: 'line-1',
    position: 2,
    kind: 'usage',
    name: { en: 'Compressed air' },
    params: {},
    clause: '3.1',
    quantity: '1000.5',
    unit: 'm3',
    unitPrice: '0.0999',
    net: eur('99.95'),
  },
  from: null,
  to: null,
  readings: null,
  stop: null,
  zone: 'Asia/Jakarta',
  notes: 0,
  conversation: [],
  meters: [],
  meterTests: [],
};

/** An open dispute of a usage line. Tests override only the fields that they check. */
export function buildDispute(change: Partial<DisputeDetail> = {}): DisputeDetail {
  return { ...DISPUTE, ...change };
}

const METER_TEST: DisputeDetail['meterTests'][number] = {
  id: 't-1',
  at: '2026-11-20T02:00:00Z',
  by: 'Lin Shifan',
  usageId: 'u-1',
  testedOn: '2026-11-18',
  lastTestedOn: null,
  errorPercent: '3.4',
  tolerancePercent: '2',
  isWithinTolerance: false,
  requestedBy: 'customer',
  reference: '',
  correctedFrom: null,
  correctedTo: null,
  registered: null,
  overRegistered: null,
  credit: null,
  fee: null,
  feePayer: null,
};

/** The test of a meter that counted too much. Tests override only the fields that they check. */
export function buildMeterTest(
  change: Partial<DisputeDetail['meterTests'][number]> = {},
): DisputeDetail['meterTests'][number] {
  return { ...METER_TEST, ...change };
}

/** A meter of a disputed line. Tests override only the fields that they check. */
export function buildDisputedMeter(
  change: Partial<DisputeDetail['meters'][number]> = {},
): DisputeDetail['meters'][number] {
  return {
    usageId: 'u-1',
    device: 'FM-1',
    serial: 'S-1',
    signalKey: 'air_m3_total',
    method: 'counter',
    unit: 'm3',
    deducts: false,
    ...change,
  };
}
