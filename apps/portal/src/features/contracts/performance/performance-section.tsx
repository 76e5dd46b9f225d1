import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import { Section } from '../../../ui/layout/section.js';
import { EditClause } from '../overview/edit-clause.js';
import { PerformanceList } from './performance-list.js';

/** Guarantees of a contract. Those of a draft are edited with its other clauses. */
export function PerformanceSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  if (contract.performance.length === 0 && contract.state !== 'draft') return null;
  return (
    <Section title={t('performance.title')} action={<EditClause contract={contract} clause="performance" />}>
      {contract.performance.length === 0 ? (
        <p>{t('performance.none')}</p>
      ) : (
        <PerformanceList contract={contract} />
      )}
    </Section>
  );
}
