/** Encodings of statement files. SWIFT and CSV files don't declare their encoding. */
export const STATEMENT_ENCODINGS = ['utf-8', 'windows-1250', 'windows-1252'] as const;
export type StatementEncoding = (typeof STATEMENT_ENCODINGS)[number];
