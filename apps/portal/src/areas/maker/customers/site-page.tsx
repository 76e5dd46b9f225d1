import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Site } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { DocumentsTab } from '../../../features/overviews/feed/documents-tab.js';
import { TimelineTab } from '../../../features/overviews/feed/timeline-tab.js';
import { StateLine } from '../../../features/overviews/header/state-line.js';
import { SubjectContracts } from '../../../features/overviews/lists/contract-list.js';
import { SubjectInvoices } from '../../../features/overviews/lists/invoice-list.js';
import { MachineList } from '../../../features/overviews/lists/machine-list.js';
import { OverviewTab } from '../../../features/overviews/overview/overview-tab.js';
import { PeopleTab } from '../../../features/overviews/people/people-tab.js';
import { type Subject, useOverview } from '../../../features/overviews/subject.js';
import { DeliveryList } from '../../../features/parts/deliveries/delivery-list.js';
import { CustomerLink } from '../../../features/places/customer-link.js';
import { SiteDialog } from '../../../features/registry/site-dialog.js';
import { TicketList } from '../../../features/tickets/list/ticket-list.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { Facts } from '../../../ui/layout/facts.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { SubjectTabs } from './subject-tabs.js';

/** One site: its state, what its machines earned, and everything that belongs to it. */
export function SitePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const { siteId = '' } = useParams({ strict: false });
  const [isEditing, setIsEditing] = useState(false);
  const query = useOne('sites', '/sites/{id}', { path: { id: siteId } });
  const subject: Subject = { kind: 'site', id: siteId, customerId: query.data?.customer.id ?? '' };
  const overview = useOverview(subject);
  const hubs = useOne('hubs', '/hubs', { staleTime: 600_000 });
  const failed = query.isLoadingError ? query : overview.isLoadingError ? overview : undefined;
  if (failed !== undefined)
    return (
      <ErrorState
        error={failed.error}
        title={t('maker:overview.failed.site')}
        onRetry={() => void failed.refetch()}
      />
    );
  if (query.data === undefined || overview.data === undefined) return <SkeletonBlock height={480} />;
  const site = query.data;
  const hub = hubs.data?.items.find(({ id }) => id === site.hubId);
  const { openTickets, contracts, kitsDue, machines } = overview.data;
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.registry'), to: '/registry' },
          { label: site.customer.name, to: `/customers/${site.customer.id}` },
        ]}
        title={site.name}
        aside={site.code}
        state={
          site.archivedAt === null ? undefined : (
            <StateBadge state="ended">{t('maker:overview.archived')}</StateBadge>
          )
        }
        below={[[site.city, format.country(site.country)].filter(Boolean).join(', '), hub?.name ?? '']
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
                <SiteFacts site={site} hub={hub?.name} />
              </OverviewTab>
            ),
          },
          { key: 'machines', count: machines.total, panel: <MachineList subject={subject} /> },
          {
            key: 'contracts',
            permission: 'contracts.read',
            count: contracts?.active,
            panel: <SubjectContracts subject={subject} />,
          },
          {
            key: 'invoices',
            permission: 'invoices.read',
            panel: <SubjectInvoices subject={subject} />,
          },
          {
            key: 'tickets',
            permission: 'tickets.read',
            count: openTickets?.total,
            panel: <TicketList filters={{ siteId: site.id, state: 'all' }} />,
          },
          {
            key: 'kits',
            permission: 'parts.read',
            count: kitsDue ?? undefined,
            panel: <DeliveryList siteId={site.id} />,
          },
          { key: 'people', panel: <PeopleTab subject={subject} /> },
          { key: 'documents', panel: <DocumentsTab subject={subject} /> },
          { key: 'timeline', panel: <TimelineTab subject={subject} zone={site.zone} /> },
        ]}
      />
      {isEditing ? <SiteDialog site={site} onClose={() => setIsEditing(false)} /> : null}
    </div>
  );
}

function SiteFacts({ site, hub }: { readonly site: Site; readonly hub: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('maker:overview.about.site')}>
      <Facts
        items={[
          [t('maker:life.customer'), <CustomerLink key="customer" customer={site.customer} />],
          [t('maker:ticket.address'), site.address === '' ? '—' : site.address],
          [t('maker:registry.city'), [site.city, format.country(site.country)].filter(Boolean).join(', ')],
          [t('maker:contracts.zone'), format.city(site.zone)],
          [t('maker:fleet.hub'), hub ?? t('maker:overview.hubOfCustomer')],
          [t('maker:ticket.access'), site.accessNotes === '' ? '—' : site.accessNotes],
        ]}
      />
    </Section>
  );
}
