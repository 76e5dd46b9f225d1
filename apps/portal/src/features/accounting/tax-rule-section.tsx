import { IconReceiptTax } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session.js';
import type { LegalEntity, TaxRule } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { dayBefore } from '../../format/time.js';
import { useFormat } from '../../format/use-format.js';
import { EmptyState } from '../../ui/feedback/empty-state.js';
import { DataTable } from '../../ui/tables/data-table.js';
import { AccountingSection } from './accounting-section.js';
import { EndTaxRuleDialog } from './end-tax-rule-dialog.js';
import { TaxRuleDialog } from './tax-rule-dialog.js';

/** Tax rules of each seller, by the buyer's country, the type of supply, the tax category and the date. */
export function TaxRuleSection({ entities }: { readonly entities: readonly LegalEntity[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const [open, setOpen] = useState<'new' | TaxRule>();
  const rules = useOne('tax-rules', '/tax-rules');
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const close = (): void => setOpen(undefined);
  return (
    <AccountingSection
      title={t('maker:books.rules')}
      what={t('maker:books.rulesWhat')}
      query={rules}
      rows={4}
      add={t('maker:books.addRule')}
      onAdd={() => setOpen('new')}
      table={({ items }) => (
        <DataTable<TaxRule>
          label={t('maker:books.rules')}
          rowKey={(row) => row.id}
          onOpen={may('accounting.write') ? setOpen : undefined}
          groups={entities
            .map(({ id, name }) => ({
              key: id,
              label: name,
              rows: items.filter((rule) => rule.legalEntityId === id),
            }))
            .filter(({ rows }) => rows.length > 0)}
          columns={[
            {
              key: 'country',
              header: t('maker:books.buyerIn'),
              width: '200px',
              phone: 'title',
              cell: ({ buyerCountry }) => (
                <b>{buyerCountry === '*' ? t('maker:books.elsewhere') : format.country(buyerCountry)}</b>
              ),
            },
            {
              key: 'supply',
              header: t('maker:books.supply'),
              width: '140px',
              phone: 'second',
              cell: ({ supply }) => t(`document.supply.${supply}`),
            },
            {
              key: 'tax',
              header: t('maker:books.tax'),
              width: 'minmax(220px, 1fr)',
              phone: 'third',
              cell: ({ category, percent, reason }) =>
                category === 'standard'
                  ? format.quantity(percent, '%')
                  : `${t(`maker:books.category.${category}`)} · ${reason}`,
            },
            {
              key: 'step',
              header: t('maker:books.step'),
              width: '130px',
              numeric: true,
              cell: ({ taxStep }) => taxStep ?? '',
            },
            {
              key: 'valid',
              header: t('maker:books.valid'),
              width: '220px',
              cell: ({ validFrom, validTo }) =>
                validTo === null
                  ? t('maker:books.since', { from: day(validFrom) })
                  : `${day(validFrom)} – ${day(dayBefore(validTo))}`,
            },
          ]}
          empty={
            <EmptyState icon={IconReceiptTax} title={t('maker:books.noRules')}>
              {t('maker:books.noRulesWhy')}
            </EmptyState>
          }
        />
      )}
    >
      {open === 'new' ? <TaxRuleDialog entities={entities} onClose={close} /> : null}
      {open !== undefined && open !== 'new' ? <EndTaxRuleDialog rule={open} onClose={close} /> : null}
    </AccountingSection>
  );
}
