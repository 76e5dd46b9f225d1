import { useTranslation } from 'react-i18next';
import { TicketTable } from '../../../features/tickets/list/ticket-table.js';
import { VisitList } from '../../../features/visits/visit-list.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';

/** Upcoming visits and all reported tickets. */
export function VisitsPage() {
  const { t } = useTranslation();
  return (
    <div>
      <PageHeader title={t('customer:nav.visits')} />
      <Section flush title={t('customer:visits.title')}>
        <VisitList />
      </Section>
      <Section flush title={t('customer:tickets.title')}>
        <TicketTable />
      </Section>
    </div>
  );
}
