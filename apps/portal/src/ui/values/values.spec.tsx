/// <reference types="vitest/globals" />
import i18next from 'i18next';
import { renderPortal, renderPortalHook } from '../../../test/render.js';
import { text } from '../../../test/text.js';
import { setServerTime } from '../../clock/clock.js';
import { type Format, useFormat } from '../../format/use-format.js';
import { Countdown } from '../feedback/countdown.js';
import { Instant } from './instant.js';
import { Money } from './money.js';
import { Quantity } from './quantity.js';
import { QuantityBar } from './quantity-bar.js';
import { StateBadge } from './state-badge.js';
import { lookOf } from './state-tone.js';

const NBSP = '\u00a0';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Sets the product's clock, which runs on from there. */
const now = (at: string): void => setServerTime(at, Date.now());

beforeEach(() => now('2026-11-25T08:00:00Z'));

describe('an amount of money', () => {
  it.each([
    [{ amount: '986.04', currency: 'PLN' }, `986.04${NBSP}PLN`],
    [{ minor: '98604', currency: 'PLN' }, `986.04${NBSP}PLN`],
    [{ minor: '98604', currency: 'JPY' }, `98,604${NBSP}JPY`],
    [{ amount: '-0.5', currency: 'EUR' }, `\u22120.50${NBSP}EUR`],
    [{ amount: '0', currency: 'EUR' }, `0.00${NBSP}EUR`],
    [{ amount: '986.04', currency: 'PLN', withoutCode: true }, '986.04'],
    [{ amount: '986.54', currency: 'PLN', about: true }, `≈${NBSP}987${NBSP}PLN`],
    [{ amount: null, currency: 'PLN' }, '—'],
    [{ currency: 'PLN' }, '—'],
  ])('of %j is shown as %s', async (props, written) => {
    const { container } = await renderPortal(<Money {...props} />);
    expect(container.textContent).toBe(written);
  });

  it('links to its evidence', async () => {
    const screen = await renderPortal(
      <Money amount="1" currency="EUR" to="/billing/i-1" search={{ tab: 'lines' }} />,
    );
    await expect.element(screen.getByRole('link')).toHaveAttribute('href', '/billing/i-1?tab=lines');
  });
});

describe('a quantity', () => {
  it.each([
    [{ value: '1234.567', unit: 'm3' }, `1,235${NBSP}m³`],
    [{ value: '1234.567', unit: 'm3', exact: true }, `1,234.567${NBSP}m³`],
    [{ value: 7.1234, unit: 'bar' }, `7.12${NBSP}bar`],
    [{ value: 7, unit: '1' }, '7'],
    [{ value: 0, unit: 'h' }, `0${NBSP}h`],
    [{ value: '', unit: 'h' }, '—'],
    [{ value: null, unit: 'h' }, '—'],
  ])('%j is shown as %s', async (props, written) => {
    const { container } = await renderPortal(<Quantity {...props} />);
    expect(container.textContent).toBe(written);
  });
});

describe('a quantity bar', () => {
  it('describes its shares without empty ones, and draws them in order', async () => {
    const screen = await renderPortal(
      <QuantityBar
        shares={[
          { kind: 'measured', share: 0.75 },
          { kind: 'estimated', share: 0 },
          { kind: 'held', share: 0.25 },
        ]}
      />,
    );
    const bar = screen.getByRole('img');
    await expect
      .element(bar)
      .toHaveAccessibleName(`${text('quantity.measured')} 75.0%, ${text('quantity.held')} 25.0%`);
    const rects = [...bar.element().querySelectorAll('rect')].map((rect) => [
      rect.getAttribute('x'),
      rect.getAttribute('width'),
    ]);
    expect(rects).toEqual([
      ['0%', '75%'],
      ['75%', '25%'],
    ]);
  });

  it('keeps small shares visible', async () => {
    const { container } = await renderPortal(<QuantityBar shares={[{ kind: 'held', share: 0.0001 }]} />);
    expect(container.querySelector('rect')?.getAttribute('width')).toBe('0.4%');
  });
});

