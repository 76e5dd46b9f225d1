import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.js';
import { Facts } from '../../ui/layout/facts.js';
import { Section } from '../../ui/layout/section.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { Money } from '../../ui/values/money.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { useLineName } from '../invoice-lines/use-line-name.js';
import { figuresOf, type InvoiceFigures, type LineFigures } from './engine/invoice-figures.js';
import type { Verification } from './engine/messages.js';
import { useDocumentName } from './use-document-name.js';
import classes from './verification.module.css';

/** Figures of the invoice in a pack: parties, totals and lines. */
export function PackFigures({ verification }: { readonly verification: Verification }) {
  const { t } = useTranslation();
  const documentName = useDocumentName();
  const figures = figuresOf(verification.invoice);
  return (
    <Section title={t('verify:figures.title')} aside={documentName(figures)}>
      <div className={classes.columns}>
        <Facts items={usePartyFacts(figures)} />
        <Facts items={useTotalFacts(figures, verification)} />
      </div>
      <LineTable figures={figures} />
    </Section>
  );
}

type Fact = readonly [ReactNode, ReactNode];

/** Omits facts that the pack doesn't contain. */
const known = (facts: readonly (Fact | null)[]): readonly Fact[] => facts.filter((fact) => fact !== null);

function usePartyFacts({
  seller,
  buyer,
  contract,
  from,
  until,
  issuedOn,
  dueOn,
}: InvoiceFigures): readonly Fact[] {
  const { t } = useTranslation();
  const format = useFormat();
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  return known([
    seller === null ? null : [t('verify:figures.seller'), seller],
    buyer === null ? null : [t('verify:figures.buyer'), buyer],
    contract === null ? null : [t('pack.contract'), contract],
    from === null || until === null ? null : [t('pack.period'), `${day(from)} – ${day(until)}`],
    issuedOn === null ? null : [t('verify:figures.issued'), day(issuedOn)],
    dueOn === null ? null : [t('verify:figures.due'), day(dueOn)],
  ]);
}

function useTotalFacts(figures: InvoiceFigures, { root, counts }: Verification): readonly Fact[] {
  const { t } = useTranslation();
  const format = useFormat();
  const { currency } = figures;
  const amount = (name: 'net' | 'tax' | 'gross' | 'payable' | 'total', strong = false): Fact | null =>
    figures[name] === null
      ? null
      : [
          t(`verify:figures.${name}`),
          <Money key={name} amount={figures[name]} currency={currency} strong={strong} />,
        ];
  return known([
    ...(figures.gross === null
      ? [amount('total', true)]
      : [amount('net'), amount('tax'), amount('gross', true)]),
    amount('payable', true),
    [t('pack.readings'), format.number(counts.readings, 0)],
    [
      t('pack.root'),
      <code key="root" className={classes.hash}>
        {root}
      </code>,
    ],
  ]);
}

function LineTable({ figures: { lines, currency } }: { readonly figures: InvoiceFigures }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useLineName();
  return (
    <DataTable<LineFigures>
      label={t('verify:figures.lines')}
      rowKey={(line) => line.position}
      rows={lines}
      columns={[
        { key: 'position', header: '', width: '36px', phone: 'lead', cell: (line) => line.position },
        {
          key: 'name',
          header: t('verify:figures.line'),
          width: 'minmax(200px, 1fr)',
          phone: 'title',
          cell: (line) => nameOf(line),
        },
        {
          key: 'clause',
          header: t('verify:figures.clause'),
          width: '90px',
          phone: 'second',
          cell: ({ clause }) => clause,
        },
        {
          key: 'quantity',
          header: t('verify:figures.quantity'),
          width: '170px',
          numeric: true,
          phone: 'side2',
          cell: ({ quantity, unit }) => (quantity === null ? '' : format.quantity(quantity, unit)),
        },
        {
          key: 'amount',
          header: t('verify:figures.amount'),
          width: '170px',
          numeric: true,
          phone: 'side',
          cell: ({ amount }) =>
            amount === null ? (
              <StateBadge state="held" plain>
                {t('verify:figures.onHold')}
              </StateBadge>
            ) : (
              <Money amount={amount} currency={currency} />
            ),
        },
      ]}
    />
  );
}
