import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunResult } from '../../api/types.js';
import { DataTable } from '../../ui/tables/data-table.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { Money } from '../../ui/values/money.js';
import { HoldReasons } from './hold-reasons.js';
import { RUN_OUTCOMES } from './run-outcomes.js';
import { RunResultName } from './run-result-name.js';
import { toRunRows, type RunRow } from './run-rows.js';
import { CustomerLink } from '../places/customer-link.js';

interface RunResultsProps {
  readonly results: readonly RunResult[];
  /** Whether the run found differences from issued months. */
  readonly hasCorrections: boolean;
  readonly empty: ReactNode;
  readonly foot: ReactNode;
}

/** Results of a run by document: failed, on hold or ready, with reasons. A group document expands to its contracts. */
export function RunResults({ results, hasCorrections, empty, foot }: RunResultsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string): void =>
    setOpened((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  const open = (row: RunRow): void => {
    const page = pageOf(row);
    void navigate({ to: page ?? `/contracts/${row.contracts[0].contract.id}` });
  };
  const columns: Column<RunRow>[] = [
    {
      key: 'contract',
      header: t('maker:contracts.number'),
      width: '210px',
      phone: 'title',
      cell: (row) => (
        <RunResultName row={row} isOpen={opened.has(row.key)} onToggle={() => toggle(row.key)} />
      ),
    },
    {
      key: 'customer',
      header: t('maker:life.customer'),
      width: 'minmax(150px, 0.8fr)',
      phone: 'second',
      cell: (row) => (row.kind === 'member' ? '' : <CustomerLink customer={row.contracts[0].customer} />),
    },
    {
      key: 'why',
      header: t('maker:run.why'),
      width: 'minmax(240px, 1.6fr)',
      phone: 'third',
      cell: (row) => <Why row={row} isOpen={opened.has(row.key)} />,
    },
    ...(hasCorrections
      ? [
          {
            key: 'corrections',
            header: t('maker:run.correction'),
            width: '150px',
            numeric: true,
            cell: (row: RunRow) =>
              row.corrections === null ? (
                ''
              ) : (
                <Money amount={row.corrections.total.amount} currency={row.corrections.total.currency} />
              ),
          },
        ]
      : []),
    {
      key: 'total',
      header: t('maker:run.net'),
      width: '170px',
      numeric: true,
      phone: 'side',
      cell: (row) => {
        const page = pageOf(row);
        return row.total === null ? (
          ''
        ) : (
          <Money
            amount={row.total.amount}
            currency={row.total.currency}
            {...(page !== null && { to: page })}
          />
        );
      },
    },
  ];
  return (
    <DataTable<RunRow>
      label={t('maker:run.results')}
      rowKey={(row) => row.key}
      onOpen={open}
      groups={RUN_OUTCOMES.map((outcome) => {
        const documents = results.filter((row) => (row.together ?? row).outcome === outcome);
        return {
          key: outcome,
          label: t(`maker:run.${outcome}`),
          note: t(`maker:run.${outcome}Note`),
          rows: toRunRows(documents, opened),
          count: documents.length,
        };
      }).filter((group) => group.rows.length > 0)}
      columns={columns}
      empty={empty}
      foot={foot}
    />
  );
}

/** Reasons for the outcome. An expanded group document shows none, because each of its contracts shows its own. */
function Why({ row, isOpen }: { readonly row: RunRow; readonly isOpen: boolean }) {
  const [first] = row.contracts;
  if (row.kind !== 'document') return <HoldReasons reasons={first.reasons} zone={first.zone} />;
  if (isOpen) return null;
  return row.contracts
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ contract, reasons, zone }) => (
      <div key={contract.id}>
        {contract.number}
        <HoldReasons reasons={reasons} zone={zone} />
      </div>
    ));
}

/** The document's page; null if no draft exists. */
function pageOf({ kind, contracts: [first, ...others] }: RunRow): string | null {
  if (kind !== 'document') return first.invoiceId === null ? null : `/billing/${first.invoiceId}`;
  const isDrafted = [first, ...others].some(({ invoiceId }) => invoiceId !== null);
  return isDrafted && first.billGroup !== null
    ? `/billing/groups/${first.billGroup.id}/${first.billGroup.month}`
    : null;
}
