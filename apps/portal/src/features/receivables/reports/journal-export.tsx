import { Button } from '@mantine/core';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchFile } from '../../../api/fetch-file.js';
import { useMay } from '../../../api/session.js';
import type { LegalEntity } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { faultText, problemText } from '../../../problems/problem-text.js';
import { type Problem, problemOf } from '../../../problems/problem.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { LinkButton } from '../../../ui/layout/link-button.js';
import { Section } from '../../../ui/layout/section.js';
import { saveBlob } from '../../../ui/tables/export/save-blob.js';
import { DatevSettingsDialog } from './datev-settings-dialog.js';
import { lastMonth } from './last-month.js';
import classes from './reports.module.css';

/** Downloads the journal of a legal entity for a period, as a table or for DATEV. */
export function JournalExport({ entity }: { readonly entity: LegalEntity }) {
  const { t } = useTranslation();
  const may = useMay();
  const [period, setPeriod] = useState(() =>
    lastMonth(instantToWallTime(productNow(), entity.zone).slice(0, 10)),
  );
  const [busy, setBusy] = useState<'export' | 'datev'>();
  const [problem, setProblem] = useState<Problem>();
  const [isEditing, setIsEditing] = useState(false);
  const settings = useOne('datev-settings', '/datev-settings');
  const ofEntity = settings.data?.items.find(({ legalEntityId }) => legalEntityId === entity.id);
  const download = async (format: 'export' | 'datev'): Promise<void> => {
    const { from, to } = period;
    const query = new URLSearchParams({ legalEntityId: entity.id, from, to });
    setBusy(format);
    setProblem(undefined);
    try {
      saveBlob(
        await fetchFile(`/api/v1/receivables/journal/${format}?${query.toString()}`),
        format === 'datev' ? `EXTF_Buchungsstapel_${from}_${to}.csv` : `journal-${from}-${to}.csv`,
      );
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <Section title={t('maker:journalExport.title')} aside={t('maker:journalExport.what')} flush>
      <div className={classes.tools}>
        <DateField
          label={t('maker:receivables.from')}
          max={period.to}
          value={period.from}
          onChange={(from) => from !== '' && setPeriod({ ...period, from })}
        />
        <DateField
          label={t('maker:receivables.to')}
          min={period.from}
          value={period.to}
          onChange={(to) => to !== '' && setPeriod({ ...period, to })}
        />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.75} />}
          loading={busy === 'export'}
          onClick={() => void download('export')}
        >
          {t('maker:journalExport.csv')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.75} />}
          loading={busy === 'datev'}
          onClick={() => void download('datev')}
        >
          {t('maker:journalExport.datev')}
        </Button>
        {may('accounting.write') ? (
          <Button variant="subtle" onClick={() => setIsEditing(true)}>
            {t('maker:journalExport.settings')}
          </Button>
        ) : null}
      </div>
      {may('accounting.read') ? <MissingNumbers legalEntityId={entity.id} /> : null}
      <ExportProblem problem={problem} />
      {isEditing ? (
        <DatevSettingsDialog entity={entity} settings={ofEntity} onClose={() => setIsEditing(false)} />
      ) : null}
    </Section>
  );
}

/** Names the classes of accounts that have no number, with a link to the chart of accounts. */
function MissingNumbers({ legalEntityId }: { readonly legalEntityId: string }) {
  const { t } = useTranslation();
  const accounts = useOne('ledger-accounts', '/ledger-accounts');
  const missing = accounts.data?.missing.filter((one) => one.legalEntityId === legalEntityId) ?? [];
  if (missing.length === 0) return null;
  const names = new Set(missing.map(({ account }) => t(`maker:invoice.accounts.${account}`)));
  return (
    <div className={classes.missing}>
      <IconAlertTriangle size={17} stroke={1.75} aria-hidden />
      <p>{t('maker:journalExport.missing', { classes: [...names].join(' · ') })}</p>
      <LinkButton variant="default" size="xs" to="/settings" search={{ tab: 'books' }}>
        {t('maker:ledger.title')}
      </LinkButton>
    </div>
  );
}

function ExportProblem({ problem }: { readonly problem: Problem | undefined }) {
  const { t, i18n } = useTranslation();
  if (problem === undefined) return null;
  return (
    <div className={classes.problem} role="alert">
      <p>{problemText(problem, t, i18n)}</p>
      <ul>
        {[...new Set((problem.fields ?? []).map((fault) => faultText(fault, t, i18n)))].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
