import type { HoldReason } from '#invoicing/domain';
import type { AuditedInvoice, AuditFinding } from './audited-invoice.js';
import { checkDiscounts } from './discount-checks.js';
import { checkIndexSteps } from './index-step-checks.js';
import { checkMinimum } from './minimum-checks.js';
import { checkGuarantees, checkGuaranteesEvaluated } from './performance-checks.js';
import { checkAmounts, checkPeers, checkPrices, checkTotal } from './price-checks.js';
import {
  checkEstimates,
  checkJumps,
  checkLineMeters,
  checkLineUnits,
  checkMeters,
  checkOverlaps,
  checkUncovered,
} from './quantity-checks.js';
import { checkService, checkShares } from './service-checks.js';
import { checkKits, checkPools, checkTaxes } from './term-checks.js';

const CHECKS: readonly ((invoice: AuditedInvoice) => AuditFinding[])[] = [
  checkPrices,
  checkGuarantees,
  checkGuaranteesEvaluated,
  checkIndexSteps,
  checkAmounts,
  checkMinimum,
  checkDiscounts,
  checkTotal,
  checkService,
  checkShares,
  checkPools,
  checkOverlaps,
  checkUncovered,
  checkKits,
  checkTaxes,
  checkLineUnits,
  checkLineMeters,
  checkMeters,
  checkEstimates,
  checkJumps,
  checkPeers,
];

/**
 * Checks a draft against the contract, the meters, the taxes and earlier invoices for the known overcharge patterns of
 * metered billing (docs/rules/self-audit.md). The checks don't use the drafting code, so that they find its errors too.
 * @returns the findings, blocking ones first
 */
export function auditInvoice(invoice: AuditedInvoice): AuditFinding[] {
  const findings = CHECKS.flatMap((check) => check(invoice));
  return [
    ...findings.filter(({ severity }) => severity === 'blocks'),
    ...findings.filter(({ severity }) => severity === 'asks'),
  ];
}

/**
 * Returns the reason to put a draft on hold if the audit has blocking findings. The reason contains only their number;
 * the findings contain the details.
 */
export function holdsOfAudit(findings: readonly AuditFinding[]): HoldReason[] {
  const count = findings.filter(({ severity }) => severity === 'blocks').length;
  return count === 0 ? [] : [{ code: 'audit_blocks', params: { count } }];
}
