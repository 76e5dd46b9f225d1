/// <reference types="vitest/globals" />
import { buildDispute, buildDisputedMeter, buildMeterTest } from '../../../../test/dispute.js';
import { renderPortal } from '../../../../test/render.js';
import { factsOf, plain, textsOf } from '../../../../test/screen-texts.js';
import { text } from '../../../../test/text.js';
import type { DisputeDetail } from '../../../api/types.js';
import { MeterTests } from './meter-tests.js';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const show = async (...meterTests: DisputeDetail['meterTests']) => {
  const dispute = buildDispute({ meterTests, meters: [buildDisputedMeter()] });
  return (await renderPortal(<MeterTests dispute={dispute} />)).container;
};
const paragraphs = async (...tests: DisputeDetail['meterTests']) => textsOf(await show(...tests), 'p');
const facts = async (change: Partial<DisputeDetail['meterTests'][number]>) =>
  factsOf(await show(buildMeterTest(change)));

describe('the result of a meter test', () => {
  it.each<[string, string, boolean, string, string]>([
    ['3.4', '2', false, 'meterTest.fast', 'meterTest.beyond'],
    ['-3.4', '4', true, 'meterTest.slow', 'meterTest.within'],
  ])(
    'of %s %% with a tolerance of %s %%',
    async (errorPercent, tolerancePercent, within, error, tolerance) => {
      const [found] = await paragraphs(
        buildMeterTest({ errorPercent, tolerancePercent, isWithinTolerance: within }),
      );
      expect(found).toBe(
        plain(`${text(error, { percent: '3.4' })}: ${text(tolerance, { percent: tolerancePercent })}`),
      );
    },
  );

  it('names meter, days and report', async () => {
    const [, about] = await paragraphs(buildMeterTest({ lastTestedOn: '2025-11-18', reference: 'GUM 12' }));
    expect(about?.split(text('separator'))).toEqual([
      'S-1',
      text('signal.air_m3_total'),
      text('meterTest.testedOn', { day: '18 Nov 2026' }),
      text('meterTest.lastOn', { day: '18 Nov 2025' }),
      'GUM 12',
    ]);
  });

  it('is shown newest first', async () => {
    const found = await paragraphs(
      buildMeterTest({ id: 't-1', errorPercent: '1' }),
      buildMeterTest({ id: 't-2', errorPercent: '2' }),
    );
    expect(found[0]).toContain(plain(text('meterTest.fast', { percent: '2' })));
  });
});

describe('the consequences of a meter test', () => {
  it('are none within the tolerance', async () => {
    expect(await facts({ isWithinTolerance: true })).toEqual({});
  });

  it.each([
    ['3.4', '34.5', 'meterTest.tooMuch'],
    ['-3.4', '-34.5', 'meterTest.tooLittle'],
  ])('of an error of %s %% are the days and quantities to correct', async (errorPercent, over, label) => {
    expect(
      await facts({
        errorPercent,
        correctedFrom: '2026-10-01',
        correctedTo: '2026-11-01',
        registered: '1000.50',
        overRegistered: over,
        credit: eur('3.40'),
      }),
    ).toEqual({
      [text('meterTest.corrected')]: '1 Oct 2026 – 31 Oct 2026',
      [text('meterTest.registered')]: '1,000.50 m³',
      [text(label)]: '34.5 m³',
      [text('meterTest.credit')]: '3.40 EUR',
    });
  });

  it('start with the first reading if no earlier test is known', async () => {
    const shown = await facts({ correctedFrom: null, correctedTo: '2026-11-01' });
    expect(shown[text('meterTest.corrected')]).toBe(text('meterTest.before', { day: '1 Nov 2026' }));
  });

  it.each([
    ['unknown', null, () => text('meterTest.byHand')],
    ['in favour of the supplier', eur('-3.40'), () => text('meterTest.owed', { amount: '3.40 EUR' })],
  ])('can be an amount %s', async (_, credit, written) => {
    expect((await facts({ credit }))[text('meterTest.credit')]).toBe(written());
  });

  it.each([
    [eur('120.00'), () => `120.00 EUR${text('separator')}${text('meterTest.payer.customer')}`],
    [null, () => text('meterTest.payer.customer')],
  ])('include the payer of the fee %j', async (fee, written) => {
    expect((await facts({ fee, feePayer: 'customer' }))[text('meterTest.fee')]).toBe(written());
  });
});
