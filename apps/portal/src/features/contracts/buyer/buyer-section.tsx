import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Buyer, BuyerOrder, Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useFormat } from '../../../format/use-format.js';
import { Section } from '../../../ui/layout/section.js';
import { DataTable } from '../../../ui/tables/data-table.js';
import { Money } from '../../../ui/values/money.js';
import { BuyerDialog } from './buyer-dialog.js';
import classes from './buyer-section.module.css';
import { OrderDialog } from './order-dialog.js';

/**
 * The customer's companies, the contract's buyer first, and the purchase orders of the buyer. Invoices show the buyer
 * and the order.
 */
export function BuyerSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [open, setOpen] = useState<'buyer' | 'order' | Buyer | BuyerOrder>();
  const buyers = useOne('buyers', '/customers/{id}/buyers', { path: { id: contract.customer.id } });
  const orders = useOne('orders', '/buyers/{id}/orders', { path: { id: contract.buyer.id } });
  const mayWrite = may('contracts.write');
  const close = (): void => setOpen(undefined);
  if (buyers.data === undefined) return null;
  const isOurs = ({ id }: Buyer): boolean => id === contract.buyer.id;
  const rows = [...buyers.data.items].sort((a, b) => Number(isOurs(b)) - Number(isOurs(a)));
  return (
    <>
      <Section
        title={t('maker:entity.buyers')}
        flush
        action={
          mayWrite ? <Add label={t('maker:entity.addBuyer')} onAdd={() => setOpen('buyer')} /> : undefined
        }
      >
        <DataTable<Buyer>
          label={t('maker:entity.buyers')}
          rowKey={(row) => row.id}
          rows={rows}
          onOpen={mayWrite ? setOpen : undefined}
          columns={[
            {
              key: 'name',
              header: t('maker:registry.name'),
              width: 'minmax(200px, 1.2fr)',
              phone: 'title',
              cell: (row) => (
                <>
                  <b>{row.name}</b> {isOurs(row) ? t('maker:entity.ofContract') : ''}
                </>
              ),
            },
            {
              key: 'address',
              header: t('maker:entity.address'),
              width: 'minmax(200px, 1fr)',
              phone: 'second',
              cell: (row) =>
                [
                  row.street,
                  [row.postalCode, row.city].filter(Boolean).join(' '),
                  format.country(row.country),
                ]
                  .filter(Boolean)
                  .join(', '),
            },
            {
              key: 'tax',
              header: t('maker:entity.taxIds'),
              width: '180px',
              cell: (row) => Object.values(row.taxIds).join(', '),
            },
          ]}
        />
      </Section>
      <Section
        title={t('maker:entity.orders')}
        aside={contract.buyer.name}
        flush
        action={
          mayWrite ? <Add label={t('maker:entity.addOrder')} onAdd={() => setOpen('order')} /> : undefined
        }
      >
        {orders.data === undefined ? null : orders.data.items.length === 0 ? (
          <p className={classes.none}>{t('maker:entity.noOrders')}</p>
        ) : (
          <DataTable<BuyerOrder>
            label={t('maker:entity.orders')}
            rowKey={(row) => row.id}
            rows={orders.data?.items ?? []}
            onOpen={mayWrite ? setOpen : undefined}
            columns={[
              {
                key: 'number',
                header: t('maker:entity.orderNumber'),
                width: '180px',
                phone: 'title',
                cell: (row) => <b>{row.number}</b>,
              },
              {
                key: 'reference',
                header: t('maker:entity.reference'),
                width: 'minmax(140px, 1fr)',
                phone: 'second',
                cell: (row) => row.reference,
              },
              {
                key: 'valid',
                header: t('maker:books.valid'),
                width: '220px',
                cell: ({ validFrom, validTo }) =>
                  [validFrom, validTo]
                    .map((date) => (date === null ? '' : format.date(`${date}T00:00:00Z`, 'UTC')))
                    .join(' – '),
              },
              {
                key: 'amount',
                header: t('maker:entity.orderAmount'),
                width: '160px',
                numeric: true,
                phone: 'side',
                cell: (row) =>
                  row.amount === null || row.currency === null ? (
                    ''
                  ) : (
                    <Money amount={row.amount} currency={row.currency} />
                  ),
              },
            ]}
          />
        )}
      </Section>
      {open === 'buyer' ? <BuyerDialog customerId={contract.customer.id} onClose={close} /> : null}
      {open === 'order' ? (
        <OrderDialog buyerId={contract.buyer.id} currency={contract.currency} onClose={close} />
      ) : null}
      {typeof open === 'object' && 'customerId' in open ? (
        <BuyerDialog customerId={open.customerId} buyer={open} onClose={close} />
      ) : null}
      {typeof open === 'object' && 'buyerId' in open ? (
        <OrderDialog buyerId={open.buyerId} currency={contract.currency} order={open} onClose={close} />
      ) : null}
    </>
  );
}

function Add({ label, onAdd }: { readonly label: string; readonly onAdd: () => void }) {
  return (
    <Button size="xs" variant="default" leftSection={<IconPlus size={14} stroke={1.75} />} onClick={onAdd}>
      {label}
    </Button>
  );
}
