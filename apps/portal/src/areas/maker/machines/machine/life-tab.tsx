import { Button } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../../api/session.js';
import type { Machine, Placement } from '../../../../api/types.js';
import { useOne } from '../../../../api/use-one.js';
import { ShipmentDialog } from '../../../../features/machines/lifecycle/shipment-dialog.js';
import { TransitionDialog } from '../../../../features/machines/lifecycle/transition-dialog.js';
import { MeterEvents } from '../../../../features/meters/meter-events.js';
import { EmptyState } from '../../../../ui/feedback/empty-state.js';
import { Section } from '../../../../ui/layout/section.js';
import { DataTable } from '../../../../ui/tables/data-table.js';
import { Instant } from '../../../../ui/values/instant.js';
import { StateBadge } from '../../../../ui/values/state-badge.js';
import classes from './life-tab.module.css';
import { CustomerLink } from '../../../../features/places/customer-link.js';
import { SiteLink } from '../../../../features/places/site-link.js';

/** Lifecycle steps of the machine, the next step, its records, and its location history. */
export function LifeTab({ machine }: { readonly machine: Machine }) {
  const { t } = useTranslation();
  const may = useMay();
  const [dialog, setDialog] = useState<'transition' | 'shipment'>();
  const close = (): void => setDialog(undefined);
  const placements = useOne('machines', '/machines/{id}/placements', { path: { id: machine.id } });
  return (
    <>
      <Section
        title={t('maker:life.steps')}
        aside={<StateBadge state={machine.lifecycle} plain />}
        action={
          may('registry.write') && machine.nextLifecycles.length > 0 ? (
            <Button size="xs" variant="default" onClick={() => setDialog('transition')}>
              {t('maker:life.move')}
            </Button>
          ) : undefined
        }
      >
        <ol>
          {machine.steps.map((step) => (
            <li key={step.occurredAt + step.to} className={classes.step}>
              <Instant at={step.occurredAt} locationZone={machine.site?.zone} />
              <StateBadge state={step.to} plain />
              <span className={classes.why}>{[step.reason, step.byName].filter(Boolean).join(', ')}</span>
              {step.from === null && may('registry.write') ? (
                <Button
                  size="xs"
                  variant="subtle"
                  className={classes.correct}
                  onClick={() => setDialog('shipment')}
                >
                  {t('maker:shipment.open')}
                </Button>
              ) : null}
            </li>
          ))}
        </ol>
      </Section>
      <MeterEvents
        query={{ machineId: machine.id }}
        zone={machine.site?.zone ?? 'UTC'}
        subjects={[{ machineId: machine.id, label: machine.serial }]}
      />
      <Section title={t('maker:life.title')} flush>
        <DataTable<Placement>
          label={t('maker:life.title')}
          rowKey={(row) => row.id}
          rows={placements.data?.items ?? []}
          columns={[
            {
              key: 'site',
              header: t('maker:life.site'),
              phone: 'title',
              cell: (row) => <SiteLink site={row.site} />,
            },
            {
              key: 'customer',
              header: t('maker:life.customer'),
              phone: 'second',
              cell: (row) => <CustomerLink customer={row.customer} />,
            },
            {
              key: 'from',
              header: t('maker:life.from'),
              width: '160px',
              phone: 'third',
              cell: (row) => <Instant at={row.from} />,
            },
            {
              key: 'to',
              header: t('maker:life.to'),
              width: '160px',
              phone: 'side',
              cell: (row) => (row.to === null ? t('maker:life.now') : <Instant at={row.to} />),
            },
          ]}
          empty={
            <EmptyState icon={IconMapPin} title={t('maker:life.emptyTitle')}>
              {t('maker:life.emptyWhy')}
            </EmptyState>
          }
        />
      </Section>
      {dialog === 'transition' ? <TransitionDialog machine={machine} onClose={close} /> : null}
      {dialog === 'shipment' ? <ShipmentDialog machine={machine} onClose={close} /> : null}
    </>
  );
}
