import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../../api/session.js';
import type { Machine } from '../../../../api/types.js';
import { useList } from '../../../../api/use-list.js';
import { useOne } from '../../../../api/use-one.js';
import { TicketTitle } from '../../../../features/tickets/ticket-title.js';
import { useFormat } from '../../../../format/use-format.js';
import { useLocalised } from '../../../../i18n/localised.js';
import { Facts } from '../../../../ui/layout/facts.js';
import { Section } from '../../../../ui/layout/section.js';
import { Money } from '../../../../ui/values/money.js';
import { Quantity } from '../../../../ui/values/quantity.js';
import { StateBadge } from '../../../../ui/values/state-badge.js';
import classes from './machine-side.module.css';

/** Side column: the machine's details, its contract with the current usage, and its tickets. */
export function MachineSide({ machine }: { readonly machine: Machine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const kit = machine.nextKit;
  return (
    <aside className={classes.side}>
      <Section title={t('maker:machine.about')}>
        <Facts
          items={[
            [t('maker:machine.model'), `${machine.model.code}, ${machine.model.name}`],
            [t('maker:machine.lifecycle'), <StateBadge key="state" state={machine.lifecycle} plain />],
            [t('maker:machine.owner'), t(`maker:owner.${machine.owner}`)],
            ...(kit === null || kit === undefined
              ? []
              : ([
                  [
                    t('maker:machine.nextKit', { code: kit.code }),
                    kit.hoursLeft === null
                      ? '—'
                      : t('maker:machine.kitIn', {
                          hours: format.quantity(Number(kit.hoursLeft), 'h', 0),
                          date:
                            kit.predictedOn === null
                              ? '—'
                              : format.date(`${kit.predictedOn}T00:00:00Z`, 'UTC'),
                        }),
                  ],
                ] as const)),
          ]}
        />
      </Section>
      {may('contracts.read') && machine.customer !== null ? (
        <MachineContract machineId={machine.id} customerId={machine.customer.id} />
      ) : null}
      {may('tickets.read') ? <MachineTickets machineId={machine.id} /> : null}
    </aside>
  );
}

function MachineContract({
  machineId,
  customerId,
}: {
  readonly machineId: string;
  readonly customerId: string;
}) {
  const { t } = useTranslation();
  const localised = useLocalised();
  const contracts = useList('contracts', '/contracts', {
    query: {
      machineId,
      customerId,
      state: 'active',
    },
  });
  const contract = contracts.items[0];
  const cost = useOne('cost', '/contracts/{id}/cost-so-far', {
    path: { id: contract?.id },
    enabled: contract !== undefined,
  });
  if (contract === undefined) return null;
  return (
    <Section
      title={
        <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
          {t('maker:machine.contract', { number: contract.number })}
        </Link>
      }
      aside={localised(contract.plan.name)}
    >
      <Facts
        items={
          cost.data === undefined
            ? [[t('maker:machine.soFar'), '—']]
            : [
                [
                  t('maker:machine.soFar'),
                  <Quantity key="q" value={cost.data.quantity} unit={cost.data.unit ?? ''} />,
                ],
                [
                  t('maker:machine.unbilled'),
                  <Money
                    key="m"
                    amount={cost.data.amount?.amount}
                    currency={cost.data.amount?.currency ?? contract.currency}
                  />,
                ],
              ]
        }
      />
    </Section>
  );
}

function MachineTickets({ machineId }: { readonly machineId: string }) {
  const { t } = useTranslation();
  const tickets = useList('tickets', '/tickets', { query: { machineId, state: 'all' } });
  if (tickets.items.length === 0) return null;
  return (
    <Section title={t('app:rail.tickets')}>
      <ul>
        {tickets.items.slice(0, 6).map((ticket) => (
          <li key={ticket.id} className={classes.ticket}>
            <Link to="/tickets/$ticketId" params={{ ticketId: ticket.id }}>
              {ticket.number}
            </Link>
            <span className={classes.title}>
              <TicketTitle ticket={ticket} />
            </span>
            <StateBadge state={ticket.state === 'new' ? 'unassigned' : ticket.state} plain />
          </li>
        ))}
      </ul>
    </Section>
  );
}
