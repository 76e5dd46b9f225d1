import type { NewModelMeter } from '#contracts/domain';
import type { CommonSignalKey, TemplateText } from './template-signals.js';

/** Limits of a signal, as decimal strings. */
export interface TemplateLimits {
  readonly tripLow?: string;
  readonly warnLow?: string;
  readonly warnHigh?: string;
  readonly tripHigh?: string;
  /** Distance by which a value must be back within a limit before the alarm is cleared, as a decimal string. */
  readonly hysteresis: string;
  /**
   * Number of seconds that a value must stay beyond a warning limit before the alarm is raised. Alarms for trip limits
   * have no delay.
   */
  readonly delaySeconds: number;
}

export const MODEL_TEMPLATE_KEYS = [
  'compressor',
  'pump',
  'cnc',
  'printer',
  'lift',
  'chiller',
  'generator',
] as const;
export type ModelTemplateKey = (typeof MODEL_TEMPLATE_KEYS)[number];

/** Starting point for a machine model. Users can adapt the model after it has been created. */
export interface ModelTemplate {
  readonly key: ModelTemplateKey;
  readonly name: TemplateText;
  /** Signals in the order of the machine page, with their limits. */
  readonly signals: readonly (readonly [key: CommonSignalKey, limits?: TemplateLimits])[];
  /** Meter by which machines of this kind are usually billed. Its name is the label of the signal. */
  readonly meter: Omit<NewModelMeter, 'name'> & { readonly signalKey: CommonSignalKey };
  /** Values of the data sheet, such as the service interval. */
  readonly attributes: Readonly<Record<string, number>>;
}

const FIVE_MINUTES = 300;
const FIFTEEN_MINUTES = 900;

/**
 * Templates. The limits are common defaults for industrial machines, and not limits of a particular product. The
 * maximum rate of hour counters is slightly above one hour per hour, because the clocks of devices deviate.
 */
