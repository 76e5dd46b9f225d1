import type { EvidenceReading, HalfHour } from '#metering/domain';
import { readingsFile, receivedRows, stepsFile } from './evidence-files.js';
import { PACK_FORMAT, toManifest } from './manifest.js';

const READING: EvidenceReading = {
  receivedAt: Date.parse('2026-10-01T00:00:01Z'),
  at: Date.parse('2026-10-01T00:00:00Z'),
  seq: '7',
  timeSource: 0,
  value: '12.5',
  quality: 0,
  use: 'counted',
};

describe('the file of readings', () => {
  const rows = receivedRows('m1', [
    { ...READING, receivedAt: READING.receivedAt + 1000, timeSource: 1, quality: 2, value: null },
    READING,
  ]);

  it('contains them in the order of receipt', () => {
    expect([...readingsFile(rows)].join('')).toBe(
      [
        'received_at;device_time;seq;time_source;value;quality;use',
        '2026-10-01T00:00:01.000Z;2026-10-01T00:00:00.000Z;7;device;12.5;good;counted',
        '2026-10-01T00:00:02.000Z;2026-10-01T00:00:00.000Z;7;arrival;;bad;counted',
        '',
      ].join('\r\n'),
    );
  });
});

it('the file of steps contains a counter’s half hours', () => {
  const step: HalfHour = {
    from: READING.at,
    to: READING.at + 1_800_000,
    fromValue: '1',
    toValue: '3',
    quantity: '2',
    heldQuantity: '0',
    readingCount: 3,
    kind: 'normal',
  };
  expect([...stepsFile([step])].at(-1)).toBe(
    '2026-10-01T00:00:00.000Z;2026-10-01T00:30:00.000Z;1;3;2;0;3;normal\r\n',
  );
});

describe('the manifest of a pack', () => {
  const files = [
    { path: 'b', bytes: 2, sha256: 'bb' },
    { path: 'a', bytes: 1, sha256: 'aa' },
  ];
  const chains = [{ device: 'D-1', machine: null, readings: 2, head: 'hh' }];
  const { root, ...manifest } = toManifest(files, chains);

  it('lists its files by path', () => {
    expect(manifest).toEqual({ format: PACK_FORMAT, files: [files[1], files[0]], chains });
    expect(toManifest([...files].reverse(), chains).root).toBe(root);
  });

  it('has another root if any content differs', () => {
    const roots = [
      toManifest([files[0]!], chains),
      toManifest([{ ...files[0]!, bytes: 3 }, files[1]!], chains),
      toManifest(files, []),
      toManifest(files, [{ ...chains[0]!, head: 'gg' }]),
    ].map((other) => other.root);
    expect(new Set([root, ...roots]).size).toBe(5);
  });
});
