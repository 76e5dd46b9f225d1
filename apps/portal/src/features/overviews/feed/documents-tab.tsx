import { IconDownload, IconFiles } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { DocumentEntry } from '../../../api/types.js';
import { useSize } from '../../../format/bytes/use-size.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { FilterBar } from '../../../ui/tables/filter-bar.js';
import { LoadMore } from '../../../ui/tables/load-more.js';
import { oneOf, useUrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import type { Subject } from '../subject.js';
import classes from './documents-tab.module.css';
import { documentPath } from './path-of-entry.js';
import { useDocuments } from './use-feed.js';

/** Permission for each kind of document. */
const NEEDS: Readonly<Record<DocumentEntry['kind'], string>> = {
  invoice: 'invoices.read',
  credit_note: 'invoices.read',
  correction: 'invoices.read',
  index_letter: 'contracts.read',
  proof_pack: 'packs.read',
  ticket_file: 'tickets.read',
};

/** Issued documents, letters, proof packs and files of a customer or site, with a download for each. */
export function DocumentsTab({ subject }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const size = useSize();
  const [filters, change] = useUrlFilters();
  const kinds = (Object.keys(NEEDS) as DocumentEntry['kind'][]).filter((kind) => may(NEEDS[kind]));
  const documents = useDocuments(subject, oneOf(kinds, filters['kind']));
  return (
    <>
      <FilterBar
        filters={filters}
        onChange={change}
        chips={[
          {
            key: 'kind',
            label: t('maker:documents.kindLabel'),
            choices: kinds.map((kind) => ({ value: kind, label: t(`maker:documents.kind.${kind}`) })),
          },
        ]}
      />
      {documents.query.isLoadingError ? (
        <ErrorState error={documents.query.error} onRetry={() => void documents.query.refetch()} />
      ) : documents.waiting ? (
        <SkeletonRows />
      ) : (
        <DataTable<DocumentEntry>
          label={t('maker:overview.tab.documents')}
          rowKey={(row) => `${row.kind} ${row.id}`}
          rows={documents.items}
          columns={[
            {
              key: 'name',
              header: t('maker:documents.name'),
              width: 'minmax(180px, 1.4fr)',
              phone: 'title',
              cell: (row) => <DocumentName document={row} />,
            },
            {
              key: 'kind',
              header: t('maker:documents.kindLabel'),
              width: '150px',
              phone: 'second',
              cell: (row) => t(`maker:documents.kind.${row.kind}`),
            },
            {
              key: 'about',
              header: t('maker:documents.about'),
              width: 'minmax(140px, 1fr)',
              phone: 'third',
              cell: (row) => <AboutDocument document={row} />,
            },
            {
              key: 'date',
              header: t('maker:documents.date'),
              width: '120px',
              phone: 'side2',
              cell: (row) => format.date(row.at),
            },
            {
              key: 'amount',
              header: t('maker:documents.amount'),
              width: '150px',
              numeric: true,
              phone: 'side',
              cell: (row) =>
                row.amount !== null ? (
                  <Money amount={row.amount.amount} currency={row.amount.currency} />
                ) : row.file === null ? (
                  ''
                ) : (
                  size(row.file.bytes)
                ),
            },
            {
              key: 'download',
              header: '',
              width: '110px',
              cell: (row) => {
                const href = downloadOf(row);
                return href === null ? null : (
                  <a href={href} target="_blank" rel="noopener" className={classes.download}>
                    <IconDownload size={15} stroke={1.75} aria-hidden /> {t('maker:documents.download')}
                  </a>
                );
              },
            },
          ]}
          empty={
            <EmptyState icon={IconFiles} title={t('maker:documents.emptyTitle')}>
              {t('maker:documents.emptyWhy')}
            </EmptyState>
          }
          foot={<LoadMore query={documents.query} />}
        />
      )}
    </>
  );
}

/** A document's number or file name; a link to its page if it has one. */
function DocumentName({ document }: { readonly document: DocumentEntry }) {
  const { t } = useTranslation();
  const { invoice, group, amendment, file } = document;
  if (invoice !== null) return <Link to={documentPath(invoice.id, group)}>{invoice.number}</Link>;
  if (amendment !== null)
    return amendment.number === null
      ? t('maker:documents.letterDraft')
      : t('maker:documents.letter', { number: amendment.number });
  return file?.name ?? '—';
}

function AboutDocument({ document: { contract, ticket } }: { readonly document: DocumentEntry }) {
  if (ticket !== null)
    return (
      <Link to="/tickets/$ticketId" params={{ ticketId: ticket.id }}>
        {ticket.number}
      </Link>
    );
  if (contract === null) return '';
  return (
    <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
      {contract.number}
    </Link>
  );
}

/** Returns the address of a document's file; null for a group document, because its page offers the download. */
function downloadOf({ kind, id, group, contract }: DocumentEntry): string | null {
  switch (kind) {
    case 'invoice':
    case 'credit_note':
    case 'correction':
      return group === null ? `/api/v1/invoices/${id}/pdf` : null;
    case 'index_letter':
      return `/api/v1/contracts/${contract?.id}/amendments/${id}/letter`;
    case 'proof_pack':
      return `/api/v1/proof-packs/${id}/file`;
    case 'ticket_file':
      return `/api/v1/files/${id}`;
  }
}
