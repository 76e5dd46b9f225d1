import type { CatalogueSignal } from './signal-catalogue.js';

/** A threshold rule as diagnostics keeps it, for every model that has the signal. */
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
  /** What who goes must hold, by country of the site. */
  requiredCertificates: Readonly<Record<string, string>>;
  /** Part number that a visit is likely to need, where the model has it. */
  likelyPart?: string;
  names: Record<string, string>;
}

interface RuleTraits {
  code: string;
  /** How far the value has to come back before the alarm clears. */
  hysteresis: number;
  /** The same after a trip, where that takes longer: a machine that stopped for its heat may start again when it is cold. */
  tripHysteresis?: number;
  onDelaySeconds: number;
  skill: string;
  /** Work on the opened machine: nobody without a certificate. */
  isHandsOn?: true;
  likelyPart?: string;
  /** A warning that should not wait for somebody to look. */
  warningOpensTicket: boolean;
  names: Record<string, string>;
}

/** What the technicians of a country hold who may open a machine. */
const HANDS_ON_CERTIFICATES = {
  ID: 'K3 pressure vessel technician',
  MX: 'electrical LOTO',
  PL: 'SEP E1 up to 1 kV',
} as const;

/** A12 to A71 are the demo file's codes; A13, A22 and A81 are added for its signals that have limits and no code. */
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

/** The rules that follow from a signal's limits: a warning with its delay, and a trip that is critical at once and opens a ticket. */
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

/** Limits have at most two decimals, so the difference is taken in hundredths and stays exact. */
function moveInwards(limit: string, direction: 'above' | 'below', by: number): string {
  const hundredths =
    Math.round(Number(limit) * 100) + (direction === 'above' ? -1 : 1) * Math.round(by * 100);
  return String(hundredths / 100);
}
