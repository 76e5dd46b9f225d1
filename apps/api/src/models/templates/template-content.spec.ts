import { MODEL_TEMPLATE_KEYS, MODEL_TEMPLATES } from './model-templates.js';
import { meterOf, rulesOf, signalsOf } from './template-content.js';
import { COMMON_SIGNALS } from './template-signals.js';

const LOCALES = ['en', 'zh', 'es', 'id', 'pl'];
const templateOf = (key: string) => MODEL_TEMPLATES.find((template) => template.key === key)!;

it('contains every template once', () =>
  expect(MODEL_TEMPLATES.map(({ key }) => key)).toEqual([...MODEL_TEMPLATE_KEYS]));

it.each(Object.entries(COMMON_SIGNALS))('names the signal %s in all languages', (_key, { label }) => {
  expect(Object.keys(label)).toEqual(LOCALES);
  expect(Object.values(label).every((text) => text.trim() !== '')).toBe(true);
});

it.each(MODEL_TEMPLATES.map((template) => [template.key, template] as const))(
  '%s is consistent',
  (_key, template) => {
    const keys = template.signals.map(([key]) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain(template.meter.signalKey);
    expect(keys).toContain('state');
    expect(Object.values(template.name).every((text) => text.trim() !== '')).toBe(true);
    expect(Object.keys(template.attributes)).toHaveLength(1);
    const codes = rulesOf(template).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  },
);

it('gives a rule for every limit, with room between the limit and the value that clears the alarm', () => {
  for (const template of MODEL_TEMPLATES) {
    const limits = signalsOf(template).flatMap(({ warnLow, warnHigh, tripLow, tripHigh }) =>
      [warnLow, warnHigh, tripLow, tripHigh].filter((limit) => limit !== undefined),
    );
    const rules = rulesOf(template);
    expect(rules).toHaveLength(limits.length);
    for (const { direction, onLimit, offLimit } of rules)
      expect(
        direction === 'above' ? Number(offLimit) < Number(onLimit) : Number(offLimit) > Number(onLimit),
      ).toBe(true);
  }
});

it('raises a warning after a delay, and opens a ticket at once for a trip', () => {
  const rules = rulesOf(templateOf('compressor')).filter(({ signalKey }) => signalKey === 'discharge_temp_c');
  expect(rules).toMatchObject([
    {
      code: 'discharge_temp_c-high',
      ...{ onLimit: '100', offLimit: '97', onDelaySeconds: 300, severity: 'warning', opensTicket: false },
      nameI18n: { en: 'Discharge temperature above limit', zh: '排气温度超过上限' },
    },
    {
      code: 'discharge_temp_c-high-trip',
      ...{ onLimit: '110', offLimit: '107', onDelaySeconds: 0, severity: 'critical', opensTicket: true },
    },
  ]);
});

it('clears an alarm of a low limit above the limit, without rounding', () => {
  const rules = rulesOf(templateOf('pump')).filter(({ signalKey }) => signalKey === 'suction_pressure_bar');
  expect(rules.map(({ direction, onLimit, offLimit }) => [direction, onLimit, offLimit])).toEqual([
    ['below', '0.3', '0.35'],
    ['below', '0.1', '0.15'],
  ]);
});

it.each([
  ['pl', 'Godziny pracy'],
  ['en', 'Running hours'],
  ['de', 'Running hours'],
])('names the meter in the language %s: %s', (locale, name) =>
  expect(meterOf(templateOf('compressor'), locale)).toMatchObject({ name, signalKey: 'run_hours_total' }),
);
