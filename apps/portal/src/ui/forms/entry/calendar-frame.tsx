import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './calendar.module.css';

/** Keeps Escape from closing the dialog behind the calendar: it closes the calendar only. */
export const CLOSES_ONLY_CALENDAR = { 'data-mantine-stop-propagation': 'true' } as const;

interface CalendarFrameProps {
  readonly title: string;
  readonly previousLabel: string;
  readonly nextLabel: string;
  /** Moves back (-1) or forward (1). */
  readonly onMove: (direction: -1 | 1) => void;
  readonly nowLabel: string;
  readonly onNow: () => void;
  /** Whether the current day or month can be chosen. */
  readonly isNowAllowed: boolean;
  /** Fields below the calendar. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** Frame of a calendar: its title with a button on either side, the grid, and a button for the current day or month. */
export function CalendarFrame(props: CalendarFrameProps) {
  return (
    <div className={classes.calendar}>
      <div className={classes.head}>
        <ActionIcon
          aria-label={props.previousLabel}
          onClick={() => props.onMove(-1)}
          {...CLOSES_ONLY_CALENDAR}
        >
          <IconChevronLeft size={18} stroke={1.75} />
        </ActionIcon>
        <span className={classes.title} aria-live="polite">
          {props.title}
        </span>
        <ActionIcon aria-label={props.nextLabel} onClick={() => props.onMove(1)} {...CLOSES_ONLY_CALENDAR}>
          <IconChevronRight size={18} stroke={1.75} />
        </ActionIcon>
      </div>
      {props.children}
      <div className={classes.foot}>
        <Button
          variant="subtle"
          size="xs"
          disabled={!props.isNowAllowed}
          onClick={props.onNow}
          {...CLOSES_ONLY_CALENDAR}
        >
          {props.nowLabel}
        </Button>
        {props.foot}
      </div>
    </div>
  );
}
