import { useTranslation } from 'react-i18next';
import { useOne } from '../../../api/use-one.js';
import { TicketList } from '../../../features/tickets/list/ticket-list.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { useListView } from '../../../features/lists/use-list-view.js';
import { oneOf } from '../../../ui/tables/use-url-filters.js';

const STATES = ['new', 'assigned', 'accepted', 'in_progress', 'closed', 'cancelled'] as const;

export function TicketsPage() {
  const { t } = useTranslation();
  const view = useListView('tickets');
  const { filters, change } = view;
  const technicians = useOne('technicians', '/technicians');
  const { state, technicianId } = filters;
  return (
    <div>
      <PageHeader title={t('app:rail.tickets')} aside={t('maker:tickets.aside')} />
      <TicketList
        filters={{ state: oneOf([...STATES, 'all'], state), technicianId, search: filters['search'] }}
        bar={{
          view,
          render: (tools) => (
            <FilterBar
              filters={filters}
              onChange={change}
              searchLabel={t('maker:tickets.search')}
              chips={[
                {
                  key: 'state',
                  label: t('maker:alarms.state'),
                  choices: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
                },
                {
                  key: 'technicianId',
                  label: t('maker:tickets.technician'),
                  choices: (technicians.data?.items ?? []).map((technician) => ({
                    value: technician.id,
                    label: technician.name,
                  })),
                },
              ]}
              views={[
                { key: 'new', label: t('maker:tickets.nobody'), filters: { state: 'new' } },
                { key: 'all', label: t('maker:tickets.everything'), filters: { state: 'all' } },
              ]}
            >
              {tools}
            </FilterBar>
          ),
        }}
      />
    </div>
  );
}
