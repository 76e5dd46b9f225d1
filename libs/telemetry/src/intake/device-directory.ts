import type { Pool } from 'pg';
import type { DeviceFacts } from '../domain/messages/admission.js';
import {
  type DeviceLimits,
  type LimitRule,
  NO_RULE,
  type RateLimits,
  resolveLimits,
} from '../domain/intake/rate-limit.js';
import type { DeviceRef } from '../store/batch.js';
import type { QueryFn } from '../store/chunks/stored-blocks.js';

/** A device with the data that ingest needs: names, owner, and the data for checking messages. */
export interface KnownDevice extends DeviceRef, DeviceFacts {
  readonly makerSlug: string;
  readonly code: string;
  readonly machineId: string | null;
  readonly siteId: string | null;
  readonly limits: DeviceLimits;
  /** Limits that all devices of the maker share. */
  readonly makerLimits: RateLimits;
}

interface DeviceRow {
  maker_id: string;
  maker_slug: string;
  device_id: string;
  device_key: number;
  code: string;
  machine_id: string | null;
  site_id: string | null;
  shipped_at: Date | null;
  /**
   * Signal keys joined by spaces, which keys can't contain. Parsing arrays would take as long as parsing all other
   * columns.
   */
  signals: string | null;
  numeric: string | null;
  metered: string | null;
  own_limits: LimitRule | null;
  model_limits: LimitRule | null;
  maker_limits: LimitRule | null;
}

/** SQL that converts a row of `intake_limit` to a `LimitRule`. */
const toRule = (alias: string): string =>
  `case when ${alias}.id is not null then json_build_object('messagesPerSecond', ${alias}.messages_per_second,
     'pointsPerSecond', ${alias}.points_per_second, 'payloadBytes', ${alias}.payload_bytes) end`;

/** Maximum age of readings if no date of shipment is known, for example at a site that has had no machines yet. */
const UNBOUNDED_BACKLOG_MS = 2 * 365 * 86_400_000;

const DEVICE = `
  select d.maker_id, m.slug as maker_slug, d.id as device_id, d.device_key, d.code, d.machine_id, d.site_id,
    case when d.machine_id is not null then machine.shipped_at
         else (select min(placed.shipped_at) from placement p join machine placed on placed.maker_id = p.maker_id and placed.id = p.machine_id
                where p.maker_id = d.maker_id and p.site_id = d.site_id) end as shipped_at,
    described.signals, described.numeric,
    (select string_agg(meter.signal_key, ' ') from meter where meter.maker_id = d.maker_id and meter.device_id = d.id) as metered,
    ${toRule('own')} as own_limits, ${toRule('of_model')} as model_limits, ${toRule('of_maker')} as maker_limits
  from device d
  join maker m on m.id = d.maker_id
  left join machine on machine.maker_id = d.maker_id and machine.id = d.machine_id
  cross join lateral (
    select string_agg(s.key, ' ') as signals, string_agg(s.key, ' ') filter (where s.kind in ('counter', 'gauge')) as numeric
    from signal s where s.maker_id = d.maker_id and (s.device_id = d.id or s.model_id = machine.model_id)) described
  left join intake_limit own on own.maker_id = d.maker_id and own.device_id = d.id
  left join intake_limit of_model on of_model.maker_id = d.maker_id and of_model.model_id = machine.model_id
  left join intake_limit of_maker on of_maker.maker_id = d.maker_id and of_maker.device_id is null and of_maker.model_id is null
  where d.archived_at is null`;

/** Loads devices in the form that ingest uses, for code that makes the same decisions. Archived devices are omitted. */
export async function loadKnownDevices(
  query: QueryFn,
  deviceKeys: readonly number[],
  nowMs: number,
): Promise<KnownDevice[]> {
  const rows = await query<DeviceRow>(`${DEVICE} and d.device_key = any($1)`, [deviceKeys]);
  return rows.map((row) => toKnown(row, nowMs));
}

function toKnown(row: DeviceRow, nowMs: number): KnownDevice {
  return {
    makerId: row.maker_id,
    makerSlug: row.maker_slug,
    deviceId: row.device_id,
    deviceKey: row.device_key,
    code: row.code,
    machineId: row.machine_id,
    siteId: row.site_id,
    shippedMs: row.shipped_at?.getTime() ?? nowMs - UNBOUNDED_BACKLOG_MS,
    signals: toKeys(row.signals),
    numeric: toKeys(row.numeric),
    metered: toKeys(row.metered),
    limits: resolveLimits(row.own_limits, row.model_limits),
    makerLimits: row.maker_limits ?? NO_RULE,
  };
}

