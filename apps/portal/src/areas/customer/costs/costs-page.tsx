import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../../../api/session.js';
import { useList } from '../../../api/use-list.js';
import { DisputeList } from '../../../features/disputes/dispute-list.js';
import { PaymentMethods } from '../../../features/receivables/collection/payment-methods.js';
import { CustomerPayments } from '../../../features/receivables/customer/customer-payments.js';
import { UsageLegend } from '../../../features/usage/months/usage-legend.js';
import { UsageMonths } from '../../../features/usage/months/usage-months.js';
import { useLocalised } from '../../../i18n/localised.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { LinkButton } from '../../../ui/layout/link-button.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';
import { CostAnswer } from '../plant/answers/cost-answer.js';
import classes from './costs-page.module.css';
import { InvoiceTable } from './invoice-table.js';

/**
 * Usage and costs: for each contract, the current month and the usage by month; then open disputes, invoices and
 * payments, and saved payment methods.
 */
export function CostsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { membership } = useSession();
  const localised = useLocalised();
  const contracts = useList('contracts', '/contracts', { enabled: may('contracts.read') });
  const disputes = useList('disputes', '/disputes', {
    query: { state: 'open' },
    enabled: may('invoices.read'),
  });
  return (
    <div>
      <PageHeader title={t('customer:nav.costs')} aside={<UsageLegend />} />
      {contracts.query.isLoadingError ? (
        <ErrorState error={contracts.query.error} onRetry={() => void contracts.query.refetch()} />
      ) : contracts.waiting ? (
        <SkeletonRows />
      ) : contracts.items.length === 0 ? (
        <EmptyState
          icon={IconFileText}
          title={t('customer:costs.emptyTitle')}
          actions={
            <LinkButton to="/plant/machines" variant="default">
              {t('customer:nav.machines')}
            </LinkButton>
          }
        >
          {t('customer:costs.emptyWhy')}
        </EmptyState>
      ) : (
        contracts.items.map((contract) => (
          <div key={contract.id} className={classes.contract}>
            {contract.state === 'active' ? (
              <div className={classes.now}>
                <CostAnswer contract={contract} withPicture />
              </div>
            ) : null}
            <div className={classes.months}>
              <Section
                flush
                title={t('customer:costs.usageOf', { number: contract.number })}
                aside={localised(contract.plan.name)}
              >
                <UsageMonths contract={contract} />
              </Section>
            </div>
          </div>
        ))
      )}
      {disputes.items.length === 0 ? null : (
        <Section flush title={t('dispute.many')}>
          <DisputeList disputes={disputes.items} base="/plant/costs/disputes" withInvoice />
        </Section>
      )}
      {may('invoices.read') ? (
        <div className={classes.invoices}>
          <Section flush title={t('customer:costs.invoices')} aside={t('customer:costs.draftsOnly')}>
            <InvoiceTable />
          </Section>
          <Section flush title={t('payment.many')}>
            <CustomerPayments />
          </Section>
          {may('invoices.pay')
            ? membership.customers.map(({ id }) => <PaymentMethods key={id} customerId={id} />)
            : null}
        </div>
      ) : null}
    </div>
  );
}
