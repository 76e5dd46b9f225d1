import { Button } from '@mantine/core';
import { IconDownload, IconPencil } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { BookEntry, PriceBookContent, PriceBookFile } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { ChargeList } from '../../../features/charges/terms/charge-list.js';
import { FilePreview } from '../../../features/imports/file-preview.js';
import { toCharge } from '../../../features/price-books/entry-values.js';
import { VersionDialog } from '../../../features/price-books/version-dialog.js';
import { useFormat } from '../../../format/use-format.js';
import { useLocalised } from '../../../i18n/localised.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonBlock } from '../../../ui/feedback/skeleton.js';
import { useWork } from '../../../ui/feedback/use-work.js';
import { ChooseFileButton } from '../../../ui/forms/choose-file-button.js';
import { FormSummary } from '../../../ui/forms/form-summary.js';
import { PageHeader } from '../../../ui/layout/page-header.js';
import { Section } from '../../../ui/layout/section.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './price-book-page.module.css';

/** A price book: its versions, the content of the selected one, and the contracts priced by an older version. */
export function PriceBookPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { bookId = '' } = useParams({ strict: false });
  const query = useOne('price-books', '/price-books/{id}', { path: { id: bookId } });
  const [chosen, setChosen] = useState<string>();
  const [editing, setEditing] = useState<readonly BookEntry[]>();
  const [file, setFile] = useState<{ readonly file: File; readonly answer?: PriceBookFile }>();
  const { busy, failure, run } = useWork();
  const versionId = chosen ?? query.data?.versions[0]?.id;
  const content = useOne('price-books', '/price-books/versions/{versionId}', { path: { versionId } });
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBlock height={300} />;
  const book = query.data;
  const day = (date: string | null): string =>
    date === null ? t('maker:contracts.open') : format.date(`${date}T00:00:00Z`, 'UTC');
  const previewFile = (next: File): void => {
    setFile({ file: next });
    run(async () => {
      const body = new FormData();
      body.set('file', next);
      const answer = await request('POST', '/price-books/{id}/file', { path: { id: bookId }, body });
      setFile({ file: next, answer });
      if (answer.faults.length === 0) setEditing(answer.entries);
    });
  };
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.contracts'), to: '/contracts' },
          { label: t('maker:priceBooks.title'), to: '/contracts/price-books' },
        ]}
        title={book.name}
        aside={`${book.code} · ${book.currency}`}
        actions={
          <>
            <ChooseFileButton file={file?.file} loading={busy} onChoose={previewFile} isSecondary />
            <Button
              leftSection={<IconPencil size={16} stroke={1.75} />}
              disabled={versionId !== undefined && content.data === undefined}
              onClick={() => setEditing(content.data?.entries ?? [])}
            >
              {t('maker:priceBooks.newVersion')}
            </Button>
          </>
        }
      />
      {failure === undefined ? null : <FormSummary summary={failure} />}
      {file?.answer !== undefined && file.answer.faults.length > 0 ? (
        <FilePreview answer={file.answer} />
      ) : null}
      <Section title={t('maker:priceBooks.versions')} flush>
        {book.versions.length === 0 ? (
          <p className={classes.none}>{t('maker:priceBooks.noVersion')}</p>
        ) : (
          <div className={classes.scroll}>
            <table className={classes.versions}>
              <thead>
                <tr>
                  <th scope="col">{t('maker:priceBooks.version')}</th>
                  <th scope="col">{t('maker:priceBooks.validFrom')}</th>
                  <th scope="col">{t('maker:priceBooks.validTo')}</th>
                  <th scope="col">{t('maker:priceBooks.entries')}</th>
                  <th scope="col">{t('app:rail.contracts')}</th>
                  <th scope="col">{t('maker:priceBooks.export')}</th>
                </tr>
              </thead>
              <tbody>
                {book.versions.map((version) => (
                  <tr key={version.id} aria-current={version.id === versionId || undefined}>
                    <th scope="row">
                      <button type="button" className={classes.choose} onClick={() => setChosen(version.id)}>
                        {version.number}
                      </button>
                    </th>
                    <td>
                      {version.validFrom === null ? t('maker:priceBooks.replaced') : day(version.validFrom)}
                    </td>
                    <td>{version.validFrom === null ? '—' : day(version.validTo)}</td>
                    <td>{version.entryCount}</td>
                    <td>{version.contractCount}</td>
                    <td>
                      <a href={`/api/v1/price-books/versions/${version.id}/export`} download>
                        <IconDownload size={14} stroke={1.75} aria-hidden /> CSV
                      </a>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      {content.data === undefined ? null : <Entries content={content.data} />}
      <Section title={t('maker:priceBooks.pricedBy')} aside={t('maker:priceBooks.pricedByWhat')} flush>
        {book.contracts.length === 0 ? (
          <p className={classes.none}>{t('maker:priceBooks.noContract')}</p>
        ) : (
          <ul className={classes.contracts}>
            {book.contracts.map((contract) => (
              <li key={contract.id}>
                <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
                  {contract.number}
                </Link>
                <span>{contract.customer}</span>
                <StateBadge state={contract.isOlder ? 'due' : 'settled'} plain>
                  {t(contract.isOlder ? 'maker:priceBooks.older' : 'maker:priceBooks.newest', {
                    number: contract.versionNumber,
                  })}
                </StateBadge>
                {contract.isAmended ? <span>{t('maker:priceBooks.amended')}</span> : null}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {editing === undefined ? null : (
        <VersionDialog book={book} entries={editing} onClose={() => setEditing(undefined)} />
      )}
    </div>
  );
}

/** Content of a version, grouped by plan. */
function Entries({ content }: { readonly content: PriceBookContent }) {
  const localised = useLocalised();
  const plans = useOne('plans', '/plans', { query: { archived: true } });
  const planIds = [...new Set(content.entries.map(({ planId }) => planId))];
  const contract = { currency: content.currency, meters: [], machines: [] };
  return (
    <>
      {planIds.map((planId) => {
        const plan = plans.data?.items.find(({ id }) => id === planId);
        const entries = content.entries.filter((entry) => entry.planId === planId);
        return (
          <Section
            key={planId}
            title={plan === undefined ? '' : localised(plan.name)}
            aside={plan?.code}
            flush
          >
            <ChargeList charges={entries.map((entry) => toCharge(entry))} contract={contract} />
          </Section>
        );
      })}
    </>
  );
}
