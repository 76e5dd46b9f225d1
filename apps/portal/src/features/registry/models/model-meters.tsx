import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { ModelMeter, ModelSignal } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { ConfirmDialog } from '../../../ui/forms/confirm-dialog.js';
import { useMeterName } from '../../meters/use-meter-name.js';
import { ModelMeterDialog } from './model-meter-dialog.js';
import classes from './model-meters.module.css';

interface ModelMetersProps {
  readonly modelId: string;
  readonly signals: readonly ModelSignal[];
}

/** Model meters, which are offered to contracts for each machine of the model. */
export function ModelMeters({ modelId, signals }: ModelMetersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const stale = useStale();
  const meterName = useMeterName();
  const [editing, setEditing] = useState<ModelMeter | 'new'>();
  const [removing, setRemoving] = useState<ModelMeter>();
  const meters = useOne('models', '/models/{id}/meters', { path: { id: modelId } });
  const write = may('registry.write');
  const terms = ({ reference, wholeFactor, maxRatePerHour, maxGapMinutes, ...meter }: ModelMeter): string =>
    [
      wholeFactor === null ? undefined : `× ${format.quantity(wholeFactor, '')}`,
      reference === null
        ? undefined
        : t('maker:modelMeters.conditions', {
            from: stateOf(reference.from),
            to: stateOf(reference.to),
          }),
      maxRatePerHour === null
        ? undefined
        : t(`maker:modelMeters.${meter.method === 'counter' ? 'mostAnHour' : 'most'}`, {
            value: format.number(maxRatePerHour),
          }),
      meter.method === 'event_count'
        ? undefined
        : t('maker:modelMeters.gap', { time: format.duration(maxGapMinutes * 60_000) }),
    ]
      .filter((part) => part !== undefined)
      .join(' · ');
  const stateOf = ({ celsius, mbar }: { readonly celsius: string; readonly mbar: string }): string =>
    `${format.number(celsius, 2)} °C, ${format.number(mbar, 2)} mbar`;
  const remove = async (): Promise<void> => {
    await request('DELETE', '/model-meters/{id}', { path: { id: removing!.id }, ifMatch: removing!.version });
    await stale('models');
  };
  return (
    <section aria-labelledby="model-meters">
      <div className={classes.head}>
        <h3 id="model-meters" className={classes.title}>
          {t('maker:contract.meters')}
        </h3>
        {write ? (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            disabled={signals.length === 0}
            onClick={() => setEditing('new')}
          >
            {t('maker:charge.addMeter')}
          </Button>
        ) : null}
      </div>
      {meters.isLoadingError ? (
        <ErrorState error={meters.error} onRetry={() => void meters.refetch()} />
      ) : meters.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : meters.data.items.length === 0 ? (
        <p className={classes.hint}>{t('maker:modelMeters.none')}</p>
      ) : (
        <ul>
          {meters.data.items.map((meter) => (
            <li key={meter.id} className={classes.row}>
              <button
                type="button"
                className={classes.meter}
                disabled={!write}
                onClick={() => setEditing(meter)}
              >
                <span className={classes.name}>{meter.name}</span>
                <span>{formatUnit(meter.unit)}</span>
                <span className={classes.terms}>
                  {[meterName(meter), terms(meter)].filter(Boolean).join(' · ')}
                </span>
              </button>
              {write ? (
                <ActionIcon
                  variant="subtle"
                  aria-label={t('maker:modelMeters.remove', { name: meter.name })}
                  onClick={() => setRemoving(meter)}
                >
                  <IconTrash size={16} stroke={1.75} />
                </ActionIcon>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {editing === undefined ? null : (
        <ModelMeterDialog
          modelId={modelId}
          meter={editing === 'new' ? undefined : editing}
          signals={signals}
          onClose={() => setEditing(undefined)}
        />
      )}
      <ConfirmDialog
        open={removing !== undefined}
        title={t('maker:modelMeters.removeTitle', { name: removing?.name })}
        verb={t('maker:modelMeters.removeVerb')}
        onConfirm={remove}
        onClose={() => setRemoving(undefined)}
      >
        {t('maker:modelMeters.removeEffect')}
      </ConfirmDialog>
    </section>
  );
}
