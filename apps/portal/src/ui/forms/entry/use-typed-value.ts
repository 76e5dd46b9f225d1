import {
  type ChangeEvent,
  type FocusEvent,
  type FormEvent,
  type KeyboardEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';

/** State of the entry: whether typing is finished, and whether the text was pasted. */
export interface ReadingMode {
  readonly isFinal: boolean;
  readonly isPasted: boolean;
}

/** Meaning of the typed text: the value for the form, or the error if it is invalid. */
export interface Reading {
  readonly value: string;
  readonly fault?: string | undefined;
  /** Shows the error immediately instead of when the field is left. */
  readonly isUrgent?: boolean;
}

interface TypedValueOptions {
  /** Value of the form, as the API accepts it. */
  readonly value: string;
  readonly onChange: ((value: string) => void) | undefined;
  readonly read: (text: string, mode: ReadingMode) => Reading;
  /** The value in the notation of the user's language. */
  readonly show: (value: string) => string;
  /** The value while the field has the focus; as shown if undefined. */
  readonly edit?: (value: string) => string;
  readonly onFocus?: ((event: FocusEvent<HTMLInputElement>) => void) | undefined;
  readonly onBlur?: ((event: FocusEvent<HTMLInputElement>) => void) | undefined;
}

interface Typed {
  /** Text that was typed since the value was last shown; null if none was. */
  readonly text: string | null;
  readonly isPasted: boolean;
  /** Whether the error is shown: after the field was left or the form was submitted. */
  readonly isChecked: boolean;
  /** The value that was read from the text. */
  readonly value: string;
  /** The value of the form in the last render. */
  readonly seen: string;
}

const PASTES: readonly (string | undefined)[] = ['insertFromPaste', 'insertFromDrop'];
const UNTOUCHED = { text: null, isPasted: false, isChecked: false } as const;

/**
 * State of an input that shows a value in the notation of the user's language, while the form holds it as the API
 * accepts it. Unreadable text makes the input invalid for the browser, so that `useServerForm` does not send the form;
 * the error appears when the field is left or the form is submitted.
 */
export function useTypedValue(options: TypedValueOptions) {
  const { value, onChange, read, show, edit = show } = options;
  const input = useRef<HTMLInputElement>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const [stored, setTyped] = useState<Typed>({ ...UNTOUCHED, value, seen: value });
  const typed = follow(stored, value);
  if (typed !== stored) setTyped(typed);

  const { text, isPasted } = typed;
  const reading = text === null ? undefined : read(text, { isFinal: true, isPasted });
  const fault = reading?.fault ?? '';
  useLayoutEffect(() => input.current?.setCustomValidity(fault), [fault]);

  const accept = (next: Omit<Typed, 'seen'>): void => {
    setTyped({ ...next, seen: value });
    if (next.value !== value) onChange?.(next.value);
  };
  const showFault = (): void => setTyped((before) => ({ ...before, isChecked: true }));
  /** Completes what was typed, such as a date without its year. */
  const finish = (): void => {
    if (reading === undefined) return;
    // The fault is set before the next render, because Enter submits the form immediately.
    input.current?.setCustomValidity(fault);
    const isFaulty = reading.fault !== undefined;
    accept({ text: isFaulty ? text : null, isPasted, isChecked: false, value: reading.value });
    if (isFaulty) afterClick(showFault);
  };

  return {
    /** Error of the text, if it is shown. */
    fault: typed.isChecked ? reading?.fault : undefined,
    /** Replaces the text with a value, such as a day that was picked in the calendar. */
    choose: (chosen: string): void => {
      const shown = show(chosen);
      const isFaulty = read(shown, { isFinal: true, isPasted: false }).fault !== undefined;
      accept(
        isFaulty
          ? { text: shown, isPasted: false, isChecked: true, value: chosen }
          : { ...UNTOUCHED, value: chosen },
      );
    },
    focus: (): void => input.current?.focus(),
    inputProps: {
      ref: input,
      value: text ?? (hasFocus ? edit(value) : show(value)),
      onChange: (event: ChangeEvent<HTMLInputElement>): void => {
        const wasPasted = PASTES.includes((event.nativeEvent as InputEvent).inputType);
        const next = event.currentTarget.value;
        const { value: meant, isUrgent = false } = read(next, { isFinal: false, isPasted: wasPasted });
        accept({ text: next, isPasted: wasPasted, isChecked: isUrgent, value: meant });
      },
      onFocus: (event: FocusEvent<HTMLInputElement>): void => {
        showForEditing(event.currentTarget, () => setHasFocus(true));
        options.onFocus?.(event);
      },
      onBlur: (event: FocusEvent<HTMLInputElement>): void => {
        setHasFocus(false);
        finish();
        options.onBlur?.(event);
      },
      onKeyDown: (event: KeyboardEvent<HTMLInputElement>): void => {
        if (event.key === 'Enter') finish();
      },
      onInvalid: (event: FormEvent<HTMLInputElement>): void => {
        event.preventDefault();
        showFault();
      },
    },
  };
}

/**
 * Shows the editable text immediately. If the text changes while no button is pressed, selects it, because replacing it
 * loses the selection that Tab made.
 */
function showForEditing(input: HTMLInputElement, change: () => void): void {
  const shown = input.value;
  flushSync(change);
  if (input.value !== shown && !isPressed()) input.select();
}

/**
 * Runs a change of the layout immediately, or after the click that is in progress: an error that appeared between
 * pressing and releasing the mouse would move the button away from under it.
 */
function afterClick(change: () => void): void {
  if (isPressed()) window.addEventListener('mouseup', () => setTimeout(change), { once: true });
  else change();
}

/** Whether a mouse button or a finger is down. */
const isPressed = (): boolean => document.querySelector(':active') !== null;

/** Drops the text that was typed if the form has replaced its value since, for example by a reset. */
function follow(typed: Typed, value: string): Typed {
  if (typed.seen === value) return typed;
  return value === typed.value ? { ...typed, seen: value } : { ...UNTOUCHED, value, seen: value };
}
