/// <reference types="vitest/globals" />
import type { MachineRow } from '../../../api/types.js';
import { newestReadingAt, withLiveValues } from './with-live-values.js';

const row = {
  id: 'm1',
  values: { pressure_bar: 7.1 },
  lastReadingAt: '2026-11-29T10:00:00.000Z',
  lastSeenAt: '2026-11-29T10:00:00.000Z',
} as unknown as MachineRow;
const patch = {
  machineId: 'm1',
  deviceId: 'd1',
  at: '2026-11-29T10:00:01.000Z',
  values: { pressure_bar: 7.3 },
};

describe('live values of a list', () => {
  it('replace the values in the row and update its time to that of the newest value', () => {
    const after = withLiveValues(row, patch);
    expect(after.values).toEqual({ pressure_bar: 7.3 });
    expect(after.lastReadingAt).toBe(patch.at);
    expect(after.lastSeenAt).toBe(patch.at);
  });

  it('leave the row unchanged if they are older or of another machine', () => {
    expect(withLiveValues(row, { ...patch, at: '2026-11-29T09:59:59.000Z' })).toBe(row);
    expect(withLiveValues(row, { ...patch, machineId: 'm2' })).toBe(row);
  });

  it('add no signal that the list does not show', () => {
    expect(withLiveValues(row, { ...patch, values: { hours: 12 } }).values).toEqual({ pressure_bar: 7.1 });
  });

  it('return null if no machine has ever reported', () => {
    expect(newestReadingAt([{ lastReadingAt: null }, { lastReadingAt: null }])).toBeNull();
    expect(newestReadingAt([{ lastReadingAt: null }, row])).toBe(row.lastReadingAt);
  });
});
