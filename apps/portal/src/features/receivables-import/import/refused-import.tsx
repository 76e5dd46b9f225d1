import { Button, Select } from '@mantine/core';
import { IconAlertOctagon } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { StatementImport } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { problemText } from '../../../problems/problem-text.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { LinkButton } from '../../../ui/layout/link-button.js';
import { Section } from '../../../ui/layout/section.js';
import { ColumnMapForm } from '../csv/column-map-form.js';
import { type Encoding, ENCODINGS } from '../csv/sample.js';
import { needsColumns } from '../statements/import-state-badge.js';
import classes from './import.module.css';

interface RefusedImportProps {
  readonly item: StatementImport;
  readonly problem: NonNullable<StatementImport['problem']>;
}

/** Explains why the server rejected a file, and offers the next step. */
export function RefusedImport({ item, problem }: RefusedImportProps) {
  const { t, i18n } = useTranslation();
  const may = useMay();
  const isFirstCsv = needsColumns(item);
  const isCsv = isFirstCsv || item.options.columnMap !== undefined;
  return (
    <div>
      <div className={classes.problem} role="alert" data-quiet={isFirstCsv || undefined}>
        <IconAlertOctagon size={18} stroke={1.75} aria-hidden />
        <div>
          <p>{problemText({ status: 422, ...problem }, t, i18n)}</p>
          <p className={classes.note}>{t('maker:statements.nothingStored')}</p>
        </div>
        {problem.code === 'receivables.statement_account_unknown' && may('accounting.read') ? (
          <LinkButton variant="default" to="/settings" search={{ tab: 'books' }}>
            {t('maker:bankAccounts.title')}
          </LinkButton>
        ) : isCsv ? null : (
          <LinkButton variant="default" to="/receivables/statements">
            {t('maker:statements.importOther')}
          </LinkButton>
        )}
      </div>
      {!may('payments.match') ? null : isCsv ? (
        <ColumnMapForm key={item.id} item={item} />
      ) : problem.code === 'receivables.statement_encoding_wrong' ? (
        <EncodingForm item={item} />
      ) : null}
    </div>
  );
}

/** Reads a file again in another encoding. */
function EncodingForm({ item }: { readonly item: StatementImport }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { busy, failure, run } = useWork();
  const [encoding, setEncoding] = useState<Encoding>('windows-1252');
  const read = (): void =>
    run(async () => {
      await request('POST', '/statement-imports/{id}/read', {
        path: { id: item.id },
        body: { ...item.options, encoding },
      });
      await stale('statement-imports');
    });
  return (
    <Section title={t('maker:statements.encoding')}>
      <FormSummary summary={failure} />
      <div className={classes.encoding}>
        <Select
          aria-label={t('maker:statements.encoding')}
          allowDeselect={false}
          value={encoding}
          onChange={(value) => setEncoding(ENCODINGS.find((one) => one === value) ?? 'utf-8')}
          data={ENCODINGS.map((value) => ({ value, label: t(`maker:statements.encodings.${value}`) }))}
        />
        <Button loading={busy} onClick={read}>
          {t('maker:statements.readAgain')}
        </Button>
      </div>
    </Section>
  );
}
