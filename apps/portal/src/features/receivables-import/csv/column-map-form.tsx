import { Button, FileButton, Select, TextInput } from '@mantine/core';
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { StatementImport } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';
import { faultText, problemText } from '../../../problems/problem-text.js';
import { problemOf } from '../../../problems/problem.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { Section } from '../../../ui/layout/section.js';
import { keepFile, keptFile } from '../statements/kept-files.js';
import { withRole } from './columns.js';
import classes from './column-map.module.css';
import { ColumnTable } from './column-table.js';
import { lacksOf, type OwnAccount } from './draft-map.js';
import { FormatFields } from './format-fields.js';
import { useDraftMap } from './use-draft-map.js';
import { type FileSample, useSample } from './use-sample.js';

interface ColumnMapFormProps {
  readonly item: StatementImport;
  /** Called after the server has accepted the column map. */
  readonly onRead?: () => void;
}

/** Form for the column map of a CSV file. The server then reads the file again. */
export function ColumnMapForm({ item, onRead }: ColumnMapFormProps) {
  const { t } = useTranslation();
  const [file, setFile] = useState(() => keptFile(item.id));
  const sample = useSample(file);
  const accounts = useOne('bank-accounts', '/bank-accounts');
  if (file === undefined)
    return (
      <EmptyState
        icon={IconFileSpreadsheet}
        title={t('maker:statements.chooseAgain')}
        actions={
          <FileButton
            onChange={(chosen) => {
              if (chosen === null) return;
              keepFile(item.id, chosen);
              setFile(chosen);
            }}
          >
            {(props) => (
              <Button {...props} leftSection={<IconUpload size={16} stroke={1.75} />}>
                {t('maker:statements.chooseNamed', { name: item.name })}
              </Button>
            )}
          </FileButton>
        }
      >
        {t('maker:statements.chooseAgainWhy')}
      </EmptyState>
    );
  if (sample === undefined || (accounts.data === undefined && !accounts.isError))
    return <SkeletonRows rows={4} />;
  const approved = (accounts.data?.items ?? []).filter(({ state }) => state === 'approved');
  return <MapEditor item={item} sample={sample} accounts={approved} onRead={onRead} />;
}

interface MapEditorProps {
  readonly item: StatementImport;
  readonly sample: FileSample;
  readonly accounts: readonly OwnAccount[];
  readonly onRead: (() => void) | undefined;
}

function MapEditor({ item, sample, accounts, onRead }: MapEditorProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const maps = useOne('statement-imports', '/statement-imports/column-maps');
  const editor = useDraftMap(item, sample, accounts);
  const { draft, table, encoding } = editor;
  const [name, setName] = useState(item.options.columnMapName ?? '');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const lacks = lacksOf(draft);
  const saved = maps.data?.items ?? [];
  const read = (): void => {
    setBusy(true);
    setFailure(undefined);
    const body = {
      columnMap: editor.columnMap,
      encoding,
      ...(name.trim() !== '' && { columnMapName: name.trim() }),
    };
    request('POST', '/statement-imports/{id}/read', { path: { id: item.id }, body })
      .then(() => stale('statement-imports'))
      .then(onRead)
      .catch((caught: unknown) => {
        const problem = problemOf(caught);
        const faults = (problem.fields ?? []).map((fault) => faultText(fault, t, i18n));
        setFailure([problemText(problem, t, i18n), ...faults].join(' '));
      })
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Section
        title={t('maker:statements.columns')}
        aside={t('maker:statements.columnsNote')}
        flush
        action={
          saved.length === 0 ? undefined : (
            <Select
              size="xs"
              aria-label={t('maker:statements.savedMap')}
              placeholder={t('maker:statements.savedMap')}
              value={saved.some((map) => map.name === name) ? name : null}
              onChange={(chosen) => {
                const map = saved.find((one) => one.name === chosen);
                if (map === undefined) return;
                setName(map.name);
                editor.use(map.columnMap);
              }}
              data={saved.map((map) => map.name)}
            />
          )
        }
      >
        {table === null ? (
          <p className={classes.unreadable} role="alert">
            {t('maker:statements.notInEncoding')}
          </p>
        ) : (
          <ColumnTable
            table={table}
            roles={draft.roles}
            onRole={(at, role) => editor.change({ roles: withRole(draft.roles, at, role) })}
          />
        )}
      </Section>
      <Section title={t('maker:statements.fileFormat')} aside={t('maker:statements.fileFormatNote')} flush>
        <FormatFields
          draft={draft}
          encoding={encoding}
          accounts={accounts}
          onEncoding={editor.changeEncoding}
          onLayout={editor.changeLayout}
          onChange={editor.change}
        />
      </Section>
      <div className={classes.foot}>
        <FormSummary summary={failure === undefined ? undefined : { fields: 0, text: failure }} />
        <TextInput
          className={classes.name}
          label={t('maker:statements.saveAs')}
          placeholder={t('maker:statements.saveAsHint')}
          maxLength={80}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button loading={busy} disabled={lacks.length > 0 || table === null} onClick={read}>
          {t('maker:statements.readFile')}
        </Button>
        {lacks.length === 0 ? null : (
          <p className={classes.lacks} role="status">
            {t('maker:statements.lacking', {
              what: format.listed(lacks.map((lack) => t(`maker:statements.lacks.${lack}`))),
            })}
          </p>
        )}
      </div>
    </>
  );
}
