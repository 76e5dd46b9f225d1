import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { ModelSignal } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DetailPanel } from '../../../ui/layout/detail-panel.js';
import { ModelMeters } from './model-meters.js';
import classes from './model-panel.module.css';
import { SignalDialog } from './signal-dialog.js';

interface ModelPanelProps {
  readonly modelId: string;
  readonly onClose: () => void;
}

/** Signals of a model with unit and limits, and its model meters. */
export function ModelPanel({ modelId, onClose }: ModelPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [editing, setEditing] = useState<ModelSignal | 'new'>();
  const model = useOne('models', '/models/{id}', { path: { id: modelId } });
  const write = may('registry.write');
  const terms = (signal: ModelSignal): string =>
    [
      signal.expectedSeconds === null
        ? undefined
        : t('maker:registry.every', { interval: format.duration(signal.expectedSeconds * 1000) }),
      signal.warnLow === null ? undefined : t('limit.warnBelow', { value: format.number(signal.warnLow) }),
      signal.warnHigh === null ? undefined : t('limit.warnAbove', { value: format.number(signal.warnHigh) }),
      signal.tripLow === null ? undefined : t('limit.tripBelow', { value: format.number(signal.tripLow) }),
      signal.tripHigh === null ? undefined : t('limit.tripAbove', { value: format.number(signal.tripHigh) }),
    ]
      .filter((part) => part !== undefined)
      .join(' · ');
  return (
    <DetailPanel
      title={model.data?.name ?? ''}
      aside={model.data?.code}
      onClose={onClose}
      foot={
        write ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} stroke={1.75} />}
            onClick={() => setEditing('new')}
          >
            {t('maker:registry.addSignal')}
          </Button>
        ) : undefined
      }
    >
      {model.isLoadingError ? (
        <ErrorState error={model.error} onRetry={() => void model.refetch()} />
      ) : model.data === undefined ? (
        <SkeletonRows rows={6} />
      ) : (
        <>
          <ul>
            {(model.data.signals ?? []).map((signal) => (
              <li key={signal.id}>
                <button
                  type="button"
                  className={classes.signal}
                  disabled={!write}
                  onClick={() => setEditing(signal)}
                >
                  <code className={classes.key}>{signal.key}</code>
                  <span>{formatUnit(signal.unit)}</span>
                  <span className={classes.kind}>{t(`maker:registry.kind.${signal.kind}`)}</span>
                  <span className={classes.limits}>{terms(signal)}</span>
                </button>
              </li>
            ))}
          </ul>
          {write || may('contracts.write') ? (
            <ModelMeters modelId={modelId} signals={model.data.signals ?? []} />
          ) : null}
        </>
      )}
      {editing === undefined ? null : (
        <SignalDialog
          modelId={modelId}
          signal={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </DetailPanel>
  );
}
