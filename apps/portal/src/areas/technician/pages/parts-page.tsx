import { Button } from '@mantine/core';
import { IconPackage, IconPackageImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../../../api/session.js';
import type { KitDelivery, Visit } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { preparePost } from '../../../api/stored-post.js';
import { productNow } from '../../../clock/clock.js';
import { useSendAction } from '../../../features/field-work/actions/use-field-actions.js';
import { useMyVisits } from '../../../features/field-work/inbox/use-visit-watch.js';
import { partsStatusOf, waitingParts } from '../../../features/field-work/ticket/parts/parts-status.js';
import { useTicketTitle } from '../../../features/tickets/use-ticket-title.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { FieldHead } from '../../../ui/field/field-head.js';
import { FieldRow } from '../../../ui/field/field-row.js';
import { FieldWait } from '../../../ui/field/field-wait.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './parts-page.module.css';

/**
 * Parts for upcoming visits, and kits that are reserved or in transit: first those for machines that the technician
 * visits, then the other kits from the hub's depots.
 */
export function PartsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useTicketTitle();
  const session = useSession();
  const visits = useMyVisits();
  const depots = useOne('depots', '/depots', { staleTime: 10 * 60_000 });
  const deliveries = useList('kit-deliveries', '/kit-deliveries', { query: { state: ['sent', 'reserved'] } });
  const [receiving, setReceiving] = useState<KitDelivery>();
  const send = useSendAction();
  const needing = (visits.data?.items ?? []).filter(
    (visit) => visit.state !== 'done' && visit.parts.length > 0,
  );
  const mine = new Set((visits.data?.items ?? []).map((visit) => visit.ticket.machine.id));
  const ownDepots = new Set(
    (depots.data?.items ?? [])
      .filter((depot) => depot.hub.id === session.membership.hubId)
      .map((depot) => depot.id),
  );
  const toMine = deliveries.items.filter((delivery) => mine.has(delivery.machine.id));
  const otherDeliveries = deliveries.items.filter(
    (delivery) => !mine.has(delivery.machine.id) && ownDepots.has(delivery.depot.id),
  );
  return (
    <>
      <FieldHead title={t('technician:parts.title')} />
      <h2 className={classes.heading}>{t('technician:parts.forVisits')}</h2>
      {visits.data === undefined ? (
        <FieldWait query={visits} rows={2} />
      ) : needing.length === 0 ? (
        <p className={classes.none}>{t('technician:parts.noneNeeded')}</p>
      ) : (
        needing.map((visit) => (
          <FieldRow
            key={visit.id}
            lead={
              <>
                <span className={classes.day}>{format.shortDate(visit.from)}</span>
                {format.time(visit.from)}
              </>
            }
            title={visit.parts.map((part) => `${part.quantity} × ${part.partNumber}`).join(', ')}
            to={`/field/tickets/${visit.ticket.id}`}
          >
            <span
              className={classes.line}
            >{`${title(visit.ticket)}, ${visit.site.city || visit.site.name}`}</span>
            <PartsBadge visit={visit} />
          </FieldRow>
        ))
      )}
      <h2 className={classes.heading}>{t('technician:parts.toMine')}</h2>
      {deliveries.query.data === undefined ? (
        <FieldWait query={deliveries.query} rows={2} />
      ) : toMine.length + otherDeliveries.length === 0 ? (
        <EmptyState icon={IconPackage} title={t('technician:parts.emptyTitle')}>
          {t('technician:parts.emptyWhy')}
        </EmptyState>
      ) : toMine.length === 0 ? (
        <p className={classes.none}>{t('technician:parts.noneToMine')}</p>
      ) : (
        toMine.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} onReceive={setReceiving} />
        ))
      )}
      {otherDeliveries.length === 0 ? null : (
        <>
          <h2 className={classes.heading}>{t('technician:parts.ofHub')}</h2>
          {otherDeliveries.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} onReceive={setReceiving} />
          ))}
        </>
      )}
      {receiving === undefined ? null : (
        <ConfirmDialog
          open
          title={t('technician:parts.receiveTitle', { kit: receiving.kit.code })}
          verb={t('technician:parts.receiveVerb')}
          onConfirm={() => {
            void send({
              code: 'receive',
              about: `${receiving.kit.code} ${receiving.machine.serial}`,
              ...preparePost('/kit-deliveries/{id}/receive', {
                path: { id: receiving.id },
                body: { occurredAt: new Date(productNow()).toISOString() },
              }),
              stale: ['kit-deliveries', 'machines', 'day'],
            });
            return Promise.resolve();
          }}
          onClose={() => setReceiving(undefined)}
        >
          <p>
            {t('technician:parts.receiveWhat', {
              machine: receiving.machine.serial,
              contents: receiving.kit.parts.map((part) => `${part.quantity} × ${part.number}`).join(', '),
            })}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

/** Shows whether the parts of a visit are reserved and names those that are not. */
function PartsBadge({ visit }: { readonly visit: Visit }) {
  const { t } = useTranslation();
  const status = partsStatusOf(visit.parts);
  if (status === 'none' || status === 'unknown') return null;
  return (
    <StateBadge state={status === 'all' ? 'ready' : 'shortage'} plain>
      {t(`technician:parts.standing.${status}`, {
        count: visit.parts.length,
        parts: waitingParts(visit.parts)
          .map((part) => part.partNumber)
          .join(', '),
      })}
    </StateBadge>
  );
}

interface DeliveryRowProps {
  readonly delivery: KitDelivery;
  readonly onReceive: (delivery: KitDelivery) => void;
}

function DeliveryRow({ delivery, onReceive }: DeliveryRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  return (
    <FieldRow
      sign={IconPackage}
      title={`${delivery.kit.code}, ${delivery.machine.serial}`}
      action={
        delivery.steps.includes('receive') && may('parts.receive') ? (
          <Button
            variant="default"
            leftSection={<IconPackageImport size={20} stroke={1.75} />}
            onClick={() => onReceive(delivery)}
          >
            {t('technician:parts.receive')}
          </Button>
        ) : undefined
      }
    >
      <span className={classes.line}>
        {[
          `${delivery.site.name}`,
          delivery.promisedOn === null
            ? delivery.predictedOn === null
              ? undefined
              : t('technician:parts.neededAbout', {
                  day: format.date(`${delivery.predictedOn}T12:00:00Z`, 'UTC'),
                })
            : t('technician:parts.promised', {
                day: format.shortDate(`${delivery.promisedOn}T12:00:00Z`, 'UTC'),
              }),
          delivery.trackingNumber === '' ? undefined : `${delivery.carrier} ${delivery.trackingNumber}`,
        ]
          .filter(Boolean)
          .join(', ')}
      </span>
      <StateBadge state={delivery.state} plain />
    </FieldRow>
  );
}
