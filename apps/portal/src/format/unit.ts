/** How UCUM codes and the short codes of signals are written for people. */
const WRITTEN: Readonly<Record<string, string>> = {
  Cel: '°C',
  C: '°C',
  m3: 'm³',
  'm3/h': 'm³/h',
  'm3/min': 'm³/min',
  'kW.h': 'kWh',
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

/** A unit as it is written on the page. */
export function writtenUnit(unit: string): string {
  return WRITTEN[unit] ?? unit;
}

/** Decimals a live value of this unit is shown with, unless the signal itself says. */
export function unitDecimals(unit: string): number {
  return DECIMALS[unit] ?? 1;
}
