/// <reference types="vitest/globals" />
import { renderPortal } from '../../../../test/render.js';
import { textsOf } from '../../../../test/screen-texts.js';
import { buildProvenMeter } from '../../../../test/proof.js';
import { text } from '../../../../test/text.js';
import type { Proof, ProvenMeter } from '../../../api/types.js';
import { DaysColumn } from './days-column.js';
import { LineMeters } from './line-meters.js';
import { RateSteps } from './rate-steps.js';
import { ReadingsColumn } from './readings-column.js';

type Step = Proof['equation'][number];
const none = () => undefined;

describe('the calculation steps of a line', () => {
  const valuesOf = async (...equation: readonly Step[]) => {
    const { container } = await renderPortal(
      <RateSteps equation={[...equation]} reasons={[]} decisions={[]} unit="m3" zone="UTC" />,
    );
    return textsOf(container, 'b');
  };

  it.each<[Step, string]>([
    [{ code: 'counted', value: '1000.123456', unit: 'm3' }, '1,000.123456 m³'],
    [{ code: 'amount', value: '99.9', unit: 'EUR' }, '99.90 EUR'],
    // An amount before rounding keeps all its digits.
    [{ code: 'before_rounding', value: '99.94995', unit: 'EUR' }, '99.94995 EUR'],
    [{ code: 'amount', value: '1500', unit: 'JPY' }, '1,500 JPY'],
    [{ code: 'held', value: null, unit: 'm3' }, '—'],
  ])('%j is shown as %s', async (step, shown) => {
    expect(await valuesOf(step)).toEqual([shown]);
  });

  it('round times of a guarantee, but keep the exact value as a hint', async () => {
    const { container } = await renderPortal(
      <RateSteps
        equation={[{ code: 'machine_hours', value: '719.333333333', unit: 'h' }]}
        reasons={[]}
        decisions={[]}
        unit="m3"
        zone="UTC"
      />,
    );
    const value = container.querySelector('b');
    expect(value?.getAttribute('title')).toBe('719.333333333');
    expect(value?.textContent).not.toContain('719.333333333');
  });
});

describe('the days of a proof', () => {
  it('align at the decimal point and name quantities on hold', async () => {
    const day = (date: string, quantity: string, heldQuantity: string) => ({
      day: date,
      quantity,
      heldQuantity,
      readingCount: 1,
      hash: '',
    });
    const { container } = await renderPortal(
      <DaysColumn
        days={[day('2026-10-01', '10', '0'), day('2026-10-02', '7.25', '3')]}
        chosen="2026-10-02"
        onChoose={none}
      />,
    );
    expect(textsOf(container, 'button')).toEqual([
      'Thu 110.00',
      `Fri 2${text('proof.heldShort', { quantity: '3' })}7.25`,
    ]);
    expect(textsOf(container, '[aria-pressed=true]')).toHaveLength(1);
  });
});

describe('the meters of a line', () => {
  const rowsOf = async (...meters: readonly ProvenMeter[]) => {
    const { container } = await renderPortal(<LineMeters meters={meters} chosen="u-1" onChoose={none} />);
    return textsOf(container, 'button');
  };

  it('show a deduction with its sign, and an unknown quantity as a dash', async () => {
    expect(
      await rowsOf(
        buildProvenMeter({ quantity: '10' }),
        buildProvenMeter({ usageId: 'u-2', serial: null, device: 'FM-2', quantity: '2.5', deducts: true }),
        buildProvenMeter({ usageId: 'u-3', serial: 'S-3', quantity: null, heldQuantity: '4' }),
      ),
    ).toEqual([
      expect.stringMatching(/^S-1.*10\.0$/),
      expect.stringMatching(/^FM-2.*−2\.5$/),
      expect.stringMatching(new RegExp(`^S-3.*${text('proof.heldShort', { quantity: '4' })}—$`)),
    ]);
  });

  it('name their signals only if these differ', async () => {
    const same = await rowsOf(buildProvenMeter(), buildProvenMeter({ usageId: 'u-2', serial: 'S-2' }));
    expect(same).toEqual(['S-11,000.5', 'S-21,000.5']);
    const [first] = await rowsOf(
      buildProvenMeter(),
      buildProvenMeter({ usageId: 'u-2', signalKey: 'energy_kwh_total' }),
    );
    expect(first).toContain(text('signal.air_m3_total'));
  });
});

describe('the readings of a proof', () => {
  const reading = (seq: string, change: object = {}) => ({
    seq,
    deviceTime: '2026-10-01T17:10:00Z',
    firstReceivedAt: '2026-10-01T17:10:05Z',
    receivedAt: '2026-10-01T17:10:05Z',
    value: '102.5',
    step: '2.5',
    quality: 0,
    timeSource: 'device' as const,
    used: true,
    ...change,
  });
  const show = async (readings: readonly ReturnType<typeof reading>[], since: string | null = null) =>
    (
      await renderPortal(
        <ReadingsColumn readings={readings} zone="Asia/Jakarta" since={since} more={undefined} />,
      )
    ).container;
  const rows = (container: Element) =>
    [...container.querySelectorAll('div')].filter((row) => row.children.length === 5).slice(1);

  it('show device time of the site, delay, value and difference', async () => {
    const container = await show([
      reading('7'),
      reading('8', { value: 'run', step: null }),
      // A device with a clock that is ahead has no delay.
      reading('9', { value: null, firstReceivedAt: '2026-10-01T17:09:00Z' }),
    ]);
    expect(rows(container).map((row) => textsOf(row, 'span'))).toEqual([
      ['7', '00:10:00', '+5 s', '102.5', '2.5'],
      ['8', '00:10:00', '+5 s', 'run', '–'],
      ['9', '00:10:00', '—', '—', '2.5'],
    ]);
  });

  it('mark those that a correction adds', async () => {
    const since = '2026-11-01T00:00:00Z';
    const container = await show([reading('7'), reading('8', { receivedAt: since })], since);
    expect(rows(container).map((row) => row.getAttribute('title'))).toEqual([null, text('proof.since.late')]);
  });
});
