import { useTranslation } from 'react-i18next';
import type { MeterException } from '../../api/types.js';
import { useNow } from '../../clock/clock.js';
import { useFormat } from '../../format/use-format.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import type { Column } from '../../ui/tables/data-table.types.js';
import { Money } from '../../ui/values/money.js';
import { Quantity } from '../../ui/values/quantity.js';
import { StateBadge } from '../../ui/values/state-badge.js';
import { CustomerLink } from '../places/customer-link.js';
import { stateOf } from './exception-state.js';

/** Columns of a list of meter exceptions. */
export function useExceptionColumns(): Column<MeterException>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  const now = useNow(60_000);
  return [
    {
      key: 'what',
      fixed: true,
      value: (row) => text('common:exceptionKind', row.kind),
      header: t('maker:exceptions.what'),
      width: 'minmax(190px, 1.3fr)',
      phone: 'title',
      cell: (row) => <b>{text('common:exceptionKind', row.kind)}</b>,
    },
    {
      key: 'when',
      value: (row) => new Date(row.from),
      header: t('maker:exceptions.when'),
      width: '150px',
      phone: 'third',
      cell: (row) => format.placeTime(row.from, row.contract.zone),
    },
    {
      key: 'customer',
      value: (row) => row.customer.name,
      header: t('maker:life.customer'),
      width: 'minmax(140px, 1fr)',
      phone: 'second',
      wide: true,
      cell: (row) => <CustomerLink customer={row.customer} />,
    },
    {
      key: 'meter',
      value: (row) => meterOf(row),
      header: t('maker:exceptions.meter'),
      width: 'minmax(120px, 0.8fr)',
      cell: (row) => meterOf(row),
    },
    {
      key: 'quantity',
      value: (row) => (row.quantity === null ? null : Number(row.quantity)),
      header: t('maker:usage.quantity'),
      width: '100px',
      numeric: true,
      phone: 'side2',
      cell: (row) => <Quantity value={row.quantity} unit={row.meter.unit} />,
    },
    {
      key: 'stake',
      value: (row) => (row.stake === null ? null : Number(row.stake.amount)),
      header: t('maker:exceptions.stake'),
      width: '120px',
      numeric: true,
      phone: 'side',
      cell: (row) =>
        row.stake === null ? '—' : <Money amount={row.stake.amount} currency={row.stake.currency} />,
    },
    {
      key: 'age',
      value: (row) => new Date(row.openedAt),
      header: t('maker:exceptions.age'),
      width: '84px',
      numeric: true,
      wide: true,
      cell: (row) => format.duration(now - Date.parse(row.openedAt)),
    },
    {
      key: 'state',
      value: (row) => t(`state.${stateOf(row)}`),
      header: t('maker:alarms.state'),
      width: '116px',
      phone: 'lead',
      cell: (row) => <StateBadge state={stateOf(row)} plain />,
    },
  ];
}

const meterOf = ({ meter, contract }: MeterException): string =>
  `${meter.serial ?? meter.device}, ${contract.number}`;
