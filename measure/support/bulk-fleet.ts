import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { hashDeviceSecret } from '#equipment';
import { newId } from '#platform';
import { FLEET_RULES, FLEET_SIGNALS } from './fleet-signals.js';

const SHIPPED_AT = '2026-01-01T00:00:00Z';

/** A machine with its device and the device's credential. */
export interface FleetMachine {
  readonly makerId: string;
  readonly machineId: string;
  readonly deviceId: string;
  readonly username: string;
  readonly password: string;
  /** Root of all topics that the device may publish to. */
  readonly topic: string;
}

type Row = Readonly<Record<string, string | number | boolean | object | null>>;

/**
 * Creates machines of many makers with a device and a credential each, and one model and three alarm rules per maker.
 * Writes the same rows as the API, but creates ten thousand machines in seconds. Omits audit entries.
 * @param client connection of the database's owner
 * @param prefix prefix of the makers' slugs, which must be unique per fleet in an installation
 */
export async function createBulkFleet(
  client: pg.Client,
  { makers, machines, prefix = 'bench' }: { makers: number; machines: number; prefix?: string },
): Promise<FleetMachine[]> {
  const fleet: FleetMachine[] = [];
  for (let number = 0; number < makers; number++) {
    const count = Math.floor(((number + 1) * machines) / makers) - Math.floor((number * machines) / makers);
    await client.query('begin');
    fleet.push(...(await createMaker(client, `${prefix}-${String(number).padStart(2, '0')}`, count)));
    await client.query('commit');
  }
  // A PostgreSQL in use has statistics. Without this step, autovacuum would create them during a measurement.
  await client.query('analyze machine, device, device_credential, signal');
  return fleet;
}

async function createMaker(client: pg.Client, slug: string, count: number): Promise<FleetMachine[]> {
  const makerId = newId();
  await client.query(
    `select set_config('app.maker_id', $1, true), set_config('app.customer_ids', '*', true)`,
    [makerId],
  );
  const now = new Date().toISOString();
  await insert(client, 'maker', [
    {
      id: makerId,
      slug,
      name: slug,
      name_i18n: {},
      brand: slug,
      country: 'PL',
      zone: 'Europe/Warsaw',
      created_at: now,
      version: 1,
    },
  ]);
  const modelId = newId();
  await insert(client, 'equipment_model', [
    { maker_id: makerId, id: modelId, code: 'BENCH', name: 'Bench compressor', attributes: {}, version: 1 },
  ]);
  await insert(
    client,
    'signal',
    FLEET_SIGNALS.map(({ key, unit, kind, wholeDigits }, position) => ({
      maker_id: makerId,
      id: newId(),
      model_id: modelId,
      key,
      unit,
      kind,
      decimals: 6 - wholeDigits,
      label_i18n: {},
      position,
      version: 1,
    })),
  );
  await insert(
    client,
    'alarm_rule',
    FLEET_RULES.map(({ code, signalKey, direction, onLimit, offLimit, onDelaySeconds }) => ({
      maker_id: makerId,
      id: newId(),
      code,
      name_i18n: { en: code },
      model_id: modelId,
      signal_key: signalKey,
      direction,
      on_limit: onLimit,
      off_limit: offLimit,
      on_delay_seconds: onDelaySeconds,
      severity: 'warning',
      opens_ticket: false,
      required_certificates: {},
      required_parts: [],
      enabled: true,
      valid_from: now,
      version: 1,
    })),
  );

  const machines = Array.from({ length: count }, (_, index) => {
    const serial = `${slug.toUpperCase()}-${String(index).padStart(5, '0')}`;
    return {
      makerId,
      machineId: newId(),
      deviceId: newId(),
      serial,
      username: `${slug}/${serial}/1`,
      password: randomBytes(32).toString('base64url'),
      topic: `eaas/${slug}/${serial}`,
    };
  });
  await insert(
    client,
    'machine',
    machines.map(({ machineId, serial }) => ({
      maker_id: makerId,
      id: machineId,
      serial,
      model_id: modelId,
      owner: 'maker',
      lifecycle: 'shipped',
      shipped_at: SHIPPED_AT,
      connection: '',
      attributes: {},
      version: 1,
    })),
  );
  await insert(
    client,
    'machine_transition',
    machines.map(({ machineId }) => ({
      maker_id: makerId,
      id: newId(),
      machine_id: machineId,
      to_state: 'shipped',
      occurred_at: SHIPPED_AT,
      recorded_at: now,
      reason: '',
    })),
  );
  await insert(
    client,
    'device',
    machines.map(({ deviceId, machineId, serial }) => ({
      maker_id: makerId,
      id: deviceId,
      code: serial,
      kind: 'controller',
      machine_id: machineId,
      silent_after_seconds: 900,
      version: 1,
    })),
  );
  await insert(
    client,
    'device_credential',
    machines.map(({ deviceId, username, password }) => ({
      maker_id: makerId,
      id: newId(),
      device_id: deviceId,
      username,
      secret_hash: hashDeviceSecret(password),
      created_at: now,
    })),
  );
  return machines.map(({ serial: _serial, ...machine }) => machine);
}

/** Inserts rows of a table. Columns that the rows omit get their defaults. */
async function insert(client: pg.Client, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!).join(', ');
  await client.query(
    `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  );
}
