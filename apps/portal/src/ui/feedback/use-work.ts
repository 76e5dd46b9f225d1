import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../problems/problem-text.js';
import { problemOf } from '../../problems/problem.js';

export interface Work {
  readonly busy: boolean;
  /** Error summary of the last attempt, if it failed. */
  readonly failure: { readonly fields: 0; readonly text: string } | undefined;
  /** Starts the work and clears the previous error. */
  readonly run: (work: () => Promise<unknown>) => void;
}

/** An action started by a button outside a form. */
export function useWork(): Work {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  return {
    busy,
    failure:
      failure === undefined ? undefined : { fields: 0, text: problemText(problemOf(failure), t, i18n) },
    run: (work) => {
      setBusy(true);
      setFailure(undefined);
      work()
        .catch(setFailure)
        .finally(() => setBusy(false));
    },
  };
}
