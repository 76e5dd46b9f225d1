import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../../problems/problem-text.js';
import { problemOf } from '../../problems/problem.js';

export interface BatchItem {
  readonly key: string;
  /** Name of the object as the user knows it. */
  readonly name: string;
}

export interface BatchFailure extends BatchItem {
  readonly text: string;
}

export interface Batch {
  /** Progress while the batch runs; undefined otherwise. */
  readonly progress: { readonly done: number; readonly total: number } | undefined;
  /** Objects that failed in the last batch, with the reason. */
  readonly failures: readonly BatchFailure[];
  /**
   * Runs the action for one object after the other. A failure does not stop the others. @returns number of successes
   */
  readonly run: (
    items: readonly BatchItem[],
    action: (item: BatchItem) => Promise<unknown>,
  ) => Promise<number>;
  readonly dismiss: () => void;
}

/** An action on several objects, with progress and a result for each. */
export function useBatch(): Batch {
  const { t, i18n } = useTranslation();
  const [progress, setProgress] = useState<Batch['progress']>();
  const [failures, setFailures] = useState<readonly BatchFailure[]>([]);
  return {
    progress,
    failures,
    run: async (items, action) => {
      const failed: BatchFailure[] = [];
      setFailures([]);
      for (const [index, item] of items.entries()) {
        setProgress({ done: index, total: items.length });
        try {
          await action(item);
        } catch (error) {
          failed.push({ ...item, text: problemText(problemOf(error), t, i18n) });
        }
      }
      setProgress(undefined);
      setFailures(failed);
      return items.length - failed.length;
    },
    dismiss: () => setFailures([]),
  };
}
