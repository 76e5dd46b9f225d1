/** Exports for other domains: pure code that imports neither a framework nor database code. */
export { canonicalHash, canonicalJson } from './canonical-json.js';
export {
  CSV_FORMULAS,
  type CsvFormulas,
  csvField,
  csvFile,
  csvLine,
  csvRow,
  type CsvStyle,
  type CsvValue,
  escapeFormula,
  fromCsvText,
  markUtf8,
  quoteCsvText,
} from './csv.js';
export { changedFields, type ChangedFields } from './changed-fields.js';
export { assertNoFaults, DomainError, type ErrorParams, type FieldFault } from './domain-error.js';
export type { DomainEvent } from './events.js';
export {
  amountText,
  type AmountPrecision,
  decimalsOf,
  roundAmount,
  roundAt,
  ROUNDING_MODES,
  type RoundingMode,
} from './amounts.js';
export { append } from './append.js';
export { type MailError, mailOutcome, type MailOutcome } from './mail/mail-outcome.js';
export { DELIVERY_ATTEMPTS, nextAttempt, type NextAttempt } from './mail/next-attempt.js';
export { groupBy } from './group-by.js';
export { checkDigits97, hasValidCheckDigits97, mod97 } from './mod97.js';
export { Exact, fromMinor, minorDecimals, toMinor } from './money.js';
export { rememberByKey } from './remember.js';
export { sumMinor, sumOf } from './sums.js';
export { divideByWeight, roundTogether } from './shares.js';
export { seesAllRows, systemScope, type Scope } from './scope.js';
export { ensureVersion } from './versions.js';
