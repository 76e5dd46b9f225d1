import { shownReferenceFactor, toModelMeterTerms, toModelMeterValues } from './model-meter-values.js';

const state = (celsius: string, mbar: string) => ({ celsius, mbar });

describe('a model meter in a form', () => {
  it('is sent with its measuring settings, without a machine, and with a conversion only if selected', () => {
    const values = toModelMeterValues(undefined);
    const written = { ...values, name: 'Air', meters: [{ ...values.meters[0]!, signalKey: 'air_m3_total' }] };
    expect(toModelMeterTerms(written)).toEqual({
      name: 'Air',
      signalKey: 'air_m3_total',
      method: 'counter',
      matches: [],
      intervalMinutes: null,
      factor: null,
      deducts: false,
      maxRatePerHour: null,
      reference: null,
    });
    expect(toModelMeterTerms({ ...written, converts: true })).toMatchObject({
      reference: { from: state('20', '1000'), to: state('0', '1013.25') },
    });
  });

  it.each([
    [state('20', '1000'), state('0', '1013.25'), 0.91959],
    [state('0', '1013.25'), state('20', '1000'), 1.08744],
    [state('', '1000'), state('0', '1013.25'), null],
    [state('20', 'much'), state('0', '1013.25'), null],
    [state('20', '1000'), state('0', '0'), null],
  ])('shows the factor from %j to %j: %s', (from, to, factor) => {
    const shown = shownReferenceFactor({ from, to });
    expect(shown === null ? null : Number(shown.toFixed(5))).toBe(factor);
  });
});
