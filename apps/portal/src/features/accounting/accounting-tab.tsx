import { useMay } from '../../api/session.js';
import { useOne } from '../../api/use-one.js';
import { ErrorState } from '../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../ui/feedback/skeleton.js';
import { BankAccountSection } from './bank-accounts/bank-account-section.js';
import { DebitCreditorSection } from './debit-creditor-section.js';
import { FourEyesSection } from './four-eyes-section.js';
import { FxRateSection } from './fx-rate-section.js';
import { LedgerAccountSection } from './ledger-accounts/ledger-account-section.js';
import { PeriodSection } from './period-section.js';
import { PriceIndexSection } from './price-index-section.js';
import { StripeSection } from './stripe/stripe-section.js';
import { TaxRuleSection } from './tax-rule-section.js';

/**
 * Accounting settings: tax rules, accounting periods, charts of accounts, bank accounts, direct debits, card payments,
 * exchange rates, price indexes, and dual approval.
 */
export function AccountingTab() {
  const may = useMay();
  const entities = useOne('legal-entities', '/legal-entities');
  if (entities.isLoadingError)
    return <ErrorState error={entities.error} onRetry={() => void entities.refetch()} />;
  if (entities.data === undefined) return <SkeletonRows rows={4} />;
  const { items } = entities.data;
  return (
    <>
      <TaxRuleSection entities={items} />
      <PeriodSection entities={items} />
      <LedgerAccountSection entities={items} />
      <BankAccountSection entities={items} />
      {may('receivables.read') ? <DebitCreditorSection entities={items} /> : null}
      <StripeSection />
      <FxRateSection />
      <PriceIndexSection />
      {may('settings.write') ? <FourEyesSection /> : null}
    </>
  );
}
