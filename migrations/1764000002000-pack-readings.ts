import type { MigrationInterface, QueryRunner } from 'typeorm';
import { encodeChunk } from '../libs/telemetry/src/store/codec/chunk-codec.js';
import { identityOf } from '../libs/telemetry/src/domain/readings/compose-reading.js';
import type { ReadingBlock } from '../libs/telemetry/src/domain/readings/reading-block.js';
import { type Constant, type Shape, shapeOf } from '../libs/telemetry/src/domain/readings/shape.js';

/**
 * Stores readings as packed columns instead of one row per message: in batches when they are received, and later in
 * chunks by device and time. Packs the existing readings, and drops the old table.
 */
export class PackReadings1764000002000 implements MigrationInterface {
  async up(query: QueryRunner): Promise<void> {
    await createBatches(query);
    await createChunks(query);
    await createHighWater(query);
    await createSentSignals(query);
    await packStoredReadings(query);
    await query.query(`drop table reading, reading_layout`);
    await query.query(`drop function ensure_reading_partition(date)`);
    await query.query(`drop index device_status_dirty_ix`);
    await query.query(`alter table device_status drop column dirty_from, drop column dirty_version`);
  }

  /** Packed readings can't be converted back into rows. An installation that must go back restores its backup. */
  down(): Promise<void> {
    return Promise.reject(new Error('Packed readings are not unpacked; restore the backup'));
  }
}

/**
 * One row per maker and commit. `judged` is true after evaluation has picked up the batch. A batch is packed only after
 * that.
 */
async function createBatches(query: QueryRunner): Promise<void> {
  await query.query(`
    create table reading_batch (
      maker_id uuid not null,
      batch_id bigint generated always as identity,
      received_at timestamptz not null,
      from_time timestamptz not null,
      to_time timestamptz not null,
      device_keys integer[] not null,
      device_from timestamptz[] not null,
      readings integer not null,
      points integer not null,
      judged boolean not null default false,
      bytes bytea not null,
      constraint reading_batch_pk primary key (maker_id, batch_id),
      constraint reading_batch_span_ck check (from_time <= to_time)
    )`);
  // The bytes are stored as they are in memory, or are already packed, so compression by PostgreSQL would only cost
  // time.
  await query.query(`alter table reading_batch alter column bytes set storage external`);
  await query.query(`create index reading_batch_fresh_ix on reading_batch (maker_id) where not judged`);
  await query.query(
    `comment on column reading_batch.device_from is 'by position of device_keys, its earliest device time'`,
  );
  // Users who can see a device can see the batches that contain its readings. Queries then select the readings of the
  // device at times that are visible in the scope (device_span).
  await query.query(`
    select protect_tenant_table('reading_batch',
      'scope_is_maker() or device_keys && array(select s.device_key from device_span s)')`);
  await query.query(`revoke insert, update, delete on reading_batch from dutycycle_app`);
  await query.query(`grant update (judged) on reading_batch to dutycycle_app`);
  await query.query(`grant select, insert, delete on reading_batch to dutycycle_ingest`);
}

/** One row per device and period of at most one day. The periods of a device don't overlap. */
async function createChunks(query: QueryRunner): Promise<void> {
  await query.query(`
    create table reading_chunk (
      maker_id uuid not null,
      device_key integer not null,
      from_time timestamptz not null,
      to_time timestamptz not null,
      received_from timestamptz not null,
      received_to timestamptz not null,
      readings integer not null,
      points integer not null,
      settled boolean not null,
      bytes bytea not null,
      constraint reading_chunk_pk primary key (maker_id, device_key, from_time),
      constraint reading_chunk_day_ck check (from_time <= to_time
        and date_trunc('day', from_time, 'UTC') = date_trunc('day', to_time, 'UTC')),
      constraint reading_chunk_device_fk foreign key (device_key) references device (device_key)
    )`);
  await query.query(`alter table reading_chunk alter column bytes set storage external`);
  await query.query(
    `create index reading_chunk_open_ix on reading_chunk (maker_id, device_key, from_time) where not settled`,
  );
  await query.query(`comment on column reading_chunk.settled is 'packed for good: its day is over'`);
  // The spans are collected once per query and looked up for each row.
  await query.query(`
    select protect_tenant_table('reading_chunk', 'scope_is_maker() or tstzrange(from_time, to_time, ''[]'') &&
      ((select array_agg(s.spans order by s.device_key) from device_span s))
        [array_position((select array_agg(s.device_key order by s.device_key) from device_span s), device_key)]')`);
  await query.query(`revoke insert, update, delete on reading_chunk from dutycycle_app`);
  await query.query(`grant select, insert, update (settled), delete on reading_chunk to dutycycle_ingest`);
}

/** Time and sequence number up to which each device has readings. A later reading is certainly new. */
async function createHighWater(query: QueryRunner): Promise<void> {
  await query.query(`
    create table device_high_water (
      maker_id uuid not null,
      device_key integer not null,
      time_ms bigint not null,
      seq bigint not null,
      version bigint not null,
      constraint device_high_water_pk primary key (maker_id, device_key),
      constraint device_high_water_device_fk foreign key (device_key) references device (device_key)
    ) with (fillfactor = 50)`);
  await query.query(
    `comment on column device_high_water.version is 'counts commits: who decided by an older one decides again'`,
  );
  await query.query(`select protect_tenant_table('device_high_water')`);
  await query.query(`revoke insert, update, delete on device_high_water from dutycycle_app`);
  await query.query(`grant select, insert, update on device_high_water to dutycycle_ingest`);
}

