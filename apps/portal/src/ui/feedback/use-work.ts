import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../problems/problem-text.js';
import { problemOf } from '../../problems/problem.js';

export interface Work {
  readonly busy: boolean;
  /** What became of the last try, where it failed, as a summary says it. */
  readonly failure: { readonly fields: 0; readonly text: string } | undefined;
  /** Begins it; what failed before is forgotten. */
  readonly run: (work: () => Promise<unknown>) => void;
}

/** Something that a button begins, outside of a form. */
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
