import { createHash } from 'node:crypto';
import { QUALITY, type UsableReading } from '../steps/counter-reading.js';
import { hashOfDay, hashOfPeriod, readingLine } from './evidence-hash.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const reading = (change: Partial<UsableReading> = {}): UsableReading => ({
  at: Date.parse('2026-11-10T08:00:00.500Z'),
  seq: '7',
  receivedAt: Date.parse('2026-11-10T09:00:00Z'),
  timeSource: 0,
  quality: QUALITY.good,
  value: '12.50',
  ...change,
});
const LINE = '2026-11-10T08:00:00.500Z;7;0;12.50\n';

describe('the evidence of a reading', () => {
  it('is a line with its time, number, time source and value', () => {
    expect(readingLine(reading())).toBe(LINE);
    expect(readingLine(reading({ seq: '-3', timeSource: 1 }))).toBe('2026-11-10T08:00:00.500Z;-3;1;12.50\n');
  });

  it('does not depend on how it was transmitted', () => {
    expect(readingLine(reading({ receivedAt: 0, quality: QUALITY.uncertain }))).toBe(LINE);
  });
});

describe('hashOfDay', () => {
  it('is the SHA-256 of the lines, in their order', () => {
    // The SHA-256 of the empty string.
    expect(hashOfDay([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hashOfDay(['a\n', 'b\n'])).toBe(sha256('a\nb\n'));
    expect(hashOfDay(['b\n', 'a\n'])).toBe(sha256('b\na\n'));
  });
});

describe('hashOfPeriod', () => {
  const days = [
    { day: '2026-11-10', hash: 'aa' },
    { day: '2026-11-11', hash: 'bb' },
  ];

  it('is the SHA-256 of openings, closings and days', () => {
    const later = reading({ seq: '8', value: '13' });
    const text = [
      'open;2026-11-10T08:00:00.500Z;7;0;12.50;-\n',
      'open;-;99.5\n',
      'close;2026-11-10T08:00:00.500Z;8;0;13\n',
      '2026-11-10;aa\n',
      '2026-11-11;bb\n',
    ];
    expect(
      hashOfPeriod(
        [
          { reading: reading(), fallenFrom: null },
          { reading: null, fallenFrom: '99.5' },
        ],
        [later],
        days,
      ),
    ).toBe(sha256(text.join('')));
    expect(hashOfPeriod([], [], days)).toBe(sha256(text.slice(3).join('')));
    expect(hashOfPeriod([], [], [])).toBe(hashOfDay([]));
  });
});
