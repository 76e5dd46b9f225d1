import { moveContractDay } from '../../domain/world-dates.js';
import type { DemoContract } from '../demo-data.store.js';
import { demoId } from '../demo-ids.js';
import { insertRows, type Row } from '../rows.writer.js';
import { flowMeterOf } from './seed-contracts.js';
import { customerOf, hubOf, type Seeding } from '../seeding.js';

/** Meters are calibrated for two years. The certificate of FM-PL-10 expired at the end of October. */
const CERTIFIED = { first: '2025-06-01', last: '2027-05-31' };
const CERTIFIED_BY_METER: Readonly<Record<string, typeof CERTIFIED>> = {
  'FM-PL-10': { first: '2024-11-01', last: '2026-10-31' },
};
/** Calibration laboratories by country of the hub. All names are fictional. */
const LABORATORIES: Readonly<Record<string, string>> = {
  ID: 'Laboratorium Kalibrasi Fiksi',
  MX: 'Laboratorio de Calibración Ficticio',
  PL: 'Laboratorium Wzorcujące Fikcyjne',
};
/**
 * Limits above which a second person must confirm a decision: about two hours of a station’s flow, or 24 running hours
 * of a machine.
 */
const LIMITS = { m3: '250', h: '24' };

/** Seeds certificates of the meters for billing, and the limits for decisions by one person. */
export async function seedMeterEvents(seeding: Seeding): Promise<void> {
  const { manager, data, makerId } = seeding;
  await insertRows(
    manager,
    'meter_event',
    data.contracts.flatMap((contract) => toCertificateRow(seeding, contract)),
  );
  await insertRows(
    manager,
    'decision_limit',
    Object.entries(LIMITS).map(([unit, quantity]) => ({ maker_id: makerId, unit, quantity, version: 1 })),
  );
}

function toCertificateRow({ data, dates, makerId }: Seeding, contract: DemoContract): Row[] {
  const meter = flowMeterOf(data, contract);
  if (meter === null) return [];
  const { first, last } = CERTIFIED_BY_METER[meter] ?? CERTIFIED;
  const { country } = hubOf(data, customerOf(data, contract.customer).hub);
  return [
    {
      maker_id: makerId,
      id: demoId('meter-event', meter),
      kind: 'certificate',
      device_id: demoId('device', meter),
      customer_id: demoId('customer', contract.customer),
      first_day: moveContractDay(dates, first),
      last_day: moveContractDay(dates, last),
      number: `${meter}/${first.slice(0, 4)}`,
      issued_by: LABORATORIES[country] ?? LABORATORIES.PL,
      reason: 'Calibrated before installation',
      recorded_at: new Date(dates.firstStartMs).toISOString(),
      recorded_by: demoId('user', 'engineer'),
    },
  ];
}
