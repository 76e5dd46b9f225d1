import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/layout/section.js';
import type { Finding } from './engine/messages.js';
import classes from './verification.module.css';

/** Every mismatch with its location, the value in the pack, and the recalculated one. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation();
  return (
    <Section title={t('verify:findings.title')} aside={t('verify:findings.aside')}>
      <ol className={classes.findings}>
        {findings.map((finding, index) => (
          <li key={index} className={classes.finding}>
            <FindingView finding={finding} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function FindingView({ finding: { area, place, what, value, told, found } }: { readonly finding: Finding }) {
  const { t } = useTranslation();
  const line = /^line (.+)$/.exec(place ?? '')?.[1];
  const isOfInvoice = area === 'root' && place === 'invoice';
  const where = isOfInvoice
    ? t('verify:area.invoice')
    : line === undefined
      ? `${t(`verify:area.${area}`)}${place === null || place === 'total' ? '' : ` · ${place}`}`
      : t('verify:area.line', { line });
  return (
    <>
      <h3 className={classes.where}>{where}</h3>
      {value === undefined ? (
        <p lang="en">{what}</p>
      ) : (
        <>
          {isOfInvoice ? null : <p lang="en">{value}</p>}
          <dl className={classes.values}>
            <div>
              <dt>{t('verify:findings.inPack')}</dt>
              <dd>{told}</dd>
            </div>
            <div>
              <dt>{isOfInvoice ? t('verify:findings.onInvoice') : t('verify:findings.recalculated')}</dt>
              <dd>{found}</dd>
            </div>
          </dl>
          {isOfInvoice ? <p className={classes.secondary}>{t('verify:findings.otherInvoice')}</p> : null}
        </>
      )}
    </>
  );
}
