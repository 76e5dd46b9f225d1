import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Customer } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { DocumentsTab } from '../../../features/overviews/feed/documents-tab.js';
import { TimelineTab } from '../../../features/overviews/feed/timeline-tab.js';
import { SubjectContracts } from '../../../features/overviews/lists/contract-list.js';
import { SubjectInvoices } from '../../../features/overviews/lists/invoice-list.js';
import { MachineList } from '../../../features/overviews/lists/machine-list.js';
import { CustomerSites } from '../../../features/overviews/lists/site-list.js';
import { OverviewTab } from '../../../features/overviews/overview/overview-tab.js';
import { PeopleTab } from '../../../features/overviews/people/people-tab.js';
import { type Subject, useOverview } from '../../../features/overviews/subject.js';
import { DeliveryList } from '../../../features/parts/deliveries/delivery-list.js';
import { CustomerDialog } from '../../../features/registry/customer-dialog.js';
import { TicketList } from '../../../features/tickets/list/ticket-list.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { StateLine } from '../../../features/overviews/header/state-line.js';
import { SubjectTabs } from './subject-tabs.js';

/** One customer: its state, what it earned, and everything that belongs to it. */
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
  const { openTickets, contracts, kitsDue, machines } = overview.data;
  return (
    <div>
      <PageHeader
        crumbs={[{ label: t('app:rail.registry'), to: '/registry' }]}
        title={customer.name}
        aside={customer.code}
        state={
          customer.archivedAt === null ? undefined : (
            <StateBadge state="ended">{t('maker:overview.archived')}</StateBadge>
          )
        }
        below={[format.country(customer.country), customer.industry, hub?.name ?? '']
          .filter((part) => part !== '')
          .join(' · ')}
        actions={
          may('registry.write') ? (
            <Button
              variant="default"
              leftSection={<IconPencil size={16} stroke={1.75} />}
              onClick={() => setIsEditing(true)}
            >
              {t('maker:overview.edit')}
            </Button>
          ) : undefined
        }
      />
      <StateLine subject={subject} overview={overview.data} />
      <SubjectTabs
        tabs={[
          {
            key: 'overview',
            panel: (
              <OverviewTab subject={subject} overview={overview.data}>
                <CustomerFacts customer={customer} hub={hub?.name} />
              </OverviewTab>
            ),
          },
          { key: 'machines', count: machines.total, panel: <MachineList subject={subject} /> },
          { key: 'sites', panel: <CustomerSites customerId={customer.id} /> },
          {
            key: 'contracts',
            permission: 'contracts.read',
            count: contracts?.active,
            panel: <SubjectContracts subject={subject} />,
          },
          { key: 'invoices', permission: 'invoices.read', panel: <SubjectInvoices subject={subject} /> },
          {
            key: 'tickets',
            permission: 'tickets.read',
            count: openTickets?.total,
            panel: <TicketList filters={{ customerId: customer.id, state: 'all' }} />,
          },
          {
            key: 'kits',
            permission: 'parts.read',
            count: kitsDue ?? undefined,
            panel: <DeliveryList customerId={customer.id} />,
          },
          { key: 'people', panel: <PeopleTab subject={subject} /> },
          { key: 'documents', panel: <DocumentsTab subject={subject} /> },
          { key: 'timeline', panel: <TimelineTab subject={subject} /> },
        ]}
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
