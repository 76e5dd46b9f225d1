import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import { useCodeText } from '../../../i18n/use-code-text.js';
import { Section } from '../../../ui/layout/section.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './audit-findings.module.css';

/** Findings of a draft's self-audit: errors that block approval, and warnings. */
export function AuditFindings({ invoiceId }: { readonly invoiceId: string }) {
  const { t } = useTranslation();
  const text = useCodeText();
  const { data } = useQuery({
    queryKey: ['invoices', invoiceId, 'audit'],
    queryFn: ({ signal }) => request('GET', '/invoices/{id}/audit', { path: { id: invoiceId }, signal }),
  });
  if (data === undefined) return null;
  return (
    <Section title={t('maker:audit.title')} aside={t('maker:audit.aside')}>
      {data.items.length === 0 ? (
        <StateBadge state="ready">{t('maker:audit.clean')}</StateBadge>
      ) : (
        <ul className={classes.findings}>
          {data.items.map(({ id, code, severity, position, params }) => (
            <li key={id} className={classes.finding}>
              <StateBadge state={severity === 'blocks' ? 'held' : 'unknown'} plain>
                {t(`maker:audit.${severity}`)}
              </StateBadge>
              <span>
                {position === null ? null : <b>{t('maker:audit.line', { position })} </b>}
                {text('common:auditFinding', code, params)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
