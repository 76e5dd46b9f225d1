import i18next, { type i18n as I18n } from 'i18next';
import { faultText, problemText } from './problem-text.js';

const ERRORS = {
  billing: {
    closed: 'The books of {{month}} are closed since {{closedOn}}.',
    hold: 'No rule for {{supply}} to {{country}}; {{missing}} missing; {{state}}.',
    signal: 'A {{kind}}, not a {{needed}}.',
    index_value_missing: '{{key}} of {{month}} is missing.',
    counted: '{{signalKey}} is billed already.',
  },
  telemetry: {
    readings_removed: 'Readings of {{signal}} before {{until}} are gone.',
    signal_not_found: 'No signal {{key}}.',
  },
  partyField: { street: 'street', city: 'city' },
  required: 'Required',
  field: { range: 'Between {{least}} and {{most}}', invalid: 'Not accepted ({{code}})' },
  status: { '404': 'Not found' },
  portal: { unexpected: 'Something failed ({{code}}).' },
};

const COMMON = {
  state: { issued: 'Issued' },
  document: { supply: { goods: 'Parts and kits' } },
  priceIndex: { wages: 'Wages' },
  priceIndexOf: '{{name}} ({{country}})',
  signal: { run_hours_total: 'Running hours' },
  time: { inZone: '{{at}} ({{place}})' },
};
const MAKER = { registry: { kind: { gauge: 'measured value', state: 'status' } } };

async function texts(language: string): Promise<I18n> {
  const instance = i18next.createInstance();
  await instance.init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { errors: ERRORS, common: COMMON, maker: MAKER } },
    interpolation: { escapeValue: false },
  });
  return instance;
}

describe('the text of a problem', () => {
  it.each([
    ['en', 'The books of October 2026 are closed since 5 Nov 2026.'],
    ['es', 'The books of octubre de 2026 are closed since 5 nov 2026.'],
  ])('formats days and months like %s', async (language, text) => {
    const i18n = await texts(language);
    const params = { month: '2026-10', closedOn: '2026-11-05' };
    expect(problemText({ status: 409, code: 'billing.closed', params }, i18n.t, i18n)).toBe(text);
  });

  it('names states, supplies, countries and missing fields', async () => {
    const i18n = await texts('en');
    const params = { supply: 'goods', country: 'DE', missing: 'street, city, phone', state: 'issued' };
    expect(problemText({ status: 409, code: 'billing.hold', params }, i18n.t, i18n)).toBe(
      'No rule for Parts and kits to Germany; street, city, phone missing; Issued.',
    );
  });

  it('names the kinds of signals', async () => {
    const i18n = await texts('en');
    const params = { kind: 'state', needed: 'gauge' };
    expect(problemText({ status: 400, code: 'billing.signal', params }, i18n.t, i18n)).toBe(
      'A status, not a measured value.',
    );
  });

  it.each([
    ['billing.counted', { signalKey: 'run_hours_total' }, 'Running hours is billed already.'],
    ['telemetry.signal_not_found', { key: 'run_hours_total' }, 'No signal Running hours.'],
    ['telemetry.signal_not_found', { key: 'own_counter' }, 'No signal own counter.'],
    [
      'telemetry.readings_removed',
      { signal: 'run_hours_total', until: '2026-10-11T06:30:00.000Z' },
      'Readings of Running hours before 11 Oct 2026 06:30 (UTC) are gone.',
    ],
  ])('names signals and formats instants of %s', async (code, params, words) => {
    const i18n = await texts('en');
    expect(problemText({ status: 409, code, params }, i18n.t, i18n)).toBe(words);
  });

  it.each([
    ['PL_wages', 'Wages (Poland) of October 2026 is missing.'],
    ['AHK-01', 'AHK-01 of October 2026 is missing.'],
  ])('names the price index %s', async (key, text) => {
    const i18n = await texts('en');
    const params = { key, month: '2026-10' };
    expect(problemText({ status: 409, code: 'billing.index_value_missing', params }, i18n.t, i18n)).toBe(
      text,
    );
  });

  it('leaves a country unchanged that has no name', async () => {
    const i18n = await texts('en');
    const params = { supply: 'goods', country: '', missing: 'city', state: 'issued' };
    expect(problemText({ status: 409, code: 'billing.hold', params }, i18n.t, i18n)).toBe(
      'No rule for Parts and kits to ; city missing; Issued.',
    );
  });

  it('leaves values unchanged that only look like a day', async () => {
    const i18n = await texts('en');
    const params = { month: '2026-13', closedOn: '2026-02-30' };
    expect(problemText({ status: 409, code: 'billing.closed', params }, i18n.t, i18n)).toBe(
      'The books of 2026-13 are closed since 2026-02-30.',
    );
  });

  it('is that of its status if its code has none, otherwise names the code', async () => {
    const i18n = await texts('en');
    expect(problemText({ status: 404, code: 'fleet.unknown' }, i18n.t, i18n)).toBe('Not found');
    expect(problemText({ status: 409, code: 'fleet.unknown' }, i18n.t, i18n)).toBe(
      'Something failed (fleet.unknown).',
    );
  });
});

describe('the text of a field error', () => {
  it.each([
    ['range', { least: 1, most: 9 }, 'Between 1 and 9'],
    ['required', {}, 'Required'],
    ['odd', {}, 'Not accepted (odd)'],
  ])('of %s says what to enter', async (code, params, text) => {
    const i18n = await texts('en');
    expect(faultText({ pointer: '/hours', code, params }, i18n.t, i18n)).toBe(text);
  });
});
