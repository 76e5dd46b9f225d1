import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import { request } from '../../../api/transport.js';
import type { ImportSummary, StatementImport } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { DetailPanel } from '../../../ui/layout/detail-panel.js';
import { Section } from '../../../ui/layout/section.js';
import { ImportCounts } from './import-counts.js';
import classes from './import.module.css';
import { StatementTable } from './statement-table.js';

interface ReadyImportProps {
  readonly item: StatementImport;
  readonly summary: ImportSummary;
}

/** Contents of a file that is ready to be imported, and the expected result. */
export function ReadyImport({ item, summary }: ReadyImportProps) {
  const { t } = useTranslation();
  const may = useMay();
  const stale = useStale();
  const { busy, failure, run } = useWork();
  const fresh = summary.payments + summary.others;
  const start = (): void =>
    run(async () => {
      await request('POST', '/statement-imports/{id}/start', { path: { id: item.id } });
      await stale('statement-imports');
    });
  return (
    <div className={classes.split}>
      <div className={classes.main}>
        <p className={classes.answer}>
          {fresh === 0
            ? t('maker:statements.nothingNew', { count: summary.lines })
            : t('maker:statements.willImport', { count: summary.payments })}
        </p>
        <Section title={t('maker:statements.accounts')} aside={summary.format.toUpperCase()} flush>
          <StatementTable statements={summary.statements} />
        </Section>
      </div>
      <DetailPanel
        title={t('maker:statements.effect')}
        foot={
          fresh > 0 && may('payments.match') ? (
            <Button loading={busy} onClick={start} data-autofocus>
              {t('maker:statements.import', { count: fresh })}
            </Button>
          ) : undefined
        }
      >
        <FormSummary summary={failure} />
        <ImportCounts summary={summary} isDone={false} />
      </DetailPanel>
    </div>
  );
}
