import i18next from 'i18next';

/** A text as the page shows it: tests name its key, so that better words break none of them. */
export const text = (key: string, params: Readonly<Record<string, unknown>> = {}): string =>
  String(i18next.t(key, params));
