import type { CatalogueSignal } from './signal-catalogue.js';

/** Threshold rule in the form that diagnostics stores, for each model that has the signal. */
export interface DemoRule {
  code: string;
  signalKey: string;
  direction: 'above' | 'below';
  onLimit: string;
  offLimit: string;
  onDelaySeconds: number;
  severity: 'warning' | 'critical';
  opensTicket: boolean;
  requiredSkill: string;
  /** Certificate that a technician needs, by country of the site. */
  requiredCertificates: Readonly<Record<string, string>>;
  /** Number of a part that a visit is likely to need, if the model has it. */
  likelyPart?: string;
  names: Record<string, string>;
}

interface RuleTraits {
  code: string;
  /** Distance by which the value must return before the alarm clears. */
  hysteresis: number;
  /** Larger hysteresis after a trip, if any: a machine that stopped because of heat may restart only when it is cold. */
  tripHysteresis?: number;
  onDelaySeconds: number;
  skill: string;
  /** Whether technicians work on the open machine, which requires a certificate. */
  isHandsOn?: true;
  likelyPart?: string;
  /** Whether the warning is urgent enough to open a ticket. */
  warningOpensTicket: boolean;
  names: Record<string, string>;
}

/** Certificates of technicians who may open a machine, by country. */
const HANDS_ON_CERTIFICATES = {
  ID: 'K3 pressure vessel technician',
  MX: 'electrical LOTO',
  PL: 'SEP E1 up to 1 kV',
} as const;

/**
 * A12 to A71 are the codes of the demo file. A13, A22 and A81 are added for signals of the file with limits but without
 * a code.
 */
const TRAITS: Readonly<Record<string, RuleTraits>> = {
  discharge_temp_c: {
    code: 'A12',
    hysteresis: 3,
    tripHysteresis: 50,
    onDelaySeconds: 300,
    skill: 'service',
    isHandsOn: true,
    likelyPart: 'TV-71',
    warningOpensTicket: true,
    names: { en: 'High discharge temperature', zh: '排气温度高' },
  },
  dp_separator_bar: {
    code: 'A21',
    hysteresis: 0.1,
    onDelaySeconds: 900,
    skill: 'service',
    warningOpensTicket: false,
    names: { en: 'Separator differential high', zh: '油分压差高' },
  },
  dp_air_filter_kpa: {
    code: 'A22',
    hysteresis: 0.5,
    onDelaySeconds: 900,
    skill: 'service',
    warningOpensTicket: false,
    names: { en: 'Air filter differential high', zh: '空滤压差高' },
  },
  pressure_bar: {
    code: 'A33',
    hysteresis: 0.1,
    onDelaySeconds: 300,
    skill: 'service',
    warningOpensTicket: false,
    names: { en: 'Low header pressure', zh: '母管压力低' },
  },
  dewpoint_c: {
    code: 'A71',
    hysteresis: 1,
    onDelaySeconds: 900,
    skill: 'refrigeration',
    warningOpensTicket: false,
    names: { en: 'Dew point high', zh: '露点高' },
  },
  ambient_c: {
    code: 'A13',
    hysteresis: 2,
    onDelaySeconds: 900,
    skill: 'service',
    warningOpensTicket: false,
    names: { en: 'Ambient temperature high', zh: '环境温度高' },
  },
  vibration_mm_s: {
    code: 'A81',
    hysteresis: 0.5,
    onDelaySeconds: 300,
    skill: 'vibration',
    warningOpensTicket: false,
    names: { en: 'Vibration high', zh: '振动高' },
  },
};

/** Returns the rules for a signal's limits: a warning with a delay, and a critical trip without a delay that opens a ticket. */
export function deriveAlarmRules(signal: CatalogueSignal): DemoRule[] {
  const traits = TRAITS[signal.key];
  if (!traits) return [];
  const limits = [
    { limit: signal.warnHigh, direction: 'above', severity: 'warning' },
    { limit: signal.warnLow, direction: 'below', severity: 'warning' },
    { limit: signal.tripHigh, direction: 'above', severity: 'critical' },
    { limit: signal.tripLow, direction: 'below', severity: 'critical' },
  ] as const;
  return limits.flatMap(({ limit, direction, severity }) => {
    if (limit === null) return [];
    const isTrip = severity === 'critical';
    return [
      {
        code: traits.code,
        signalKey: signal.key,
        direction,
        onLimit: limit,
        offLimit: moveInwards(limit, direction, (isTrip && traits.tripHysteresis) || traits.hysteresis),
        onDelaySeconds: isTrip ? 0 : traits.onDelaySeconds,
        severity,
        opensTicket: isTrip || traits.warningOpensTicket,
        requiredSkill: traits.skill,
        requiredCertificates: traits.isHandsOn ? HANDS_ON_CERTIFICATES : {},
        ...(traits.likelyPart === undefined ? {} : { likelyPart: traits.likelyPart }),
        names: traits.names,
      },
    ];
  });
}

/** Limits have at most two decimals, so calculating in hundredths is exact. */
function moveInwards(limit: string, direction: 'above' | 'below', by: number): string {
  const hundredths =
    Math.round(Number(limit) * 100) + (direction === 'above' ? -1 : 1) * Math.round(by * 100);
  return String(hundredths / 100);
}
