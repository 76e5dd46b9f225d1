import type { Pool } from 'pg';
import { MAX_GATEWAY_NAME, toDeviceCode } from '#equipment';
import { newId } from '#platform';
import {
  type CommandEvent,
  type CommandState,
  hasEnded,
  isErrorAnswer,
  nextCommandState,
} from '../domain/messages/command.js';
import { type Json, toStorableJsonText } from '../domain/formats/json-payload.js';
import { type AttributeValues, MAX_ATTRIBUTES } from '../domain/formats/thingsboard/requests.js';
import { isStorableText } from '../domain/messages/storable-text.js';
import type { DeviceRef } from '../store/batch.js';

/** A command to be sent. */
export interface QueuedCommand {
  readonly number: number;
  readonly method: string;
  readonly params: Json;
  readonly wantsAnswer: boolean;
}

/** A shared attribute to be sent to a device. */
export interface ChangedAttribute {
  readonly deviceKey: number;
  readonly name: string;
  readonly value: Json;
  readonly changedAt: Date;
}

interface CommandRow {
  id: string;
  state: CommandState;
  wants_answer: boolean;
}

/** Stores and reads device data other than readings: attributes, commands and gateway names. */
export class DeviceApiStore {
  constructor(
    private readonly pool: Pool,
    private readonly now: () => Date,
  ) {}

  /**
   * Returns the key of the device for which a gateway uses a name; undefined if the name is not mapped to an active
   * device. Records that the gateway has used the name. If the gateway may create devices, creates one for a new name.
   */
  async claimForGateway(gateway: DeviceRef, name: string): Promise<number | undefined> {
    if (name === '' || name.length > MAX_GATEWAY_NAME || !isStorableText(name)) return undefined;
    const { rows } = await this.pool.query<{ key: number | null }>(
      `select speak_for_device($1, $2, $3, $4, $5, $6, $7) as key`,
      [gateway.makerId, gateway.deviceId, name, toDeviceCode(name) ?? null, newId(), newId(), this.now()],
    );
    return rows[0]?.key ?? undefined;
  }

  /**
   * Stores a device's client attributes. New names beyond the maximum number of attributes are not stored.
   * @returns the number of stored attributes
   */
  async storeAttributes({ makerId, deviceId }: DeviceRef, attributes: AttributeValues): Promise<number> {
    const entries = Object.entries(attributes);
    const { rowCount } = await this.pool.query(
      `with known as (select name from device_attribute where maker_id = $1 and device_id = $2 and scope = 'client'),
       said as (
         select name, value, count(*) filter (where name not in (select name from known)) over (order by place) as fresh
           from unnest($3::text[], $4::jsonb[]) with ordinality as i (name, value, place))
       insert into device_attribute (maker_id, device_id, scope, name, value, changed_at)
       select $1, $2, 'client', name, value, $5 from said
        where name in (select name from known) or fresh + (select count(*) from known) <= $6
       on conflict on constraint device_attribute_pk do update set value = excluded.value, changed_at = excluded.changed_at`,
      [
        makerId,
        deviceId,
        entries.map(([name]) => name),
        entries.map(([, value]) => JSON.stringify(value)),
        this.now(),
        MAX_ATTRIBUTES,
      ],
    );
    return rowCount ?? 0;
  }

  /** Returns all attributes of a device. */
  async findAttributes({
    makerId,
    deviceId,
  }: DeviceRef): Promise<{ client: AttributeValues; shared: AttributeValues }> {
    const { rows } = await this.pool.query<{ scope: 'client' | 'shared'; name: string; value: Json }>(
      `select scope, name, value from device_attribute where maker_id = $1 and device_id = $2 order by name`,
      [makerId, deviceId],
    );
    const of = (scope: string): AttributeValues =>
      Object.fromEntries(rows.filter((row) => row.scope === scope).map(({ name, value }) => [name, value]));
    return { client: of('client'), shared: of('shared') };
  }

