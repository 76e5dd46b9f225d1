import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Contract } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { EditClause } from '../overview/edit-clause.js';
import { ExitCard } from './exit-card.js';
import { TerminateDialog } from './terminate-dialog.js';

/** Exit terms and costs. An active contract is terminated from here. */
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
          isDraft ? (
            <EditClause contract={contract} clause="exit" />
          ) : may('contracts.write') ? (
            <Button size="xs" variant="default" onClick={() => setOpen(true)}>
              {t('maker:terminate.verb')}
            </Button>
          ) : undefined
        }
      />
      {isOpen && !isDraft && exit.data !== undefined ? (
        <TerminateDialog contract={contract} exit={exit.data} onClose={close} />
      ) : null}
    </>
  );
}
