/// <reference types="vitest/globals" />
import { readLabel } from './read-label.js';

const ID = '29b76744-863c-5c4a-8f72-c4e938fe940d';

describe('the content of a label', () => {
  it.each([
    [`https://service.example.com/machines/${ID}`, { kind: 'machine', id: ID }],
    [`http://127.0.0.1:3000/fleet/${ID}?tab=alarms`, { kind: 'machine', id: ID }],
    [ID.toUpperCase(), { kind: 'machine', id: ID }],
    [' BH55-2412-112 ', { kind: 'serial', serial: 'BH55-2412-112' }],
    ['https://example.com/win', undefined],
    ['javascript:alert(1)', undefined],
    [`https://service.example.com/machines/${ID}0`, undefined],
    ['', undefined],
  ])('%s', (text, label) => {
    expect(readLabel(text)).toEqual(label);
  });
});
