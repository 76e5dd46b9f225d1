/// <reference types="vitest/globals" />
import { renderPortalHook } from '../../../test/render.js';
import { setServerTime } from '../../clock/clock.js';
import { useChosenWindow } from './chosen-window.js';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-25T08:00:00Z');

const choosing = async (zone = 'Europe/Warsaw') => {
  setServerTime('2026-11-25T07:59:30Z', Date.now());
  return renderPortalHook(() => useChosenWindow('24h'), { zone });
};

describe('the time range of a chart', () => {
  it('is a preset up to the current minute', async () => {
    const { result } = await choosing();
    expect(result.current).toMatchObject({ range: '24h', from: NOW - 24 * HOUR, to: NOW, zoomed: false });
  });

  it('is the zoomed range until another range is selected', async () => {
    const { result, act } = await choosing();
    const zoomed = { from: NOW - 3 * HOUR, to: NOW - HOUR };
    await act(() => result.current.zoom(zoomed));
    expect(result.current).toMatchObject({ ...zoomed, zoomed: true });
    await act(() => result.current.choose('7d'));
    expect(result.current).toMatchObject({ from: NOW - 168 * HOUR, to: NOW, zoomed: false });
  });

  it("starts a custom range with the visible one, in the user's zone", async () => {
    const { result, act } = await choosing('Asia/Jakarta');
    await act(() => result.current.choose('custom'));
    expect(result.current.custom).toEqual({ from: '2026-11-24T15:00', to: '2026-11-25T15:00' });
    expect(result.current).toMatchObject({ from: NOW - 24 * HOUR, to: NOW, isOutOfOrder: false });
    await act(() => result.current.setCustom({ from: '2026-11-25T12:00' }));
    expect(result.current.from).toBe(Date.parse('2026-11-25T05:00:00Z'));
  });

  it('stays unchanged while the fields are not a valid range', async () => {
    const { result, act } = await choosing();
    await act(() => result.current.choose('custom'));
    const { from, to } = result.current;
    await act(() => result.current.setCustom({ to: '2026-11-01T00:00' }));
    expect(result.current).toMatchObject({ from, to, isOutOfOrder: true });
    await act(() => result.current.setCustom({ from: '' }));
    expect(result.current).toMatchObject({ from, to, isOutOfOrder: true });
    await act(() => result.current.choose('24h'));
    expect(result.current.isOutOfOrder).toBe(false);
  });
});
