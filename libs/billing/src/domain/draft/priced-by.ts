import { plusDays } from '#contracts/domain';
import type { DraftLine, PricedBy } from '#invoicing/domain';
import { RULE_VERSION } from '#metering/domain';
import { type ChargesFrom, RATING_RULES_VERSION } from '#pricing/domain';

/** Adds the terms and rules that priced a line, so that they don't have to be inferred from its date. */
export function withPricedBy(line: DraftLine, versions: readonly ChargesFrom[]): DraftLine {
  const { snapshot, service } = line;
  if (snapshot === null || service === null) return line;
  return { ...line, snapshot: { ...snapshot, by: pricedBy(versions, plusDays(service.to, -1)) } };
}

function pricedBy(versions: readonly ChargesFrom[], day: string): PricedBy {
  const { from, amendments = [] } = versions.findLast((version) => version.from <= day) ?? versions[0]!;
  return {
    termsFrom: from,
    amendments,
    ratingRules: RATING_RULES_VERSION,
    meteringRules: RULE_VERSION,
    rounding: 'half_away',
  };
}
