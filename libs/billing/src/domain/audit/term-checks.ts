import type { AuditedInvoice, AuditFinding, TaxOfLine } from './audited-invoice.js';
import { chargesOfLine } from './charges-of-line.js';

/**
 * Checks that a charge for a pool of machines is not billed by machine. Only the shortfall of a machine's own minimum
 * may have a line for the machine (docs/rules/self-audit.md#pool-or-per-machine).
 */
export function checkPools({ lines, contract }: AuditedInvoice): AuditFinding[] {
  return lines.flatMap((line): AuditFinding[] => {
    const { kind, component, position, chargeKey, machine, amountMinor } = line;
    const agreed = chargesOfLine(contract.charges, line).map(({ pricing }) => pricing);
    // A line on hold is not rated yet; its machine is the one without data.
    if (kind !== 'usage' || agreed.length === 0 || machine === null || amountMinor === null) return [];
    const isPool = agreed.every(
      (pricing) => pricing['pooling'] !== 'per_machine' && pricing['allocate'] !== true,
    );
    const isFloor =
      component === 'true_up' &&
      agreed.some((pricing) => (pricing['minQuantityPerMachine'] ?? null) !== null);
    if (!isPool || isFloor) return [];
    return [{ code: 'pool_split', severity: 'blocks', position, params: { charge: chargeKey, machine } }];
  });
}

/** Checks that an included kit is not billed again (docs/rules/self-audit.md#overcharged-consumables). */
export function checkKits({ lines, contract }: AuditedInvoice): AuditFinding[] {
  return lines.flatMap(({ kind, position, amountMinor, isIncludedKit }): AuditFinding[] => {
    const isFree = contract.kitsIncluded || isIncludedKit;
    if (kind !== 'kit' || !isFree || (amountMinor ?? 0n) === 0n) return [];
    return [{ code: 'included_kit_billed', severity: 'blocks', position, params: {} }];
  });
}

/** Checks that each line has the tax that is due at its tax point (docs/rules/self-audit.md#tax-pass-through). */
export function checkTaxes({ lines, taxes }: AuditedInvoice): AuditFinding[] {
  return lines.flatMap(({ position, tax, amountMinor }): AuditFinding[] => {
    if (amountMinor === null) return [];
    const due = taxes.get(position) ?? null;
    if (due === null || isSameTax(due, tax)) return [];
    return [
      {
        code: 'tax_differs',
        severity: 'blocks',
        position,
        params: { percent: tax?.percent ?? null, duePercent: due.percent, category: due.category },
      },
    ];
  });
}

function isSameTax(due: TaxOfLine, tax: TaxOfLine | null): boolean {
  return tax?.category === due.category && tax.percent === due.percent && tax.taxStep === due.taxStep;
}
