import type { NewModelMeter } from '#contracts/domain';
import type { NewAlarmRule } from '#diagnostics';
import type { NewSignal } from '#equipment';
import { Exact } from '#platform/domain';
import type { ModelTemplate, TemplateLimits } from './model-templates.js';
import { COMMON_SIGNALS, type CommonSignalKey, type TemplateText } from './template-signals.js';

/** Limits with the direction and severity of their alarms. */
const LIMITS = [
  { limit: 'warnHigh', direction: 'above', severity: 'warning' },
  { limit: 'tripHigh', direction: 'above', severity: 'critical' },
  { limit: 'warnLow', direction: 'below', severity: 'warning' },
  { limit: 'tripLow', direction: 'below', severity: 'critical' },
] as const;

/** Suffixes of rule names. They agree with every label, regardless of its gender and number. */
const BEYOND: Readonly<Record<'above' | 'below', TemplateText>> = {
  above: {
    en: ' above limit',
    zh: '超过上限',
    es: ' por encima del límite',
    id: ' di atas batas',
    pl: ' powyżej limitu',
  },
  below: {
    en: ' below limit',
    zh: '低于下限',
    es: ' por debajo del límite',
    id: ' di bawah batas',
    pl: ' poniżej limitu',
  },
};

/** Returns the signals of a template as input for a new model. */
export function signalsOf({ signals }: ModelTemplate): NewSignal[] {
  return signals.map(([key, limits]): NewSignal => {
    const { kind, unit, decimals, label } = COMMON_SIGNALS[key];
    const { tripLow, warnLow, warnHigh, tripHigh } = limits ?? {};
    return { key, kind, unit, decimals, tripLow, warnLow, warnHigh, tripHigh, labelI18n: { ...label } };
  });
}

/**
 * Returns the meter of a template. Its name is in the given language or, if the portal does not support it, in English.
 */
export function meterOf({ meter }: ModelTemplate, locale: string): NewModelMeter {
  const { label } = COMMON_SIGNALS[meter.signalKey];
  const names: Readonly<Record<string, string | undefined>> = label;
  return { ...meter, name: names[locale] ?? label.en };
}

/**
 * Returns an alarm rule for each limit of a template: a warning after a delay, and a critical alarm without a delay
 * that opens a ticket.
 */
export function rulesOf({ signals }: ModelTemplate): Omit<NewAlarmRule, 'modelId' | 'machineId'>[] {
  return signals.flatMap(([key, limits]) => (limits === undefined ? [] : rulesOfSignal(key, limits)));
}

function rulesOfSignal(signalKey: CommonSignalKey, limits: TemplateLimits) {
  return LIMITS.flatMap(({ limit, direction, severity }) => {
    const onLimit = limits[limit];
    if (onLimit === undefined) return [];
    const isTrip = severity === 'critical';
    const inwards = new Exact(limits.hysteresis).times(direction === 'above' ? -1 : 1);
    return [
      {
        code: `${signalKey}-${direction === 'above' ? 'high' : 'low'}${isTrip ? '-trip' : ''}`,
        nameI18n: toRuleName(COMMON_SIGNALS[signalKey].label, BEYOND[direction]),
        signalKey,
        direction,
        onLimit,
        offLimit: new Exact(onLimit).plus(inwards).toFixed(),
        onDelaySeconds: isTrip ? 0 : limits.delaySeconds,
        severity,
        opensTicket: isTrip,
      },
    ];
  });
}

function toRuleName(label: TemplateText, suffix: TemplateText): Record<string, string> {
  return Object.fromEntries(
    (Object.keys(label) as (keyof TemplateText)[]).map((locale) => [
      locale,
      `${label[locale]}${suffix[locale]}`,
    ]),
  );
}
