/**
 * Units as UCUM codes, which are case-sensitive (The Unified Code for Units of Measure, version 2.2: ucum.org/ucum).
 * Contains the atoms that machines report; clinical and historic ones are omitted.
 */

const PREFIXES = 'da Ki Mi Gi Ti Y Z E P T G M k h d c m u n p f a z y'.split(' ');

/** Atoms that can have a prefix. */
const METRIC = new Set(
  (
    'm s g rad K C cd mol sr Hz N Pa J W A V F Ohm S Wb Cel T H lm lx Bq Gy Sv l L ar t bar u eV pc ' +
    'cal cal_th cal_IT cal_m Np B B[SPL] B[V] B[mV] B[uV] B[W] B[kW] bit By Bd st dyn erg P St G Gal Ci mho tex ' +
    'm[H2O] m[Hg] kat eq osm'
  ).split(' '),
);

/** Atoms that can't have a prefix. */
const NON_METRIC = new Set(
  (
    "10* 10^ [pi] % [ppth] [ppm] [ppb] [pptr] deg gon ' '' min h d wk mo mo_j mo_g mo_s a a_j a_g a_t atm att gf [lbf_av] [g] [c] " +
    '[in_i] [ft_i] [yd_i] [mi_i] [nmi_i] [kn_i] [mil_i] [sin_i] [sft_i] [cin_i] [cft_i] [cyd_i] [in_us] [ft_us] [mi_us] [acr_us] ' +
    '[gal_us] [bbl_us] [qt_us] [pt_us] [foz_us] [gal_br] [qt_br] [pt_br] [bu_us] ' +
    '[gr] [lb_av] [oz_av] [ston_av] [lton_av] [stone_av] [oz_tr] ' +
    "[degF] [degR] [HP] [Btu] [Btu_IT] [Btu_th] [psi] [in_i'H2O] [in_i'Hg] [pH] bit_s circ sph [S]"
  ).split(' '),
);

/** Returns true for a UCUM expression, such as "kW.h", "m3/h", "mm/s", "/min", "10*3.L" or "1". */
export function isUcumUnit(code: string): boolean {
  const parser = new UnitParser(code);
  return code.length > 0 && code.length <= 64 && parser.parsesCompletely();
}

/**
 * Recursive-descent parser for UCUM's grammar: terms of components joined by `.` and `/`, exponents, `{annotations}`.
 */
class UnitParser {
  private at = 0;

  constructor(private readonly code: string) {}

  parsesCompletely(): boolean {
    return this.term() && this.at === this.code.length;
  }

  private term(): boolean {
    this.take('/');
    if (!this.component()) return false;
    while (this.take('.') || this.take('/')) {
      if (!this.component()) return false;
    }
    return true;
  }

  private component(): boolean {
    if (this.take('(')) return this.term() && this.take(')');
    if (this.match(/^\{[\x20-\x7a|~]*\}/)) return true;
    return (this.atom() || this.match(/^[1-9]\d*/)) && (this.match(/^\{[\x20-\x7a|~]*\}/) || true);
  }

  private atom(): boolean {
    const symbol = /^(?:10[*^]|(?:[A-Za-z%'_]|\[[^\]]*\])+)/.exec(this.code.slice(this.at))?.[0];
    if (symbol === undefined || !isAtom(symbol)) return false;
    this.at += symbol.length;
    this.match(/^[+-]?[1-9]\d?/);
    return true;
  }

  private take(sign: string): boolean {
    if (this.code[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }

  private match(pattern: RegExp): boolean {
    const found = pattern.exec(this.code.slice(this.at))?.[0];
    this.at += found?.length ?? 0;
    return found !== undefined;
  }
}

function isAtom(symbol: string): boolean {
  if (METRIC.has(symbol) || NON_METRIC.has(symbol)) return true;
  return PREFIXES.some((prefix) => symbol.startsWith(prefix) && METRIC.has(symbol.slice(prefix.length)));
}

/**
 * Common spellings and their codes. `C` and `F` are the codes of coulomb and farad, but on a machine they always mean
 * degrees. A temperature stored as an electric charge would be converted incorrectly everywhere.
 */
const COMMON_SPELLINGS: Readonly<Record<string, string>> = {
  c: 'Cel',
  '°c': 'Cel',
  degc: 'Cel',
  celsius: 'Cel',
  f: '[degF]',
  '°f': '[degF]',
  '°': 'deg',
  kwh: 'kW.h',
  wh: 'W.h',
  mwh: 'MW.h',
  ah: 'A.h',
  kva: 'kV.A',
  kvar: 'kV.A{reactive}',
  nm: 'N.m',
  rpm: '/min',
  '1/min': '/min',
  'm³': 'm3',
  'm³/h': 'm3/h',
  'm³/min': 'm3/min',
  nm3: 'm3',
  'nm³': 'm3',
  'l/min': 'L/min',
  'm²': 'm2',
  µm: 'um',
  μm: 'um',
  µs: 'us',
  hr: 'h',
  hrs: 'h',
  hours: 'h',
  sec: 's',
  minutes: 'min',
  psi: '[psi]',
  cfm: '[cft_i]/min',
  hp: '[HP]',
  bara: 'bar',
  barg: 'bar',
  'bar(g)': 'bar',
  'bar(a)': 'bar',
  ppm: '[ppm]',
  db: 'dB',
  ohm: 'Ohm',
  ω: 'Ohm',
  kω: 'kOhm',
  percent: '%',
  pcs: '1',
  count: '1',
  enum: '',
  text: '',
};

/** Returns the code for a common spelling ("kWh" is "kW.h"); undefined if none is known. */
export function proposeUcumUnit(text: string): string | undefined {
  return COMMON_SPELLINGS[text.trim().toLowerCase()];
}

/** Returns true for codes that are nearly always a mistake on a machine. They are rejected with a proposal. */
export function isMisleadingUnit(code: string): boolean {
  return code === 'C' || code === 'F';
}