export const MODEL_TEMPLATES: readonly ModelTemplate[] = [
  {
    key: 'compressor',
    name: {
      en: 'Screw compressor',
      zh: '螺杆压缩机',
      es: 'Compresor de tornillo',
      id: 'Kompresor sekrup',
      pl: 'Sprężarka śrubowa',
    },
    signals: [
      ['state'],
      ['pressure_bar', { warnLow: '6.5', tripHigh: '10', hysteresis: '0.1', delaySeconds: FIVE_MINUTES }],
      ['discharge_temp_c', { warnHigh: '100', tripHigh: '110', hysteresis: '3', delaySeconds: FIVE_MINUTES }],
      [
        'dp_separator_bar',
        { warnHigh: '0.8', tripHigh: '1.2', hysteresis: '0.1', delaySeconds: FIFTEEN_MINUTES },
      ],
      ['vibration_mm_s', { warnHigh: '7.1', tripHigh: '11', hysteresis: '0.5', delaySeconds: FIVE_MINUTES }],
      ['motor_current_a'],
      ['air_m3_total'],
      ['run_hours_total'],
      ['load_hours_total'],
      ['energy_kwh_total'],
      ['alarm_code'],
    ],
    meter: { signalKey: 'run_hours_total', method: 'counter', maxRatePerHour: '1.05' },
    attributes: { service_interval_hours: 4000 },
  },
  {
    key: 'pump',
    name: { en: 'Pump', zh: '泵', es: 'Bomba', id: 'Pompa', pl: 'Pompa' },
    signals: [
      ['state'],
      ['flow_m3_h'],
      ['suction_pressure_bar', { tripLow: '0.1', warnLow: '0.3', hysteresis: '0.05', delaySeconds: 60 }],
      ['outlet_pressure_bar', { warnHigh: '10', tripHigh: '12', hysteresis: '0.2', delaySeconds: 60 }],
      ['bearing_temp_c', { warnHigh: '80', tripHigh: '95', hysteresis: '5', delaySeconds: FIVE_MINUTES }],
      ['vibration_mm_s', { warnHigh: '4.5', tripHigh: '7.1', hysteresis: '0.5', delaySeconds: FIVE_MINUTES }],
      ['motor_current_a'],
      ['volume_m3_total'],
      ['run_hours_total'],
      ['energy_kwh_total'],
      ['alarm_code'],
    ],
    meter: { signalKey: 'volume_m3_total', method: 'counter' },
    attributes: { service_interval_hours: 8000 },
  },
  {
    key: 'cnc',
    name: {
      en: 'CNC machine',
      zh: '数控机床',
      es: 'Máquina CNC',
      id: 'Mesin CNC',
      pl: 'Obrabiarka CNC',
    },
    signals: [
      ['state'],
      ['spindle_speed_rpm'],
      ['spindle_load_percent', { warnHigh: '90', tripHigh: '120', hysteresis: '10', delaySeconds: 60 }],
      ['spindle_temp_c', { warnHigh: '60', tripHigh: '75', hysteresis: '5', delaySeconds: FIVE_MINUTES }],
      ['coolant_level_percent', { tripLow: '5', warnLow: '20', hysteresis: '5', delaySeconds: FIVE_MINUTES }],
      ['vibration_mm_s', { warnHigh: '2.8', tripHigh: '4.5', hysteresis: '0.3', delaySeconds: FIVE_MINUTES }],
      ['parts_total'],
      ['spindle_hours_total'],
      ['run_hours_total'],
      ['energy_kwh_total'],
      ['alarm_code'],
    ],
    meter: { signalKey: 'parts_total', method: 'counter' },
    attributes: { service_interval_hours: 2000 },
  },
  {
    key: 'printer',
    name: {
      en: '3D printer',
      zh: '3D 打印机',
      es: 'Impresora 3D',
      id: 'Printer 3D',
      pl: 'Drukarka 3D',
    },
    signals: [
      ['state'],
      ['nozzle_temp_c', { warnHigh: '300', tripHigh: '320', hysteresis: '10', delaySeconds: 60 }],
      ['bed_temp_c', { warnHigh: '120', tripHigh: '135', hysteresis: '5', delaySeconds: 60 }],
      ['chamber_temp_c', { warnHigh: '70', tripHigh: '85', hysteresis: '5', delaySeconds: FIVE_MINUTES }],
      ['material_left_percent', { warnLow: '10', hysteresis: '5', delaySeconds: 60 }],
      ['print_hours_total'],
      ['jobs_total'],
      ['material_g_total'],
      ['energy_kwh_total'],
      ['alarm_code'],
    ],
    meter: { signalKey: 'print_hours_total', method: 'counter', maxRatePerHour: '1.05' },
    attributes: { service_interval_hours: 1000 },
  },
  {
    key: 'lift',
    name: { en: 'Lift', zh: '电梯', es: 'Ascensor', id: 'Lift', pl: 'Winda' },
    signals: [
      ['state'],
      ['door_close_s', { warnHigh: '6', tripHigh: '10', hysteresis: '1', delaySeconds: FIFTEEN_MINUTES }],
      ['levelling_error_mm', { warnHigh: '10', tripHigh: '20', hysteresis: '2', delaySeconds: FIVE_MINUTES }],
      ['motor_temp_c', { warnHigh: '80', tripHigh: '100', hysteresis: '5', delaySeconds: FIVE_MINUTES }],
      ['vibration_mm_s', { warnHigh: '4.5', tripHigh: '7.1', hysteresis: '0.5', delaySeconds: FIVE_MINUTES }],
      ['trips_total'],
      ['door_cycles_total'],
      ['run_hours_total'],
      ['energy_kwh_total'],
      ['alarm_code'],
    ],
    meter: { signalKey: 'trips_total', method: 'counter' },
    attributes: { service_interval_days: 30 },
  },
  {
    key: 'chiller',
    name: {
      en: 'Chiller',
      zh: '冷水机组',
      es: 'Enfriadora',
      id: 'Chiller',
      pl: 'Agregat chłodniczy',
    },
    signals: [
      ['state'],
      [
        'supply_temp_c',
        {
          ...{ tripLow: '2', warnLow: '4', warnHigh: '10', tripHigh: '15' },
          ...{ hysteresis: '0.5', delaySeconds: FIVE_MINUTES },
        },
      ],
      ['return_temp_c'],
      ['flow_m3_h'],
      ['condensing_pressure_bar', { warnHigh: '18', tripHigh: '21', hysteresis: '1', delaySeconds: 60 }],
      ['evaporating_pressure_bar', { tripLow: '1.8', warnLow: '2.5', hysteresis: '0.2', delaySeconds: 60 }],
      ['compressor_load_percent'],
      ['cooling_kwh_total'],
      ['run_hours_total'],
      ['starts_total'],
      ['energy_kwh_total'],
      ['alarm_code'],
    ],
    meter: { signalKey: 'cooling_kwh_total', method: 'counter' },
    attributes: { service_interval_hours: 4000 },
  },
  {
    key: 'generator',
    name: {
      en: 'Generator set',
      zh: '发电机组',
      es: 'Grupo electrógeno',
      id: 'Genset',
      pl: 'Agregat prądotwórczy',
    },
    signals: [
      ['state'],
      ['power_kw'],
      [
        'frequency_hz',
        {
          ...{ tripLow: '47', warnLow: '49', warnHigh: '51', tripHigh: '53' },
          ...{ hysteresis: '0.2', delaySeconds: 60 },
        },
      ],
      ['coolant_temp_c', { warnHigh: '95', tripHigh: '105', hysteresis: '5', delaySeconds: 60 }],
      ['oil_pressure_bar', { tripLow: '1', warnLow: '2', hysteresis: '0.3', delaySeconds: 60 }],
      ['fuel_level_percent', { tripLow: '10', warnLow: '25', hysteresis: '5', delaySeconds: FIVE_MINUTES }],
      ['battery_v', { tripLow: '21', warnLow: '23.5', hysteresis: '0.5', delaySeconds: FIVE_MINUTES }],
      ['energy_kwh_total'],
      ['fuel_l_total'],
      ['run_hours_total'],
      ['starts_total'],
      ['alarm_code'],
    ],
    meter: { signalKey: 'energy_kwh_total', method: 'counter' },
    attributes: { service_interval_hours: 250 },
  },
];
