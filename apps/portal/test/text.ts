import i18next from 'i18next';

/** Text as shown on the page. Tests use its key, so that rewording breaks none of them. */
export const text = (key: string, params: Readonly<Record<string, unknown>> = {}): string =>
  String(i18next.t(key, params));

/** The accessible name of a field with a unit, which is read out after its label. */
export const withUnit = (key: string, unit: string): string => `${text(key)}, ${unit}`;