describe('an instant', () => {
  it("is in the user's zone, with the site's time below if the clocks differ", async () => {
    const screen = await renderPortal(
      <Instant at="2026-11-25T07:05:00Z" locationZone="Asia/Jakarta" locationName="Bekasi" />,
    );
    await expect.element(screen.getByText('25 Nov 08:05')).toBeVisible();
    await expect
      .element(screen.getByText(text('time.atPlace', { time: '14:05', place: 'Bekasi' })))
      .toBeVisible();
  });

  it('omits a site with the same clock', async () => {
    const { container } = await renderPortal(
      <Instant at="2026-11-25T07:05:00Z" locationZone="Europe/Berlin" />,
    );
    expect(container.textContent).toBe('25 Nov 08:05');
  });

  it.each([
    ['2026-11-25T07:31:00Z', () => text('time.ago', { duration: `29${NBSP}min` })],
    ['2026-11-25T09:00:30Z', () => text('time.ahead', { duration: `1${NBSP}h` })],
    ['2026-11-23T07:59:00Z', () => '23 Nov 2026'],
  ])('%s is relative within two days', async (at, words) => {
    const { container } = await renderPortal(<Instant at={at} style="relative" />);
    expect(container.textContent).toBe(words());
  });

  it('is a dash without a value', async () => {
    const { container } = await renderPortal(<Instant at={null} />);
    expect(container.textContent).toBe('—');
  });
});

describe('a countdown', () => {
  const at = (hours: number): number => Date.parse('2026-11-25T08:00:00Z') + hours * HOUR;
  it.each([
    ['runs', -1, 3, false, '25'],
    ['short', -4, 1, false, '80'],
    ['late', -4, -1, false, '100'],
    ['paused', -4, 1, true, '80'],
  ])('is %s', async (tone, from, until, paused, used) => {
    const { container } = await renderPortal(<Countdown from={at(from)} until={at(until)} paused={paused} />);
    expect(container.querySelector('[data-tone]')?.getAttribute('data-tone')).toBe(tone);
    expect(container.querySelector('svg')?.getAttribute('aria-label')).toBe(
      text('countdown.used', { share: `${used}%` }),
    );
  });
});

describe('a state', () => {
  it('is shown as unknown with its code if this build does not know it', async () => {
    expect(lookOf('levitating')).toBe(lookOf('unknown'));
    expect(lookOf('toString')).toBe(lookOf('unknown'));
    const { container } = await renderPortal(<StateBadge state="levitating" />);
    expect(container.textContent).toBe('levitating');
  });

  it('has the tone of its case if that is worse than its default', async () => {
    const { container } = await renderPortal(
      <StateBadge state="open" tone="critical">
        A12
      </StateBadge>,
    );
    expect(container.querySelector('[data-tone]')?.getAttribute('data-tone')).toBe('critical');
    expect(container.textContent).toBe('A12');
  });
});

describe('formatters', () => {
  const formatted = async (): Promise<Format> => (await renderPortalHook(() => useFormat())).result.current;

  it.each([
    [0, `0${NBSP}s`, `0${NBSP}s`],
    [59_000, `59${NBSP}s`, `59${NBSP}s`],
    [60_000, `1${NBSP}min`, `1${NBSP}min`],
    [33 * HOUR + 16 * MINUTE, `33${NBSP}h 16${NBSP}min`, `33${NBSP}h 16${NBSP}min`],
    [72 * HOUR + 5 * MINUTE, `3${NBSP}d`, `72${NBSP}h 5${NBSP}min`],
    [50 * HOUR, `2${NBSP}d 2${NBSP}h`, `50${NBSP}h`],
    [15 * 24 * HOUR + 3 * HOUR, `15${NBSP}d`, `363${NBSP}h`],
  ])('a duration of %d ms is %s, and in hours %s', async (length, days, hours) => {
    const format = await formatted();
    expect(format.duration(length)).toBe(days);
    expect(format.duration(length, 'hours')).toBe(hours);
  });

  it("name a site's zone if it is not the user’s", async () => {
    const format = await formatted();
    expect(format.placeTime('2026-11-25T07:05:00Z', 'Europe/Warsaw')).toBe('25 Nov 08:05');
    expect(format.placeTime('2026-11-25T07:05:00Z', 'Asia/Jakarta')).toBe(
      text('time.inZone', { at: '25 Nov 14:05', place: 'Jakarta' }),
    );
  });

  it('follow the language', async () => {
    await i18next.changeLanguage('pl');
    const format = await formatted();
    expect(format.money('1234.5', 'PLN')).toBe(`1234,50${NBSP}PLN`);
    expect(format.country('PL')).toBe('Polska');
    expect(format.country('not a country')).toBe('not a country');
    expect(format.date('2026-11-25T12:00:00Z')).toBe('25 lis 2026');
  });

  it('omit missing list items', async () => {
    const format = await formatted();
    expect(format.listed(['a', null, '', false, undefined, 'b'])).toBe(`a${text('separator')}b`);
  });
});
