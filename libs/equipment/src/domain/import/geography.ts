import { isCountry } from '#customers/domain';
import type { Named } from './nearest.js';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

let known: { readonly countries: readonly Named[]; readonly zones: readonly Named[] } | undefined;

/** Returns countries by code with their English names, so that "Poland" can be corrected to PL. */
export function countries(): readonly Named[] {
  return load().countries;
}

/** Returns the zones of the tz database. */
export function zones(): readonly Named[] {
  return load().zones;
}

function load() {
  known ??= {
    countries: listCountries(),
    zones: Intl.supportedValuesOf('timeZone').map((code) => ({ code, name: code })),
  };
  return known;
}

function listCountries(): Named[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter(isCountry)
    .map((code) => ({ code, name: names.of(code) ?? code }));
}