  /** Returns a device's queued commands in order and marks them as sent, so that each is sent only once. */
  async takeQueued({ makerId, deviceId }: DeviceRef): Promise<QueuedCommand[]> {
    const { rows } = await this.pool.query<Omit<QueuedCommand, 'wantsAnswer'> & { wants_answer: boolean }>(
      `update device_command set state = 'SENT', sent_at = $3
        where maker_id = $1 and device_id = $2 and state = 'QUEUED' and expires_at > $3
       returning number, method, params, wants_answer`,
      [makerId, deviceId, this.now()],
    );
    return rows
      .sort((a, b) => a.number - b.number)
      .map(({ wants_answer, ...command }) => ({ ...command, wantsAnswer: wants_answer }));
  }

  /** Returns the keys of devices with queued commands. */
  async findDevicesWithCommands(): Promise<number[]> {
    const { rows } = await this.pool.query<{ device_key: number }>(
      `select distinct d.device_key from device_command c join device d on d.maker_id = c.maker_id and d.id = c.device_id
        where c.ended_at is null and c.expires_at > $1 and c.state = 'QUEUED'`,
      [this.now()],
    );
    return rows.map(({ device_key }) => device_key);
  }

  /** Returns the shared attributes that were set after an instant, oldest first. */
  async findAttributesChangedSince(since: Date): Promise<ChangedAttribute[]> {
    const { rows } = await this.pool.query<{
      device_key: number;
      name: string;
      value: Json;
      changed_at: Date;
    }>(
      `select d.device_key, a.name, a.value, a.changed_at
         from device_attribute a join device d on d.maker_id = a.maker_id and d.id = a.device_id
        where a.scope = 'shared' and a.changed_at > $1 order by a.changed_at`,
      [since],
    );
    return rows.map(({ device_key, name, value, changed_at }) => ({
      deviceKey: device_key,
      name,
      value,
      changedAt: changed_at,
    }));
  }

  /** Records that a device has received a command. */
  markDelivered(device: DeviceRef, number: number): Promise<boolean> {
    return this.transitionCommand(device, number, 'taken', undefined);
  }

  /** Records a device's answer to a command. Returns false if no command expects this answer. */
  recordAnswer(device: DeviceRef, number: number, answer: Json): Promise<boolean> {
    return this.transitionCommand(device, number, isErrorAnswer(answer) ? 'refused' : 'answered', answer);
  }

  /** Sets the final state of commands that have expired. */
  async expireCommands(): Promise<void> {
    await this.pool.query(
      `update device_command set state = case state when 'QUEUED' then 'EXPIRED' else 'TIMEOUT' end, ended_at = $1
        where ended_at is null and expires_at <= $1`,
      [this.now()],
    );
  }

  private async transitionCommand(
    { makerId, deviceId }: DeviceRef,
    number: number,
    event: CommandEvent,
    answer: Json | undefined,
  ): Promise<boolean> {
    if (!Number.isSafeInteger(number) || Math.abs(number) > 2_147_483_647) return false;
    // An acknowledgement and an answer can arrive at the same time. If the command has changed in the meantime, read it
    // again.
    for (;;) {
      const { rows } = await this.pool.query<CommandRow>(
        `select id, state, wants_answer from device_command where maker_id = $1 and device_id = $2 and number = $3`,
        [makerId, deviceId, number],
      );
      const [row] = rows;
      const next = row && nextCommandState(row.state, event, row.wants_answer);
      if (!next) return false;
      const now = this.now();
      const { rowCount } = await this.pool.query(
        `update device_command set state = $4, answer = coalesce($5::jsonb, answer),
           delivered_at = coalesce(delivered_at, $6), ended_at = case when $7 then $6::timestamptz end
          where maker_id = $1 and id = $2 and state = $3`,
        [
          makerId,
          row.id,
          row.state,
          next,
          answer === undefined ? null : toStorableJsonText(answer),
          now,
          hasEnded(next),
        ],
      );
      if (rowCount === 1) return true;
    }
  }
}