/**
 * In-memory cache of devices. It is refreshed at intervals, so that a new signal definition or meter takes effect
 * within seconds and no message waits for a query.
 */
export class DeviceDirectory {
  private readonly byKey = new Map<number, KnownDevice>();
  private readonly makerIds = new Map<string, string>();
  private readonly keyByName = new Map<string, number>();
  /** Devices that `refreshNextPart` still has to load in this round. */
  private toRefresh: number[] = [];
  private readonly lookups = new Map<string, Promise<KnownDevice | undefined>>();

  constructor(
    private readonly pool: Pool,
    private readonly now: () => number,
  ) {}

  /** Returns the cached device with this key; loads it on first use. Undefined if there is no such active device. */
  async find(deviceKey: number): Promise<KnownDevice | undefined> {
    return this.byKey.get(deviceKey) ?? this.lookUp(`${DEVICE} and d.device_key = $1`, [deviceKey]);
  }

  /** Returns the device that a topic identifies; undefined if there is no such active device. */
  async findByName(makerSlug: string, code: string): Promise<KnownDevice | undefined> {
    const key = this.keyByName.get(`${makerSlug}/${code}`);
    if (key !== undefined) return this.byKey.get(key);
    return this.lookUp(`${DEVICE} and m.slug = $1 and d.code = $2`, [makerSlug, code]);
  }

  /** Returns the cached device without a query. */
  known(deviceKey: number): KnownDevice | undefined {
    return this.byKey.get(deviceKey);
  }

  /** Reloads all cached devices and drops archived ones. */
  refresh(): Promise<void> {
    return this.reload([...this.byKey.keys()]);
  }

  /** Reloads the given devices if they are cached. */
  refreshDevices(deviceKeys: ReadonlySet<number>): Promise<void> {
    return this.reload([...deviceKeys].filter((key) => this.byKey.has(key)));
  }

  /**
   * Like `refresh`, but in parts, so that a large fleet never delays messages: `parts` successive calls reload all
   * devices.
   */
  async refreshNextPart(parts: number): Promise<void> {
    if (this.toRefresh.length === 0) this.toRefresh = [...this.byKey.keys()];
    await this.reload(this.toRefresh.splice(0, Math.ceil(this.byKey.size / parts)));
  }

  private async reload(keys: readonly number[]): Promise<void> {
    if (keys.length === 0) return;
    const found = new Set(
      (await this.load(`${DEVICE} and d.device_key = any($1)`, [keys])).map((device) => device.deviceKey),
    );
    for (const key of keys) {
      const device = this.byKey.get(key);
      if (!device || found.has(key)) continue;
      this.byKey.delete(key);
      this.keyByName.delete(`${device.makerSlug}/${device.code}`);
    }
  }

  /**
   * Runs a lookup. Simultaneous lookups of the same device share one query, because thousands of messages from a
   * backlog can arrive together.
   */
  private lookUp(query: string, params: readonly (string | number)[]): Promise<KnownDevice | undefined> {
    const name = params.join('/');
    let lookup = this.lookups.get(name);
    if (!lookup) {
      lookup = this.load(query, [...params])
        .then(([device]) => device)
        .finally(() => this.lookups.delete(name));
      this.lookups.set(name, lookup);
    }
    return lookup;
  }

  /**
   * Returns one shared string per maker id. Message processing compares it constantly, and references to the same
   * string are compared fastest.
   */
  private internText(makerId: string): string {
    const known = this.makerIds.get(makerId);
    if (known === undefined) this.makerIds.set(makerId, makerId);
    return known ?? makerId;
  }

  private async load(query: string, params: unknown[]): Promise<KnownDevice[]> {
    const { rows } = await this.pool.query<DeviceRow>(query, params);
    return rows.map((row) => {
      const device = toKnown({ ...row, maker_id: this.internText(row.maker_id) }, this.now());
      this.byKey.set(device.deviceKey, device);
      this.keyByName.set(`${device.makerSlug}/${device.code}`, device.deviceKey);
      return device;
    });
  }
}

function toKeys(text: string | null): ReadonlySet<string> {
  return new Set(text === null ? [] : text.split(' '));
}
