import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ImportSummary, StatementImport } from '../../../api/types.js';
import { DetailPanel } from '../../../ui/layout/detail-panel.js';
import { Section } from '../../../ui/layout/section.js';
import { ImportCounts } from './import-counts.js';
import { ImportLines } from './import-lines.js';
import classes from './import.module.css';
import { StatementTable } from './statement-table.js';

interface DoneImportProps {
  readonly item: StatementImport;
  readonly summary: ImportSummary;
}

/**
 * Result of an import: counts, lines with the allocations of their payments, and a link to match the payments that are
 * not fully allocated.
 */
export function DoneImport({ item, summary }: DoneImportProps) {
  const { t } = useTranslation();
  const left = summary.payments - summary.matched;
  return (
    <div className={classes.split}>
      <div className={classes.main}>
        <p className={classes.answer}>
          {t('maker:statements.imported', { count: summary.payments })}{' '}
          {summary.payments === 0
            ? null
            : left === 0
              ? t('maker:statements.allMatched')
              : t('maker:statements.someMatched', { count: summary.matched })}
        </p>
        <Section title={t('maker:statements.linesOfFile')} aside={t('maker:statements.newOnly')} flush>
          <ImportLines importId={item.id} />
        </Section>
        <Section title={t('maker:statements.accounts')} aside={summary.format.toUpperCase()} flush>
          <StatementTable statements={summary.statements} />
        </Section>
      </div>
      <DetailPanel
        title={t('maker:statements.result')}
        foot={
          left === 0 ? undefined : (
            <Button component={Link} to="/receivables/matching">
              {t('maker:statements.matchRest')}
            </Button>
          )
        }
      >
        <ImportCounts summary={summary} isDone />
      </DetailPanel>
    </div>
  );
}
