import { ActionIcon, Popover, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CLOSES_ONLY_CALENDAR } from './calendar-frame.js';
import classes from './entry.module.css';
import type { useTypedValue } from './use-typed-value.js';

/** Properties of a field with a calendar; others are those of a text input. */
export interface PickerFieldProps extends Omit<
  TextInputProps,
  'value' | 'onChange' | 'type' | 'inputMode' | 'min' | 'max' | 'rightSection' | 'rightSectionWidth'
> {
  /** Value as the API accepts it, or empty. */
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  /** Whether the field may be empty, and shows a button that empties it. */
  readonly clearable?: boolean;
}

interface PickerInputProps extends Omit<PickerFieldProps, 'onChange' | 'onFocus' | 'onBlur'> {
  readonly typed: ReturnType<typeof useTypedValue>;
  /** The calendar; `close` closes it and focuses the field. */
  readonly calendar: (close: () => void) => ReactNode;
}

/** A text field with a calendar, which its button or the Down key opens. */
export function PickerInput({
  typed,
  calendar,
  value = '',
  clearable = false,
  error,
  disabled = false,
  ...props
}: PickerInputProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const { inputProps, fault, choose, focus } = typed;
  const close = (): void => {
    setIsOpen(false);
    focus();
  };
  const isClearable = clearable && !disabled && (value !== '' || inputProps.value !== '');
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    inputProps.onKeyDown(event);
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    setIsOpen(true);
  };
  return (
    <TextInput
      autoComplete="off"
      {...props}
      {...inputProps}
      disabled={disabled}
      inputMode="numeric"
      error={fault ?? error}
      onKeyDown={onKeyDown}
      rightSectionPointerEvents="all"
      rightSectionWidth={`calc(var(--control-form) * ${isClearable ? 2 : 1})`}
      rightSection={
        <div className={classes.tools}>
          {isClearable ? (
            <ActionIcon
              className={classes.tool}
              tabIndex={-1}
              aria-label={t('entry.clear')}
              onClick={() => {
                choose('');
                focus();
              }}
            >
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          ) : null}
          <Popover
            opened={isOpen}
            onChange={setIsOpen}
            position="bottom-end"
            trapFocus
            transitionProps={{ duration: 120 }}
          >
            <Popover.Target>
              <ActionIcon
                className={classes.tool}
                disabled={disabled}
                aria-label={t('entry.calendar')}
                onClick={() => setIsOpen((open) => !open)}
                {...(isOpen && CLOSES_ONLY_CALENDAR)}
              >
                <IconCalendar size={16} stroke={1.75} />
              </ActionIcon>
            </Popover.Target>
            <Popover.Dropdown>{calendar(close)}</Popover.Dropdown>
          </Popover>
        </div>
      }
    />
  );
}
