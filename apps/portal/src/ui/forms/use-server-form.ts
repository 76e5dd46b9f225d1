import { useForm, type UseFormReturnType } from '@mantine/form';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultText, problemText } from '../../problems/problem-text.js';
import { problemOf } from '../../problems/problem.js';
import { unreadableFields } from './entry/unreadable-fields.js';

interface ServerForm<Values extends Record<string, unknown>> {
  readonly form: UseFormReturnType<Values>;
  readonly sending: boolean;
  /** Error summary above the form; undefined without errors. */
  readonly summary: { readonly fields: number; readonly text: string } | undefined;
  /** Submits the form; pass it to `<form onSubmit>`. */
  readonly submit: (event?: React.FormEvent<HTMLFormElement>) => void;
}

/** Converts a JSON pointer to a form path: `/items/0/unitPrice` becomes `items.0.unitPrice`. */
export function pointerToPath(pointer: string): string {
  return pointer.replace(/^#?\//, '').replace(/\//g, '.').replace(/~1/g, '/').replace(/~0/g, '~');
}

/**
 * The field that shows an error. An error inside a value that the form edits as one text, such as a name by language,
 * belongs to the whole field.
 */
function fieldOf(pointer: string, values: Record<string, unknown>): string {
  const path = pointerToPath(pointer);
  const [root = ''] = path.split('.');
  return typeof values[root] === 'string' ? root : path;
}

/**
 * A form with errors from the server: each is shown at its field, a summary is shown on top, and the first field with
 * an error gets the focus. Errors of fields that the form does not show are listed in the summary. A form with an
 * unreadable number or date is not sent.
 */
export function useServerForm<Values extends Record<string, unknown>>(
  initialValues: Values,
  send: (values: Values) => Promise<unknown>,
): ServerForm<Values> {
  const { t, i18n } = useTranslation();
  const form = useForm<Values>({ initialValues });
  const [sending, setSending] = useState(false);
  const [summary, setSummary] = useState<ServerForm<Values>['summary']>();

  const submit = useCallback(
    (event?: React.FormEvent<HTMLFormElement>) => {
      event?.preventDefault();
      const element = event?.currentTarget;
      form.clearErrors();
      setSummary(undefined);
      const unreadable = element === undefined ? [] : unreadableFields(element);
      if (unreadable.length > 0) {
        setSummary({ fields: unreadable.length, text: '' });
        unreadable[0]?.focus();
        return;
      }
      setSending(true);
      send(form.getValues())
        .catch((error: unknown) => {
          const problem = problemOf(error);
          const faults = problem.fields ?? [];
          const known = faults.filter(
            (fault) => (pointerToPath(fault.pointer).split('.')[0] ?? '') in initialValues,
          );
          form.setErrors(
            Object.fromEntries(
              known
                .toReversed()
                .map((fault) => [fieldOf(fault.pointer, initialValues), faultText(fault, t, i18n)]),
            ),
          );
          const unknownFaults = faults.filter((fault) => !known.includes(fault));
          const unknownFaultTexts = unknownFaults.map(
            (fault) => `${pointerToPath(fault.pointer)}: ${faultText(fault, t, i18n)}`,
          );
          setSummary({
            fields: new Set(known.map((fault) => fault.pointer)).size,
            text:
              known.length > 0 && unknownFaults.length === 0
                ? ''
                : [problemText(problem, t, i18n), ...unknownFaultTexts].join(' '),
          });
          // Waits two frames, because errors must be painted before the first one can be focused.
          requestAnimationFrame(() =>
            requestAnimationFrame(() =>
              element?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
            ),
          );
        })
        .finally(() => setSending(false));
    },
    [form, send, initialValues, t, i18n],
  );
  return { form, sending, summary, submit };
}
