import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { Invoice, InvoiceLine } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { dayBefore } from '../../format/time.js';
import { writtenUnit } from '../../format/unit.js';
import { useFormat } from '../../format/use-format.js';
import { PackButton } from '../../packs/pack-dialog.js';
import { useLineName } from '../../proof/use-line-name.js';
import { DataTable } from '../../ui/data-table.js';
import { ErrorState } from '../../ui/error-state.js';
import { shortHash } from '../../ui/evidence-chain.js';
import { Facts } from '../../ui/facts.js';
import { Money } from '../../ui/money.js';
import { PageHeader } from '../../ui/page-header.js';
import { Quantity } from '../../ui/quantity.js';
import { SkeletonBlock } from '../../ui/skeleton.js';
import { StateBadge } from '../../ui/state-badge.js';
import { DraftButton } from '../billing/draft-button.js';
import classes from './invoice-page.module.css';

/** A draft invoice, line by line; every amount opens down to what made it. */
export function InvoicePage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate();
  const lineName = useLineName();
  const { invoiceId = '' } = useParams({ strict: false });
  const query = useOne<Invoice>('invoices', `/invoices/${invoiceId}`);
  if (query.isLoadingError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <SkeletonBlock height={360} />;
  const invoice = query.data;
  const month = format.month(`${invoice.periodFrom}T12:00:00Z`, 'UTC');
  const open = (line: InvoiceLine): void =>
    void navigate({ to: '/billing/lines/$lineId', params: { lineId: line.id } });
  return (
    <div>
      <PageHeader
        crumbs={[
          { label: t('app:rail.billing'), to: '/billing' },
          { label: invoice.contract.number, to: `/contracts/${invoice.contract.id}` },
        ]}
        title={t('maker:invoice.title', { number: invoice.contract.number, month })}
        state={
          <>
            <StateBadge state={invoice.state} />
            {invoice.heldLines > 0 ? (
              <StateBadge state="held">
                {t('maker:billing.heldLines', { count: invoice.heldLines })}
              </StateBadge>
            ) : null}
          </>
        }
        below={t('maker:invoice.parties', { seller: invoice.legalEntity.name, buyer: invoice.customer.name })}
        actions={
          <>
            <PackButton invoiceId={invoice.id} />
            {may('invoices.draft') ? (
              <DraftButton
                contract={{ ...invoice.contract, zone: invoice.zone }}
                onDrafted={(drafted) =>
                  void navigate({ to: '/billing/$invoiceId', params: { invoiceId: drafted } })
                }
              />
            ) : null}
          </>
        }
      />
      <div className={classes.lines}>
        <DataTable<InvoiceLine>
          label={t('maker:invoice.lines')}
          rowKey={(row) => row.id}
          rows={invoice.lines}
          onOpen={open}
          columns={[
            { key: 'position', header: '', width: '24px', cell: (row) => row.position },
            {
              key: 'what',
              header: t('maker:contract.what'),
              width: 'minmax(200px, 1.6fr)',
              phone: 'title',
              cell: (row) => (
                <Link to="/billing/lines/$lineId" params={{ lineId: row.id }} className={classes.name}>
                  {lineName(row)}
                </Link>
              ),
            },
            { key: 'clause', header: t('maker:contract.clause'), width: '80px', cell: (row) => row.clause },
            {
              key: 'state',
              header: t('maker:alarms.state'),
              width: '130px',
              phone: 'second',
              cell: (row) => (row.state === 'fixed' ? '' : <StateBadge state={row.state} plain />),
            },
            {
              key: 'quantity',
              header: t('maker:usage.quantity'),
              width: '150px',
              numeric: true,
              phone: 'third',
              cell: (row) => <LineQuantity line={row} />,
            },
            {
              key: 'price',
              header: t('maker:invoice.unitPrice'),
              width: '130px',
              numeric: true,
              cell: (row) =>
                row.unitPrice === null ? (
                  ''
                ) : (
                  <Quantity
                    value={row.unitPrice}
                    unit={writtenUnit(row.unit) === '' ? '' : `/ ${writtenUnit(row.unit)}`}
                    exact
                  />
                ),
            },
            {
              key: 'amount',
              header: invoice.currency,
              width: '150px',
              numeric: true,
              phone: 'side',
              cell: (row) =>
                row.amount === null ? (
                  <StateBadge state={row.state} plain>
                    {t('maker:invoice.noAmount')}
                  </StateBadge>
                ) : (
                  <Money
                    amount={row.amount.amount}
                    currency={row.amount.currency}
                    withoutCode
                    to={`/billing/lines/${row.id}`}
                  />
                ),
            },
          ]}
        />
        <p className={classes.total}>
          <span>{t('maker:invoice.total')}</span>
          <Money amount={invoice.total.amount} currency={invoice.total.currency} strong />
        </p>
      </div>
      <div className={classes.facts}>
        <Facts
          items={[
            [
              t('maker:billing.period'),
              `${format.date(`${invoice.periodFrom}T00:00:00Z`, 'UTC')} – ${format.date(`${dayBefore(invoice.periodTo)}T00:00:00Z`, 'UTC')}, ${format.city(invoice.zone)}`,
            ],
            [t('maker:billing.known'), format.dateTime(invoice.knownUntil)],
            [t('maker:invoice.drafted'), format.dateTime(invoice.draftedAt)],
            [
              t('maker:invoice.hash'),
              <code key="h" className="mono" title={invoice.contentHash}>
                {shortHash(invoice.contentHash)}
              </code>,
            ],
          ]}
        />
      </div>
    </div>
  );
}

/** The quantity, and what of it the base fee covers already: the price counts from there. */
function LineQuantity({ line }: { readonly line: InvoiceLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (line.quantity === null) return null;
  const included = line.params['included'];
  return (
    <>
      <Quantity value={line.quantity} unit={line.unit} exact />
      {typeof included === 'string' && Number(included) > 0 ? (
        <span className={classes.included}>
          {t('maker:invoice.included', { quantity: format.number(included) })}
        </span>
      ) : null}
    </>
  );
}
