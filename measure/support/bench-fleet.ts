import type { Person } from './maker.js';
import type { BenchDevice } from './publisher.process.js';

const SIGNALS: readonly [key: string, unit: string, kind: 'counter' | 'gauge' | 'state'][] = [
  ['run_hours_total', 'h', 'counter'],
  ['load_hours_total', 'h', 'counter'],
  ['energy_kwh_total', 'kW.h', 'counter'],
  ['air_m3_total', 'm3', 'counter'],
  ['starts_total', '1', 'counter'],
  ['pressure_bar', 'bar', 'gauge'],
  ['discharge_temp_c', 'Cel', 'gauge'],
  ['motor_current_a', 'A', 'gauge'],
  ['ambient_c', 'Cel', 'gauge'],
  ['vibration_mm_s', 'mm/s', 'gauge'],
  ['state', '', 'state'],
];

export interface BenchMachine extends BenchDevice {
  readonly id: string;
}

interface Created {
  id: string;
}

/**
 * Creates machines of one model with two alarm rules, each with a device and a credential, through the API like a
 * customer.
 */
export async function createBenchFleet(person: Person, count: number): Promise<BenchMachine[]> {
  const model = await person.post<Created>('/models', { code: 'BENCH', name: 'Bench compressor' });
  for (const [key, unit, kind] of SIGNALS)
    await person.post(`/models/${model.id}/signals`, { key, unit, kind, decimals: 2 });
  for (const [code, signalKey, onLimit, offLimit] of [
    ['B1', 'discharge_temp_c', '100', '95'],
    ['B2', 'pressure_bar', '9', '8.5'],
  ] as const) {
    await person.post('/alarm-rules', {
      code,
      name: { en: code },
      modelId: model.id,
      signalKey,
      direction: 'above',
      onLimit,
      offLimit,
      onDelaySeconds: 5,
      severity: 'warning',
      opensTicket: false,
    });
  }
  const machines: BenchMachine[] = [];
  for (let i = 0; i < count; i++) {
    const serial = `BENCH-${String(i).padStart(4, '0')}`;
    const { id } = await person.post<Created>('/machines', {
      serial,
      modelId: model.id,
      shippedAt: '2026-01-01T00:00:00Z',
    });
    const device = await person.post<Created>('/devices', {
      code: serial,
      kind: 'controller',
      machineId: id,
    });
    const { username, password, topic } = await person.post<BenchDevice>(
      `/devices/${device.id}/credentials`,
      {},
    );
    machines.push({ id, username, password, topic });
  }
  return machines;
}
