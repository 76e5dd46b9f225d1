import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { Machine, Placement } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useZone } from '../../../clock/zone.js';
import { instantToWallTime, wallTimeToInstant, wallTimeToIso } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateTimeField } from '../../../ui/forms/entry/date-time-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import classes from './shipment-dialog.module.css';
import { previewShipment, type ShipmentEffect } from './shipment-effect.js';

interface ShipmentDialogProps {
  readonly machine: Machine;
  readonly onClose: () => void;
}

/** Corrects a machine's shipment time after a preview of the effect. */
export function ShipmentDialog({ machine, onClose }: ShipmentDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = useZone();
  const stale = useStale();
  const firstPlacement = useFirstPlacement(machine.id);
  const rejected = useRejectedMessages(machine.id);
  const initial = useMemo(
    () => ({ shippedAt: instantToWallTime(Date.parse(machine.shippedAt), zone) }),
    [machine.shippedAt, zone],
  );
  const { form, sending, summary, submit } = useServerForm(initial, async (values) => {
    // The field has no seconds, so sending an unchanged value would move the shipment to the start of its minute.
    if (values.shippedAt !== initial.shippedAt) {
      await request('PATCH', '/machines/{id}', {
        path: { id: machine.id },
        body: { shippedAt: wallTimeToIso(values.shippedAt, zone) },
        ifMatch: machine.version,
      });
      await stale('machines', 'fleet', 'quarantine', 'quarantine-replays');
      toastDone(t('maker:shipment.done', { serial: machine.serial }));
    }
    onClose();
  });
  const wanted = form.getValues().shippedAt;
  const effect =
    wanted === initial.shippedAt || wanted === ''
      ? undefined
      : previewShipment(
          {
            shippedAt: machine.shippedAt,
            firstPlacementFrom: firstPlacement?.from,
            rejected: rejected.messages,
          },
          wallTimeToInstant(wanted, zone),
        );
  return (
    <FormDialog
      title={t('maker:shipment.title', { serial: machine.serial })}
      verb={t('maker:shipment.verb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <DateTimeField
        zone={zone}
        label={t('maker:shipment.when')}
        description={t('maker:form.inZone', { zone: format.city(zone) })}
        data-autofocus
        {...form.getInputProps('shippedAt')}
      />
      <div aria-live="polite">
        {effect === undefined ? null : (
          <Effect effect={effect} site={firstPlacement?.site.name ?? ''} isPartial={rejected.isPartial} />
        )}
      </div>
    </FormDialog>
  );
}

interface EffectProps {
  readonly effect: ShipmentEffect;
  /** Name of the machine's first site. */
  readonly site: string;
  /** Whether there are more rejected messages than were counted. */
  readonly isPartial: boolean;
}

function Effect({ effect, site, isPartial }: EffectProps) {
  const { t } = useTranslation();
  const lines = [
    ...(effect.admitted + effect.stillRejected === 0
      ? [t('maker:shipment.nothingRefused')]
      : effect.admitted === 0
        ? [t('maker:shipment.stillRefused', { count: effect.stillRejected })]
        : [
            t(isPartial ? 'maker:shipment.admittedAtLeast' : 'maker:shipment.admitted', {
              count: effect.admitted,
            }),
            ...(effect.stillRejected === 0
              ? []
              : [t('maker:shipment.stillRefused', { count: effect.stillRejected })]),
          ]),
    ...(effect.movesFirstPlacement ? [t('maker:shipment.movesStay', { site })] : []),
    ...(effect.isLater ? [t('maker:shipment.later')] : []),
    t('maker:shipment.audit'),
  ];
  return (
    <>
      <p className={classes.heading}>{t('maker:shipment.effect')}</p>
      <ul className={classes.effects}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

function useFirstPlacement(machineId: string): Placement | undefined {
  const placements = useOne('machines', '/machines/{id}/placements', { path: { id: machineId } });
  return placements.data?.items.reduce<Placement | undefined>(
    (first, stay) => (first !== undefined && first.from <= stay.from ? first : stay),
    undefined,
  );
}

/** Messages of the machine's devices that were rejected because they predate its shipment. */
function useRejectedMessages(machineId: string) {
  const may = useMay();
  const enabled = may('telemetry.inspect');
  const devices = useOne('devices', '/devices', { query: { machineId }, enabled });
  const entries = useList('quarantine', '/quarantine', { query: { reason: 'before_shipment' }, enabled });
  const ids = new Set(devices.data?.items.map(({ id }) => id));
  const messages = entries.items.flatMap(({ device, params }) =>
    device !== null && ids.has(device.id) && typeof params['ts'] === 'string' ? [{ ts: params['ts'] }] : [],
  );
  return { messages, isPartial: entries.query.hasNextPage };
}
