import type { DeviceFacts } from '../messages/admission.js';
import { composeReading } from '../readings/compose-reading.js';
import { parseNativePayload } from '../messages/native-format.js';
import type { HistoryPlan } from './plan.js';
import { parseCsvRecords, parseJsonRecords } from './records.js';
import { RowReader } from './row-reader.js';

const NOW = Date.parse('2026-11-01T00:00:00Z');
const COLUMNS = ['time', 'serial', 'no', 'Pressure', 'Hours', 'State', 'Note'];
const DEVICE: DeviceFacts = {
  shippedMs: Date.parse('2026-01-01T00:00:00Z'),
  signals: new Set(['pressure_bar', 'run_hours_total', 'state', 'note']),
  numeric: new Set(['pressure_bar', 'run_hours_total']),
  metered: new Set(['run_hours_total']),
};
const PLAN: HistoryPlan = {
  format: 'csv',
  delimiter: ';',
  decimal: ',',
  zone: 'Europe/Warsaw',
  dayFirst: true,
  time: 'time',
  seq: 'no',
  source: { column: 'serial' },
  signals: [
    { column: 'Pressure', signal: 'pressure_bar', isText: false },
    { column: 'Hours', signal: 'run_hours_total', isText: false },
    { column: 'State', signal: 'state', isText: true },
    { column: 'Note', signal: 'note', isText: true },
  ],
};

function read(line: string, device: DeviceFacts | undefined = DEVICE, plan: Partial<HistoryPlan> = {}) {
  const reader = new RowReader({ ...PLAN, ...plan }, COLUMNS);
  return reader.read(parseCsvRecords(line, ';')[0]!, device, NOW);
}

/** Returns the reading of a live message with the same content. */
function composed(message: object) {
  const payload = parseNativePayload(Buffer.from(JSON.stringify(message)));
  if ('code' in payload) throw new Error(payload.code);
  return composeReading(payload.messages[0]!, 0);
}

