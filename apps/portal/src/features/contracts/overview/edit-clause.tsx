import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session.js';
import type { Contract } from '../../../api/types.js';
import { LinkButton } from '../../../ui/layout/link-button.js';

interface EditClauseProps {
  readonly contract: Pick<Contract, 'id' | 'state'>;
  /** Name of the clause in the contract's form. */
  readonly clause: string;
}

/**
 * Link from a section of a draft to its clause in the editor; renders nothing for other contracts, which are changed by
 * amendments.
 */
export function EditClause({ contract, clause }: EditClauseProps) {
  const { t } = useTranslation();
  const may = useMay();
  if (contract.state !== 'draft' || !may('contracts.write')) return null;
  return (
    <LinkButton
      to="/contracts/$contractId/edit"
      params={{ contractId: contract.id }}
      hash={clause}
      variant="default"
      size="xs"
      leftSection={<IconPencil size={14} stroke={1.75} />}
    >
      {t('maker:contract.edit')}
    </LinkButton>
  );
}
