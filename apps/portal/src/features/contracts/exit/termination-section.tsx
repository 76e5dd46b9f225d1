import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { ExitCard } from './exit-card.js';
import { ExitDialog } from './exit-dialog.js';
import { TerminateDialog } from './terminate-dialog.js';

/** Exit terms and costs. They are edited here in a draft; an active contract is terminated from here. */
export function TerminationSection({ contract }: { readonly contract: Contract }) {
  const { t } = useTranslation();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const exit = useOne('contracts', '/contracts/{id}/exit', { path: { id: contract.id } });
  const isDraft = contract.state === 'draft';
  const close = (): void => setOpen(false);
  return (
    <>
      <ExitCard
        contract={contract}
        action={
          may('contracts.write') ? (
            <Button size="xs" variant="default" onClick={() => setOpen(true)}>
              {t(isDraft ? 'maker:exit.edit' : 'maker:terminate.verb')}
            </Button>
          ) : undefined
        }
      />
      {isOpen && isDraft ? <ExitDialog contract={contract} onClose={close} /> : null}
      {isOpen && !isDraft && exit.data !== undefined ? (
        <TerminateDialog contract={contract} exit={exit.data} onClose={close} />
      ) : null}
    </>
  );
}
