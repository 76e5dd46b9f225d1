import { Button } from '@mantine/core';
import { IconCheck, IconCircleCheck, IconTool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TicketRow } from '../../../../api/types.js';
import { stateAfter } from '../../actions/action-queue.js';
import { useFieldActions } from '../../actions/use-field-actions.js';
import { nextStep } from './next-step.js';
import { useStep } from './use-steps.js';

const SIGN = { accept: IconCheck, start: IconTool, close: IconCircleCheck } as const;

interface StepButtonProps {
  readonly ticket: Pick<TicketRow, 'id' | 'number' | 'state'>;
  /** Opens the closing report. */
  readonly onClose: () => void;
}

/** Primary action of a ticket: accept, start or close. Renders nothing if there is none. */
export function StepButton({ ticket, onClose }: StepButtonProps) {
  const { t } = useTranslation();
  const take = useStep(ticket);
  const actions = useFieldActions();
  const step = nextStep(stateAfter(ticket.state, ticket.id, actions));
  if (step === undefined) return null;
  const Sign = SIGN[step];
  const isSending = actions.some(
    ({ ticketId, code, state }) => ticketId === ticket.id && code === step && state === 'sending',
  );
  return (
    <Button
      variant="accent"
      fullWidth
      loading={isSending}
      leftSection={<Sign size={22} stroke={1.75} />}
      onClick={() => (step === 'close' ? onClose() : void take(step))}
    >
      {t(`technician:step.${step}`)}
    </Button>
  );
}
