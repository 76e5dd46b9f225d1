import type { UseFormReturnType } from '@mantine/form';
import type { DraftValues } from './values/draft-values.js';

export type DraftForm = UseFormReturnType<DraftValues>;

/** Returns the draft's form typed as the form of some of its terms, for fields that other forms use too. */
export function formOf<Terms extends Record<string, unknown>>(form: DraftForm): UseFormReturnType<Terms> {
  // A draft contains all terms that these fields edit, under the same paths.
  return form as unknown as UseFormReturnType<Terms>;
}
