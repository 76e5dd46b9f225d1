import { TIME_OF_ARRIVAL, TIME_OF_DEVICE } from '../intake/time-source.js';
import type { ReadingBlock } from '../readings/reading-block.js';
import { shapeOf } from '../readings/shape.js';
import { csvRows, type ExportedDevice, NDJSON_ROWS, type RowStyle } from './row-style.js';
import { TextRows } from './text-rows.js';

const DEVICE: ExportedDevice = {
  deviceKey: 1,
  machine: 'PUMP-1',
  device: 'D-1',
  units: new Map([['p', 'bar']]),
};
const AT = Date.parse('2026-11-10T12:00:00Z');
const HOUR = 3_600_000;

/**
 * Three readings: the first is on time, the second is late, and the third has no values and no device time, so that its
 * arrival time applies.
 */
const BLOCK: ReadingBlock = {
  count: 3,
  timesMs: Float64Array.of(AT, AT + 1000, AT + 2000),
  seqs: Float64Array.of(7, -1, 8),
  receivedMs: Float64Array.of(AT + 500, AT + 48 * HOUR, AT + 2000),
  shapes: [
    shapeOf(['p', 'state'], [undefined, 'on'], [0, 2], TIME_OF_DEVICE),
    shapeOf(['big', 'p'], [{ integer: '9007199254740993' }, undefined], null, TIME_OF_DEVICE),
    shapeOf([], [], null, TIME_OF_ARRIVAL),
  ],
  shapeOf: Uint32Array.of(0, 1, 2),
  starts: Uint32Array.of(0, 1, 2),
  numbers: Float64Array.of(7.25, 3),
};

function written(style: RowStyle, knownUntilMs = AT + 100 * HOUR): { text: string; values: number } {
  const rows = new TextRows(style);
  const pieces = [...rows.begin(), ...rows.write(DEVICE, BLOCK, knownUntilMs), ...rows.end()];
  return { text: Buffer.concat(pieces).toString('utf8'), values: rows.values };
}

describe('exported rows', () => {
  it('are lines of CSV, one per value', () => {
    const { text, values } = written(csvRows('escape'));
    expect(text.split('\r\n')).toEqual([
      'machine;device;signal;unit;time_source;device_time;received_at;seq;value;quality;late',
      'PUMP-1;D-1;p;bar;device;2026-11-10T12:00:00.000Z;2026-11-10T12:00:00.500Z;7;7.25;good;false',
      'PUMP-1;D-1;state;;device;2026-11-10T12:00:00.000Z;2026-11-10T12:00:00.500Z;7;on;bad;false',
      'PUMP-1;D-1;big;;device;2026-11-10T12:00:01.000Z;2026-11-12T12:00:00.000Z;;9007199254740993;good;true',
      'PUMP-1;D-1;p;bar;device;2026-11-10T12:00:01.000Z;2026-11-12T12:00:00.000Z;;3;good;true',
      '',
    ]);
    expect(values).toBe(4);
  });

  it('are objects of JSON, one per line, without a header', () => {
    const lines = written(NDJSON_ROWS).text.trim().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { signal: 'p', unit: 'bar', time_source: 'device', seq: 7, value: 7.25, quality: 'good', late: false },
      { signal: 'state', unit: '', value: 'on', quality: 'bad' },
      { signal: 'big', seq: null, value: '9007199254740993', late: true },
      { signal: 'p', device_time: '2026-11-10T12:00:01.000Z', value: 3, late: true },
    ]);
  });

  it('omit readings that were received after the cutoff', () => {
    expect(written(NDJSON_ROWS, AT + HOUR).values).toBe(2);
    expect(written(NDJSON_ROWS, AT).text).toBe('');
  });

  it('mark readings with the time of their arrival', () => {
    expect(NDJSON_ROWS.signal(DEVICE, 'p', TIME_OF_ARRIVAL)).toContain('"time_source":"arrival"');
    const block = {
      ...BLOCK,
      shapes: BLOCK.shapes.map(({ keys, constants }) => shapeOf(keys, constants, null, TIME_OF_ARRIVAL)),
    };
    const rows = new TextRows(NDJSON_ROWS);
    const text = Buffer.concat([...rows.write(DEVICE, block, AT + 100 * HOUR), ...rows.end()]).toString(
      'utf8',
    );
    expect(text).not.toContain('"late":true');
  });

  it.each([
    [null, 'null', ''],
    [true, 'true', 'true'],
    ['=1+1', '"=1+1"', "'=1+1"],
  ])('write %j as %s and as %s', (value, json, csv) => {
    expect(NDJSON_ROWS.constant(value)).toBe(json);
    expect(csvRows('escape').constant(value)).toBe(csv);
  });

  it('come in chunks', () => {
    const rows = new TextRows(csvRows('escape'));
    const pieces: Uint8Array[] = [];
    for (let time = 0; time < 2000; time += 1) pieces.push(...rows.write(DEVICE, BLOCK, AT + 100 * HOUR));
    pieces.push(...rows.end());
    expect(pieces.length).toBeGreaterThan(2);
    expect(rows.values).toBe(8000);
    expect(Buffer.concat(pieces).toString('utf8').split('\r\n')).toHaveLength(8001);
  });
});
