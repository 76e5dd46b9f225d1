import { useTranslation } from 'react-i18next';
import { useList } from '../../../api/use-list.js';
import { useFormat } from '../../../format/use-format.js';
import { FieldRow } from '../../../ui/field/field-row.js';
import { FieldWait } from '../../../ui/field/field-wait.js';
import { useTicketTitle } from '../../tickets/use-ticket-title.js';
import classes from './machine-tickets.module.css';

interface MachineTicketsProps {
  readonly machineId: string;
  /** ID of a ticket that the page already shows and the list omits. */
  readonly without?: string;
}

const SHOWN = 6;

/** Previous work on this machine, newest first. */
export function MachineTickets({ machineId, without }: MachineTicketsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useTicketTitle();
  const tickets = useList('tickets', '/tickets', { query: { machineId, state: 'all', limit: SHOWN + 1 } });
  if (tickets.query.data === undefined) return <FieldWait query={tickets.query} rows={2} />;
  const otherTickets = tickets.items.filter((ticket) => ticket.id !== without).slice(0, SHOWN);
  if (otherTickets.length === 0) return <p className={classes.none}>{t('technician:ticket.noOthers')}</p>;
  return (
    <>
      {otherTickets.map((ticket) => (
        <FieldRow key={ticket.id} title={title(ticket)} to={`/field/tickets/${ticket.id}`}>
          {`${ticket.number}, ${format.date(ticket.openedAt)}, ${t(`state.${ticket.state}`)}`}
        </FieldRow>
      ))}
    </>
  );
}
