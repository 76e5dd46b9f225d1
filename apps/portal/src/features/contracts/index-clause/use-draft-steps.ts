import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { StepOutcome } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { useFormat } from '../../../format/use-format.js';

/** A step that is to become an amendment. */
export interface WantedStep {
  readonly contractId: string;
  /** The day of the clause. */
  readonly stepOn: string;
}

interface DraftSteps {
  /** One of a contract. */
  readonly draftOne: (step: WantedStep) => Promise<void>;
  /** Several, each by itself: what could not be made says why. */
  readonly draftAll: (steps: readonly WantedStep[]) => Promise<readonly StepOutcome[]>;
}

/** Drafts the amendments of index steps, with what the customer reads in the language of whoever drafts. */
export function useDraftSteps(): DraftSteps {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const reasonOf = (stepOn: string): string =>
    t('maker:indexSteps.reason', { day: format.date(`${stepOn}T00:00:00Z`, 'UTC') });
  const tellAll = (): Promise<unknown> => stale('index-steps', 'escalation', 'amendments');
  return {
    draftOne: async ({ contractId, stepOn }) => {
      await request('POST', '/contracts/{id}/escalation', {
        path: { id: contractId },
        body: { stepOn, reason: reasonOf(stepOn) },
      });
      await tellAll();
    },
    draftAll: async (steps) => {
      const items = steps.map((step) => ({ ...step, reason: reasonOf(step.stepOn) }));
      const answer = await request('POST', '/index-steps', { body: { items } });
      await tellAll();
      return answer.items;
    },
  };
}
