import { Exact, fromMinor } from '#platform';
import type { AuditedInvoice, AuditFinding } from './audited-invoice.js';
import { sameTerms, termsOf } from './same-terms.js';

/** Every amount is priced by a charge that the contract has, under a clause, exactly as agreed (domain.md 2.6: creep, mystery fees). */
export function checkPrices({ lines, contract }: AuditedInvoice): AuditFinding[] {
  return lines.flatMap((line): AuditFinding[] => {
    if (line.kind === 'kit') return [];
    const { position, chargeKey } = line;
    const charge = contract.charges.find(({ key }) => key === chargeKey);
    if (!charge)
      return [{ code: 'charge_unknown', severity: 'blocks', position, params: { charge: chargeKey } }];
    const findings: AuditFinding[] = [];
    if (line.pricedBy && !sameTerms(line.pricedBy, charge.pricing))
      findings.push({ code: 'price_differs', severity: 'blocks', position, params: { charge: charge.key } });
    if (line.clause === '')
      findings.push({ code: 'clause_missing', severity: 'asks', position, params: { charge: charge.key } });
    return findings;
  });
}

/** A line is what its place comes to by now less what was billed of it: checked apart from the code that rates. */
export function checkAmounts({ lines, currency }: AuditedInvoice): AuditFinding[] {
  return lines.flatMap(({ position, amountMinor, standing, billedBefore }): AuditFinding[] => {
    if (amountMinor === null || standing === null || billedBefore === null) return [];
    const due = new Exact(standing).minus(billedBefore);
    const billed = fromMinor(amountMinor, currency);
    if (due.eq(billed)) return [];
    return [
      {
        code: 'amount_differs',
        severity: 'blocks',
        position,
        params: { amount: billed, due: due.toFixed() },
      },
    ];
  });
}

/** The same plan at another price is no fault, but somebody should know why (domain.md 2.6: cross-fleet rate variance). */
export function checkPeers({ contract, peers }: AuditedInvoice): AuditFinding[] {
  return contract.charges.flatMap(({ key, pricing }): AuditFinding[] => {
    const terms = termsOf(pricing);
    const other = peers.filter((peer) => peer.chargeKey === key && peer.terms !== terms);
    const [first] = other;
    if (!first) return [];
    return [
      {
        code: 'peer_price_differs',
        severity: 'asks',
        position: null,
        params: {
          charge: key,
          contract: first.contract,
          count: other.reduce((count, { contracts }) => count + contracts, 0),
        },
      },
    ];
  });
}
