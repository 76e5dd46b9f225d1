import { isDayText, isInstantText } from './instant-text.js';

it.each([
  ['2026-11-25T10:00:00.000Z', true],
  ['2026-11-25T10:00:00Z', true],
  ['2026-11-25T10:00:60Z', false],
  ['2026-13-45T10:00:00Z', false],
  ['2026-11-25T10:00:00', false],
  ['2026-11-25T18:30:00+0800', false],
  ['2026-11-25Tomorrow', false],
])('takes %s for an instant: %s', (text, expected) => expect(isInstantText(text)).toBe(expected));

it.each([
  ['2026-11-25', true],
  ['2026-13-45', false],
  ['2026-11-25T10:00:00Z', false],
])('takes %s for a day: %s', (text, expected) => expect(isDayText(text)).toBe(expected));
