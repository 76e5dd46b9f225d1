/** Signal of the demo file in the form that the registry expects. */
export interface CatalogueSignal {
  key: string;
  unit: string;
  kind: 'counter' | 'gauge' | 'state' | 'event';
  decimals: number;
  warnLow: string | null;
  warnHigh: string | null;
  tripLow: string | null;
  tripHigh: string | null;
  labels: Record<string, string>;
}

interface SignalRow {
  key: string;
  unit: string;
  kind: CatalogueSignal['kind'];
  warn: string | null;
  trip: string | null;
}

/** UCUM codes for units that the demo file spells differently. States and events have no unit. */
const UCUM: Readonly<Record<string, string>> = { C: 'Cel', enum: '', text: '' };

const DECIMALS: Readonly<Record<string, number>> = {
  h: 1,
  kWh: 0,
  m3: 0,
  bar: 2,
  Cel: 1,
  kPa: 1,
  A: 0,
  Hz: 1,
  'mm/s': 1,
  'm3/min': 2,
};

const LABELS: Readonly<Record<string, Record<string, string>>> = {
  run_hours_total: {
    en: 'Running hours',
    zh: '运行小时',
    es: 'Horas de marcha',
    id: 'Jam operasi',
    pl: 'Godziny pracy',
  },
  load_hours_total: {
    en: 'Load hours',
    zh: '加载小时',
    es: 'Horas en carga',
    id: 'Jam beban',
    pl: 'Godziny pod obciążeniem',
  },
  energy_kwh_total: { en: 'Energy', zh: '电能', es: 'Energía', id: 'Energi', pl: 'Energia' },
  air_m3_total: {
    en: 'Air delivered',
    zh: '供气量',
    es: 'Aire entregado',
    id: 'Udara terkirim',
    pl: 'Dostarczone powietrze',
  },
  starts_total: { en: 'Starts', zh: '启动次数', es: 'Arranques', id: 'Jumlah start', pl: 'Rozruchy' },
  pressure_bar: {
    en: 'Header pressure',
    zh: '母管压力',
    es: 'Presión de línea',
    id: 'Tekanan header',
    pl: 'Ciśnienie w sieci',
  },
  discharge_temp_c: {
    en: 'Discharge temperature',
    zh: '排气温度',
    es: 'Descarga',
    id: 'Suhu keluar',
    pl: 'Temperatura tłoczenia',
  },
  dewpoint_c: { en: 'Dew point', zh: '露点', es: 'Punto de rocío', id: 'Titik embun', pl: 'Punkt rosy' },
  dp_separator_bar: {
    en: 'Separator Δp',
    zh: '油分压差',
    es: 'Δp separador',
    id: 'Δp separator',
    pl: 'Δp separatora',
  },
  dp_air_filter_kpa: {
    en: 'Air filter Δp',
    zh: '空滤压差',
    es: 'Δp filtro de aire',
    id: 'Δp filter udara',
    pl: 'Δp filtra powietrza',
  },
  motor_current_a: { en: 'Motor current', zh: '电机电流', es: 'Motor', id: 'Motor', pl: 'Silnik' },
  inverter_hz: { en: 'Inverter frequency', zh: '变频器', es: 'Variador', id: 'Inverter', pl: 'Falownik' },
  ambient_c: { en: 'Ambient temperature', zh: '环境温度', es: 'Ambiente', id: 'Suhu ruang', pl: 'Otoczenie' },
  vibration_mm_s: { en: 'Vibration', zh: '振动', es: 'Vibración', id: 'Getaran', pl: 'Drgania' },
  state: { en: 'State', zh: '状态', es: 'Estado', id: 'Status', pl: 'Stan' },
  alarm_code: {
    en: 'Controller alarm',
    zh: '控制器报警',
    es: 'Alarma del control',
    id: 'Alarm kontroler',
    pl: 'Alarm sterownika',
  },
  flow_m3_min: { en: 'Flow', zh: '流量', es: 'Caudal', id: 'Aliran', pl: 'Przepływ' },
};

/** Converts a row of the demo file to a signal. The file contains limits as strings, such as "<6.8" and ">100". */
export function toCatalogueSignal(row: SignalRow): CatalogueSignal {
  const unit = UCUM[row.unit] ?? row.unit;
  return {
    key: row.key,
    unit,
    kind: row.kind,
    decimals: DECIMALS[unit] ?? 0,
    warnLow: limitOf(row.warn, '<'),
    warnHigh: limitOf(row.warn, '>'),
    tripLow: limitOf(row.trip, '<'),
    tripHigh: limitOf(row.trip, '>'),
    labels: LABELS[row.key] ?? {},
  };
}

function limitOf(text: string | null, sign: '<' | '>'): string | null {
  return text?.startsWith(sign) ? text.slice(1) : null;
}

/**
 * Returns the signals that a model's controller reports. Excludes signals of the station's meter and, for a fixed-speed
 * model, of an inverter.
 */
export function selectModelSignals(
  catalogue: readonly CatalogueSignal[],
  drive: 'fixed' | 'vsd' | 'vsd2',
): CatalogueSignal[] {
  return catalogue.filter(
    ({ key }) => key !== 'air_m3_total' && (drive !== 'fixed' || key !== 'inverter_hz'),
  );
}

/** Returns the signals of a station's flow meter: its counter, and the flow, pressure and dew point of the air. */
export function selectInstrumentSignals(catalogue: readonly CatalogueSignal[]): CatalogueSignal[] {
  const flow: CatalogueSignal = {
    key: 'flow_m3_min',
    unit: 'm3/min',
    kind: 'gauge',
    decimals: 2,
    warnLow: null,
    warnHigh: null,
    tripLow: null,
    tripHigh: null,
    labels: LABELS['flow_m3_min'] ?? {},
  };
  const pick = (key: string) => catalogue.filter((signal) => signal.key === key);
  return [...pick('air_m3_total'), flow, ...pick('pressure_bar'), ...pick('dewpoint_c')];
}
