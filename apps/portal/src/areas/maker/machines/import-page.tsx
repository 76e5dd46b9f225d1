import { Button, SegmentedControl } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { ImportDone, ImportPreviewAnswer } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { FilePreview } from '../../../features/imports/file-preview.js';
import { ImportedCredentials } from '../../../features/imports/imported-credentials.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { ChooseFileButton } from '../../../ui/forms/choose-file-button.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { DetailPanel } from '../../../ui/layout/detail-panel.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Steps } from '../../../ui/layout/steps.js';
import { useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './import-page.module.css';

const KINDS = ['customers', 'sites', 'machines'] as const;

/** Imports customers, sites or machines from a CSV file. Shows a preview first, and imports either all rows or none. */
export function ImportPage() {
  const { t } = useTranslation();
  const stale = useStale();
  const [filters, change] = useUrlFilters();
  const kind = KINDS.find((value) => value === filters['kind']) ?? 'machines';
  const [file, setFile] = useState<File>();
  const [answer, setAnswer] = useState<ImportPreviewAnswer>();
  const [done, setDone] = useState<ImportDone>();
  const { busy, failure, run } = useWork();

  const preview = (chosen: File): void => {
    setFile(chosen);
    setAnswer(undefined);
    setDone(undefined);
    run(async () => {
      const body = new FormData();
      body.set('kind', kind);
      body.set('file', chosen);
      setAnswer(await request('POST', '/imports/preview', { body }));
    });
  };
  const save = (token: string): void =>
    run(async () => {
      const done = await request('POST', '/imports', { body: { token } });
      setDone(done);
      await stale('machines', 'fleet', 'customers', 'sites');
      toastDone(t('maker:import.done', { count: done.created }));
    });
  const step = done !== undefined ? 3 : answer !== undefined ? (answer.faults.length > 0 ? 1 : 2) : 0;

  return (
    <div className={classes.page}>
      <PageHeader
        crumbs={[{ label: t('app:rail.registry'), to: '/registry' }, { label: t('maker:import.crumb') }]}
        title={
          file === undefined
            ? t('maker:import.title')
            : t('maker:import.titleOf', { kind: t(`maker:registry.tab.${kind}`), file: file.name })
        }
        state={
          answer !== undefined && answer.faults.length > 0 ? (
            <StateBadge state="failed">
              {t('maker:import.faults', { count: answer.faults.length })}
            </StateBadge>
          ) : done === undefined ? undefined : (
            <StateBadge state="ready">{t('maker:import.done', { count: done.created })}</StateBadge>
          )
        }
        actions={<ChooseFileButton file={file} loading={busy && answer === undefined} onChoose={preview} />}
      />
      <div className={classes.steps}>
        <Steps
          label={t('maker:import.steps')}
          current={step}
          steps={[
            {
              key: 'file',
              label: t('maker:import.step.file'),
              note: answer === undefined ? undefined : t('maker:import.rows', { count: answer.rows }),
            },
            {
              key: 'faults',
              label: t('maker:import.step.faults'),
              note: answer === undefined ? undefined : t('import.faults', { count: answer.faults.length }),
            },
            { key: 'import', label: t('maker:import.step.import'), note: t('maker:import.allOrNone') },
          ]}
        />
      </div>
      <div className={classes.split}>
        <div className={classes.main}>
          <div className={classes.kind}>
            <SegmentedControl
              value={kind}
              onChange={(value) => {
                change({ kind: value });
                setAnswer(undefined);
                setFile(undefined);
                setDone(undefined);
              }}
              data={KINDS.map((value) => ({ value, label: t(`maker:registry.tab.${value}`) }))}
              aria-label={t('maker:import.kind')}
            />
          </div>
          {failure === undefined ? null : (
            <div className={classes.failure}>
              <FormSummary summary={failure} />
            </div>
          )}
          {answer === undefined ? (
            <EmptyState
              icon={IconFileSpreadsheet}
              title={t('maker:import.emptyTitle')}
              actions={
                <Button
                  component="a"
                  variant="default"
                  href={`/api/v1/imports/templates/${kind}.csv`}
                  download
                >
                  {t('maker:import.template')}
                </Button>
              }
            >
              {t('maker:import.emptyWhy')} {t(`maker:import.columns.${kind}`)}
            </EmptyState>
          ) : (
            <FilePreview answer={answer} />
          )}
        </div>
        {answer === undefined ? null : (
          <DetailPanel
            title={t('maker:import.does')}
            foot={
              <Button
                disabled={answer.token === null || answer.faults.length > 0 || done !== undefined}
                loading={busy}
                onClick={() => answer.token !== null && save(answer.token)}
              >
                {answer.faults.length > 0
                  ? t('maker:import.blocked', { count: answer.faults.length })
                  : t('maker:import.verb', { count: answer.valid })}
              </Button>
            }
          >
            <p>{t(`maker:import.effect.${kind}`, { count: answer.valid })}</p>
            <p className={classes.note}>{t('maker:import.allOrNoneLong')}</p>
            {done !== undefined && done.credentials.length > 0 ? (
              <ImportedCredentials credentials={done.credentials} />
            ) : null}
          </DetailPanel>
        )}
      </div>
    </div>
  );
}
