import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { StepOutcome } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';

/** A step to draft as an amendment. */
export interface StepToDraft {
  readonly contractId: string;
  /** Day of the step according to the clause. */
  readonly stepOn: string;
}

interface DraftSteps {
  /** Drafts the step of one contract. */
  readonly draftOne: (step: StepToDraft) => Promise<void>;
  /** Drafts several steps independently; each failed one reports its reason. */
  readonly draftAll: (steps: readonly StepToDraft[]) => Promise<readonly StepOutcome[]>;
}

/**
 * Drafts the amendments of index adjustments. The reason, which the customer reads, is in the current user's language.
 */
export function useDraftSteps(): DraftSteps {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const reasonOf = (stepOn: string): string =>
    t('maker:indexSteps.reason', { day: format.date(`${stepOn}T00:00:00Z`, 'UTC') });
  const markStale = (): Promise<unknown> => stale('index-steps', 'escalation', 'amendments');
  return {
    draftOne: async ({ contractId, stepOn }) => {
      await request('POST', '/contracts/{id}/escalation', {
        path: { id: contractId },
        body: { stepOn, reason: reasonOf(stepOn) },
      });
      await markStale();
    },
    draftAll: async (steps) => {
      const items = steps.map((step) => ({ ...step, reason: reasonOf(step.stepOn) }));
      const answer = await request('POST', '/index-steps', { body: { items } });
      await markStale();
      return answer.items;
    },
  };
}
