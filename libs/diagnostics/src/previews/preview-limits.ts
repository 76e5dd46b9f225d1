/** Maximum length of the body of a preview in bytes, as sent and after decompression. */
export const PREVIEW_MAX_BYTES = 32 * 1024 * 1024;
export const MAX_SIGNALS = 64;
export const MAX_ROWS = 1_000_000;
export const MAX_EVENTS = 1000;
export const MAX_UNITS = 2000;
export const MAX_TARGETS = 1000;
export const MAX_KEY_LENGTH = 100;
