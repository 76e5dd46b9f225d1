import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../ui/page-header.js';
import { Section } from '../../ui/section.js';
import { TicketTable } from '../tickets/ticket-table.js';
import { VisitList } from '../tickets/visit-list.js';

/** Who comes when, and everything that was reported. */
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
