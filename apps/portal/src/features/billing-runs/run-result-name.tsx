import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '../../ui/values/state-badge.js';
import classes from './run-results.module.css';
import type { RunRow } from './run-rows.js';

interface RunResultNameProps {
  readonly row: RunRow;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** The contract's number, or the name of a group document, which expands to its contracts and their outcomes. */
export function RunResultName({ row, isOpen, onToggle }: RunResultNameProps) {
  const { t } = useTranslation();
  const [first] = row.contracts;
  if (row.kind === 'alone') return <b>{first.contract.number}</b>;
  if (row.kind === 'member')
    return (
      <span className={classes.member}>
        {first.contract.number}{' '}
        <StateBadge state={row.outcome} plain>
          {t(`maker:run.${row.outcome}`)}
        </StateBadge>
      </span>
    );
  const Sign = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <span className={classes.name}>
      <button type="button" className={classes.document} aria-expanded={isOpen} onClick={onToggle}>
        <Sign size={15} stroke={1.75} aria-hidden />
        {first.billGroup?.name}
      </button>
      <span className={classes.quiet}>{t('maker:group.contractCount', { count: row.contracts.length })}</span>
    </span>
  );
}
