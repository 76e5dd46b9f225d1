export {
  addDays,
  addMonths,
  contractMonth,
  daysBetween,
  localDate,
  localDays,
  monthOf,
  startOfDay,
  type ContractMonth,
  type LocalDay,
} from './domain/contract-month.js';
export type { CounterReading } from './domain/counter-reading.js';
export { countingWindows, type TimeRange } from './domain/counting-windows.js';
export { deriveUsage, type CountingWindow, type MeteredPeriod } from './domain/derive-usage.js';
export { RULE_VERSION, type MeterRule } from './domain/meter-rule.js';
export type { DayUsage, HalfHour, Usage, UsageReason, UsageState } from './domain/usage.js';
