/// <reference types="vitest/globals" />
import { userEvent } from 'vitest/browser';
import { eventually } from '../../../test/eventually.js';
import { renderPortal } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import type { ChartSeries } from './chart-data.js';
import { TimeSeriesChart } from './time-series-chart.js';

const HOUR = 3_600_000;
const FROM = Date.parse('2026-11-25T00:00:00Z');
const TO = FROM + 4 * HOUR;
const NBSP = '\u00a0';
const PRESSURE: ChartSeries = {
  key: 'pressure',
  label: 'Pressure',
  unit: 'bar',
  decimals: 2,
  points: [
    [FROM, 6.9, 7, 7.1],
    [FROM + HOUR, 6.5, 7, 7.4],
    [FROM + 2 * HOUR, null, null, null],
    [FROM + 3 * HOUR, 7, 7.2, 7.3],
  ],
};

const chart = (change: Partial<Parameters<typeof TimeSeriesChart>[0]> = {}) =>
  renderPortal(
    <TimeSeriesChart label="Pressure of S-1" series={[PRESSURE]} from={FROM} to={TO} {...change} />,
  );

describe('a time series chart', () => {
  it('describes its content: last, lowest, highest, gaps', async () => {
    const { container } = await chart({ gaps: [{ from: FROM + 2 * HOUR, to: FROM + 3 * HOUR }] });
    await eventually(() => expect(container.querySelector('figcaption')).not.toBeNull());
    expect(container.querySelector('figcaption')?.textContent).toBe(
      [
        text('chart.summary', {
          name: 'Pressure',
          last: `7.20${NBSP}bar`,
          at: '25 Nov 04:00',
          low: `6.50${NBSP}bar`,
          high: `7.40${NBSP}bar`,
        }),
        text('chart.gaps', { count: 1 }),
      ].join('. '),
    );
  });

  it('describes a series without values as such', async () => {
    const { container } = await chart({ series: [{ ...PRESSURE, points: [] }] });
    await eventually(() => expect(container.querySelector('figcaption')?.textContent).toContain('—'));
  });

  it('is drawn on a canvas with the width of its container', async () => {
    const { container } = await chart({ height: 180 });
    await eventually(() => expect(container.querySelector('canvas')).not.toBeNull());
    const canvas = container.querySelector('canvas');
    expect(canvas?.getBoundingClientRect().height).toBe(180);
    expect(canvas?.getBoundingClientRect().width).toBeGreaterThan(300);
  });

  it.each([
    ['+', { from: FROM + HOUR, to: TO - HOUR }],
    ['-', { from: FROM - 2 * HOUR, to: TO + 2 * HOUR }],
    ['{ArrowLeft}', { from: FROM - HOUR, to: TO - HOUR }],
    ['{ArrowRight}', { from: FROM + HOUR, to: TO + HOUR }],
    ['{Escape}', undefined],
  ])('moves by %s', async (key, window) => {
    const zoom = vi.fn();
    const screen = await chart({ onZoom: zoom });
    const plot = screen.getByRole('group', { name: /Pressure of S-1/ });
    await expect.element(plot).toBeVisible();
    plot.element().focus();
    await userEvent.keyboard(key);
    expect(zoom).toHaveBeenCalledExactlyOnceWith(window);
  });

  it('returns to the whole period', async () => {
    const zoom = vi.fn();
    const screen = await chart({ onZoom: zoom, zoomed: true });
    await screen.getByRole('button', { name: text('chart.reset') }).click();
    expect(zoom).toHaveBeenCalledExactlyOnceWith(undefined);
  });

  it('is not focusable if there is nothing to move', async () => {
    const screen = await chart();
    await expect
      .element(screen.getByRole('group', { name: /Pressure of S-1/ }))
      .not.toHaveAttribute('tabindex');
  });
});
