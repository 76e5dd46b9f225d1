import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Overview } from '../../../api/types.js';
import { DocumentsTab } from '../../../features/overviews/feed/documents-tab.js';
import { TimelineTab } from '../../../features/overviews/feed/timeline-tab.js';
import { StateLine } from '../../../features/overviews/header/state-line.js';
import { SubjectContracts } from '../../../features/overviews/lists/contract-list.js';
import { SubjectInvoices } from '../../../features/overviews/lists/invoice-list.js';
import { MachineList } from '../../../features/overviews/lists/machine-list.js';
import { CustomerSites } from '../../../features/overviews/lists/site-list.js';
import { OverviewTab } from '../../../features/overviews/overview/overview-tab.js';
import { PeopleTab } from '../../../features/overviews/people/people-tab.js';
import { filterOf, type Subject } from '../../../features/overviews/subject.js';
import { DeliveryList } from '../../../features/parts/deliveries/delivery-list.js';
import { TicketList } from '../../../features/tickets/list/ticket-list.js';
import { Mandates } from '../../../features/receivables/direct-debits/mandates.js';
import { CustomerCollection } from '../../../features/receivables/collection/customer-collection.js';
import { CustomerAccount } from '../../../features/receivables/reports/account-statement.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { SubjectTabs } from './subject-tabs.js';

interface SubjectViewProps {
  readonly subject: Subject;
  readonly overview: Overview;
  readonly header: Pick<ComponentProps<typeof PageHeader>, 'crumbs' | 'title' | 'aside'>;
  /** Texts below the title; empty ones are omitted. */
  readonly about: readonly string[];
  readonly isArchived: boolean;
  /** Details of the customer or site on the first tab. */
  readonly facts: ReactNode;
  /** IANA zone of the times in the timeline; the user's by default. */
  readonly zone?: string;
  readonly onEdit: () => void;
}

/** Page of a customer or site: its state, and tabs with related records. */
export function SubjectView(props: SubjectViewProps) {
  const { subject, overview, header, about, isArchived, facts, zone, onEdit } = props;
  const { t } = useTranslation();
  const may = useMay();
  const { openTickets, contracts, kitsDue, machines } = overview;
  return (
    <>
      <PageHeader
        {...header}
        state={isArchived ? <StateBadge state="ended">{t('maker:overview.archived')}</StateBadge> : undefined}
        below={about.filter((part) => part !== '').join(' · ')}
        actions={
          may('registry.write') ? (
            <Button variant="default" leftSection={<IconPencil size={16} stroke={1.75} />} onClick={onEdit}>
              {t('maker:overview.edit')}
            </Button>
          ) : undefined
        }
      />
      <StateLine subject={subject} overview={overview} />
      <SubjectTabs
        tabs={[
          {
            key: 'overview',
            panel: (
              <OverviewTab subject={subject} overview={overview}>
                {facts}
              </OverviewTab>
            ),
          },
          { key: 'machines', count: machines.total, panel: <MachineList subject={subject} /> },
          ...(subject.kind === 'customer'
            ? [{ key: 'sites', panel: <CustomerSites customerId={subject.id} /> }]
            : []),
          {
            key: 'contracts',
            permission: 'contracts.read',
            count: contracts?.active,
            panel: <SubjectContracts subject={subject} />,
          },
          { key: 'invoices', permission: 'invoices.read', panel: <SubjectInvoices subject={subject} /> },
          ...(subject.kind === 'customer'
            ? [
                {
                  key: 'account',
                  permission: 'receivables.read',
                  panel: (
                    <>
                      <CustomerAccount customerId={subject.id} />
                      <Mandates customerId={subject.id} />
                      <CustomerCollection customerId={subject.id} />
                    </>
                  ),
                },
              ]
            : []),
          {
            key: 'tickets',
            permission: 'tickets.read',
            count: openTickets?.total,
            panel: <TicketList filters={{ ...filterOf(subject), state: 'all' }} />,
          },
          {
            key: 'kits',
            permission: 'parts.read',
            count: kitsDue ?? undefined,
            panel: <DeliveryList {...filterOf(subject)} />,
          },
          { key: 'people', panel: <PeopleTab subject={subject} /> },
          { key: 'documents', panel: <DocumentsTab subject={subject} /> },
          { key: 'timeline', panel: <TimelineTab subject={subject} {...(zone !== undefined && { zone })} /> },
        ]}
      />
    </>
  );
}
