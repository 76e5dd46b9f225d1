/// <reference types="vitest/globals" />
import { eventually } from '../../../../test/eventually.js';
import { renderPage } from '../../../../test/render-page.js';
import { setServerTime } from '../../../clock/clock.js';
import { type ChosenWindow, useChosenWindow } from './chosen-window.js';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-25T08:00:00Z');
const ZOOMED = { from: NOW - 3 * HOUR, to: NOW - HOUR };
const ZOOMED_TEXT = '2026-11-25T05:00:00Z~2026-11-25T07:00:00Z';

const choosing = async (search = '', zone = 'Europe/Warsaw') => {
  setServerTime('2026-11-25T07:59:30Z', Date.now());
  const result = { current: undefined as unknown as ChosenWindow };
  function Probe() {
    result.current = useChosenWindow('24h');
    return null;
  }
  const { router } = await renderPage(<Probe />, { zone, path: `/${search}` });
  await eventually(() => expect(result.current).toBeDefined());
  return { result, router };
};

describe('the time range of a chart', () => {
  it('is a preset up to the current minute', async () => {
    const { result } = await choosing();
    expect(result.current).toMatchObject({ range: '24h', from: NOW - 24 * HOUR, to: NOW, zoomed: false });
  });

  it.each([
    ['a preset', '?range=7d', { range: '7d', from: NOW - 168 * HOUR, to: NOW, zoomed: false }],
    ['a zoom', `?range=7d&span=${ZOOMED_TEXT}`, { range: '7d', ...ZOOMED, zoomed: true }],
    ['a custom range', `?range=custom&span=${ZOOMED_TEXT}`, { range: 'custom', ...ZOOMED, zoomed: false }],
    ['an unknown range', '?range=3y', { range: '24h', to: NOW }],
    [
      'a range that is too long',
      '?span=2020-01-01T00:00:00Z~2026-01-01T00:00:00Z',
      { to: NOW, zoomed: false },
    ],
  ])('is read from an address with %s', async (_what, search, expected) => {
    const { result } = await choosing(search);
    expect(result.current).toMatchObject(expected);
  });

  it('is the zoomed range until another range is selected, and is kept in the address', async () => {
    const { result, router } = await choosing();
    result.current.zoom(ZOOMED);
    await eventually(() => expect(result.current).toMatchObject({ ...ZOOMED, zoomed: true }));
    await eventually(() => expect(router.state.location.search).toEqual({ span: ZOOMED_TEXT }));
    result.current.choose('7d');
    await eventually(() =>
      expect(result.current).toMatchObject({ from: NOW - 168 * HOUR, to: NOW, zoomed: false }),
    );
    expect(router.state.location.search).toEqual({ range: '7d' });
  });

  it("starts a custom range with the visible one, in the user's zone", async () => {
    const { result } = await choosing('', 'Asia/Jakarta');
    result.current.choose('custom');
    await eventually(() => expect(result.current.range).toBe('custom'));
    expect(result.current.custom).toEqual({ from: '2026-11-24T15:00', to: '2026-11-25T15:00' });
    expect(result.current).toMatchObject({ from: NOW - 24 * HOUR, to: NOW, isOutOfOrder: false });
    result.current.setCustom({ from: '2026-11-25T12:00' });
    await eventually(() => expect(result.current.from).toBe(Date.parse('2026-11-25T05:00:00Z')));
  });

  it('stays unchanged while the fields are not a valid range', async () => {
    const { result } = await choosing();
    result.current.choose('custom');
    await eventually(() => expect(result.current.range).toBe('custom'));
    const { from, to } = result.current;
    result.current.setCustom({ to: '2026-11-01T00:00' });
    await eventually(() => expect(result.current).toMatchObject({ from, to, isOutOfOrder: true }));
    result.current.setCustom({ from: '' });
    await eventually(() => expect(result.current.custom.from).toBe(''));
    expect(result.current).toMatchObject({ from, to, isOutOfOrder: true });
    result.current.choose('24h');
    await eventually(() => expect(result.current.isOutOfOrder).toBe(false));
  });
});
