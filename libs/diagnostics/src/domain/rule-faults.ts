import type { FieldFault } from '#platform/domain';
import { SEVERITIES, type LimitDirection, type Severity } from './limit-rule.js';
import type { RequiredPart } from './required-part.js';

/** The validated fields of a rule. Limits are decimal strings. */
export interface RuleFields {
  readonly code: string;
  readonly nameI18n: Readonly<Record<string, string>>;
  readonly direction: LimitDirection;
  readonly onLimit: string;
  readonly offLimit: string;
  readonly onDelaySeconds: number;
  readonly maxGapSeconds: number | null;
  readonly severity: Severity;
  readonly requiredCertificates: Readonly<Record<string, string>>;
  readonly requiredParts: readonly RequiredPart[];
}

const WEEK_SECONDS = 604_800;
const DECIMAL = /^-?\d{1,15}(\.\d{1,9})?$/;

/** Returns all errors in a rule, by field. */
export function findRuleFaults(rule: RuleFields): FieldFault[] {
  const faults: FieldFault[] = [];
  const fault = (pointer: string, code: string) => faults.push({ pointer, code: `diagnostics.${code}` });
  if (!/^[A-Za-z0-9._-]{1,40}$/.test(rule.code)) fault('/code', 'code_malformed');
  if (Object.values(rule.nameI18n).every((name) => name.trim() === '')) fault('/name', 'name_missing');
  const limits = [rule.onLimit, rule.offLimit];
  if (!DECIMAL.test(rule.onLimit)) fault('/onLimit', 'limit_malformed');
  if (!DECIMAL.test(rule.offLimit)) fault('/offLimit', 'limit_malformed');
  if (limits.every((limit) => DECIMAL.test(limit)) && !isOffLimitHealthier(rule))
    fault('/offLimit', 'off_limit_beyond_on_limit');
  if (!isIntegerBetween(rule.onDelaySeconds, 0, WEEK_SECONDS)) fault('/onDelaySeconds', 'delay_out_of_range');
  if (rule.maxGapSeconds !== null && !isIntegerBetween(rule.maxGapSeconds, 1, WEEK_SECONDS))
    fault('/maxGapSeconds', 'gap_out_of_range');
  if (!SEVERITIES.includes(rule.severity)) fault('/severity', 'severity_unknown');
  for (const country of Object.keys(rule.requiredCertificates)) {
    if (!/^[A-Z]{2}$/.test(country)) fault(`/requiredCertificates/${country}`, 'country_malformed');
  }
  for (const [index, part] of rule.requiredParts.entries()) {
    if (!isIntegerBetween(part.quantity, 1, 1000))
      fault(`/requiredParts/${index}/quantity`, 'quantity_out_of_range');
  }
  return faults;
}

function isOffLimitHealthier({ direction, onLimit, offLimit }: RuleFields): boolean {
  return direction === 'above' ? Number(offLimit) <= Number(onLimit) : Number(offLimit) >= Number(onLimit);
}

function isIntegerBetween(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