/** Keys that each device has ever sent. */
async function createSentSignals(query: QueryRunner): Promise<void> {
  await query.query(`
    create table sent_signal (
      maker_id uuid not null,
      device_key integer not null,
      key text not null,
      constraint sent_signal_pk primary key (maker_id, device_key, key),
      constraint sent_signal_device_fk foreign key (device_key) references device (device_key)
    )`);
  await query.query(`
    select protect_tenant_table('sent_signal', 'scope_is_maker() or exists (
      select from device d where d.maker_id = sent_signal.maker_id and d.device_key = sent_signal.device_key)')`);
  await query.query(`revoke insert, update, delete on sent_signal from dutycycle_app`);
  await query.query(`grant select, insert on sent_signal to dutycycle_ingest`);
  await query.query(`
    insert into sent_signal (maker_id, device_key, key)
    select distinct maker_id, device_key, unnest(keys) from reading_layout`);
}

interface OldReading {
  time_ms: number;
  seq: string;
  received_ms: number;
  time_source: 0 | 1;
  keys: string[];
  values: (number | null)[];
  others: Record<string, string> | null;
  qualities: (0 | 1 | 2 | 3)[] | null;
}

/** Packs by day and device, so that memory contains only one day of one device at a time. */
async function packStoredReadings(query: QueryRunner): Promise<void> {
  // Raises an error if row-level security would hide readings, because hidden readings would be dropped without being
  // packed.
  await query.query(`set local row_security = off`);
  const days: { part: string }[] = await query.query(
    `select inhrelid::regclass::text as part from pg_inherits where inhparent = 'reading'::regclass order by 1`,
  );
  for (const { part } of days) {
    const devices: { maker_id: string; device_key: number }[] = await query.query(
      `select distinct maker_id, device_key from ${part}`,
    );
    for (const device of devices) {
      const rows: OldReading[] = await query.query(
        `select (extract(epoch from r.device_time) * 1000)::float8 as time_ms, r.seq, (extract(epoch from r.received_at) * 1000)::float8 as received_ms,
                r.time_source, l.keys, r.values, r.others, r.qualities
           from ${part} r join reading_layout l on l.maker_id = r.maker_id and l.layout_id = r.layout_id
          where r.maker_id = $1 and r.device_key = $2 order by r.device_time, r.seq`,
        [device.maker_id, device.device_key],
      );
      await insertChunk(query, device, toBlock(rows));
    }
  }
  await query.query(`
    insert into device_high_water (maker_id, device_key, time_ms, seq, version)
    select distinct on (maker_id, device_key) maker_id, device_key, (extract(epoch from device_time) * 1000)::bigint,
           case when seq < 0 then ${Number.MAX_SAFE_INTEGER} else seq end, 1
      from reading order by maker_id, device_key, device_time desc, seq desc`);
}

async function insertChunk(
  query: QueryRunner,
  { maker_id, device_key }: { maker_id: string; device_key: number },
  block: ReadingBlock,
): Promise<void> {
  const received = [...block.receivedMs];
  await query.query(
    `insert into reading_chunk (maker_id, device_key, from_time, to_time, received_from, received_to, readings, points, settled, bytes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, false, $9)`,
    [
      maker_id,
      device_key,
      new Date(block.timesMs[0]!),
      new Date(block.timesMs[block.count - 1]!),
      new Date(received.reduce((a, b) => Math.min(a, b))),
      new Date(received.reduce((a, b) => Math.max(a, b))),
      block.count,
      [...block.shapeOf].reduce((sum, s) => sum + block.shapes[s]!.keys.length, 0),
      encodeChunk(block),
    ],
  );
}

function toBlock(rows: readonly OldReading[]): ReadingBlock {
  const composed = rows
    .map((row) => {
      const shape = toShape(row);
      const numbers = shape.numeric.map((position) => row.values[position]!);
      // If no sequence number was sent, `seq` is an identity that is derived from the content. It is now derived in
      // another way.
      return {
        row,
        shape,
        numbers,
        seq: row.seq.startsWith('-') ? identityOf(shape, numbers) : Number(row.seq),
      };
    })
    .sort((a, b) => a.row.time_ms - b.row.time_ms || a.seq - b.seq);
  const shapes = [...new Set(composed.map(({ shape }) => shape))];
  const starts = new Uint32Array(composed.length);
  composed.reduce((start, { numbers }, i) => (starts[i] = start) + numbers.length, 0);
  return {
    count: composed.length,
    timesMs: Float64Array.from(composed, ({ row }) => Math.round(row.time_ms)),
    seqs: Float64Array.from(composed, ({ seq }) => seq),
    receivedMs: Float64Array.from(composed, ({ row }) => Math.round(row.received_ms)),
    shapes,
    shapeOf: Uint32Array.from(composed, ({ shape }) => shapes.indexOf(shape)),
    starts,
    numbers: Float64Array.from(composed.flatMap(({ numbers }) => numbers)),
  };
}

function toShape({ keys, values, others, qualities, time_source }: OldReading): Shape {
  const constants = keys.map((key, position): Constant | undefined => {
    const other = others?.[key];
    if (values[position] === null) return other ?? null;
    return other === undefined ? undefined : { integer: other };
  });
  return shapeOf(keys, constants, qualities, time_source);
}
