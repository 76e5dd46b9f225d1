import { useTranslation } from 'react-i18next';
import type { Amendment } from '../../../api/types.js';
import { middleOf } from '../../../clock/months.js';
import { useFormat } from '../../../format/use-format.js';
import { stepEquation } from './step-equation.js';
import classes from './step-evidence.module.css';
import { useIndexName } from './use-index-name.js';

type Step = NonNullable<Amendment['indexStep']>;

/** Evidence for the prices of an index adjustment: index values, the resulting equation, and its limits. */
export function StepEvidence({ step }: { readonly step: Step }) {
  const { t } = useTranslation();
  const format = useFormat();
  const indexName = useIndexName();
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const month = (name: string): string => format.month(middleOf(name), 'UTC');
  const limits = [
    ...(step.cap === null ? [] : [t('maker:indexSteps.cap', { value: step.cap })]),
    ...(step.floor === null ? [] : [t('maker:indexSteps.floor', { value: step.floor })]),
  ];
  return (
    <div className={classes.evidence}>
      <p>{t('maker:indexSteps.stepOf', { day: day(step.stepOn), noticeBy: day(step.noticeBy) })}</p>
      {step.parts.map((part) => (
        <div key={part.since}>
          {step.parts.length > 1 ? (
            <p>{t('maker:indexSteps.agreedSince', { day: day(part.since) })}</p>
          ) : null}
          <ul>
            {part.indexes.map(({ key, series, base, baseMonth, value, month: now }) => (
              <li key={key}>
                {indexName(series)}: {base} ({month(baseMonth)}) → {value} ({month(now)})
              </li>
            ))}
          </ul>
          <p className={classes.equation}>{stepEquation(step, part)}</p>
          {part.rawFactor === part.appliedFactor ? null : (
            <p>
              {t('maker:indexSteps.limited', { factor: part.appliedFactor })} {limits.join(', ')}
            </p>
          )}
        </div>
      ))}
    </div>
  );
}
