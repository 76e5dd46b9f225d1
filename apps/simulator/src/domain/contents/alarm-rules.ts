import type { CatalogueSignal } from './signal-catalogue.js';

/** Threshold rule in the form that diagnostics stores. It is created for each model that has the signal. */
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
  /** Amount by which the value must be back within the limit before the alarm clears. */
  hysteresis: number;
  /**
   * Hysteresis after a trip, if it differs: a machine that stopped because of heat must cool down before it restarts.
   */
  tripHysteresis?: number;
  onDelaySeconds: number;
  skill: string;
  /** True if technicians have to open the machine, which requires a certificate. */
  isHandsOn?: true;
  likelyPart?: string;
  /** True if a warning opens a ticket. */
  warningOpensTicket: boolean;
  names: Record<string, string>;
}

/** Certificate that a technician needs to open a machine, by country. */
const HANDS_ON_CERTIFICATES = {
  ID: 'K3 pressure vessel technician',
  MX: 'electrical LOTO',
  PL: 'SEP E1 up to 1 kV',
} as const;

/**
 * Codes A12 to A71 are from the demo file. A13, A22 and A81 are added for signals that have limits but no code in the
 * file.
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
    names: { en: 'High separator differential pressure', zh: '油分压差高' },
  },
  dp_air_filter_kpa: {
    code: 'A22',
    hysteresis: 0.5,
    onDelaySeconds: 900,
    skill: 'service',
    warningOpensTicket: false,
    names: { en: 'High air filter differential pressure', zh: '空滤压差高' },
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
    names: { en: 'High dew point', zh: '露点高' },
  },
  ambient_c: {
    code: 'A13',
    hysteresis: 2,
    onDelaySeconds: 900,
    skill: 'service',
    warningOpensTicket: false,
    names: { en: 'High ambient temperature', zh: '环境温度高' },
  },
  vibration_mm_s: {
    code: 'A81',
    hysteresis: 0.5,
    onDelaySeconds: 300,
    skill: 'vibration',
    warningOpensTicket: false,
    names: { en: 'High vibration', zh: '振动高' },
  },
};

/**
 * Returns rules for a signal's limits: warnings with a delay, and critical alarms without a delay that open a ticket.
 */
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
