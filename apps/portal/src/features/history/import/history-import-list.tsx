import { Button, FileButton, Progress } from '@mantine/core';
import { IconFileImport, IconUpload } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { HistoryImport } from '../../../api/types.js';
import { useList } from '../../../api/use-list.js';
import { useFormat } from '../../../format/use-format.js';
import { useSize } from '../../../format/bytes/use-size.js';
import { problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { Instant } from '../../../ui/values/instant.js';
import classes from './history-import.module.css';
import { ImportStateBadge } from './import-state-badge.js';
import { progressOf } from './progress.js';
import { useUpload } from './use-upload.js';

const REFRESH_MS = 3000;

/** Uploaded files of historical data, with a form to upload one. */
export function HistoryImportList() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [sent, setSent] = useState<File>();
  const upload = useUpload();
  const imports = useList('history-imports', '/history-imports', { refetchInterval: REFRESH_MS });
  const open = (id: string): void =>
    void navigate({ to: '/telemetry/imports/$importId', params: { importId: id } });
  const bring = (file: File | null): void => {
    if (file === null) return;
    setCreating(true);
    setFailure(undefined);
    setSent(file);
    request('POST', '/history-imports', { body: { name: file.name, bytes: file.size } })
      .then(async ({ id }) => {
        await upload.send(id, file, 0);
        open(id);
      })
      .catch(setFailure)
      .finally(() => setCreating(false));
  };
  const problem = failure ?? upload.failure;
  const size = useSize();
  const choose = (
    <FileButton onChange={bring} accept=".csv,.txt,.tsv,.ndjson,.jsonl,text/csv">
      {(props) => (
        <Button {...props} loading={creating} leftSection={<IconUpload size={16} stroke={1.75} />}>
          {t('maker:history.choose')}
        </Button>
      )}
    </FileButton>
  );
  return (
    <>
      <div className={classes.bar}>
        <p className={classes.note}>{t('maker:history.what')}</p>
        {choose}
      </div>
      {problem === undefined ? null : (
        <div className={classes.block}>
          <FormSummary summary={{ fields: 0, text: problemText(problemOf(problem), t, i18n) }} />
        </div>
      )}
      {upload.uploaded === undefined || sent === undefined ? null : (
        <div className={classes.block} role="status">
          <Progress
            value={(upload.uploaded / Math.max(1, sent.size)) * 100}
            aria-label={t('maker:history.uploading')}
          />
          <p className={classes.note}>
            {t('maker:history.uploadCount', {
              name: sent.name,
              done: size(upload.uploaded),
              total: size(sent.size),
            })}
          </p>
        </div>
      )}
      {imports.query.isLoadingError ? (
        <ErrorState error={imports.query.error} onRetry={() => void imports.query.refetch()} />
      ) : imports.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable<HistoryImport>
          label={t('maker:history.title')}
          rowKey={(row) => row.id}
          rows={imports.items}
          onOpen={(row) => open(row.id)}
          columns={[
            {
              key: 'name',
              header: t('maker:history.file'),
              width: 'minmax(200px, 1.6fr)',
              phone: 'title',
              cell: (row) => row.name,
            },
            {
              key: 'state',
              header: t('maker:history.stateLabel'),
              width: '150px',
              phone: 'side',
              cell: (row) => <ImportStateBadge state={row.state} plain />,
            },
            {
              key: 'progress',
              header: t('maker:history.progress'),
              width: '100px',
              numeric: true,
              phone: 'side2',
              cell: (row) => format.percent(row.state === 'done' ? 1 : progressOf(row).share),
            },
            {
              key: 'stored',
              header: t('maker:history.stored'),
              width: '130px',
              numeric: true,
              phone: 'hide',
              cell: (row) => format.number(row.stored, 0),
            },
            {
              key: 'refused',
              header: t('maker:history.notImported'),
              width: '120px',
              numeric: true,
              wide: true,
              cell: (row) => format.number(row.refused + row.conflicts, 0),
            },
            {
              key: 'size',
              header: t('maker:history.size'),
              width: '100px',
              numeric: true,
              wide: true,
              cell: (row) => size(row.bytes),
            },
            {
              key: 'at',
              header: t('maker:history.brought'),
              width: '150px',
              phone: 'third',
              cell: (row) => <Instant at={row.createdAt} style="relative" />,
            },
          ]}
          empty={
            <EmptyState icon={IconFileImport} title={t('maker:history.emptyTitle')}>
              {t('maker:history.emptyWhy')}
            </EmptyState>
          }
          foot={<LoadMore query={imports.query} />}
        />
      )}
    </>
  );
}
