import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CostGap } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from '../revenue.module.css';

const SHOWN = 12;

/** Work without a recorded cost. The cost is treated as unknown, never as zero. */
export function GapList({
  gaps,
  onEnter,
}: {
  readonly gaps: readonly CostGap[];
  readonly onEnter?: (gap: CostGap) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  if (gaps.length === 0) return null;
  return (
    <>
      <p className={classes.note} role="note">
        {t('maker:revenue.gapsWhat', { count: gaps.length })}
      </p>
      <ul>
        {gaps.slice(0, SHOWN).map((gap) => (
          <li key={`${gap.kind} ${gap.id}`} className={classes.gap}>
            <StateBadge state="unknown" plain>
              {t(`maker:revenue.gapOne.${gap.kind}`, { number: gap.number })}
            </StateBadge>
            <span className={classes.quiet}>
              {gap.machine.serial}, {format.date(`${gap.day}T00:00:00Z`, 'UTC')}
            </span>
            {onEnter === undefined ? null : (
              <Button size="compact-xs" variant="default" onClick={() => onEnter(gap)}>
                {t('maker:revenue.enterItsCost')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