describe('RowReader', () => {
  it.each<[string, object]>([
    [
      '2026-10-31 08:15;SN-1;7;6,50;1200,25;load;',
      {
        ts: '2026-10-31T07:15:00Z',
        seq: 7,
        g: { pressure_bar: 6.5 },
        c: { run_hours_total: 1200.25 },
        state: 'load',
      },
    ],
    ['2026-10-31 08:15;SN-1;;6,5;;;', { ts: '2026-10-31T07:15:00Z', g: { pressure_bar: 6.5 } }],
    [
      '2026-10-31 08:15;SN-1;;;1;;"said ""x"""',
      { ts: '2026-10-31T07:15:00Z', c: { run_hours_total: 1 }, e: { note: 'said "x"' } },
    ],
    ['2026-10-31 08:15;SN-1;;NaN;1;;', { ts: '2026-10-31T07:15:00Z', c: { run_hours_total: 1 } }],
    ['2026-10-31 08:15;SN-1;;9007199254740993;;;', { ts: '2026-10-31T07:15:00Z', g: { pressure_bar: '@' } }],
  ])('converts %s to the reading of an equal message', (line, message) => {
    const row = read(line);
    const text = JSON.stringify(message).replace('"@"', '9007199254740993');
    const expected = text.includes('9007199254740993')
      ? (() => {
          const payload = parseNativePayload(Buffer.from(text));
          if ('code' in payload) throw new Error(payload.code);
          return composeReading(payload.messages[0]!, 0);
        })()
      : composed(message);
    if ('code' in row) throw new Error(row.code);
    expect({ timeMs: row.timeMs, seq: row.seq, shape: row.shape.text }).toEqual({
      timeMs: expected.timeMs,
      seq: expected.seq,
      shape: expected.shape.text,
    });
    expect([...row.numbers.subarray(0, row.shape.numeric.length)]).toEqual(expected.numbers);
  });

  it.each<[string, object]>([
    ['x;SN-1;;1;;;', { code: 'time_malformed', column: 'time', value: 'x' }],
    ['2026-10-25 02:30;SN-1;;1;;;', { code: 'time_ambiguous', column: 'time' }],
    ['2025-12-31 00:00;SN-1;;1;;;', { code: 'before_shipment', column: 'time' }],
    ['2026-11-02 00:00;SN-1;;1;;;', { code: 'too_far_ahead', column: 'time' }],
    ['2026-10-31 08:15;SN-1;;1.5;;;', { code: 'value_not_number', column: 'Pressure', value: '1.5' }],
    ['2026-10-31 08:15;SN-1;;;1234567890,1234567;;', { code: 'too_many_digits', column: 'Hours' }],
    ['2026-10-31 08:15;SN-1;1,5;1;;;', { code: 'seq_not_integer', column: 'no' }],
    ['2026-10-31 08:15;SN-1;;;;;', { code: 'no_values', column: null }],
    ['2026-10-31 08:15;SN-1;;1', { code: 'cells_wrong', column: null, params: { cells: 4, columns: 7 } }],
    ['2026-10-31 08:15;SN-1;;1;;;\ufffd', { code: 'not_utf8' }],
    [`2026-10-31 08:15;SN-1;;;;${'x'.repeat(1025)};`, { code: 'text_too_long', column: 'State' }],
    ['2026-10-31 08:15;SN-1;;;;;\ud800', { code: 'text_malformed', column: 'Note' }],
    [`2026-10-31 08:15;SN-1;;${'9'.repeat(70)}x;;;`, { column: 'Pressure', value: '9'.repeat(64) }],
  ])('rejects %s', (line, fault) => expect(read(line)).toMatchObject(fault));

  it('accepts more cells than columns if they are empty', () => {
    expect(read('2026-10-31 08:15;SN-1;;1;;;;;')).toHaveProperty('timeMs');
    expect(read('2026-10-31 08:15;SN-1;;1;;;;;x')).toMatchObject({ code: 'cells_wrong' });
  });

  it('rejects an unknown device and an unknown signal', () => {
    const line = '2026-10-31 08:15;SN-1;;1;;;';
    const reader = new RowReader(PLAN, COLUMNS);
    expect(reader.read(parseCsvRecords(line, ';')[0]!, undefined, NOW)).toMatchObject({
      code: 'device_unknown',
      column: 'serial',
      value: 'SN-1',
    });
    expect(read(line, { ...DEVICE, signals: new Set() })).toMatchObject({
      code: 'signal_unknown',
      column: 'Pressure',
      params: { signal: 'pressure_bar' },
    });
    expect(
      read('2026-10-31 08:15;SN-1;;;1;;', { ...DEVICE, signals: new Set(['run_hours_total']) }),
    ).toHaveProperty('shape');
  });

  it('rejects a text of a signal that has numbers', () => {
    const numeric = new Set([...DEVICE.numeric, 'state']);
    expect(read('2026-10-31 08:15;SN-1;;1;;on;', { ...DEVICE, numeric })).toMatchObject({
      code: 'value_not_number',
      column: 'State',
      value: 'on',
    });
  });

  it('reads rows of one pattern one after the other, and computes the number of a row without one', () => {
    const reader = new RowReader({ ...PLAN, seq: null }, COLUMNS);
    const rows = ['1;2;on;', '3;4;on;', ';5;off;', '6;7;on;'].map((cells) => {
      const row = reader.read(parseCsvRecords(`2026-10-31 08:15;SN-1;7;${cells}`, ';')[0]!, DEVICE, NOW);
      if ('code' in row) throw new Error(row.code);
      return {
        seq: row.seq,
        shape: row.shape,
        numbers: [...row.numbers.subarray(0, row.shape.numeric.length)],
        constants: row.shape.constants,
      };
    });
    expect(rows.map(({ numbers, constants }) => [numbers, constants.at(-1)])).toEqual([
      [[1, 2], 'on'],
      [[3, 4], 'on'],
      [[5], 'off'],
      [[6, 7], 'on'],
    ]);
    expect(rows[1]!.shape).toBe(rows[0]!.shape);
    expect(new Set(rows.map(({ seq }) => seq)).size).toBe(4);
  });

  it('reads more different texts than it keeps', () => {
    const reader = new RowReader(PLAN, COLUMNS);
    const stateOf = (text: string): unknown => {
      const row = reader.read(parseCsvRecords(`2026-10-31 08:15;SN-1;7;;;${text};`, ';')[0]!, DEVICE, NOW);
      return 'code' in row ? row.code : row.shape.constants;
    };
    for (let i = 0; i <= 10_001; i++) expect(stateOf(`s${i}`)).toEqual([`s${i}`]);
    expect(stateOf('s0')).toEqual(['s0']);
  });

  it('rejects a line that is not JSON', () => {
    const reader = new RowReader({ ...PLAN, format: 'ndjson' }, COLUMNS);
    expect(reader.read(parseJsonRecords('{"time"', COLUMNS)[0]!, DEVICE, NOW)).toMatchObject({
      code: 'not_json',
    });
  });

  it('assigns rows to the one device of the file or to the device in the row', () => {
    const [record] = parseCsvRecords('x; SN-1 ;;;;;', ';');
    expect(new RowReader(PLAN, COLUMNS).readSource(record!)).toBe('SN-1');
    expect(new RowReader({ ...PLAN, source: { deviceId: 'd' } }, COLUMNS).readSource(record!)).toBeNull();
  });

  it('rejects a column that the file does not have', () => {
    expect(() => new RowReader({ ...PLAN, time: 'when' }, COLUMNS)).toThrow(RangeError);
  });
});
