import { percentSign, UNIT_SPACE } from './number.js';

/** Display forms of UCUM codes and of signals' short codes. */
const WRITTEN: Readonly<Record<string, string>> = {
  Cel: '°C',
  C: '°C',
  m3: 'm³',
  'm3/h': 'm³/h',
  'm3/min': 'm³/min',
  'kW.h': 'kWh',
  'kW.h/m3': 'kWh/m³',
  '%': '%',
  '1': '',
  um: 'µm',
  degree: '°',
  'L/min': 'l/min',
  L: 'l',
};

const DECIMALS: Readonly<Record<string, number>> = {
  bar: 2,
  kPa: 1,
  Cel: 1,
  C: 1,
  h: 0,
  m3: 0,
  'kW.h': 0,
  kWh: 0,
  A: 0,
  Hz: 1,
  'mm/s': 1,
  '1': 0,
  '%': 1,
};

/** Display form of a unit. */
export function formatUnit(unit: string): string {
  return WRITTEN[unit] ?? unit;
}

/** A unit as it follows a number, with the space between them; empty without a unit. */
export function unitSuffix(unit: string, locale: string): string {
  const written = formatUnit(unit);
  if (written === '') return '';
  return written === '%' ? percentSign(locale) : `${UNIT_SPACE}${written}`;
}

/** Number of decimals for a live value of a unit, unless the signal defines its own. */
export function unitDecimals(unit: string): number {
  return DECIMALS[unit] ?? 1;
}
