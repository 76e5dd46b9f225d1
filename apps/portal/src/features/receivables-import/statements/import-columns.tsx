import { useTranslation } from 'react-i18next';
import type { ImportSummary, StatementImport } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { Instant } from '../../../ui/values/instant.js';
import classes from './import-list.module.css';
import { ImportStateBadge } from './import-state-badge.js';

/** Columns of the list of statement imports. */
export function useImportColumns(): Column<StatementImport>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const count = (key: 'lines' | 'payments' | 'matched', width: string): Column<StatementImport> => ({
    key,
    header: t(`maker:statements.${key}`),
    width,
    numeric: true,
    phone: 'hide',
    cell: ({ summary }) => numberOf(summary?.[key]),
  });
  const numberOf = (value: number | undefined): string =>
    value === undefined ? '—' : format.number(value, 0);
  return [
    {
      key: 'name',
      header: t('maker:statements.file'),
      width: 'minmax(220px, 1.6fr)',
      phone: 'title',
      cell: (row) => (
        <span className={classes.file}>
          <b>{row.name}</b>
          <StatementWords summary={row.summary} />
        </span>
      ),
    },
    {
      key: 'state',
      header: t('maker:statements.status'),
      width: '150px',
      phone: 'side',
      cell: (row) => <ImportStateBadge item={row} plain />,
    },
    count('lines', '70px'),
    count('payments', '90px'),
    count('matched', '90px'),
    {
      key: 'by',
      header: t('maker:statements.by'),
      width: 'minmax(120px, 0.7fr)',
      phone: 'hide',
      wide: true,
      cell: (row) => row.createdBy ?? '—',
    },
    {
      key: 'at',
      header: t('maker:statements.at'),
      width: '150px',
      phone: 'third',
      cell: (row) => <Instant at={row.createdAt} />,
    },
  ];
}

/** Days and currencies of the statements in a file. */
function StatementWords({ summary }: { readonly summary: ImportSummary | null }) {
  const format = useFormat();
  if (summary === null) return null;
  const days = summary.statements
    .flatMap(({ firstDay, lastDay }) => [firstDay, lastDay])
    .filter((day) => day !== null)
    .sort();
  const [first, last] = [days[0], days.at(-1)];
  const day = (text: string): string => format.date(`${text}T00:00:00Z`, 'UTC');
  const currencies = [...new Set(summary.statements.map(({ currency }) => currency))];
  return (
    <span className={classes.note}>
      {first === undefined || last === undefined
        ? null
        : first === last
          ? `${day(first)} · `
          : `${day(first)} – ${day(last)} · `}
      {format.listed(currencies)}
    </span>
  );
}
