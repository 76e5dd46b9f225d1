import { useTranslation } from 'react-i18next';
import type { ContractRow, UsagePeriod } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { ExportMenu } from '../../../ui/tables/export/export-menu.js';
import { useReasonText } from '../reasons/use-reason-text.js';

/** Exports the usage of a contract: a row per month and meter, newest month first. */
export function UsageExport({
  contract,
}: {
  readonly contract: Pick<ContractRow, 'id' | 'number' | 'zone'>;
}) {
  const { t } = useTranslation();
  const usage = useOne('usage', '/contracts/{id}/usage', { path: { id: contract.id } });
  const reasonText = useReasonText(contract.zone, usage.data?.decisions);
  const periods = usage.data?.items ?? [];
  if (periods.length === 0) return null;
  return (
    <ExportMenu<UsagePeriod>
      fileName={t('maker:usage.title', { number: contract.number })}
      loadRows={() => Promise.resolve([...periods].sort((a, b) => b.month.localeCompare(a.month)))}
      columns={[
        { key: 'month', header: t('maker:usage.month'), value: (row) => row.month },
        { key: 'meter', header: t('maker:contract.meter'), value: (row) => row.device },
        { key: 'signal', header: t('maker:registry.signalKey'), value: (row) => row.signalKey },
        { key: 'quantity', header: t('maker:usage.quantity'), value: (row) => numberOf(row.quantity) },
        { key: 'unit', header: t('maker:registry.unit'), value: (row) => row.unit },
        { key: 'estimated', header: t('state.estimated'), value: (row) => numberOf(row.estimatedQuantity) },
        { key: 'held', header: t('state.held'), value: (row) => numberOf(row.heldQuantity) },
        {
          key: 'unbilled',
          header: t('maker:pause.uses.not_billed'),
          value: (row) => numberOf(row.unbilledQuantity),
        },
        { key: 'state', header: t('maker:alarms.state'), value: (row) => t(`state.${row.state}`) },
        {
          key: 'notes',
          header: t('maker:usage.why'),
          value: (row) => row.reasons.map((reason) => reasonText(reason, row.unit)).join(' '),
        },
      ]}
    />
  );
}

const numberOf = (quantity: string | null): number | null => (quantity === null ? null : Number(quantity));
