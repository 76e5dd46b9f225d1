import { Button } from '@mantine/core';
import { IconBan, IconPackage, IconTruckDelivery } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { KitDelivery } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { DetailPanel } from '../../../ui/layout/detail-panel.js';
import { Facts } from '../../../ui/layout/facts.js';
import classes from '../../../ui/layout/split.module.css';
import { Money } from '../../../ui/values/money.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { CancelDeliveryDialog, SendDialog } from './delivery-dialogs.js';
import { PredictedDate } from './predicted-date.js';
import { PlaceLinks } from '../../places/place-links.js';

interface DeliveryPanelProps {
  readonly delivery: KitDelivery;
  readonly onClose: () => void;
}

/** A kit for one machine: due date, depot, contents and next step. */
export function DeliveryPanel({ delivery, onClose }: DeliveryPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const stale = useStale();
  const localised = useLocalised();
  const [dialog, setDialog] = useState<'send' | 'cancel'>();
  const { busy, failure, run } = useWork();
  const step = (name: 'reserve' | 'receive'): void =>
    run(async () => {
      try {
        await request('POST', `/kit-deliveries/{id}/${name}`, { path: { id: delivery.id }, body: {} });
        toastDone(t(`maker:parts.toast.${name}`, { number: delivery.number }));
      } finally {
        void stale('kit-deliveries', 'stock', 'today', 'machines');
      }
    });
  const write = may('parts.write');
  const receive = write || may('parts.receive');
  return (
    <DetailPanel
      title={`${delivery.kit.code}, ${delivery.machine.serial}`}
      aside={delivery.number}
      onClose={onClose}
      foot={
        <>
          {write && delivery.steps.includes('reserve') ? (
            <Button
              loading={busy}
              leftSection={<IconPackage size={16} stroke={1.75} />}
              onClick={() => step('reserve')}
            >
              {t('maker:parts.reserve')}
            </Button>
          ) : null}
          {write && delivery.steps.includes('send') ? (
            <Button
              leftSection={<IconTruckDelivery size={16} stroke={1.75} />}
              onClick={() => setDialog('send')}
            >
              {t('maker:parts.send')}
            </Button>
          ) : null}
          {receive && delivery.steps.includes('receive') ? (
            <Button loading={busy} onClick={() => step('receive')}>
              {t('maker:parts.receive')}
            </Button>
          ) : null}
          {write && delivery.steps.includes('cancel') ? (
            <Button
              variant="default"
              leftSection={<IconBan size={16} stroke={1.75} />}
              onClick={() => setDialog('cancel')}
            >
              {t('maker:parts.cancel')}
            </Button>
          ) : null}
        </>
      }
    >
      <FormSummary summary={failure} />
      <Facts
        items={[
          [t('maker:alarms.state'), <StateBadge key="s" state={delivery.state} plain />],
          [t('maker:parts.predicted'), <PredictedDate key="p" delivery={delivery} />],
          [
            t('maker:fleet.site'),
            <PlaceLinks key="place" site={delivery.site} customer={delivery.customer} />,
          ],
          [t('maker:parts.depot'), `${delivery.depot.code}, ${delivery.depot.name}`],
          ...(delivery.promisedOn === null
            ? []
            : ([
                [t('maker:parts.promised'), format.date(`${delivery.promisedOn}T00:00:00Z`, 'UTC')],
              ] as const)),
          ...(delivery.trackingNumber === ''
            ? []
            : ([[t('maker:parts.tracking'), `${delivery.carrier} ${delivery.trackingNumber}`]] as const)),
          [
            t('maker:parts.charge'),
            delivery.charge === 'included' ? (
              t('maker:parts.included')
            ) : delivery.price === null ? (
              '—'
            ) : (
              <Money key="m" amount={delivery.price.amount} currency={delivery.price.currency} />
            ),
          ],
        ]}
      />
      <h3 className={classes.head}>{t('maker:parts.inKit')}</h3>
      <ul>
        {delivery.kit.parts.map((part) => {
          const missing = delivery.shortage.find((shortPart) => shortPart.number === part.number);
          return (
            <li key={part.number} className={classes.row}>
              <b>{part.number}</b>
              <span>{localised(part.name)}</span>
              <span>{part.quantity}</span>
              {missing === undefined ? null : (
                <StateBadge state="shortage" plain>
                  {t('maker:parts.missingCount', { count: missing.quantity - missing.available })}
                </StateBadge>
              )}
            </li>
          );
        })}
      </ul>
      {dialog === 'send' ? <SendDialog delivery={delivery} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'cancel' ? (
        <CancelDeliveryDialog delivery={delivery} onClose={() => setDialog(undefined)} />
      ) : null}
    </DetailPanel>
  );
}
