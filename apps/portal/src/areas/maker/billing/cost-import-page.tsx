import { Button } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { CostImportPreview } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { FilePreview } from '../../../features/imports/file-preview.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { ChooseFileButton } from '../../../ui/forms/choose-file-button.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { DetailPanel } from '../../../ui/layout/detail-panel.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from '../machines/import-page.module.css';

/** Imports contract costs from a CSV file. Shows a preview first, and imports either all rows or none. */
export function CostImportPage() {
  const { t } = useTranslation();
  const stale = useStale();
  const [file, setFile] = useState<File>();
  const [answer, setAnswer] = useState<CostImportPreview>();
  const [created, setCreated] = useState<number>();
  const { busy, failure, run } = useWork();

  const preview = (chosen: File): void => {
    setFile(chosen);
    setAnswer(undefined);
    setCreated(undefined);
    run(async () => {
      const body = new FormData();
      body.set('file', chosen);
      setAnswer(await request('POST', '/cost-imports/preview', { body }));
    });
  };
  const save = (previewedFile: File, sha256: string): void =>
    run(async () => {
      const body = new FormData();
      body.set('sha256', sha256);
      body.set('file', previewedFile);
      const done = await request('POST', '/cost-imports', { body });
      setCreated(done.created);
      await stale('costs', 'revenue');
      toastDone(t('maker:revenue.imported', { count: done.created }));
    });
  const faulty = answer !== undefined && answer.faults.length > 0;

  return (
    <div className={classes.page}>
      <PageHeader
        crumbs={[{ label: t('app:rail.revenue'), to: '/revenue' }, { label: t('maker:revenue.costs') }]}
        title={file === undefined ? t('maker:revenue.importTitle') : file.name}
        state={
          faulty ? (
            <StateBadge state="failed">{t('import.faults', { count: answer.faults.length })}</StateBadge>
          ) : created === undefined ? undefined : (
            <StateBadge state="ready">{t('maker:revenue.imported', { count: created })}</StateBadge>
          )
        }
        actions={<ChooseFileButton file={file} loading={busy && answer === undefined} onChoose={preview} />}
      />
      <div className={classes.split}>
        <div className={classes.main}>
          {failure === undefined ? null : (
            <div className={classes.failure}>
              <FormSummary summary={failure} />
            </div>
          )}
          {answer === undefined ? (
            <EmptyState
              icon={IconFileSpreadsheet}
              title={t('maker:revenue.importEmpty')}
              actions={
                <Button component="a" variant="default" href="/api/v1/cost-imports/template" download>
                  {t('maker:import.template')}
                </Button>
              }
            >
              {t('maker:revenue.importWhat')}
            </EmptyState>
          ) : (
            <FilePreview answer={answer} />
          )}
        </div>
        {answer === undefined || file === undefined ? null : (
          <DetailPanel
            title={t('maker:import.does')}
            foot={
              created === undefined ? (
                <Button disabled={faulty} loading={busy} onClick={() => save(file, answer.sha256)}>
                  {faulty
                    ? t('maker:import.blocked', { count: answer.faults.length })
                    : t('maker:revenue.importVerb', { count: answer.valid })}
                </Button>
              ) : (
                <Button component={Link} to="/revenue">
                  {t('app:rail.revenue')}
                </Button>
              )
            }
          >
            <p>{t('maker:revenue.importEffect', { count: answer.valid })}</p>
            <p className={classes.note}>{t('maker:import.allOrNoneLong')}</p>
          </DetailPanel>
        )}
      </div>
    </div>
  );
}
