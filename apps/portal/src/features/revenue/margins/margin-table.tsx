import { SegmentedControl } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MarginRow } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { middleOf } from '../../../clock/months.js';
import { useFormat } from '../../../format/use-format.js';
import { EmptyState } from '../../../ui/feedback/empty-state.js';
import { ErrorState } from '../../../ui/feedback/error-state.js';
import { SkeletonRows } from '../../../ui/feedback/skeleton.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import type { Column } from '../../../ui/tables/data-table.types.js';
import { KeyHints } from '../../../ui/tables/key-hints.js';
import type { UrlFilters } from '../../../ui/tables/use-url-filters.js';
import { Money } from '../../../ui/values/money.js';
import { Percent } from '../percent.js';
import classes from '../revenue.module.css';
import { isMeaningful, isLossMaking } from './margin-status.js';
import { useGapWords } from './use-gap-words.js';
import { CustomerLink } from '../../places/customer-link.js';

interface Group {
  readonly key: string;
  readonly has: (row: MarginRow) => boolean;
}

/** Groups by margin: losses first, unknown last. */
const GROUPS: readonly Group[] = [
  { key: 'loses', has: isLossMaking },
  { key: 'earns', has: (row) => isMeaningful(row) && !isLossMaking(row) },
  { key: 'unknown', has: (row) => !isMeaningful(row) },
];
/**
 * Groups by machine. Amounts that concern a contract as a whole are separate, because they are not allocated to its
 * machines.
 */
const GROUPS_OF_MACHINES: readonly Group[] = [
  ...GROUPS.map(({ key, has }) => ({ key, has: (row: MarginRow) => row.machine !== null && has(row) })),
  { key: 'shared', has: ({ machine }) => machine === null },
];

/** Margins of issued invoices in a period, by contract or machine; worst or best first. */
export function MarginTable({
  months,
  subject = {},
  filters,
  onChange,
}: {
  readonly months: { readonly from: string; readonly to: string };
  /** Limits the margins to a customer or a site. */
  readonly subject?: { readonly customerId?: string; readonly siteId?: string };
  readonly filters: UrlFilters;
  readonly onChange: (change: UrlFilters) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const gapWords = useGapWords();
  const by = filters['by'] === 'machine' ? 'machine' : 'contract';
  const isBestFirst = filters['sort'] === '-share';
  // On the page of a customer or site, the table is narrower, and its customer is known.
  const isWhole = subject.customerId === undefined && subject.siteId === undefined;
  const query = useOne('revenue', '/revenue/margins', {
    query: { ...months, ...subject, by },
    keepPrevious: true,
  });
  const missing = (row: MarginRow): string =>
    [
      row.costsKnown === 'none' ? t('maker:revenue.noCosts') : undefined,
      row.gaps.length === 0 ? undefined : t('maker:revenue.withoutCost', { what: gapWords(row.gaps) }),
      row.unissuedMonths.length === 0
        ? undefined
        : row.unissuedMonths.length === 1
          ? t('maker:revenue.unissued', { month: format.month(middleOf(row.unissuedMonths[0] ?? ''), 'UTC') })
          : t('maker:revenue.unissuedMonths', { count: row.unissuedMonths.length }),
    ]
      .filter((part) => part !== undefined)
      .join(' ');
  const rowsOf = (has: (row: MarginRow) => boolean): readonly MarginRow[] => {
    const rows = (query.data?.items ?? []).filter(has);
    return isBestFirst ? rows.toReversed() : rows;
  };
  const columns: Column<MarginRow>[] = [
    {
      key: 'contract',
      header: t('maker:contracts.number'),
      width: '130px',
      phone: 'title',
      cell: (row) => (
        <Link to="/contracts/$contractId" params={{ contractId: row.contract.id }}>
          {row.contract.number}
        </Link>
      ),
    },
    ...(by === 'machine'
      ? [
          {
            key: 'machine',
            header: t('maker:revenue.machine'),
            width: 'minmax(120px, 0.8fr)',
            phone: 'second' as const,
            cell: (row: MarginRow) => row.machine?.serial ?? t('maker:revenue.noMachine'),
          },
        ]
      : isWhole
        ? [
            {
              key: 'customer',
              header: t('maker:life.customer'),
              width: 'minmax(180px, 1.1fr)',
              phone: 'second' as const,
              cell: (row: MarginRow) => <CustomerLink customer={row.customer} />,
            },
          ]
        : []),
    {
      key: 'missing',
      header: t('maker:revenue.unknown'),
      width: isWhole ? 'minmax(180px, 1fr)' : 'minmax(110px, 1fr)',
      phone: 'third',
      cell: (row) => <span className={classes.quiet}>{missing(row)}</span>,
    },
    {
      key: 'revenue',
      header: t('maker:revenue.revenue'),
      width: isWhole ? '160px' : '132px',
      numeric: true,
      cell: (row) => <Money amount={row.revenue} currency={row.currency} />,
    },
    {
      key: 'cost',
      header: t('maker:revenue.cost'),
      width: isWhole ? '160px' : '132px',
      numeric: true,
      wide: true,
      cell: (row) => <Money amount={row.costsKnown === 'none' ? null : row.cost} currency={row.currency} />,
    },
    {
      key: 'margin',
      header: t('maker:revenue.margin'),
      width: isWhole ? '160px' : '132px',
      numeric: true,
      phone: 'side2',
      cell: (row) => (
        <span className={isLossMaking(row) ? classes.critical : undefined}>
          <Money amount={row.margin} currency={row.currency} strong />
        </span>
      ),
    },
    {
      key: 'share',
      header: t('maker:revenue.share'),
      width: '96px',
      numeric: true,
      phone: 'side',
      sort: 'share',
      cell: (row) => (
        <Percent value={row.marginPercent} fallback="—" isUpperBound={row.costsKnown === 'partly'} />
      ),
    },
  ];
  return (
    <Section
      title={t('maker:revenue.margins')}
      aside={t('maker:revenue.marginsWhat')}
      action={
        <SegmentedControl
          size="xs"
          value={by}
          onChange={(value) => onChange({ by: value })}
          data={[
            { value: 'contract', label: t('maker:revenue.byContract') },
            { value: 'machine', label: t('maker:revenue.byMachine') },
          ]}
          aria-label={t('maker:revenue.margins')}
        />
      }
      flush
    >
      {query.isLoadingError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonRows />
      ) : (
        <DataTable<MarginRow>
          label={t('maker:revenue.margins')}
          rowKey={(row) => `${row.contract.id} ${row.machine?.id ?? ''}`}
          columns={columns}
          sort={isBestFirst ? '-share' : 'share'}
          onSort={(sort) => onChange({ sort })}
          groups={(by === 'machine' ? GROUPS_OF_MACHINES : GROUPS)
            .map(({ key, has }) => ({
              key,
              label: t(`maker:revenue.group.${key}`),
              rows: rowsOf(has),
            }))
            .filter(({ rows }) => rows.length > 0)}
          onOpen={(row) =>
            void navigate({ to: '/contracts/$contractId', params: { contractId: row.contract.id } })
          }
          empty={
            <EmptyState icon={IconScale} title={t('maker:revenue.noMargins')}>
              {t('maker:revenue.noMarginsWhy')}
            </EmptyState>
          }
          foot={<KeyHints />}
        />
      )}
    </Section>
  );
}
