import { IconAlertOctagon, IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format.js';
import { Section } from '../../ui/layout/section.js';
import type { Area, Verdict, Verification } from './engine/messages.js';
import classes from './verification.module.css';

const AREAS: readonly Area[] = ['files', 'chains', 'meters', 'lines', 'document', 'root'];

interface ChecksMadeProps {
  readonly verification: Verification;
  readonly verdict: Verdict;
  /** False for a draft, which has no number, taxes or due date. */
  readonly isIssued: boolean;
}

/** Lists the checks and what they don't cover, in words for people who read invoices but not code. */
export function ChecksMade({ verification, verdict, isIssued }: ChecksMadeProps) {
  const { t } = useTranslation();
  const { unchecked } = verification;
  return (
    <Section title={t('verify:checks.title')}>
      <ul className={classes.checks}>
        {AREAS.filter((area) => area !== 'document' || isIssued).map((area) => (
          <CheckView key={area} area={area} verification={verification} verdict={verdict} />
        ))}
      </ul>
      {unchecked.length === 0 ? null : (
        <details className={classes.unchecked}>
          <summary>{t('verify:checks.unchecked', { count: unchecked.length })}</summary>
          <p className={classes.secondary}>{t('verify:checks.uncheckedWhy')}</p>
          <ul lang="en">
            {unchecked.map(({ what }, index) => (
              <li key={index}>{what}</li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function CheckView({
  area,
  verification,
  verdict,
}: { readonly area: Area } & Omit<ChecksMadeProps, 'isIssued'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts } = verification;
  const isWrong = verdict.findings.some((finding) => finding.area === area);
  const isOpen = area === 'root' && verdict.verdict === 'consistent';
  const Sign = isWrong ? IconAlertOctagon : isOpen ? IconCircleDashed : IconCheck;
  const numbers = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, format.number(count, 0)]),
  );
  const state = isWrong ? 'wrong' : isOpen ? 'open' : 'right';
  return (
    <li className={classes.check} data-state={state}>
      <Sign size={18} stroke={1.75} aria-hidden className={classes.checkSign} />
      <div>
        <h3 className={classes.checkTitle}>
          {t(`verify:area.${area}`)} <span className={classes.checkState}>{t(`verify:checks.${state}`)}</span>
        </h3>
        <p className={classes.secondary}>
          {isOpen ? t('verify:checks.rootOpen') : t(`verify:checks.${area}`, numbers)}
        </p>
      </div>
    </li>
  );
}
