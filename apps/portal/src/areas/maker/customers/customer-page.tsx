import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Customer } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { type Subject, useOverview } from '../../../features/overviews/subject.js';
import { PaymentMethods } from '../../../features/receivables/collection/payment-methods.js';
import { CustomerDialog } from '../../../features/registry/customer-dialog.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import { Section } from '../../../ui/layout/section.js';
import { SubjectView } from './subject-view.js';

/** One customer: its state, its revenue and its related records. */
export function CustomerPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const { customerId = '' } = useParams({ strict: false });
  const [isEditing, setIsEditing] = useState(false);
  const subject: Subject = { kind: 'customer', id: customerId, customerId };
  const query = useOne('customers', '/customers/{id}', { path: { id: customerId } });
  const overview = useOverview(subject);
  const hubs = useOne('hubs', '/hubs', { staleTime: 600_000 });
  const failed = query.isLoadingError ? query : overview.isLoadingError ? overview : undefined;
  if (failed !== undefined)
    return (
      <ErrorState
        error={failed.error}
        title={t('maker:overview.failed.customer')}
        onRetry={() => void failed.refetch()}
      />
    );
  if (query.data === undefined || overview.data === undefined) return <SkeletonBlock height={480} />;
  const customer = query.data;
  const hub = hubs.data?.items.find(({ id }) => id === customer.hubId);
  return (
    <div>
      <SubjectView
        subject={subject}
        overview={overview.data}
        header={{
          crumbs: [{ label: t('app:rail.registry'), to: '/registry' }],
          title: customer.name,
          aside: customer.code,
        }}
        about={[format.country(customer.country), customer.industry, hub?.name ?? '']}
        isArchived={customer.archivedAt !== null}
        facts={
          <>
            <CustomerFacts customer={customer} hub={hub?.name} />
            {may('invoices.pay') ? <PaymentMethods customerId={customerId} /> : null}
          </>
        }
        onEdit={() => setIsEditing(true)}
      />
      {isEditing ? <CustomerDialog customer={customer} onClose={() => setIsEditing(false)} /> : null}
    </div>
  );
}

function CustomerFacts({ customer, hub }: { readonly customer: Customer; readonly hub: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('maker:overview.about.customer')}>
      <Facts
        items={[
          [t('maker:registry.code'), customer.code],
          [t('maker:registry.country'), format.country(customer.country)],
          [t('maker:registry.industry'), customer.industry === '' ? '—' : customer.industry],
          [t('maker:registry.language'), format.language(customer.language)],
          [t('maker:registry.taxId'), customer.taxId === '' ? '—' : customer.taxId],
          [t('maker:fleet.hub'), hub ?? '—'],
        ]}
      />
    </Section>
  );
}
