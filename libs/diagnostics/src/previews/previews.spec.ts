import { gzipSync } from 'node:zlib';
import { DomainError } from '#platform/domain';
import { previewDetection } from './detection-preview.js';
import { PREVIEW_MAX_BYTES } from './preview-limits.js';
import { workOnPreview } from './preview-work.js';
import { previewRemainingLife } from './remaining-life-preview.js';

const SIGNALS = [{ key: 'pressure', unit: 'bar', kind: 'gauge' }];
const DETECTION = { signals: SIGNALS, everySeconds: 60, values: [[1], [2], [null]] };
const LIFE = {
  signals: [{ key: 'vibration' }],
  designLife: 100,
  units: [{ id: 'U1', values: [[1], [2]], ended: 'failure' }],
  targets: [{ id: 'T1', values: [[1]] }],
};

function errorOf(work: () => unknown): { code: string; pointer: string | undefined } {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, pointer: error.fields[0]?.pointer };
    throw error;
  }
  return { code: 'none', pointer: undefined };
}

describe('previewDetection', () => {
  it('answers each row', () => {
    expect(previewDetection(DETECTION)).toMatchObject({
      scores: [0, 0, 0],
      states: '000',
      findings: [],
      microsecondsPerPoint: expect.any(Number) as number,
    });
  });

  it('accepts neutral values and repeated times', () => {
    const times = ['2026-10-01T00:00:00Z', '2026-10-01T00:00:00Z', '2026-10-01T02:01:00+02:00'];
    const body = { ...DETECTION, everySeconds: null, times, learnRows: null, events: [], settings: {} };
    expect(previewDetection(body)).toMatchObject({ states: '000' });
  });

  const at = '2026-10-01T00:00:00Z';
  it.each([
    [[], 'api.request_invalid', ''],
    [{ ...DETECTION, colour: 1 }, 'api.field_unknown', '/colour'],
    [{ ...DETECTION, signals: [] }, 'api.request_invalid', '/signals'],
    [{ ...DETECTION, signals: [{ key: 'a', kind: 'text' }] }, 'api.request_invalid', '/signals/0/kind'],
    [{ ...DETECTION, signals: [{ key: 'a', limit: 3 }] }, 'api.field_unknown', '/signals/0/limit'],
    [{ ...DETECTION, signals: [...SIGNALS, ...SIGNALS] }, 'diagnostics.signal_key_taken', '/signals/1/key'],
    [{ ...DETECTION, values: [[1], [1, 2]] }, 'diagnostics.row_length_wrong', '/values/1'],
    [{ ...DETECTION, values: [[1], ['2']] }, 'api.request_invalid', '/values/1/0'],
    [{ ...DETECTION, values: [[1], [Infinity]] }, 'api.request_invalid', '/values/1/0'],
    [{ ...DETECTION, values: undefined }, 'api.request_invalid', '/values'],
    [{ ...DETECTION, everySeconds: undefined }, 'diagnostics.times_missing', '/everySeconds'],
    [{ ...DETECTION, everySeconds: 0 }, 'api.request_invalid', '/everySeconds'],
    [{ ...DETECTION, times: [at] }, 'diagnostics.times_count_wrong', '/times'],
    [{ ...DETECTION, times: [at, '2026-09-01T00:00:00Z', at] }, 'diagnostics.times_unsorted', '/times/1'],
    [{ ...DETECTION, times: [at, '2026-10-01 00:00', at] }, 'api.request_invalid', '/times/1'],
    [{ ...DETECTION, learnRows: 4 }, 'diagnostics.learn_rows_too_many', '/learnRows'],
    [{ ...DETECTION, learnRows: 1.5 }, 'api.request_invalid', '/learnRows'],
    [{ ...DETECTION, settings: { smoothing: 2 } }, 'api.request_invalid', '/settings/smoothing'],
    [{ ...DETECTION, settings: { offRatio: 9 } }, 'diagnostics.off_above_on', '/settings/offRatio'],
    [{ ...DETECTION, events: [{ at, type: 'party' }] }, 'api.request_invalid', '/events/0/type'],
    [
      { ...DETECTION, events: [{ at, type: 'service', signals: ['x'] }] },
      'diagnostics.event_signal_unknown',
      '/events/0/signals/0',
    ],
  ])('rejects %j', (body, code, pointer) => {
    expect(errorOf(() => previewDetection(body))).toEqual({ code, pointer });
  });
});

describe('previewRemainingLife', () => {
  it('answers each target', () => {
    expect(previewRemainingLife(LIFE)).toMatchObject({
      targets: [{ id: 'T1', p50: 99, level: 'design_life' }],
    });
  });

  it.each([
    [{ ...LIFE, targets: undefined }, 'api.request_invalid', '/targets'],
    [{ ...LIFE, units: [{ ...LIFE.units[0], ended: 'lost' }] }, 'api.request_invalid', '/units/0/ended'],
    [{ ...LIFE, units: [...LIFE.units, ...LIFE.units] }, 'diagnostics.unit_id_taken', '/units/1/id'],
    [
      { ...LIFE, targets: [{ id: 'T', values: [[1, 2]] }] },
      'diagnostics.row_length_wrong',
      '/targets/0/values/0',
    ],
    [{ ...LIFE, designLife: 0 }, 'api.request_invalid', '/designLife'],
  ])('rejects %j', (body, code, pointer) => {
    expect(errorOf(() => previewRemainingLife(body))).toEqual({ code, pointer });
  });
});

describe('workOnPreview', () => {
  const work = (bytes: Buffer, isGzip = false) =>
    workOnPreview({ name: 'diagnostics', pieces: [bytes.subarray(0, 10), bytes.subarray(10)], isGzip });
  const json = Buffer.from(JSON.stringify(DETECTION));

  it('reads pieces, plain and compressed', () => {
    const states = (bytes: Uint8Array) =>
      (JSON.parse(Buffer.from(bytes).toString()) as { states: string }).states;
    expect(states(work(json))).toBe('000');
    expect(states(work(gzipSync(json), true))).toBe('000');
  });

  it.each([
    ['api.body_unreadable', Buffer.from('{"signals": '), false],
    ['api.body_unreadable', json, true],
    ['api.body_too_large', gzipSync(Buffer.alloc(PREVIEW_MAX_BYTES + 1, ' ')), true],
  ])('rejects with %s', (code, bytes, isGzip) => {
    expect(errorOf(() => work(bytes, isGzip))).toMatchObject({ code });
  });
});
