import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BulkPreview } from '../../api/types.js';
import { readable } from '../../problems/problem-text.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { useFormat } from '../../format/use-format.js';
import type { BulkAction } from './bulk-types.js';
import classes from './bulk-preview.module.css';

interface BulkPreviewViewProps {
  readonly action: BulkAction;
  readonly preview: BulkPreview;
}

/** Preview of a bulk decision: the documents with their totals, and those that would be rejected, by reason. */
export function BulkPreviewView({ action, preview }: BulkPreviewViewProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const text = useCodeText();
  return (
    <div className={classes.preview}>
      <p className={classes.answer}>
        <IconCircleCheck size={18} stroke={1.75} aria-hidden className={classes.good} />
        <b>{t(`maker:bulk.${action}Answer`, { count: preview.ready })}</b>
      </p>
      {preview.totals.length === 0 ? null : (
        <ul className={classes.totals}>
          {preview.totals.map(({ documents, total }) => (
            <li key={total.currency}>
              <b>{format.money(total.amount, total.currency)}</b>
              <span>{t('maker:bulk.documents', { count: documents })}</span>
            </li>
          ))}
        </ul>
      )}
      {preview.heldLines > 0 && action !== 'send' ? (
        <p>{t('maker:bulk.heldLines', { count: preview.heldLines })}</p>
      ) : null}
      {preview.refused === 0 ? null : (
        <>
          <p className={classes.answer}>
            <IconAlertTriangle size={18} stroke={1.75} aria-hidden className={classes.warn} />
            <b>{t('maker:bulk.refused', { count: preview.refused })}</b>
          </p>
          <ul className={classes.refusals}>
            {preview.refusals.map(({ reason, documents, examples }) => (
              <li key={reason.code}>
                <span>{text('errors:', reason.code, readable(reason.params, t, i18n))}</span>
                <span className={classes.examples}>
                  {examples.map(({ invoiceId, name }) => (
                    <Link key={invoiceId} to="/billing/$invoiceId" params={{ invoiceId }} target="_blank">
                      {name}
                    </Link>
                  ))}
                  {documents > examples.length
                    ? t('maker:bulk.andMore', { count: documents - examples.length })
                    : null}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
